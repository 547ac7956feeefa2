package io.github.datachannel4j.interop.peer;

import io.github.datachannel4j.interop.setup.Tool;
import io.github.datachannel4j.interop.setup.Workshop;
import java.util.List;

/** The stacks that ours has to get along with. */
public enum Stack {
    /** Over CDP. */
    CHROMIUM("Chromium"),
    /** Over WebDriver BiDi. */
    FIREFOX("Firefox"),
    /** Python. */
    AIORTC("aiortc"),
    /** C++, through node-datachannel. */
    LIBDATACHANNEL("libdatachannel"),
    /** Go. */
    PION("pion");

    private final String title;

    Stack(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Whether it is a browser, with pages that can be loaded anew. */
    public boolean isBrowser() {
        return this == CHROMIUM || this == FIREFOX;
    }

    /** aiortc gathers before it answers and cannot be told the end of the candidates. */
    boolean trickles() {
        return this != AIORTC;
    }

    List<String> command(Workshop workshop) {
        String node = workshop.tool(Tool.NODE).toString();
        return switch (this) {
            case CHROMIUM ->
                List.of(
                        node,
                        "browser-driver.mjs",
                        "chrome",
                        workshop.tool(Tool.CHROMIUM).toString());
            case FIREFOX ->
                List.of(
                        node,
                        "browser-driver.mjs",
                        "firefox",
                        workshop.tool(Tool.FIREFOX).toString());
            case AIORTC -> List.of(workshop.tool(Tool.PYTHON_WITH_AIORTC).toString(), "aiortc_peer.py");
            case LIBDATACHANNEL -> List.of(node, "libdatachannel-peer.mjs");
            case PION -> List.of(workshop.pionPeer().toString());
        };
    }
}
