package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;

@Order(3)
class ChannelsTest {
    private static final Batch BURST = Batch.binary(200, 1000);
    private static final Batch FEW = Batch.binary(40, 1000);
    private static final int CHANNELS = 50;

    @InEveryColumn(Capability.CHANNEL_OPTIONS)
    void optionsArriveAtTheOtherSide(Column column) {
        List<ChannelSpec> specs = List.of(
                ChannelSpec.of("plain"),
                ChannelSpec.of("protocol").withProtocol("io.github.datachannel4j/1"),
                ChannelSpec.of("unordered").unordered(),
                ChannelSpec.of("retransmits").withMaxRetransmits(3),
                ChannelSpec.of("unordered-lifetime").unordered().withMaxPacketLifeTime(250),
                ChannelSpec.of("")); // a label may be empty, and need not be unique
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            pair.connect(ChannelSpec.of("first"));
            for (ChannelSpec spec : specs) {
                assertThat(pair.openFromThem(spec).ours().spec()).isEqualTo(spec);
                assertThat(known(column, pair.openFromUs(spec).theirs().spec())).isEqualTo(known(column, spec));
            }
        }
    }

    @InEveryColumn(Capability.UNORDERED)
    void unordered(Column column) {
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("unordered").unordered());
            assertAllArrive(ends.ours(), ends.theirs());
            assertAllArrive(ends.theirs(), ends.ours());
        }
    }

    @InEveryColumn(Capability.MAX_RETRANSMITS)
    void neverRetransmitted(Column column) {
        assertPartiallyReliable(column, ChannelSpec.of("once").unordered().withMaxRetransmits(0));
    }

    @InEveryColumn(Capability.MAX_PACKET_LIFE_TIME)
    void limitedLifetime(Column column) {
        assertPartiallyReliable(column, ChannelSpec.of("short-lived").withMaxPacketLifeTime(500));
    }

    @InEveryColumn(Capability.NEGOTIATED)
    void negotiatedChannels(Column column) {
        List<ChannelSpec> specs = List.of(
                ChannelSpec.of("even").negotiated(100),
                ChannelSpec.of("odd").negotiated(101).unordered());
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            List<Pair.Ends> all = new ArrayList<>();
            for (ChannelSpec spec : specs) {
                all.add(new Pair.Ends(pair.us().createChannel(spec), pair.them().createChannel(spec)));
            }
            pair.connection().connect();
            for (Pair.Ends ends : all) {
                ends.ours().awaitOpen();
                ends.theirs().awaitOpen();
                ends.ours().send("to them");
                ends.theirs().send("to us");
                assertThat(ends.theirs().nextMessage()).isEqualTo("to them");
                assertThat(ends.ours().nextMessage()).isEqualTo("to us");
            }
        }
    }

    @InEveryColumn(Capability.FIFTY_CHANNELS)
    void fiftyChannels(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.ECHO)) {
            Peer offerer = pair.connection().offerer();
            List<PeerChannel> created = new ArrayList<>();
            for (int i = 0; i < CHANNELS; i++) {
                created.add(offerer.createChannel(ChannelSpec.of("channel-" + i)));
            }
            pair.connection().connect();
            Map<String, PeerChannel> ours = ours(pair, created);
            ours.forEach((label, channel) -> {
                channel.awaitOpen();
                channel.send("for " + label);
            });
            ours.forEach((label, channel) -> assertThat(channel.nextMessage()).isEqualTo("for " + label));
        }
    }

    private static Map<String, PeerChannel> ours(Pair pair, List<PeerChannel> created) {
        Map<String, PeerChannel> byLabel = new HashMap<>();
        for (PeerChannel channel : created) {
            PeerChannel ours = pair.connection().offerer().equals(pair.us())
                    ? channel
                    : pair.us().inbox().nextChannel();
            byLabel.put(ours.spec().label(), ours);
        }
        assertThat(byLabel).hasSize(CHANNELS);
        return byLabel;
    }

    private static void assertAllArrive(PeerChannel from, PeerChannel to) {
        from.send(BURST);
        Accounting report = Await.outcome(to.expect(BURST.count()), "all messages at " + to);
        assertThat(report)
                .usingRecursiveComparison()
                .ignoringFields("outOfOrder", "highest")
                .isEqualTo(new Accounting(BURST.count(), BURST.totalBytes(), 0, 0, 0, 0));
    }

    private static void assertPartiallyReliable(Column column, ChannelSpec spec) {
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            Pair.Ends ends = pair.connect(spec);
            assertMostArrive(ends.ours(), ends.theirs());
            assertMostArrive(ends.theirs(), ends.ours());
        }
    }

    /** A socket buffer may overflow on a busy machine, and nothing repairs that here; but what arrives is right. */
    private static void assertMostArrive(PeerChannel from, PeerChannel to) {
        from.send(FEW);
        Accounting report = Await.outcome(to.expect(FEW.count() / 2), "half of the messages at " + to);
        assertThat(report.corrupt()).isZero();
        assertThat(report.duplicates()).isZero();
    }

    /** node-datachannel tells a channel's label and protocol, and not its reliability. */
    private static ChannelSpec known(Column column, ChannelSpec spec) {
        return column.stack() == Stack.LIBDATACHANNEL
                ? ChannelSpec.of(spec.label()).withProtocol(spec.protocol())
                : spec;
    }
}
