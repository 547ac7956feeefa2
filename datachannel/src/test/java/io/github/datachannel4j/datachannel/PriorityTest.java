package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.testkit.LinkConditions;
import io.github.datachannel4j.testkit.NetworkProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 8831 §6.4: channels share a full link by their priorities. */
class PriorityTest {
    private static final int MESSAGE_BYTES = 50_000;
    private static final int MESSAGES = 40;

    private final CoreEnd a = new CoreEnd(StreamIdParity.EVEN);
    private final CoreEnd z = new CoreEnd(StreamIdParity.ODD);
    private final TestWire wire = new TestWire(
            a,
            z,
            new NetworkProfile(
                    "narrow",
                    LinkConditions.perfect().withDelayMillis(10, 0).withBandwidth(10_000, 200_000),
                    List.of()),
            1);

    private Channel create(int priority) {
        return a.channels.create(0, ChannelParameters.of("x").withPriority(priority));
    }

    private void fill(Channel channel) {
        for (int i = 0; i < MESSAGES; i++) {
            channel.send(wire.now(), DataMessage.binary(Bytes.wrap(new byte[MESSAGE_BYTES])), 0);
        }
    }

    private static long sentBytes(Channel channel) {
        return (long) MESSAGES * MESSAGE_BYTES - channel.bufferedAmount();
    }

    private void start() {
        a.start(0);
        z.start(0);
        wire.runMillis(100);
    }

    @Test
    void theShareOfAChannelIsItsPriority() {
        Channel low = create(ChannelParameters.PRIORITY_NORMAL);
        Channel high = create(ChannelParameters.PRIORITY_EXTRA_HIGH);
        start();
        fill(low);
        fill(high);
        wire.runMillis(1_000);

        assertThat(sentBytes(high) / (double) sentBytes(low)).isBetween(3.5, 4.5);
    }

    @Test
    void whoAnswersGivesItTheSameShare() {
        Channel low = create(ChannelParameters.PRIORITY_NORMAL);
        Channel high = create(ChannelParameters.PRIORITY_EXTRA_HIGH);
        start();
        Channel lowAtZ = z.channel(low.id() == null ? -1 : low.id().value());
        Channel highAtZ = z.channel(high.id() == null ? -1 : high.id().value());
        fill(lowAtZ);
        fill(highAtZ);
        wire.runMillis(1_000);

        assertThat(sentBytes(highAtZ) / (double) sentBytes(lowAtZ)).isBetween(3.5, 4.5);
    }

    @Test
    void itCanBeChangedWhileTheChannelIsInUse() {
        Channel one = create(ChannelParameters.PRIORITY_NORMAL);
        Channel two = create(ChannelParameters.PRIORITY_NORMAL);
        start();
        two.setPriority(wire.now(), ChannelParameters.PRIORITY_EXTRA_HIGH);
        fill(one);
        fill(two);
        wire.runMillis(1_000);

        assertThat(sentBytes(two) / (double) sentBytes(one)).isBetween(3.5, 4.5);
        assertThat(two.priority()).isEqualTo(ChannelParameters.PRIORITY_EXTRA_HIGH);
    }

    @Test
    void itHas16Bits() {
        Channel channel = create(ChannelParameters.PRIORITY_NORMAL);
        assertThatThrownBy(() -> channel.setPriority(0, 65_536)).isInstanceOf(IllegalArgumentException.class);
    }
}
