package io.github.datachannel4j.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.sdp.SdpFragment;
import io.github.datachannel4j.sdp.SdpParseException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP of a PATCH (RFC 9725 §4.3); what it does to ICE is the business of {@link AnsweringSession}. */
class OneShotPatchTest {
    private static final String SESSION = "/rtc/session-1";
    private static final String CANDIDATES = """
            a=ice-ufrag:abcd
            a=ice-pwd:passwordpasswordpassword
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            a=mid:0
            a=candidate:1 1 UDP 2122260223 192.0.2.1 61764 typ host
            a=end-of-candidates
            """;
    private static final String RESTART = CANDIDATES.replace("abcd", "efgh");

    private final RecordingSession session = new RecordingSession();
    private ServedEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = new ServedEndpoint(new OneSession(session));
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void theAnswerToAnOfferHasTheEntityTagOfItsIceSession() throws Exception {
        HttpResponse<String> response = endpoint.send(HttpRequest.newBuilder(url("/rtc"))
                .header("Content-Type", "application/sdp")
                .POST(BodyPublishers.ofString("v=0 offer"))
                .build());

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("etag")).hasValue("\"tag-1\"");
    }

    @Test
    void candidatesAreAnsweredWithNothing() throws Exception {
        HttpResponse<String> response = patch(SESSION, "\"tag-1\"", CANDIDATES);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("etag")).isEmpty();
        assertThat(session.conditions).containsExactly(new IfMatch(false, List.of("\"tag-1\"")));
        assertThat(session.fragments).containsExactly(SdpFragment.parse(CANDIDATES));
    }

    @Test
    void anIceRestartIsAnsweredWithAFragmentAndANewEntityTag() throws Exception {
        HttpResponse<String> response = patch(SESSION, "*", RESTART);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/trickle-ice-sdpfrag");
        assertThat(response.headers().firstValue("etag")).hasValue("\"tag-2\"");
        assertThat(response.headers().firstValue("access-control-allow-origin")).hasValue("*");
        assertThat(response.body()).isEqualTo(RecordingSession.ANSWER);
        assertThat(session.conditions).containsExactly(IfMatch.everything());
    }

    @Test
    void parametersAndLettersOfTheContentTypeDoNotMatter() throws Exception {
        assertThat(patch(SESSION, "*", "Application/Trickle-ICE-sdpfrag; charset=utf-8", body(RESTART))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnknownSessionIsNamed() throws Exception {
        HttpResponse<String> response = patch("/rtc/session-2", "*", RESTART);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("session-2");
        assertThat(patch("/rtc", "*", RESTART).statusCode()).isEqualTo(404);
        assertThat(patch("/rtc/", "*", RESTART).statusCode()).isEqualTo(404);
        assertNothingReached();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "application/sdp", "application/json", "text/plain", "application/trickle-ice-sdpfragment"})
    void anotherContentTypeIsRefusedWithTheOneThatIsTaken(String contentType) throws Exception {
        HttpResponse<String> response = patch(SESSION, "*", contentType, body(RESTART));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("accept-patch")).hasValue("application/trickle-ice-sdpfrag");
        assertThat(response.body()).contains("application/trickle-ice-sdpfrag").contains("\"" + contentType + "\"");
        assertNothingReached();
    }

    @Test
    void whichSessionIsMeantMustBeSaid() throws Exception {
        HttpResponse<String> response = patch(SESSION, null, RESTART);

        assertThat(response.statusCode()).isEqualTo(428);
        assertThat(response.body()).contains("If-Match").contains("ETag");
        assertNothingReached();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag-1", "\"tag-1", "\"a\" \"b\""})
    void aConditionThatIsNoneIsNamed(String ifMatch) throws Exception {
        HttpResponse<String> response = patch(SESSION, ifMatch, RESTART);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(ifMatch);
        assertNothingReached();
    }

    @Test
    void aSessionOfAnotherEntityTagIsLeftAlone() throws Exception {
        HttpResponse<String> response = patch(SESSION, "\"tag-0\"", CANDIDATES);

        assertThat(response.statusCode()).isEqualTo(412);
        assertThat(response.body()).contains("\"tag-0\"");
        assertThat(session.fragments).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "{\"candidate\":\"\"}",
                "a=ice-ufrag:a b",
                "a=ice-pwd",
                "a=candidate:1 1 UDP x 192.0.2.1 61764 typ host",
                "a=candidate:1 1 UDP 1 192.0.2.1 99999 typ host",
                "m=application",
                "a=mid:"
            })
    void aFragmentThatIsNoneIsRefusedWithItsLine(String line) throws Exception {
        HttpResponse<String> response = patch(SESSION, "*", "a=ice-options:trickle\r\n" + line + "\r\n");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("line 2 \"" + line + "\"");
        assertNothingReached();
    }

    @Test
    void aBodyThatIsTooLargeOrNoTextIsRefused() throws Exception {
        byte[] large = new byte[OneShotEndpoint.BODY_BYTES_MAX + 1];
        byte[] noText = {(byte) 0xC3, (byte) 0x28};

        assertThat(patch(SESSION, "*", SdpFragment.MEDIA_TYPE, BodyPublishers.ofByteArray(large))
                        .statusCode())
                .isEqualTo(413);
        assertThat(patch(SESSION, "*", SdpFragment.MEDIA_TYPE, BodyPublishers.ofByteArray(noText))
                        .statusCode())
                .isEqualTo(400);
        assertNothingReached();
    }

    private void assertNothingReached() {
        assertThat(session.conditions).isEmpty();
    }

    private HttpResponse<String> patch(String path, String ifMatch, String fragment) throws Exception {
        return patch(path, ifMatch, SdpFragment.MEDIA_TYPE, body(fragment));
    }

    /** @param ifMatch null to leave the header out */
    private HttpResponse<String> patch(String path, String ifMatch, String contentType, BodyPublisher body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path)).method("PATCH", body);
        List<String> headers = new ArrayList<>();
        if (!contentType.isEmpty()) {
            headers.addAll(List.of("Content-Type", contentType));
        }
        if (ifMatch != null) {
            headers.addAll(List.of("If-Match", ifMatch));
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return endpoint.send(request.build());
    }

    private static BodyPublisher body(String text) {
        return BodyPublishers.ofString(text);
    }

    private URI url(String path) {
        return endpoint.url(path);
    }

    /** Takes "efgh" for new credentials. */
    private static final class RecordingSession implements IceSession {
        static final String ANSWER = "a=ice-ufrag:mine\r\na=ice-pwd:answeransweransweranswer\r\n";

        private final List<IfMatch> conditions = new CopyOnWriteArrayList<>();
        private final List<SdpFragment> fragments = new CopyOnWriteArrayList<>();

        @Override
        public Optional<String> entityTag() {
            return Optional.of("\"tag-1\"");
        }

        @Override
        public Optional<Restarted> patch(IfMatch condition, SdpFragment fragment) throws SignalingException {
            conditions.add(condition);
            if (!condition.holdsFor("\"tag-1\"")) {
                throw new SignalingException(412, "not " + condition.entityTags());
            }
            fragments.add(fragment);
            return fragment.toText().contains("efgh") ? Optional.of(restarted()) : Optional.empty();
        }

        private static Restarted restarted() {
            try {
                return new Restarted("\"tag-2\"", SdpFragment.parse(ANSWER));
            } catch (SdpParseException e) {
                throw new AssertionError(e);
            }
        }
    }

    private record OneSession(IceSession session) implements OfferHandler {
        @Override
        public Answered accept(OfferRequest request) {
            return new Answered("session-1", SessionDescription.answer("v=0 answer"));
        }

        @Override
        public boolean end(String sessionId) {
            return sessionId.equals("session-1");
        }

        @Override
        public Optional<IceSession> iceSession(String sessionId) {
            return sessionId.equals("session-1") ? Optional.of(session) : Optional.empty();
        }
    }
}
