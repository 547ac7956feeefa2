package io.github.datachannel4j.bots;

import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.peerconnection.StatsReport;
import java.util.concurrent.TimeUnit;

/** The candidate pair that carries a bot's data. */
final class SelectedPair {
    private static final int SECONDS_MAX = 60;

    private SelectedPair() {}

    static Stats.OfLocalCandidate localCandidateOf(Bot bot) throws Exception {
        StatsReport stats = bot.peerConnection().getStats().get(SECONDS_MAX, TimeUnit.SECONDS);
        String selected = stats.of(Stats.OfTransport.class)
                .getFirst()
                .selectedCandidatePairId()
                .orElseThrow();
        String local = stats.of(Stats.OfCandidatePair.class).stream()
                .filter(pair -> pair.id().equals(selected))
                .findFirst()
                .orElseThrow()
                .localCandidateId();
        return stats.of(Stats.OfLocalCandidate.class).stream()
                .filter(candidate -> candidate.id().equals(local))
                .findFirst()
                .orElseThrow();
    }
}
