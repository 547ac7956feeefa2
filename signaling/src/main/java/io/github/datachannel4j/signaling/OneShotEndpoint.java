package io.github.datachannel4j.signaling;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.datachannel4j.peerconnection.SdpType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One-shot signaling by HTTP in the shape of WHIP (RFC 9725): {@code POST} of an offer gives 201 with the answer and the session's {@code Location},
 * whose {@code DELETE} ends the session. The body is {@code application/sdp}, or JSON {@code {type, sdp}} and then so is the answer. No trickle: PATCH is
 * answered with 405, as RFC 9725 §4.3 wants of servers without it.
 *
 * <p>Every origin may call (CORS), since the offer itself is no secret; who may connect is for the {@link OfferHandler} to say.
 */
public final class OneShotEndpoint implements HttpHandler {
    /** A data-channel offer has about one KB, one with media and all its codecs ten; more is no offer. */
    public static final int BODY_BYTES_MAX = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(OneShotEndpoint.class);
    private static final String METHODS = "POST, DELETE, OPTIONS";

    private final OfferHandler offers;

    /** An endpoint in front of this handler, to be registered for one path of a server; sessions live below that path. */
    public OneShotEndpoint(OfferHandler offers) {
        this.offers = offers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        allowEveryOrigin(exchange.getResponseHeaders());
        DescriptionFormat format = DescriptionFormat.SDP;
        try (exchange) {
            try {
                switch (exchange.getRequestMethod()) {
                    case "POST" -> {
                        format = DescriptionFormat.ofContentType(contentType(exchange));
                        answer(exchange, format);
                    }
                    case "DELETE" -> end(exchange);
                    case "OPTIONS" -> exchange.sendResponseHeaders(204, -1);
                    default -> refuseMethod(exchange);
                }
            } catch (SignalingException refusal) {
                LOG.debug(
                        "refused {} from {}: {}",
                        exchange.getRequestMethod(),
                        exchange.getRemoteAddress(),
                        refusal.getMessage());
                respond(
                        exchange,
                        refusal.httpStatus(),
                        errorType(format),
                        format.writeError(String.valueOf(refusal.getMessage())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                respond(exchange, 503, errorType(format), format.writeError("The server is stopping."));
            } catch (RuntimeException e) {
                LOG.error("answering an offer from {} failed", exchange.getRemoteAddress(), e);
                respond(
                        exchange,
                        500,
                        errorType(format),
                        format.writeError("The server failed to answer this offer; its log says more."));
            }
        }
    }

    private void answer(HttpExchange exchange, DescriptionFormat format)
            throws IOException, SignalingException, InterruptedException {
        String body = readBody(exchange);
        OfferRequest request = new OfferRequest(
                format.read(body, SdpType.OFFER),
                exchange.getRemoteAddress(),
                exchange.getRequestURI().toString(),
                lowerCaseNames(exchange.getRequestHeaders()));
        OfferHandler.Answered answered = offers.accept(request);
        String path = exchange.getHttpContext().getPath();
        exchange.getResponseHeaders().set("Location", (path.endsWith("/") ? path : path + "/") + answered.sessionId());
        respond(exchange, 201, format.mediaType(), format.write(answered.answer()));
    }

    private void end(HttpExchange exchange) throws IOException, SignalingException {
        String path = exchange.getRequestURI().getPath();
        String id = path.substring(path.lastIndexOf('/') + 1);
        if (!offers.end(id)) {
            throw new SignalingException(404, "No such session: " + SignalingException.excerpt(id));
        }
        exchange.sendResponseHeaders(200, -1);
    }

    private static void refuseMethod(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Allow", METHODS);
        respond(exchange, 405, "text/plain; charset=utf-8", "POST an offer here, or DELETE a session.\n");
    }

    private static String readBody(HttpExchange exchange) throws IOException, SignalingException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
            if (body.length > BODY_BYTES_MAX) {
                throw new SignalingException(413, "The body is larger than " + BODY_BYTES_MAX + " bytes.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw SignalingException.badRequest("The body is not UTF-8.");
        }
    }

    private static void respond(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String errorType(DescriptionFormat format) {
        return format == DescriptionFormat.JSON ? format.mediaType() : "text/plain; charset=utf-8";
    }

    private static String contentType(HttpExchange exchange) {
        String value = exchange.getRequestHeaders().getFirst("Content-Type");
        return value == null ? "" : value;
    }

    private static void allowEveryOrigin(Headers headers) {
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Allow-Methods", METHODS);
        headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type");
        headers.set("Access-Control-Expose-Headers", "Location");
    }

    private static Map<String, List<String>> lowerCaseNames(Headers headers) {
        Map<String, List<String>> result = new HashMap<>();
        headers.forEach((name, values) -> result.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return result;
    }
}
