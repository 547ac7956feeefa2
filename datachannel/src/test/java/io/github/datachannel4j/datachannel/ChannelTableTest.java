package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.StreamId;
import org.junit.jupiter.api.Test;

class ChannelTableTest {
    private final ChannelTable table = new ChannelTable();

    @Test
    void findsTheLowestFreeIdOfAParity() {
        table.addRefused(new StreamId(0), new RefusedStream(ChannelPhase.RESETTING_BOTH));
        table.retire(new StreamId(2));
        assertThat(table.lowestFree(StreamIdParity.EVEN, 65535)).isEqualTo(new StreamId(4));
        assertThat(table.lowestFree(StreamIdParity.ODD, 65535)).isEqualTo(new StreamId(1));
        table.removeRefused(new StreamId(0));
        assertThat(table.lowestFree(StreamIdParity.EVEN, 65535)).isEqualTo(new StreamId(0));
    }

    @Test
    void staysBelowTheNumberOfStreams() {
        table.retire(new StreamId(0));
        assertThat(table.lowestFree(StreamIdParity.EVEN, 2)).isNull();
        assertThat(table.lowestFree(StreamIdParity.EVEN, 3)).isEqualTo(new StreamId(2));
        assertThat(table.lowestFree(StreamIdParity.ODD, 1)).isNull();
    }
}
