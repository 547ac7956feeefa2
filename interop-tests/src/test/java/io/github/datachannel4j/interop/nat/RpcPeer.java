package io.github.datachannel4j.interop.nat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Candidate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Our {@code ./dc4j rpc} in a namespace; one process makes one connection after the other. */
final class RpcPeer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer input;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    private RpcPeer(String namespace, String... options) throws IOException {
        List<String> command = new ArrayList<>(Internet.in(namespace));
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "io.github.datachannel4j.cli.Main", "rpc"));
        command.addAll(List.of(options));
        Path logs = Files.createDirectories(Path.of("target/interop-logs"));
        process = new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(logs.resolve("nat.log").toFile()))
                .start();
        input = process.outputWriter(StandardCharsets.UTF_8);
        // Not virtual: see PeerProcess.
        Thread.ofPlatform().daemon().name("output of " + namespace).start(this::read);
    }

    /** With these options of {@code ./dc4j rpc}. */
    static RpcPeer start(String namespace, String... options) throws IOException {
        return new RpcPeer(namespace, options);
    }

    /** A new connection. */
    NatPeer open(JsonNode configuration) {
        String pc = ask("createPeerConnection", Map.of("configuration", configuration))
                .path("pc")
                .asText();
        Connection connection = new Connection(pc);
        Connection early = connections.putIfAbsent(pc, connection);
        return early == null ? connection : early;
    }

    private JsonNode ask(String method, Map<String, Object> params) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        pending.put(id, result);
        ObjectNode request = JSON.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", JSON.valueToTree(params));
        try {
            synchronized (input) {
                input.write(request + "\n");
                input.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Await.outcome(result, method);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                dispatch(JSON.readTree(line));
            }
        } catch (IOException e) {
            // The process has ended.
        }
        pending.values().forEach(result -> result.completeExceptionally(new IOException("the peer has ended")));
    }

    private void dispatch(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> result =
                    pending.remove(message.path("id").asInt());
            if (message.has("error")) {
                result.completeExceptionally(
                        new IOException(message.path("error").toString()));
            } else {
                result.complete(message.path("result"));
            }
            return;
        }
        JsonNode params = message.path("params");
        if (params.has("pc")) {
            connections
                    .computeIfAbsent(params.path("pc").asText(), Connection::new)
                    .happened(params);
        } else if (params.path("type").asText().equals("open")) {
            connections.values().forEach(connection -> connection.opened.complete(true));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private final class Connection implements NatPeer {
        private final String pc;
        private final BlockingQueue<Candidate> candidates = new LinkedBlockingQueue<>();
        private final CompletableFuture<Boolean> opened = new CompletableFuture<>();

        Connection(String pc) {
            this.pc = pc;
        }

        private void happened(JsonNode event) {
            switch (event.path("type").asText()) {
                case "icecandidate" -> {
                    JsonNode candidate = event.path("candidate");
                    candidates.add(
                            candidate.isNull()
                                            || candidate
                                                    .path("candidate")
                                                    .asText()
                                                    .isEmpty()
                                    ? Candidate.END
                                    : new Candidate(
                                            candidate.path("candidate").asText(),
                                            candidate.path("sdpMid").textValue(),
                                            0));
                }
                case "connectionstatechange" -> {
                    if (event.toString().contains("failed")) {
                        opened.complete(false);
                    }
                }
                default -> {} // The rest does not matter here.
            }
        }

        @Override
        public String offer() {
            ask("createDataChannel", Map.of("pc", pc, "label", "nat"));
            return setLocal();
        }

        private String setLocal() {
            ask("setLocalDescription", Map.of("pc", pc));
            return ask("get", Map.of("pc", pc))
                    .path("localDescription")
                    .path("sdp")
                    .asText();
        }

        private void setRemote(String type, String sdp) {
            ask("setRemoteDescription", Map.of("pc", pc, "description", Map.of("type", type, "sdp", sdp)));
        }

        @Override
        public String answer(String offer) {
            setRemote("offer", offer);
            return setLocal();
        }

        @Override
        public void accept(String answer) {
            setRemote("answer", answer);
        }

        @Override
        public BlockingQueue<Candidate> candidates() {
            return candidates;
        }

        @Override
        public void addCandidate(Candidate candidate) {
            if (!candidate.equals(Candidate.END)) {
                ask("addIceCandidate", Map.of("pc", pc, "candidate", candidate));
            }
        }

        @Override
        public boolean awaitConnected() {
            try {
                return opened.get(NatTableTest.PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (Exception e) {
                return false;
            }
        }

        @Override
        public String account() {
            return "ours, " + ask("get", Map.of("pc", pc)) + ": " + ask("getStats", Map.of("pc", pc));
        }

        @Override
        public String selectedType() {
            return SelectedCandidate.of(ask("getStats", Map.of("pc", pc)));
        }

        @Override
        public void close() {
            ask("close", Map.of("pc", pc));
            connections.remove(pc);
        }
    }
}
