package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.peerconnection.IceServerFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one STUN or TURN server did.
 *
 * @param url as given
 * @param protocol what it was asked for
 * @param ok whether it gave what it is for
 * @param answered whether it has answered at all
 * @param addresses of its name
 * @param times what took how long
 * @param found each address that it told, or the relay
 * @param problems each failure, and what to change
 */
public record ServerReport(
        String url,
        Protocol protocol,
        boolean ok,
        boolean answered,
        List<String> addresses,
        Times times,
        List<Found> found,
        List<Problem> problems) {
    /**
     * All in milliseconds, and -1 for what could not be measured.
     *
     * @param lookup of the name
     * @param roundTrip of a request and its answer, the shortest of them: the way to the server and back
     * @param gathering until the server had given all it has, or was given up: with connections, handshakes and several questions
     * @param relayRoundTrip of a message through the relay and back
     */
    public record Times(double lookup, double roundTrip, double gathering, double relayRoundTrip) {}

    /**
     * One candidate.
     *
     * @param type {@code srflx} or {@code relay}
     * @param address with its port
     * @param base the address on this host behind it, with its port; empty for a relay
     */
    public record Found(String type, String address, String base) {}

    /**
     * One failure.
     *
     * @param code of STUN, or 701 if the server was not reached, or 0 if it is not from the server
     * @param failure null if the server did what was asked for, and the rest failed
     * @param advice what to change
     */
    public record Problem(int code, @Nullable IceServerFailure failure, String text, String advice) {}

    /** Takes copies. */
    public ServerReport {
        addresses = List.copyOf(addresses);
        found = List.copyOf(found);
        problems = List.copyOf(problems);
    }

    /** Whether it was asked, and nothing has come back. */
    boolean isSilent() {
        return !answered && problems.stream().anyMatch(problem -> problem.failure() == IceServerFailure.NO_ANSWER);
    }
}
