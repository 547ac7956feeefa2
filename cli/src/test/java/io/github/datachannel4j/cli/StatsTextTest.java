package io.github.datachannel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.sctp.AbandonedMessages;
import io.github.datachannel4j.sctp.AssociationMetrics;
import io.github.datachannel4j.sctp.AssociationState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatsTextTest {
    @Test
    void saysEveryFigureWithItsUnit() {
        assertThat(StatsText.of(metrics()))
                .containsExactly(
                        "state       ESTABLISHED; messages interleaved, partial reliability, stream reset",
                        "path        round trip 20.50 ms (variation 1.25 ms, least 19.00 ms), time-out 400.00 ms, "
                                + "packets up to 1435 bytes (path MTU 1500), changed 2 times, 1 black hole",
                        "congestion  window 61.4 kB, in flight 1200 bytes, slow start threshold none",
                        "sent        1234 packets, 12.3 MB, 1200 DATA chunks, 0 messages given up",
                        "again       9 DATA chunks: 5 taken for lost, 1 as probes, 3 after 2 time-outs; "
                                + "1 for nothing; 4 overtaken",
                        "received    999 packets (7 dropped), 80.0 kB, 42 DATA chunks (3 twice)",
                        "waiting     16.4 kB to be sent (the peer takes 1.0 MB), "
                                + "512 bytes to be read (we take 2.1 MB)");
    }

    private static AssociationMetrics metrics() {
        return new AssociationMetrics(
                AssociationState.ESTABLISHED,
                new AssociationMetrics.Features(true, true, true, false, false, false),
                new AssociationMetrics.Path(20_500_000, 1_250_000, 19_000_000, 400_000_000, 1435, 1500, 3, 1, 1, 2),
                new AssociationMetrics.Congestion(61_440, Long.MAX_VALUE, 1_200),
                new AssociationMetrics.Send(1_040_000, 3, 16_400, 2, AbandonedMessages.NONE),
                new AssociationMetrics.Receive(2_097_152, 512, 1),
                new AssociationMetrics.Loss(5, 9, 5, 1, 3, 1, 2, 2, 0, 4),
                new AssociationMetrics.Traffic(1234, 12_340_000, 999, 80_000, 7, 1200, 42, 3));
    }

    @Test
    void aConnectionThatHasNotBegunHasNoAssociation() {
        StringWriter text = new StringWriter();
        try (PeerConnection pc = PeerConnection.create(PeerConnectionConfig.defaults())) {
            List<StatsOption.Named> many = Collections.nCopies(23, new StatsOption.Named("fresh", pc));
            new StatsReporter(new PrintWriter(text), () -> many, Duration.ZERO).close();
        }

        assertThat(text.toString().lines().filter("fresh:"::equals)).hasSize(20);
        assertThat(text.toString()).contains("  no association").endsWith("and 3 more" + System.lineSeparator());
    }
}
