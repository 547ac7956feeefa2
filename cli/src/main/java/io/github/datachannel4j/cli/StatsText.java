package io.github.datachannel4j.cli;

import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.peerconnection.StatsReport;
import io.github.datachannel4j.sctp.AssociationMetrics;
import io.github.datachannel4j.sctp.AssociationMetrics.Features;
import io.github.datachannel4j.sctp.AssociationMetrics.Loss;
import io.github.datachannel4j.sctp.AssociationMetrics.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one connection's SCTP association, in words and with units. */
final class StatsText {
    private static final double NANOS_PER_MILLI = 1e6;

    private StatsText() {}

    /** One line for each subject. */
    static List<String> of(StatsReport report) {
        return report.of(Stats.OfSctp.class).stream()
                .findFirst()
                .map(sctp -> of(sctp.metrics()))
                .orElse(List.of("no association"));
    }

    static List<String> of(AssociationMetrics metrics) {
        return List.of(
                "state       " + metrics.state() + "; " + features(metrics.features()),
                "path        " + path(metrics.path()),
                "congestion  " + congestion(metrics.congestion()),
                "sent        " + sent(metrics),
                "again       " + again(metrics.loss()),
                "received    " + received(metrics),
                "waiting     " + waiting(metrics));
    }

    private static String features(Features features) {
        List<String> names = new ArrayList<>();
        addIf(names, features.interleaving(), "messages interleaved");
        addIf(names, features.partialReliability(), "partial reliability");
        addIf(names, features.streamReset(), "stream reset");
        addIf(names, features.zeroChecksumOut(), "no checksums sent");
        addIf(names, features.zeroChecksumIn(), "none needed");
        addIf(names, features.signaledInit(), "begun by signaling");
        return names.isEmpty() ? "no extensions" : String.join(", ", names);
    }

    private static void addIf(List<String> names, boolean isOn, String name) {
        if (isOn) {
            names.add(name);
        }
    }

    private static String path(Path path) {
        return "round trip " + millis(path.srttNanos()) + " (variation " + millis(path.rttvarNanos()) + ", least "
                + millis(path.minRttNanos()) + "), time-out " + millis(path.rtoNanos()) + ", packets up to "
                + bytes(path.packetBytesMax()) + " (path MTU " + path.pathMtuBytes() + "), changed "
                + count(path.changes(), "time") + ", " + count(path.blackHoles(), "black hole");
    }

    private static String congestion(AssociationMetrics.Congestion congestion) {
        String threshold = congestion.ssthreshBytes() == Long.MAX_VALUE ? "none" : bytes(congestion.ssthreshBytes());
        return "window " + bytes(congestion.cwndBytes()) + ", in flight " + bytes(congestion.flightBytes())
                + ", slow start threshold " + threshold;
    }

    private static String sent(AssociationMetrics metrics) {
        AssociationMetrics.Traffic traffic = metrics.traffic();
        return count(traffic.packetsOut(), "packet") + ", " + bytes(traffic.bytesOut()) + ", "
                + count(traffic.dataChunksOut(), "DATA chunk") + ", "
                + count(metrics.send().messagesAbandoned(), "message") + " given up";
    }

    private static String again(Loss loss) {
        return count(loss.retransmissions(), "DATA chunk") + ": " + loss.fastRetransmissions() + " taken for lost, "
                + loss.probeRetransmissions() + " as probes, " + loss.timeoutRetransmissions() + " after "
                + count(loss.t3Expirations(), "time-out") + "; " + loss.spuriousRetransmissions() + " for nothing; "
                + loss.reorderings() + " overtaken";
    }

    private static String received(AssociationMetrics metrics) {
        AssociationMetrics.Traffic traffic = metrics.traffic();
        return count(traffic.packetsIn(), "packet") + " (" + traffic.packetsDropped() + " dropped), "
                + bytes(traffic.bytesIn()) + ", " + count(traffic.dataChunksIn(), "DATA chunk") + " ("
                + traffic.duplicatesIn() + " twice)";
    }

    private static String waiting(AssociationMetrics metrics) {
        return bytes(metrics.send().queuedBytes()) + " to be sent (the peer takes "
                + bytes(metrics.send().peerRwndBytes()) + "), "
                + bytes(metrics.receive().heldBytes()) + " to be read (we take "
                + bytes(metrics.receive().windowBytes()) + ")";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / NANOS_PER_MILLI);
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Exactly up to 10 000, then with three digits or so. */
    private static String bytes(long count) {
        if (count < 10_000) {
            return count + " bytes";
        }
        return count < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", count / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", count / 1e6);
    }
}
