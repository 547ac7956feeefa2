package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;

/** Words that tell what to change. */
final class Advice {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int WRONG_CREDENTIALS = 441;
    private static final int UNSUPPORTED_TRANSPORT = 442;
    private static final int QUOTA_REACHED = 486;
    private static final int INSUFFICIENT_CAPACITY = 508;
    private static final int NO_ANSWER = 701;

    private Advice() {}

    static String onError(String url, int code, String text) {
        return switch (code) {
            case BAD_REQUEST, UNAUTHORIZED, WRONG_CREDENTIALS ->
                "The server does not accept the user or the credential: check --user and --credential. Credentials made from a shared secret "
                        + "(coturn: use-auth-secret) expire; get new ones.";
            case FORBIDDEN -> "The server forbids this: ask its operator which peers and networks it admits.";
            case UNSUPPORTED_TRANSPORT -> "The server does not relay over UDP: it must, for WebRTC.";
            case QUOTA_REACHED ->
                "This user has as many relays as it may have: close some, or raise the server's user quota.";
            case INSUFFICIENT_CAPACITY -> "The server has no free relay port: widen its port range.";
            case NO_ANSWER -> onSilence(url, text);
            default -> "The server's own log says more.";
        };
    }

    private static String onSilence(String url, String text) {
        if (text.contains("name")) {
            return "Check the spelling of the host name, and this host's DNS.";
        }
        if (text.contains("no local address")) {
            return "This host and the server have no common IP version: give the server an IPv4 and an IPv6 address, or this host the "
                    + "missing one.";
        }
        if (url.startsWith("turns:") || url.contains("transport=tcp")) {
            return "Check the host and the port, that a firewall lets this TCP connection out, and that the server's certificate is valid for "
                    + "its name.";
        }
        return "Check the host and the port. If they are right, a firewall drops UDP on the way: open UDP out to that port, or try "
                + "turn:HOST?transport=tcp and turns:HOST:443.";
    }

    static String onRelaySilence() {
        return "The relay was given but carries nothing: open the server's relay ports (49152-65535 by default) for UDP in its own firewall, "
                + "and let it relay to its own address.";
    }

    static String onNat(Nat nat) {
        return switch (nat) {
            case NONE ->
                "The servers see this host's own address: no NAT. Peers reach it directly if no firewall drops incoming UDP.";
            case ENDPOINT_INDEPENDENT ->
                "A NAT keeps one outside port for all destinations: direct connections to most peers work.";
            case SYMMETRIC ->
                "A NAT takes another outside port for each destination (a symmetric NAT): direct connections work only to peers without such "
                        + "a NAT. Have a TURN server for the others, or forward a fixed UDP port and advertise it (serve --udp PORT "
                        + "--advertise ADDRESS:PORT).";
            case BEHIND_ONE ->
                "A NAT is before this host. Give a second --stun server to learn whether it keeps one outside port for all destinations.";
            case UNKNOWN ->
                "No STUN server was asked or has answered, so nothing is known of NATs: give one or two with --stun.";
        };
    }
}
