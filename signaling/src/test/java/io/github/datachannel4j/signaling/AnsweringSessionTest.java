package io.github.datachannel4j.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.peerconnection.SignalingState;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.SdpFragment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answering side's ICE, asked by fragments, between two real connections on loopback. */
@Timeout(60)
class AnsweringSessionTest {
    private static final Duration STEP = Duration.ofSeconds(20);

    private final PeerConnection client = PeerConnection.create(config());
    private final PeerConnection server = PeerConnection.create(config());
    private final AnsweringSession session = new AnsweringSession(server, STEP);
    private final DataChannel channel = client.createDataChannel("chat");

    AnsweringSessionTest() {
        server.onDataChannel(opened -> opened.onMessage(opened::send));
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static PeerConnectionConfig config() {
        return PeerConnectionConfig.defaults().withNetwork(NetworkOptions.loopbackOnly());
    }

    @Test
    void addsCandidatesThatComeAfterTheOffer() throws Exception {
        await(client.setLocalDescription());
        String whole = await(client.gatheringComplete()).sdp();
        SessionDescription answer = session.answer(SessionDescription.offer(withoutCandidates(whole)));
        // The client knows no candidate of ours, so only our checks can connect, and those need its own.
        await(client.setRemoteDescription(SessionDescription.answer(withoutCandidates(answer.sdp()))));

        Optional<IceSession.Restarted> restarted =
                session.patch(presentTag(), fragmentOf(SessionDescription.offer(whole)));

        assertThat(restarted).isEmpty();
        assertStillCarries("after the candidates");
        assertThat(section(server.remoteDescription()).candidates())
                .isEqualTo(section(client.localDescription()).candidates());
        assertThat(section(server.remoteDescription()).endOfCandidates()).isTrue();
    }

    @Test
    void restartsIceAgainAndAgain() throws Exception {
        connect();
        for (int i = 0; i < 10; i++) {
            Optional<String> tagBefore = session.entityTag();
            DataChannelSection oursBefore = section(server.localDescription());

            IceSession.Restarted restarted = restart(IfMatch.everything());

            assertThat(session.entityTag()).hasValue(restarted.entityTag()).isNotEqualTo(tagBefore);
            DataChannelSection ours = section(server.localDescription());
            assertThat(ours.isIceRestartOf(oursBefore)).isTrue();
            assertThat(restarted.answer().iceParameters(ours)).isEqualTo(ours.iceParameters());
            assertThat(restarted.answer().candidates(ours))
                    .isEqualTo(ours.candidates())
                    .isNotEmpty();
            assertStillCarries("after restart " + i);
        }
    }

    @Test
    void restartsIceOfTheSessionThatIsNamed() throws Exception {
        connect();

        restart(presentTag());

        assertStillCarries("afterwards");
    }

    @Test
    void leavesEverythingAsItWasWhenAnotherSessionIsNamed() throws Exception {
        connect();
        IfMatch first = presentTag();
        restart(first);

        assertRefused(412, session.entityTag(), first, fragmentOf(newOffer()), "\"");
        rollBack();
        assertStillCarries("still the second session");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a=ice-pwd:.*         | a=x:                             | lacks a=ice-ufrag and a=ice-pwd
                    a=ice-ufrag:.*       | a=x:                             | lacks a=ice-ufrag and a=ice-pwd
                    a=mid:.*             | a=mid:elsewhere                  | "elsewhere"
                    a=ice-ufrag:.*       | a=ice-ufrag:abc                  | ice-ufrag has fewer than 4 characters
                    a=ice-ufrag:.*       | a=ice-ufrag:abc!                 | ice-ufrag has a character other than
                    a=ice-pwd:.*         | a=ice-pwd:passwordpasswordpassw  | ice-pwd has fewer than 22 characters
                    """)
    void refusesCredentialsThatAreNoneAndSaysWhy(String line, String replacement, String reason) throws Exception {
        connect();
        String bad = fragmentOf(newOffer()).toText().replaceAll("(?m)^" + line + "\r\n", replacement + "\r\n");

        assertRefused(400, session.entityTag(), IfMatch.everything(), SdpFragment.parse(bad), reason);

        assertThat(server.signalingState()).isEqualTo(SignalingState.STABLE);
        rollBack();
        assertStillCarries("after a refusal");
        restart(IfMatch.everything());
        assertStillCarries("after the next one");
    }

    @Test
    void boundsTheCandidatesThatAPeerSends() throws Exception {
        connect();
        StringBuilder many = new StringBuilder(
                fragmentOf(client.localDescription().orElseThrow()).toText());
        for (int port = 1; port <= 1000; port++) {
            many.append("a=candidate:1 1 UDP 1 192.0.2.1 ").append(port).append(" typ host\r\n");
        }

        session.patch(presentTag(), SdpFragment.parse(many.toString()));

        assertThat(section(server.remoteDescription()).candidates()).hasSize(256);
        assertStillCarries("afterwards");
    }

    @Test
    void hasNothingToPatchWithoutDataChannels() throws Exception {
        try (PeerConnection empty = PeerConnection.create(config())) {
            await(empty.setLocalDescription());
            session.answer(empty.localDescription().orElseThrow());

            assertThat(session.entityTag()).isEmpty();
            assertRefused(422, Optional.empty(), IfMatch.everything(), SdpFragment.parse(""), "no data channels");
        }
    }

    @Test
    void refusesAfterTheEnd() throws Exception {
        connect();
        SdpFragment fragment = fragmentOf(newOffer());
        server.close();

        assertRefused(400, session.entityTag(), IfMatch.everything(), fragment, "closed");
    }

    private void connect() throws Exception {
        await(client.setLocalDescription());
        await(client.setRemoteDescription(session.answer(await(client.gatheringComplete()))));
        assertStillCarries("at first");
    }

    private IceSession.Restarted restart(IfMatch condition) throws Exception {
        DataChannelSection before = section(client.currentRemoteDescription());
        IceSession.Restarted restarted =
                session.patch(condition, fragmentOf(newOffer())).orElseThrow();
        String answer = restarted.answer().restarted(before).toSdp();
        await(client.setRemoteDescription(SessionDescription.answer(answer)));
        return restarted;
    }

    private SessionDescription newOffer() {
        client.restartIce();
        await(client.setLocalDescription());
        return await(client.gatheringComplete());
    }

    private void rollBack() {
        await(client.setLocalDescription(SessionDescription.rollback()));
    }

    private void assertRefused(
            int status, Optional<String> tag, IfMatch condition, SdpFragment fragment, String reason) {
        SignalingException refusal =
                catchThrowableOfType(SignalingException.class, () -> session.patch(condition, fragment));

        assertThat(refusal.httpStatus()).as(refusal.getMessage()).isEqualTo(status);
        assertThat(refusal).hasMessageContaining(reason);
        assertThat(session.entityTag()).isEqualTo(tag);
    }

    private void assertStillCarries(String text) throws Exception {
        await(channel.opened());
        channel.send(text);
        assertThat(channel.receive(STEP)).isEqualTo(Message.of(text));
    }

    private IfMatch presentTag() {
        return new IfMatch(false, List.of(session.entityTag().orElseThrow()));
    }

    private static SdpFragment fragmentOf(SessionDescription description) {
        return SdpFragment.of(section(Optional.of(description)));
    }

    private static DataChannelSection section(Optional<SessionDescription> description) {
        return DataSections.of(description).orElseThrow();
    }

    private static String withoutCandidates(String sdp) {
        return sdp.replaceAll("a=(candidate:|end-of-candidates)[^\r\n]*\r\n", "");
    }

    private static <T> T await(CompletableFuture<T> step) {
        return step.orTimeout(STEP.toSeconds(), TimeUnit.SECONDS).join();
    }
}
