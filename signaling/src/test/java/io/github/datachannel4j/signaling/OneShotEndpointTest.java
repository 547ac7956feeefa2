package io.github.datachannel4j.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.peerconnection.SessionDescription;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneShotEndpointTest {
    private final RecordingHandler handler = new RecordingHandler();
    private ServedEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = new ServedEndpoint(handler);
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void answersAnSdpOfferWithTheAnswerAndTheLocationOfTheSession() throws Exception {
        HttpResponse<String> response = post("application/sdp", BodyPublishers.ofString("v=0 offer"));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/sdp");
        assertThat(response.headers().firstValue("location")).hasValue("/rtc/session-1");
        assertThat(response.headers().firstValue("etag")).isEmpty();
        assertThat(response.body()).isEqualTo("v=0 answer");
        assertThat(handler.offers)
                .extracting(OfferRequest::offer)
                .containsExactly(SessionDescription.offer("v=0 offer"));
    }

    @Test
    void answersJsonWithJson() throws Exception {
        HttpResponse<String> response = post(
                "application/json; charset=utf-8", BodyPublishers.ofString("{\"type\":\"offer\",\"sdp\":\"v=0\"}"));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("{\"type\":\"answer\",\"sdp\":\"v=0 answer\"}");
    }

    @Test
    void handsTheBearerTokenOn() throws Exception {
        endpoint.send(request()
                .header("Content-Type", "application/sdp")
                .header("Authorization", "Bearer s3cret")
                .POST(BodyPublishers.ofString("v=0"))
                .build());

        assertThat(handler.offers.get(0).bearerToken()).hasValue("s3cret");
    }

    @Test
    void endsASessionByDelete() throws Exception {
        assertThat(send("DELETE", "/rtc/session-1").statusCode()).isEqualTo(200);
        assertThat(handler.ended).containsExactly("session-1");
    }

    @Test
    void saysThatASessionIsUnknown() throws Exception {
        HttpResponse<String> response = send("DELETE", "/rtc/session-2");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("session-2");
    }

    @Test
    void refusesAnotherContentTypeAndSaysWhichItTakes() throws Exception {
        HttpResponse<String> response = post("text/html", BodyPublishers.ofString("v=0"));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).contains("application/sdp").contains("text/html");
        assertThat(handler.offers).isEmpty();
    }

    @Test
    void refusesJsonThatIsNoneOrLacksAMemberOrIsAnAnswer() throws Exception {
        for (String body : List.of("{", "[]", "{\"type\":\"offer\"}", "{\"type\":1,\"sdp\":\"v=0\"}", "null", "")) {
            HttpResponse<String> response = post("application/json", BodyPublishers.ofString(body));
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.body()).as(body).startsWith("{\"error\":");
        }
        assertThat(post("application/json", BodyPublishers.ofString("{\"type\":\"answer\",\"sdp\":\"v=0\"}"))
                        .body())
                .contains("offer")
                .contains("answer");
        assertThat(handler.offers).isEmpty();
    }

    @Test
    void refusesABodyThatIsTooLargeOrNoText() throws Exception {
        byte[] large = new byte[OneShotEndpoint.BODY_BYTES_MAX + 1];
        byte[] noText = {(byte) 0xC3, (byte) 0x28};

        assertThat(post("application/sdp", BodyPublishers.ofByteArray(large)).statusCode())
                .isEqualTo(413);
        assertThat(post("application/sdp", BodyPublishers.ofByteArray(noText)).statusCode())
                .isEqualTo(400);
        assertThat(handler.offers).isEmpty();
    }

    @Test
    void passesARefusalOn() throws Exception {
        handler.refusal = new SignalingException(503, "All places are taken.");

        HttpResponse<String> response = post("application/sdp", BodyPublishers.ofString("v=0"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("All places are taken.\n");
    }

    @Test
    void hidesADefectOfTheApplicationFromThePeer() throws Exception {
        handler.defect = new IllegalStateException("password is hunter2");

        HttpResponse<String> response = post("application/sdp", BodyPublishers.ofString("v=0"));

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("hunter2");
    }

    @Test
    void allowsEveryOriginAndNamesTheMethods() throws Exception {
        HttpResponse<String> preflight = send("OPTIONS", "/rtc");
        HttpResponse<String> get = send("GET", "/rtc");

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .hasValue("*");
        assertThat(preflight.headers().firstValue("access-control-expose-headers"))
                .hasValue("Location, ETag");
        assertThat(preflight.headers().firstValue("access-control-allow-methods"))
                .hasValue("POST, PATCH, DELETE, OPTIONS");
        assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                .hasValue("Authorization, Content-Type, If-Match");
        assertThat(preflight.headers().firstValue("accept-post")).hasValue("application/sdp, application/json");
        assertThat(preflight.headers().firstValue("accept-patch")).hasValue("application/trickle-ice-sdpfrag");
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("allow")).hasValue("POST, PATCH, DELETE, OPTIONS");
    }

    private HttpResponse<String> post(String contentType, BodyPublisher body) throws Exception {
        return endpoint.send(
                request().header("Content-Type", contentType).POST(body).build());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return endpoint.send(HttpRequest.newBuilder(url(path))
                .method(method, BodyPublishers.noBody())
                .build());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(url("/rtc"));
    }

    private URI url(String path) {
        return endpoint.url(path);
    }

    private static final class RecordingHandler implements OfferHandler {
        private final List<OfferRequest> offers = new CopyOnWriteArrayList<>();
        private final List<String> ended = new CopyOnWriteArrayList<>();
        private volatile SignalingException refusal;
        private volatile RuntimeException defect;

        @Override
        public Answered accept(OfferRequest request) throws SignalingException {
            if (refusal != null) {
                throw refusal;
            }
            if (defect != null) {
                throw defect;
            }
            offers.add(request);
            return new Answered("session-1", SessionDescription.answer("v=0 answer"));
        }

        /** Sessions without ICE, which have no entity tag. */
        @Override
        public Optional<IceSession> iceSession(String sessionId) {
            return Optional.empty();
        }

        @Override
        public boolean end(String sessionId) {
            return sessionId.equals("session-1") && ended.add(sessionId);
        }
    }
}
