package io.github.datachannel4j.signaling;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.datachannel4j.peerconnection.SdpType;
import io.github.datachannel4j.sdp.SdpFragment;
import io.github.datachannel4j.sdp.SdpParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One-shot signaling by HTTP in the shape of WHIP (RFC 9725): {@code POST} of an offer gives 201 with the answer and the session's {@code Location},
 * whose {@code DELETE} ends the session. The body is {@code application/sdp}, or JSON {@code {type, sdp}} and then so is the answer.
 *
 * <p>{@code PATCH} of the session with a fragment ({@code application/trickle-ice-sdpfrag}, RFC 8840) and the 201's {@code ETag} as {@code If-Match}
 * adds candidates and is answered with 204. With new credentials and {@code If-Match: *}, or that {@code ETag}, it restarts ICE and is answered with 200,
 * our new credentials and candidates as a fragment, and a new {@code ETag} (RFC 9725 §4.3); channels live on, and nothing is lost. Only the peer can
 * restart ICE in this way, as we cannot send it an offer. All our candidates are in the answer: none are trickled to the peer.
 *
 * <p>Every origin may call (CORS), since the offer itself is no secret; who may connect is for the {@link OfferHandler} to say.
 */
public final class OneShotEndpoint implements HttpHandler {
    /** A data-channel offer has about one KB, one with media and all its codecs ten; more is no offer. */
    public static final int BODY_BYTES_MAX = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(OneShotEndpoint.class);
    private static final String METHODS = "POST, PATCH, DELETE, OPTIONS";

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
                    case "PATCH" -> patch(exchange);
                    case "DELETE" -> end(exchange);
                    case "OPTIONS" -> tellWhatIsTaken(exchange);
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
                LOG.error("{} from {} failed", exchange.getRequestMethod(), exchange.getRemoteAddress(), e);
                respond(
                        exchange,
                        500,
                        errorType(format),
                        format.writeError("The server failed to answer this request; its log says more."));
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
        offers.iceSession(answered.sessionId())
                .flatMap(IceSession::entityTag)
                .ifPresent(tag -> exchange.getResponseHeaders().set("ETag", tag));
        respond(exchange, 201, format.mediaType(), format.write(answered.answer()));
    }

    /** RFC 9725 §4.3.1: which ICE session is meant must be said, since requests may overtake each other. */
    private void patch(HttpExchange exchange) throws IOException, SignalingException, InterruptedException {
        String id = sessionId(exchange);
        IceSession session = offers.iceSession(id).orElseThrow(() -> noSuchSession(id));
        if (!mediaType(contentType(exchange)).equals(SdpFragment.MEDIA_TYPE)) {
            exchange.getResponseHeaders().set("Accept-Patch", SdpFragment.MEDIA_TYPE);
            throw new SignalingException(
                    415,
                    "Content-Type must be " + SdpFragment.MEDIA_TYPE + ", not \""
                            + SignalingException.excerpt(contentType(exchange)) + "\"");
        }
        List<String> conditions = exchange.getRequestHeaders().get("If-Match");
        if (conditions == null) {
            throw new SignalingException(
                    428, "A PATCH needs If-Match: the ETag of its ICE session, or * to restart ICE.");
        }
        Optional<IceSession.Restarted> restarted =
                session.patch(IfMatch.parse(String.join(",", conditions)), readFragment(exchange));
        if (restarted.isPresent()) {
            exchange.getResponseHeaders().set("ETag", restarted.get().entityTag());
            respond(
                    exchange,
                    200,
                    SdpFragment.MEDIA_TYPE,
                    restarted.get().answer().toText());
        } else {
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private static SdpFragment readFragment(HttpExchange exchange) throws IOException, SignalingException {
        try {
            return SdpFragment.parse(readBody(exchange));
        } catch (SdpParseException e) {
            throw SignalingException.badRequest("The body is not a fragment of SDP: " + e.getMessage());
        }
    }

    private void end(HttpExchange exchange) throws IOException, SignalingException {
        String id = sessionId(exchange);
        if (!offers.end(id)) {
            throw noSuchSession(id);
        }
        exchange.sendResponseHeaders(200, -1);
    }

    private static String sessionId(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static SignalingException noSuchSession(String id) {
        return new SignalingException(404, "No such session: " + SignalingException.excerpt(id));
    }

    private static void tellWhatIsTaken(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Accept-Post", "application/sdp, application/json");
        exchange.getResponseHeaders().set("Accept-Patch", SdpFragment.MEDIA_TYPE);
        exchange.sendResponseHeaders(204, -1);
    }

    private static void refuseMethod(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Allow", METHODS);
        respond(exchange, 405, "text/plain; charset=utf-8", "POST an offer here, PATCH or DELETE a session.\n");
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

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static void allowEveryOrigin(Headers headers) {
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Allow-Methods", METHODS);
        headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match");
        headers.set("Access-Control-Expose-Headers", "Location, ETag");
    }

    private static Map<String, List<String>> lowerCaseNames(Headers headers) {
        Map<String, List<String>> result = new HashMap<>();
        headers.forEach((name, values) -> result.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return result;
    }
}
