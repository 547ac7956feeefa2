package io.github.datachannel4j.cli;

import io.github.datachannel4j.peerconnection.PeerConnection;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --stats} and {@code --stats-every}: what SCTP knows of a command's connections, in words. */
final class StatsOption {
    private static final int SECONDS_MAX = 86_400;

    @Option(names = "--stats", description = "At the end, say on stderr what SCTP knows of the connection.")
    private boolean atTheEnd;

    @Option(
            names = "--stats-every",
            paramLabel = "SECONDS",
            description = "Say it every so many seconds, too, 1 to 86400.")
    private @Nullable Integer seconds; // null without the option

    /** Before anything is begun. */
    void check() {
        if (seconds != null && (seconds < 1 || seconds > SECONDS_MAX)) {
            throw new IllegalArgumentException("--stats-every wants 1 to " + SECONDS_MAX + ", not " + seconds);
        }
    }

    /**
     * What the options ask for.
     *
     * @param connections asked each time
     */
    StatsReporter reporter(PrintWriter out, Supplier<List<Named>> connections) {
        if (seconds == null && !atTheEnd) {
            return StatsReporter.NONE;
        }
        return new StatsReporter(out, connections, Duration.ofSeconds(seconds == null ? 0 : seconds));
    }

    /**
     * A connection.
     *
     * @param name for people
     */
    record Named(String name, PeerConnection connection) {}
}
