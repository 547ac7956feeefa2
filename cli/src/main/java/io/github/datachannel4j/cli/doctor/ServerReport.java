package io.github.datachannel4j.cli.doctor;

import java.util.List;

/**
 * How one STUN or TURN server did.
 *
 * @param url as given
 * @param ok whether it gave what it is for
 * @param addresses of its name
 * @param lookupMillis for the name
 * @param answerMillis until the server had answered or was given up
 * @param found each address that it told, or the relay, with the time that it took
 * @param relayRoundTripMillis of a message through the relay and back, or -1 if it was not tried or did not work
 * @param problems each failure, and what to change
 */
public record ServerReport(
        String url,
        boolean ok,
        List<String> addresses,
        long lookupMillis,
        long answerMillis,
        List<Found> found,
        double relayRoundTripMillis,
        List<Problem> problems) {
    /**
     * One candidate.
     *
     * @param type {@code srflx} or {@code relay}
     * @param base the address on this host behind it
     */
    public record Found(String type, String address, int port, String base, long millis) {}

    /**
     * One failure.
     *
     * @param code of STUN, or 701 if there was no answer, or 0 if it is not from the server
     * @param advice what to change
     */
    public record Problem(int code, String text, String advice) {}

    /** Takes copies. */
    public ServerReport {
        addresses = List.copyOf(addresses);
        found = List.copyOf(found);
        problems = List.copyOf(problems);
    }

    boolean isTurn() {
        return url.startsWith("turn");
    }
}
