package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.CandidateType;
import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceRole;
import io.github.datachannel4j.ice.IceStats;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What candidates look like in the W3C's statistics. */
class IceStatsEntriesTest {
    @ParameterizedTest
    @CsvSource({
        "SRFLX, STUN:stun.example.org, none",
        "RELAY, turn:turn.example.org, udp",
        "RELAY, turn:turn.example.org?transport=udp, udp",
        "RELAY, TURN:turn.example.org?Transport=TCP, tcp",
        "RELAY, TURNS:turn.example.org, tls",
    })
    void tellsHowTheRelayIsReachedHoweverTheUrlIsWritten(CandidateType type, String url, String relayProtocol) {
        IceCandidate candidate =
                new IceCandidate("1", 1, "udp", 1, "192.0.2.1", 5000, type, null, "0.0.0.0", 9, null, url);
        Stats.OfLocalCandidate stats = (Stats.OfLocalCandidate)
                new IceStatsEntries(stats(candidate), "transport", 0).all().getFirst();
        assertThat(stats.relayProtocol().orElse("none")).isEqualTo(relayProtocol);
        assertThat(stats.url()).contains(url);
    }

    private static IceStats stats(IceCandidate local) {
        return new IceStats(
                IceRole.CONTROLLING,
                io.github.datachannel4j.ice.IceConnectionState.NEW,
                io.github.datachannel4j.ice.IceGatheringState.COMPLETE,
                "ufrag",
                List.of(local),
                List.of(),
                List.of(),
                List.of(),
                null,
                0);
    }
}
