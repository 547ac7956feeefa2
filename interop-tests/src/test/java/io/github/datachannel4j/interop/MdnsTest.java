package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Connection;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.RemotePeer;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.NetworkOptions.LocalNames;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Browsers hide their addresses behind names that end in .local, and answer for them by multicast DNS. Here one side is told of nothing but
 * such names of the other, and the other of nothing at all: without the right answer to its question nobody could send the first packet.
 */
@Order(9)
class MdnsTest {
    /** Each has several names, each name is announced twice, and Chromium announces one in a second. */
    private static final int CROWD = 6;

    private static OurPeer us(LocalNames use) {
        return new OurPeer(
                PeerConnection.create(PeerConnectionConfig.defaults()
                        .withNetwork(NetworkOptions.defaults().withLocalNames(use))),
                PeerOptions.REPORT.mode());
    }

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void weResolveTheNameOfABrowser(Stack browser) {
        OurPeer us = us(LocalNames.RESOLVE);
        RemotePeer them = Stage.open(browser, PeerOptions.REPORT);
        try (Pair pair = new Pair(us, them, new Connection(them, us))) {
            assertOpens(pair, us);
        }
    }

    /** Names of others are announced first, so that only the answer to our question comes in time. */
    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void weResolveTheNameOfABrowserThatHasMany(Stack browser) {
        List<RemotePeer> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < CROWD; i++) {
                RemotePeer other = Stage.open(browser, PeerOptions.REPORT);
                crowd.add(other);
                other.createChannel(ChannelSpec.of("other"));
                other.offer();
                other.gathered();
            }
            weResolveTheNameOfABrowser(browser);
        } finally {
            crowd.forEach(RemotePeer::close);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void aBrowserResolvesOurName(Stack browser) {
        OurPeer us = us(LocalNames.RESOLVE_AND_HIDE);
        RemotePeer them = Stage.open(browser, PeerOptions.REPORT);
        try (Pair pair = new Pair(us, them, new Connection(us, them))) {
            assertOpens(pair, them);
        }
    }

    /** The offerer's names are all that anybody is told. */
    private static void assertOpens(Pair pair, Peer resolver) {
        Peer offerer = pair.connection().offerer();
        Peer answerer = pair.connection().answerer();
        assertThat(resolver).isEqualTo(answerer);
        PeerChannel created = offerer.createChannel(ChannelSpec.of("hidden"));
        offerer.offer();
        String offer = offerer.gathered();
        assertThat(addresses(offer)).isNotEmpty().allMatch(address -> address.endsWith(".local"));
        answerer.answer(offer);
        offerer.accept(withoutCandidates(answerer.gathered()));
        offerer.inbox().awaitState(Await.STEP, "connected");
        Pair.Ends ends = pair.meet(offerer, created);
        ends.ours().send("found");
        assertThat(ends.theirs().nextMessage()).isEqualTo("found");
    }

    private static List<String> addresses(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("a=candidate:"))
                .map(line -> line.split(" ", -1)[4])
                .toList();
    }

    private static String withoutCandidates(String sdp) {
        return sdp.lines()
                .filter(line -> !line.startsWith("a=candidate:") && !line.startsWith("a=end-of-candidates"))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }
}
