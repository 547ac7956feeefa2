package io.github.datachannel4j.interop.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.Candidate;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.Stats;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Order;

/** A browser whose way to us changes in the midst of 100 MB: not a byte is lost, and no channel closes. */
@Order(8)
class MobilityTest {
    private static final Duration DEADLINE = Duration.ofSeconds(150);
    private static final Batch HUNDRED_MEGABYTES = Batch.binary(1600, 64 * 1024);
    /**
     * What happens to a transfer.
     *
     * @param atBytes when: once so much has been carried
     * @param change how the way changes
     */
    private record Changes(List<Long> atBytes, Runnable change) {}

    private static final long LOOK_MILLIS = 50;
    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

    /** So much has come when the way changes. Between a NAT's lapse and the browser's next check lie seconds, so there is only one. */
    private static final List<Long> ONCE = List.of(30_000_000L);

    private static final List<Long> TWICE = List.of(20_000_000L, 60_000_000L);

    @InEveryColumn(Capability.NAT_REBINDING)
    void natForgetsTheBrowser(Column column) throws InterruptedException {
        column.notApplicableUnless(column.stack().isBrowser(), "is not a browser");
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            PeerChannel created = pair.connection().offerer().createChannel(ChannelSpec.of("moves"));
            try (RebindingNat nat = connectThroughNat(pair)) {
                Pair.Ends ends = pair.meet(pair.connection().offerer(), created);
                transfer(column, pair, ends, new Changes(ONCE, nat::rebind));
            }
        }
    }

    @InEveryColumn(Capability.ICE_RESTART_UNDER_LOAD)
    void iceRestartsTwice(Column column) throws InterruptedException {
        column.notApplicableUnless(column.stack().isBrowser(), "is not a browser");
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("restarts"));
            transfer(
                    column,
                    pair,
                    ends,
                    new Changes(TWICE, () -> pair.connection().restartIce()));
        }
    }

    /** From the offerer to the answerer, so that the two columns of a stack show both directions. */
    private static void transfer(Column column, Pair pair, Pair.Ends ends, Changes changes)
            throws InterruptedException {
        boolean toUs = column.role() == Column.Role.OFFERS;
        PeerChannel from = toUs ? ends.theirs() : ends.ours();
        PeerChannel to = toUs ? ends.ours() : ends.theirs();
        long start = System.nanoTime();
        from.send(HUNDRED_MEGABYTES);
        CompletableFuture<Accounting> arrived = to.expect(HUNDRED_MEGABYTES.count());
        for (long bytes : changes.atBytes()) {
            awaitCondition(arrived, connection -> bytesCarried(connection) >= bytes, pair);
            long pairsBefore = pairChanges(ours(pair));
            changes.change().run();
            awaitCondition(NEVER, connection -> pairChanges(connection) > pairsBefore, pair);
        }
        Accounting report = Await.outcome(arrived, "100 MB with changes of the way", DEADLINE);
        assertThat(report)
                .isEqualTo(new Accounting(
                        HUNDRED_MEGABYTES.count(),
                        HUNDRED_MEGABYTES.totalBytes(),
                        0,
                        0,
                        0,
                        HUNDRED_MEGABYTES.count() - 1));
        Matrix.noteTimeSince(start, column);
    }

    private static PeerConnection ours(Pair pair) {
        return ((OurPeer) pair.us()).connection();
    }

    /** Looks at our side until it is so, or until the end has come before. */
    private static void awaitCondition(CompletableFuture<?> end, Predicate<PeerConnection> condition, Pair pair)
            throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.test(ours(pair))) {
            assertThat(System.nanoTime()).as("too late for the next change").isLessThan(deadline);
            assertThat(end).as("the transfer, before its next change").isNotDone();
            try {
                end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Not at the end yet.
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static long bytesCarried(PeerConnection connection) {
        return Await.outcome(connection.getStats(), "getStats").of(Stats.OfDataChannel.class).stream()
                .mapToLong(channel -> channel.bytesReceived() + channel.bytesSent())
                .sum();
    }

    private static long pairChanges(PeerConnection connection) {
        return Await.outcome(connection.getStats(), "getStats")
                .of(Stats.OfTransport.class)
                .getFirst()
                .selectedCandidatePairChanges();
    }

    /** The browser hears of no candidate but the NAT's inside, and we of none: we meet it where the NAT shows it. */
    private static RebindingNat connectThroughNat(Pair pair) {
        Peer offerer = pair.connection().offerer();
        Peer answerer = pair.connection().answerer();
        offerer.accept(withoutCandidates(answerer.answer(withoutCandidates(offerer.offer()))));
        Candidate real = firstIpv4(pair.us());
        String[] fields = real.candidate().split(" ");
        RebindingNat nat = RebindingNat.before(new InetSocketAddress(fields[4], Integer.parseInt(fields[5])));
        fields[5] = String.valueOf(nat.address().getPort());
        pair.them().addCandidate(new Candidate(String.join(" ", fields), real.sdpMid(), real.sdpMLineIndex()));
        pair.them().addCandidate(Candidate.END);
        pair.us().inbox().awaitState(Await.STEP, "connected");
        return nat;
    }

    private static Candidate firstIpv4(Peer us) {
        Candidate candidate = us.inbox().nextCandidate();
        while (candidate.candidate().split(" ", -1)[4].contains(":")) {
            candidate = us.inbox().nextCandidate();
        }
        return candidate;
    }

    private static String withoutCandidates(String sdp) {
        return sdp.replaceAll("a=candidate:[^\r\n]*\r?\n", "").replaceAll("a=end-of-candidates\r?\n", "");
    }
}
