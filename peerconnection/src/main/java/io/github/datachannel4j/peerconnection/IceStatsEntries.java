package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceServerUrl;
import io.github.datachannel4j.ice.IceStats;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ICE tells, in the W3C's objects: candidates and pairs. Candidates that only show in pairs (peer-reflexive ones) are among them. The
 * ids follow from what is described, so that they stay from report to report.
 */
final class IceStatsEntries {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final IceStats ice;
    private final String transportId;
    private final double now;
    private final long nowNanos = System.nanoTime();

    /** @param now in milliseconds since 1970, as of this moment */
    IceStatsEntries(IceStats ice, String transportId, double now) {
        this.ice = ice;
        this.transportId = transportId;
        this.now = now;
    }

    List<Stats> all() {
        Set<IceCandidate> locals = new LinkedHashSet<>(ice.localCandidates());
        Set<IceCandidate> remotes = new LinkedHashSet<>(ice.remoteCandidates());
        for (IceStats.Pair pair : ice.pairs()) {
            locals.add(pair.local());
            remotes.add(pair.remote());
        }
        List<Stats> entries = new ArrayList<>();
        locals.forEach(candidate -> entries.add(local(candidate)));
        remotes.forEach(candidate -> entries.add(remote(candidate)));
        for (int i = 0; i < ice.pairs().size(); i++) {
            entries.add(pair(i));
        }
        ice.servers().forEach(server -> entries.add(server(server)));
        return entries;
    }

    private Stats server(IceStats.Server server) {
        return new Stats.OfIceServer(
                "IS" + server.url(),
                now,
                server.url(),
                server.port(),
                Optional.ofNullable(server.transport()).map(IceStats.ServerTransport::word),
                server.requestsSent(),
                server.responsesReceived(),
                server.roundTripNanos() < 0 ? OptionalDouble.empty() : seconds(server.roundTripNanos()));
    }

    /** The id of the pair in use, or empty before there is one. */
    Optional<String> selectedPairId() {
        return Optional.ofNullable(ice.selectedPair()).map(this::pairId);
    }

    private String pairId(int index) {
        return "CP" + ice.localUsernameFragment() + index;
    }

    private static String id(String prefix, IceCandidate candidate) {
        return prefix + candidate.type().word() + "-" + candidate.protocol() + "-" + candidate.address() + "-"
                + candidate.port();
    }

    private Stats local(IceCandidate candidate) {
        return new Stats.OfLocalCandidate(
                id("IL", candidate),
                now,
                transportId,
                candidate.address(),
                candidate.port(),
                candidate.protocol(),
                candidate.type().word(),
                candidate.priority(),
                candidate.foundation(),
                Optional.ofNullable(candidate.url()),
                relayProtocol(candidate),
                Optional.ofNullable(candidate.relatedAddress()),
                optional(candidate.relatedPort()),
                Optional.of(ice.localUsernameFragment()),
                Optional.ofNullable(candidate.tcpType()));
    }

    /** How we talk to the TURN server, which its URL says. */
    private static Optional<String> relayProtocol(IceCandidate candidate) {
        return Optional.ofNullable(candidate.url())
                .flatMap(url -> IceServerUrl.parse(url).relayTransport())
                .map(IceStats.ServerTransport::word);
    }

    private Stats remote(IceCandidate candidate) {
        return new Stats.OfRemoteCandidate(
                id("IR", candidate),
                now,
                transportId,
                candidate.address(),
                candidate.port(),
                candidate.protocol(),
                candidate.type().word(),
                candidate.priority(),
                candidate.foundation(),
                Optional.ofNullable(candidate.relatedAddress()),
                optional(candidate.relatedPort()),
                Optional.ofNullable(candidate.usernameFragment()),
                Optional.ofNullable(candidate.tcpType()));
    }

    private Stats pair(int index) {
        IceStats.Pair pair = ice.pairs().get(index);
        boolean measured = pair.currentRoundTripTimeNanos() >= 0;
        return new Stats.OfCandidatePair(
                pairId(index),
                now,
                transportId,
                id("IL", pair.local()),
                id("IR", pair.remote()),
                pair.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                pair.nominated(),
                pair.packetsSent(),
                pair.packetsReceived(),
                pair.bytesSent(),
                pair.bytesReceived(),
                timestamp(pair.lastPacketSentNanos()),
                timestamp(pair.lastPacketReceivedNanos()),
                measured ? seconds(pair.totalRoundTripTimeNanos()) : OptionalDouble.empty(),
                measured ? seconds(pair.currentRoundTripTimeNanos()) : OptionalDouble.empty(),
                pair.requestsSent(),
                pair.requestsReceived(),
                pair.responsesSent(),
                pair.responsesReceived(),
                pair.consentRequestsSent());
    }

    private OptionalDouble timestamp(long nanos) {
        return nanos == 0 ? OptionalDouble.empty() : OptionalDouble.of(now - (nowNanos - nanos) / NANOS_PER_MILLI);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static OptionalDouble seconds(long nanos) {
        return OptionalDouble.of(nanos / NANOS_PER_SECOND);
    }
}
