package io.github.datachannel4j.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.SignalingState;
import io.github.datachannel4j.sdp.DataChannelSection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client restarts ICE by HTTP when its connection asks for it, with a server that does not always want to. */
@Timeout(60)
class OneShotRestartTest {
    private static final Duration STEP = Duration.ofSeconds(20);

    private final PeerConnection ours = PeerConnection.create(config());
    private final PeerConnection theirs = PeerConnection.create(config());
    private final DataChannel channel = ours.createDataChannel("chat");
    private final OneShotClient client = new OneShotClient();
    private final BlockingQueue<SignalingState> states = new LinkedBlockingQueue<>();

    /** The Authorization header of each PATCH. */
    private final BlockingQueue<String> patches = new LinkedBlockingQueue<>();

    /** The user name fragment that each of them offers. */
    private final List<String> offered = new CopyOnWriteArrayList<>();

    /** The statuses of the next PATCHes, in place of an answer. */
    private final BlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OneShotEndpoint endpoint = new OneShotEndpoint(new OneConnection(theirs));
    private boolean hidesEntityTag;
    private HttpServer server;

    private static PeerConnectionConfig config() {
        return PeerConnectionConfig.defaults().withNetwork(NetworkOptions.loopbackOnly());
    }

    @BeforeEach
    void start() throws IOException {
        theirs.onDataChannel(opened -> opened.onMessage(opened::send));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/rtc", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        ours.close();
        theirs.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void restartsWhenAskedAndSaysWhoItIs() throws Exception {
        join();
        DataChannelSection before = section(ours);
        DataChannelSection beforeThere = section(theirs);

        ours.restartIce();

        awaitExchange();
        assertThat(patches).containsExactly("Bearer s3cret");
        assertThat(section(ours).isIceRestartOf(before)).isTrue();
        assertThat(section(theirs).isIceRestartOf(beforeThere)).isTrue();
        assertThat(DataSections.of(ours.remoteDescription()).orElseThrow().iceParameters())
                .isEqualTo(section(theirs).iceParameters());
        assertStillCarries();
    }

    @Test
    void triesAgainWithOtherCredentialsWhatMayPass() throws Exception {
        join();
        refusals.add(503);
        refusals.add(429);

        ours.restartIce();
        for (int i = 0; i < 3; i++) {
            awaitExchange();
        }

        assertThat(patches).hasSize(3);
        assertThat(offered).hasSize(3).doesNotHaveDuplicates().endsWith(fragment(section(ours)));
        assertStillCarries();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 405, 412, 422})
    void doesNotAskAgainWhatIsRefusedForGood(int status) throws Exception {
        join();
        String before = fragment(section(ours));
        refusals.add(status);

        ours.restartIce();
        awaitExchange();

        assertStillCarries();
        ours.restartIce();
        assertStillCarries();
        assertThat(fragment(section(ours))).isEqualTo(before);
        assertThat(patches).hasSize(1);
    }

    @Test
    void doesNotAskAServerThatGivesNoEntityTag() throws Exception {
        hidesEntityTag = true;
        join();

        ours.restartIce();

        assertStillCarries();
        assertThat(states).isEmpty();
        assertThat(patches).isEmpty();
    }

    @Test
    void stopsWithTheClient() throws Exception {
        join();
        for (int i = 0; i < 100; i++) {
            refusals.add(503);
        }
        ours.restartIce();
        awaitOffer();
        client.close();

        assertStillCarries();
        // What was under way is taken back.
        while (ours.signalingState() != SignalingState.STABLE) {
            assertThat(states.poll(STEP.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        }
    }

    private void join() throws Exception {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/rtc");
        client.join(ours, JoinRequest.to(url).withBearerToken("s3cret"));
        channel.opened().get(STEP.toSeconds(), TimeUnit.SECONDS);
        ours.onSignalingStateChange(states::add);
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PATCH")) {
            patches.add(exchange.getRequestHeaders().getFirst("Authorization"));
            DataSections.of(ours.pendingLocalDescription()).ifPresent(offer -> offered.add(fragment(offer)));
            Integer refusal = refusals.poll();
            if (refusal != null) {
                exchange.sendResponseHeaders(refusal, -1);
                exchange.close();
                return;
            }
        }
        endpoint.handle(exchange);
    }

    /** Until an offer is answered, or taken back. */
    private void awaitExchange() throws InterruptedException {
        awaitOffer();
        awaitStable();
    }

    private void awaitOffer() throws InterruptedException {
        assertThat(states.poll(STEP.toSeconds(), TimeUnit.SECONDS)).isEqualTo(SignalingState.HAVE_LOCAL_OFFER);
    }

    private void awaitStable() throws InterruptedException {
        assertThat(states.poll(STEP.toSeconds(), TimeUnit.SECONDS)).isEqualTo(SignalingState.STABLE);
    }

    private void assertStillCarries() throws Exception {
        channel.send("still here");
        assertThat(channel.receive(STEP)).isEqualTo(Message.of("still here"));
    }

    private static DataChannelSection section(PeerConnection connection) {
        return DataSections.of(connection.currentLocalDescription()).orElseThrow();
    }

    private static String fragment(DataChannelSection section) {
        return section.iceParameters().orElseThrow().ufrag();
    }

    /** Answers all offers with one connection. */
    private final class OneConnection implements OfferHandler {
        private final AnsweringSession session;

        OneConnection(PeerConnection connection) {
            session = new AnsweringSession(connection, STEP);
        }

        @Override
        public Answered accept(OfferRequest request) throws SignalingException, InterruptedException {
            return new Answered("only", session.answer(request.offer()));
        }

        @Override
        public boolean end(String sessionId) {
            return false;
        }

        @Override
        public Optional<AnsweringSession> iceSession(String sessionId) {
            return hidesEntityTag ? Optional.empty() : Optional.of(session);
        }
    }
}
