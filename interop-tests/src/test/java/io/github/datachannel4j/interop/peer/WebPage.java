package io.github.datachannel4j.interop.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page in a browser that somebody else wrote, used as a person would: reading, typing, clicking. */
public final class WebPage implements AutoCloseable {
    private final String name;
    private final PeerProcess process;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private WebPage(String name, PeerProcess process) {
        this.name = name;
        this.process = process;
    }

    static WebPage open(String name, PeerProcess process, String url) {
        WebPage page = new WebPage(name, process);
        process.listen(name, event -> page.errors.add(event.path("message").asText()));
        page.await("visit", PeerProcess.arguments().put("url", url));
        return page;
    }

    /** Waits until the element shows text that the regular expression finds, and returns all of its text. */
    public String awaitText(String selector, String pattern) {
        return await("awaitText", element(selector).put("pattern", pattern)).asText();
    }

    /** What the element shows now. */
    public String text(String selector) {
        return await("text", element(selector)).asText();
    }

    /** Types into the element. */
    public void type(String selector, String text) {
        await("type", element(selector).put("text", text));
    }

    /** Clicks on the element. */
    public void click(String selector) {
        await("click", element(selector));
    }

    /** Draws the page into a PNG file. */
    public void screenshot(Path file) {
        await(
                "screenshot",
                PeerProcess.arguments().put("path", file.toAbsolutePath().toString()));
    }

    /** The errors that the page's scripts did not catch. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        await("dispose", PeerProcess.arguments());
        process.forget(name);
    }

    private static ObjectNode element(String selector) {
        return PeerProcess.arguments().put("selector", selector);
    }

    private JsonNode await(String operation, ObjectNode arguments) {
        return Await.outcome(process.ask(name, operation, arguments), operation + " " + arguments + " in " + name);
    }
}
