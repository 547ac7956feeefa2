package io.github.datachannel4j.cli.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One remote-controlled process: takes lines of JSON-RPC 2.0, answers each request when it is done (so answers may overtake each other, as the standard
 * allows), and reports events as notifications. {@link #receive} is for one thread; answers and events are written whole, from any thread.
 */
public final class RpcServer implements AutoCloseable {
    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintWriter out;
    private final RpcMethods methods;

    /**
     * A server that writes to {@code out}.
     *
     * @param config of its connections, before what each of them asks for itself
     */
    public RpcServer(PrintWriter out, PeerConnectionConfig config) {
        this.out = out;
        this.methods = new RpcMethods(mapper, config, this::notifyEvent);
    }

    /** Takes one line. Never throws: what is wrong with a line is said in the answer. */
    public void receive(String line) {
        if (line.isBlank()) {
            return;
        }
        JsonNode message;
        try {
            message = mapper.readTree(line);
        } catch (JsonProcessingException e) {
            write(errorResponse(
                    null, new RpcException(RpcException.PARSE_ERROR, "not JSON: " + e.getOriginalMessage())));
            return;
        }
        if (message.isArray() && !message.isEmpty()) {
            receiveBatch((ArrayNode) message);
        } else {
            var unused = respond(message).thenAccept(response -> {
                if (response != null) {
                    write(response);
                }
            });
        }
    }

    /** Closes all connections. */
    @Override
    public void close() {
        methods.close();
    }

    private void receiveBatch(ArrayNode batch) {
        List<CompletableFuture<@Nullable ObjectNode>> responses = new ArrayList<>();
        batch.forEach(message -> responses.add(respond(message)));
        var unused = CompletableFuture.allOf(responses.toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    ArrayNode array = mapper.createArrayNode();
                    for (CompletableFuture<@Nullable ObjectNode> response : responses) {
                        ObjectNode json = response.join();
                        if (json != null) {
                            array.add(json);
                        }
                    }
                    if (!array.isEmpty()) {
                        write(array);
                    }
                });
    }

    /** The response; {@code null} to a notification, which gets none. Never fails. */
    private CompletableFuture<@Nullable ObjectNode> respond(JsonNode message) {
        JsonNode id = message.path("id");
        boolean validId = id.isMissingNode() || id.isNull() || id.isTextual() || id.isNumber();
        if (!message.isObject()
                || !message.path("jsonrpc").asText().equals("2.0")
                || !message.path("method").isTextual()
                || !validId) {
            return CompletableFuture.completedFuture(errorResponse(
                    validId ? id : null,
                    new RpcException(
                            RpcException.INVALID_REQUEST,
                            "expected {\"jsonrpc\":\"2.0\",\"id\":...,\"method\":\"...\",\"params\":{...}}")));
        }
        return call(message).handle((result, failure) -> {
            if (id.isMissingNode()) {
                return null;
            }
            return failure == null ? resultResponse(id, result) : errorResponse(id, RpcException.of(failure));
        });
    }

    private CompletableFuture<JsonNode> call(JsonNode message) {
        try {
            return methods.call(message.path("method").textValue(), Params.of(message.path("params")));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ObjectNode resultResponse(JsonNode id, JsonNode result) {
        ObjectNode response = mapper.createObjectNode().put("jsonrpc", "2.0");
        response.set("id", id);
        response.set("result", result);
        return response;
    }

    /** @param id {@code null} when the request had no usable one */
    private ObjectNode errorResponse(@Nullable JsonNode id, RpcException error) {
        ObjectNode response = mapper.createObjectNode().put("jsonrpc", "2.0");
        response.set("id", id == null || id.isMissingNode() ? mapper.nullNode() : id);
        response.set("error", error.toJson(mapper));
        return response;
    }

    private void notifyEvent(ObjectNode params) {
        ObjectNode notification =
                mapper.createObjectNode().put("jsonrpc", "2.0").put("method", "event");
        notification.set("params", params);
        write(notification);
    }

    private void write(JsonNode message) {
        String line = message.toString();
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
