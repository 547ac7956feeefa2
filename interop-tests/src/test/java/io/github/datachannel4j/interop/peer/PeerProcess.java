package io.github.datachannel4j.interop.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A program that holds peers of another stack and is driven with JSON lines (see lines.mjs). It ends when its input does, so also when
 * this JVM dies; what does not end by itself is ended by its process id.
 */
final class PeerProcess implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final Duration END_DEADLINE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Process process;
    private final BufferedWriter input;
    private final Thread hook = new Thread(this::kill);
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonNode>> listeners = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private PeerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    static PeerProcess start(String name, List<String> command, Path folder) {
        try {
            Path logs = Files.createDirectories(Path.of("target/interop-logs"));
            Process started = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            logs.resolve(name + ".log").toFile()))
                    .start();
            PeerProcess process = new PeerProcess(name, started);
            Runtime.getRuntime().addShutdownHook(process.hook);
            // Not virtual: a read of a pipe holds its carrier thread, of which there are as many as processors.
            Thread.ofPlatform().daemon().name("output of " + name).start(process::read);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not start", e);
        }
    }

    /** The stack's version; waits until it is ready. */
    String version() {
        return Await.outcome(ready, "the start of " + name, START_DEADLINE);
    }

    void listen(String peer, Consumer<JsonNode> listener) {
        listeners.put(peer, listener);
    }

    void forget(String peer) {
        listeners.remove(peer);
    }

    /** Asks for an operation; completes with its result. */
    CompletableFuture<JsonNode> ask(String peer, String operation, ObjectNode arguments) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        pending.put(id, result);
        ObjectNode request = arguments();
        request.put("id", id).put("op", operation).put("peer", peer).set("args", arguments);
        try {
            write(request);
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
        if (!process.isAlive()) {
            result.completeExceptionally(new IOException(name + " has ended"));
        }
        return result;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    static ObjectNode arguments() {
        return JSON.createObjectNode();
    }

    static ObjectMapper json() {
        return JSON;
    }

    /** The process and everything that it started, as of now. */
    List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants())
                .toList();
    }

    /** Ends it and all its children at once, as a crash would. */
    void kill() {
        family().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        try {
            input.close();
            process.waitFor(END_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            // It has ended already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private synchronized void write(JsonNode request) throws IOException {
        input.write(JSON.writeValueAsString(request));
        input.write('\n');
        input.flush();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                dispatch(JSON.readTree(line));
            }
            ended(new IOException(name + " has ended, see target/interop-logs"));
        } catch (IOException e) {
            ended(e);
        }
    }

    private void dispatch(JsonNode message) {
        if (message.path("event").asText().equals("ready")) {
            ready.complete(message.path("version").asText());
        } else if (message.has("event")) {
            listeners.getOrDefault(message.path("peer").asText(), event -> {}).accept(message);
        } else {
            CompletableFuture<JsonNode> result =
                    pending.remove(message.path("id").asInt());
            if (message.has("error")) {
                result.completeExceptionally(
                        new IOException(message.path("error").asText()));
            } else {
                result.complete(message.path("result"));
            }
        }
    }

    private void ended(IOException reason) {
        ready.completeExceptionally(reason);
        pending.values().forEach(result -> result.completeExceptionally(reason));
    }
}
