package io.github.datachannel4j.cli.rpc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.peerconnection.WebRtcErrorName;
import io.github.datachannel4j.peerconnection.WebRtcException;
import java.util.concurrent.CompletionException;

/** What a request is answered with when it fails: a JSON-RPC error object. */
final class RpcException extends RuntimeException {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;

    /** The W3C's errors, told apart by their names. */
    static final int WEB_RTC_ERROR = -32000;

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String name;

    private RpcException(int code, String name, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.name = name;
    }

    RpcException(int code, String message) {
        super(message);
        this.code = code;
        this.name = "";
    }

    static RpcException invalidParams(String message) {
        return new RpcException(INVALID_PARAMS, message);
    }

    /** Whatever went wrong, as an error for the wire. */
    static RpcException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case RpcException already -> already;
            case WebRtcException error ->
                new RpcException(WEB_RTC_ERROR, error.errorName().w3cName(), String.valueOf(error.getMessage()), error);
            case IllegalArgumentException error ->
                new RpcException(
                        WEB_RTC_ERROR, WebRtcErrorName.TYPE_ERROR.w3cName(), String.valueOf(error.getMessage()), error);
            default -> new RpcException(INTERNAL_ERROR, "", "unexpected error: " + cause, cause);
        };
    }

    ObjectNode toJson(ObjectMapper mapper) {
        ObjectNode error = mapper.createObjectNode().put("code", code).put("message", getMessage());
        if (!name.isEmpty()) {
            error.putObject("data").put("name", name);
        }
        return error;
    }
}
