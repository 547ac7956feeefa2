package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.datachannel.Channel;
import io.github.datachannel4j.datachannel.ChannelStats;
import io.github.datachannel4j.datachannel.DataChannelsStats;
import io.github.datachannel4j.dtls.CertificateInfo;
import io.github.datachannel4j.dtls.DtlsStats;
import io.github.datachannel4j.ice.IceStats;
import io.github.datachannel4j.sctp.AssociationMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** getStats: asks every part and puts the figures into the W3C's objects. On the loop. */
final class StatsCollector {
    private static final String TRANSPORT_ID = "T0";
    private static final double NANOS_PER_SECOND = 1e9;

    private final TransportStack transports;
    private final ChannelRegistry channels;
    private final PeerStates states;

    StatsCollector(TransportStack transports, ChannelRegistry channels, PeerStates states) {
        this.transports = transports;
        this.channels = channels;
        this.states = states;
    }

    StatsReport collect() {
        double now = System.currentTimeMillis();
        IceStats ice = transports.agent().stats();
        DtlsStats dtls = transports.dtls().stats();
        List<Stats> entries = new ArrayList<>();
        entries.add(peerConnection(now));
        IceStatsEntries candidates = new IceStatsEntries(ice, TRANSPORT_ID, now);
        entries.add(transport(now, ice, dtls, candidates.selectedPairId()));
        entries.addAll(candidates.all());
        entries.add(certificate(now, dtls.localCertificate()));
        if (dtls.remoteCertificate() != null) {
            entries.add(certificate(now, dtls.remoteCertificate()));
        }
        channels.all().forEach(channel -> entries.add(channel(now, channel)));
        AssociationMetrics metrics = transports.sctpMetrics();
        if (metrics != null) {
            entries.add(sctp(now, metrics));
        }
        return new StatsReport(entries);
    }

    private Stats peerConnection(double now) {
        DataChannelsStats counts = transports.channels().stats();
        return new Stats.OfPeerConnection("P", now, counts.channelsOpened(), counts.channelsClosed());
    }

    private Stats transport(double now, IceStats ice, DtlsStats dtls, Optional<String> selectedPairId) {
        return new Stats.OfTransport(
                TRANSPORT_ID,
                now,
                dtls.datagramsSent(),
                dtls.datagramsReceived(),
                dtls.bytesSent(),
                dtls.bytesReceived(),
                word(ice.role()),
                ice.localUsernameFragment(),
                states.ice(),
                states.dtls(),
                selectedPairId,
                Optional.of(certificateId(dtls.localCertificate())),
                Optional.ofNullable(dtls.remoteCertificate()).map(StatsCollector::certificateId),
                Optional.ofNullable(dtls.tlsVersion()),
                Optional.ofNullable(dtls.cipherSuite()),
                Optional.ofNullable(dtls.role()).map(StatsCollector::word),
                ice.selectedPairChanges());
    }

    private static Stats certificate(double now, CertificateInfo info) {
        return new Stats.OfCertificate(
                certificateId(info),
                now,
                info.fingerprint().value(),
                info.fingerprint().algorithm(),
                info.base64Certificate());
    }

    private static Stats channel(double now, RtcDataChannel channel) {
        Channel core = channel.port().core();
        ChannelStats counts = core == null ? new ChannelStats(0, 0, 0, 0) : core.stats();
        return new Stats.OfDataChannel(
                "D" + channel.port().number(),
                now,
                channel.label(),
                channel.protocol(),
                channel.id(),
                channel.readyState(),
                counts.messagesSent(),
                counts.bytesSent(),
                counts.messagesReceived(),
                counts.bytesReceived());
    }

    private static Stats sctp(double now, AssociationMetrics metrics) {
        SctpTransportState state = switch (metrics.state()) {
            case NEW, COOKIE_WAIT, COOKIE_ECHOED -> SctpTransportState.CONNECTING;
            case ESTABLISHED, SHUTDOWN_PENDING, SHUTDOWN_SENT, SHUTDOWN_RECEIVED, SHUTDOWN_ACK_SENT ->
                SctpTransportState.CONNECTED;
            case CLOSED -> SctpTransportState.CLOSED;
        };
        return new Stats.OfSctp(
                "S0",
                now,
                TRANSPORT_ID,
                state,
                metrics.traffic().packetsOut(),
                metrics.traffic().packetsIn(),
                metrics.loss().retransmissions(),
                metrics.congestion().cwndBytes(),
                metrics.congestion().ssthreshBytes(),
                metrics.send().peerRwndBytes(),
                metrics.congestion().flightBytes(),
                metrics.send().queuedBytes(),
                metrics.path().srttNanos() / NANOS_PER_SECOND,
                metrics.path().rtoNanos() / NANOS_PER_SECOND,
                metrics);
    }

    private static String certificateId(CertificateInfo info) {
        return "CF" + info.fingerprint().value();
    }

    /** The W3C writes its enumerations in lower case with hyphens. */
    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
