package io.github.datachannel4j.interop.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.peerconnection.Stats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Rounds of traffic of all kinds in both directions at once. A round ends when everything reliable has arrived, each byte compared, and
 * each message once; what may be lost must at least not be damaged or repeated. Between rounds a channel comes and goes.
 */
public final class MixedTraffic {
    /** Far longer than a round takes at the rates of the tests: whoever is still waiting is stuck. */
    private static final Duration ROUND_MAX = Duration.ofSeconds(60);

    private static final ChannelSpec BULK = ChannelSpec.of("bulk");
    private static final Batch BULK_ROUND = Batch.binary(10, 60_000);
    private static final ChannelSpec TEXTS = ChannelSpec.of("texts");
    private static final Batch TEXTS_ROUND = Batch.text(60, 300);
    private static final ChannelSpec UNORDERED = ChannelSpec.of("unordered").unordered();
    private static final Batch UNORDERED_ROUND = Batch.binary(60, 3000);
    private static final ChannelSpec LOSSY = ChannelSpec.of("lossy").unordered().withMaxRetransmits(0);
    private static final Batch LOSSY_ROUND = Batch.binary(60, 700);
    private static final ChannelSpec BRIEF = ChannelSpec.of("brief").withMaxPacketLifeTime(100);
    private static final Batch BRIEF_ROUND = Batch.binary(20, 5000);
    private static final ChannelSpec VISITOR = ChannelSpec.of("visitor");
    private static final Batch VISIT = Batch.text(5, 2000);

    /** What a peer can bear. */
    public enum Mix {
        /** All kinds of channels, in both directions. */
        EVERYTHING(""),
        /** The same from the peer, but at no time more than one channel with data for it. */
        ONE_CHANNEL_TO_IT(" (one channel to it)");

        private final String note;

        Mix(String note) {
            this.note = note;
        }

        /** What the matrix says of it. */
        public String note() {
            return note;
        }
    }

    private final Pair pair;
    private final Mix mix;
    private final PeerChannel first;
    private final List<Flow> flows = new ArrayList<>();
    private long bytes;

    private MixedTraffic(Pair pair, Mix mix, PeerChannel first) {
        this.pair = pair;
        this.mix = mix;
        this.first = first;
    }

    /** Creates the channel without which there would be nothing to negotiate. */
    public static MixedTraffic prepare(Pair pair, Mix mix) {
        return new MixedTraffic(pair, mix, pair.connection().offerer().createChannel(BULK));
    }

    /**
     * Sends for that long, and on to the end of the round.
     *
     * @return the bytes that have arrived reliably, both directions together
     */
    public long run(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        openChannels();
        int round = 0;
        do {
            try {
                round(round);
                visit(round);
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + " in round " + round + "; our side: " + figures(), e);
            }
            round++;
        } while (System.nanoTime() < end);
        return bytes;
    }

    private String figures() {
        return pair.us() instanceof OurPeer us
                ? Await.outcome(us.connection().getStats(), "getStats")
                        .of(Stats.OfSctp.class)
                        .toString()
                : "another stack";
    }

    private void openChannels() {
        Pair.Ends bulk = pair.meet(pair.connection().offerer(), first);
        flows.add(new Flow(bulk.ours(), bulk.theirs(), BULK_ROUND, Flow.Promise.ALL_IN_ORDER));
        flows.add(new Flow(bulk.theirs(), bulk.ours(), BULK_ROUND, Flow.Promise.ALL_IN_ORDER));
        addFlows(pair.openFromUs(TEXTS), TEXTS_ROUND, Flow.Promise.ALL_IN_ORDER);
        addFlows(pair.openFromThem(UNORDERED), UNORDERED_ROUND, Flow.Promise.ALL);
        addFlows(pair.openFromUs(LOSSY), LOSSY_ROUND, Flow.Promise.NOTHING_TWICE);
        addFlows(pair.openFromThem(BRIEF), BRIEF_ROUND, Flow.Promise.NOTHING_TWICE);
    }

    private void addFlows(Pair.Ends ends, Batch batch, Flow.Promise promise) {
        flows.add(new Flow(ends.theirs(), ends.ours(), batch, promise));
        if (mix == Mix.EVERYTHING) {
            flows.add(new Flow(ends.ours(), ends.theirs(), batch, promise));
        }
    }

    private void round(int round) {
        List<CompletableFuture<?>> sends = new ArrayList<>();
        flows.forEach(flow -> sends.add(flow.send(round)));
        for (Flow flow : flows) {
            bytes += flow.awaitArrival(round, ROUND_MAX);
        }
        sends.forEach(send -> Await.outcome(send, "the end of sending", ROUND_MAX));
    }

    /** A channel that is opened, used once and closed by the side that has opened it. */
    private void visit(int round) {
        boolean isOurs = round % 2 == 0;
        Pair.Ends ends = isOurs ? pair.openFromUs(VISITOR) : pair.openFromThem(VISITOR);
        PeerChannel from = isOurs ? ends.ours() : ends.theirs();
        PeerChannel to = isOurs ? ends.theirs() : ends.ours();
        from.send(VISIT);
        Accounting report = Await.outcome(to.expect(VISIT.count()), "the visitor's messages at " + to, ROUND_MAX);
        assertThat(report).isEqualTo(new Accounting(VISIT.count(), VISIT.totalBytes(), 0, 0, 0, VISIT.count() - 1));
        from.close();
        from.awaitClosed(ROUND_MAX);
        to.awaitClosed(ROUND_MAX);
    }
}
