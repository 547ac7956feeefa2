package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.cli.doctor.DoctorReport.Families;
import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;
import io.github.datachannel4j.peerconnection.IceServerFailure;

/** Words that tell what to change: a sentence or two for each thing that can be wrong. */
final class Advice {
    private static final int TRY_ALTERNATE = 300;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNKNOWN_ATTRIBUTE = 420;
    private static final int ALLOCATION_MISMATCH = 437;
    private static final int STALE_NONCE = 438;
    private static final int FAMILY_NOT_SUPPORTED = 440;
    private static final int WRONG_CREDENTIALS = 441;
    private static final int UNSUPPORTED_TRANSPORT = 442;
    private static final int PEER_FAMILY_MISMATCH = 443;
    private static final int QUOTA_REACHED = 486;
    private static final int SERVER_ERROR = 500;
    private static final int INSUFFICIENT_CAPACITY = 508;

    private static final String ASK_THE_LOG = "The server's own log says more.";

    private Advice() {}

    /** @param code of STUN, which matters only if the server has refused */
    static String onError(Protocol protocol, IceServerFailure failure, int code) {
        return switch (failure) {
            case REFUSED -> protocol.isTurn() ? onRefusalOfRelay(code) : onRefusalOfStun(code);
            case CHALLENGE_UNUSABLE ->
                "Let the server send a realm and a nonce and take passwords by MD5 or SHA-256 (coturn: lt-cred-mech and realm). If it "
                        + "does, somebody on the way rewrites STUN: use turns:.";
            case ANSWER_UNUSABLE ->
                "Check the host and the port: what answers there does not do what a " + name(protocol)
                        + " server does.";
            case NO_ANSWER -> onSilence(protocol);
            case TRANSPORT_UNSUPPORTED ->
                protocol.isTurn()
                        ? "Say turns:HOST without a query, which is TURN over TLS."
                        : "Say stun:HOST, which is asked over UDP.";
            case NAME_UNKNOWN -> "Check the spelling of the host name, and that the DNS has an address for it.";
            case NAME_UNANSWERED ->
                "This host's DNS does not answer: check its resolver, or give the server's IP address in place of the name.";
            case NO_ROUTE ->
                "This host and the server have no common IP version: give the server an IPv4 and an IPv6 address, or this host the "
                        + "missing one.";
            case ROUTE_NOT_ADMITTED ->
                "Use the address that leads to the server: --loopback does for a server on this machine. For one with a link-local address, "
                        + "give another address of it.";
            case NO_PORT ->
                "This machine has no port or file descriptor left: end what holds them, or raise its limits.";
            case NOT_CONNECTED ->
                "Check the host and the port, that the server listens on TCP there, and that a firewall lets this connection out.";
            case CONNECTION_LOST ->
                "Check the port: what listens there takes connections and does not speak "
                        + (protocol == Protocol.TURN_TLS ? "TURN" : "TURN without TLS (turns: is with it)")
                        + ", or a proxy on the way ends them.";
            case CERTIFICATE_UNTRUSTED ->
                "If the server's certificate is signed by an authority of your own, or by itself, give that certificate with --trust FILE. "
                        + "Else let the server send its whole chain.";
            case CERTIFICATE_EXPIRED ->
                "Renew the server's certificate; if it is valid, set the clock of this machine.";
            case CERTIFICATE_FOR_ANOTHER_NAME ->
                "Say in the URL the name that the server's certificate is for, or get it one for this name.";
            case TLS_FAILED ->
                "Check that this is the server's port for TLS (5349 and 443 are usual), and that it speaks TLS 1.2 or 1.3. Without TLS "
                        + "it is turn:HOST?transport=tcp.";
        };
    }

    private static String name(Protocol protocol) {
        return protocol.isTurn() ? "TURN" : "STUN";
    }

    private static String onSilence(Protocol protocol) {
        return protocol.isUdp()
                ? "Check the host and the port. If they are right, a firewall drops UDP on the way: open UDP out to that port, or try "
                        + "turn:HOST?transport=tcp and turns:HOST:443."
                : "A connection is made there, and nothing answers on it: check that this is the port of a TURN server, and that it is one "
                        + (protocol == Protocol.TURN_TLS
                                ? "for TLS (turn: is without)."
                                : "without TLS (turns: is with it).");
    }

    private static String onRefusalOfStun(int code) {
        return switch (code) {
            case TRY_ALTERNATE -> "Use the server that this one names in its stead: its operator knows which.";
            case BAD_REQUEST -> "Check that a STUN server listens at this host and port.";
            case UNAUTHORIZED ->
                "This server answers only who has credentials, and STUN is asked without: take another STUN server, or let this one "
                        + "answer Binding requests without them.";
            case UNKNOWN_ATTRIBUTE -> "Update the server: it does not know what RFC 8489 has.";
            case SERVER_ERROR -> "Ask again later. If it stays so, the server's own log says what has failed.";
            default -> ASK_THE_LOG;
        };
    }

    private static String onRefusalOfRelay(int code) {
        return switch (code) {
            case TRY_ALTERNATE ->
                "Correct the servers that this one sends its clients to (coturn: alternate-server), or give the URL of one of them.";
            case BAD_REQUEST -> "Check that a TURN server listens at this host and port, and not one for STUN only.";
            case UNAUTHORIZED ->
                "The server does not accept the user or the credential: check --user and --credential. Credentials made from a shared secret "
                        + "(coturn: use-auth-secret) expire; get new ones.";
            case FORBIDDEN -> "The server forbids this: ask its operator which users, peers and networks it admits.";
            case UNKNOWN_ATTRIBUTE -> "Update the server: it does not know what RFC 8656 has.";
            case ALLOCATION_MISMATCH ->
                "The server still keeps relays for ports that this host has used before: wait ten minutes until it forgets them.";
            case STALE_NONCE -> "Let the server's nonces live longer (coturn: stale-nonce, in seconds; 600 is usual).";
            case FAMILY_NOT_SUPPORTED ->
                "Give the server a relay address of each IP version (coturn: relay-ip, once for each).";
            case WRONG_CREDENTIALS ->
                "Another user has this relay: give the --user that it was made for, or wait ten minutes until the server forgets it.";
            case UNSUPPORTED_TRANSPORT ->
                "The server does not relay over UDP: let it (coturn: no-udp-relay must not be set).";
            case PEER_FAMILY_MISMATCH ->
                "The relay has the other IP version than the peer: give the server a relay address of each (coturn: relay-ip).";
            case QUOTA_REACHED ->
                "This user has as many relays as it may have: close some, or raise the server's user quota.";
            case SERVER_ERROR -> "Ask again later. If it stays so, the server's own log says what has failed.";
            case INSUFFICIENT_CAPACITY -> "The server has no free relay port: widen its port range.";
            default -> ASK_THE_LOG;
        };
    }

    static String onRelaySilence() {
        return "The relay was given but carries nothing: open the server's relay ports (49152-65535 by default) for UDP in its own firewall, "
                + "and let it relay to its own address.";
    }

    static String onDefect() {
        return "This is a defect; run with --verbose and report it.";
    }

    static String onNat(Nat nat) {
        return switch (nat) {
            case NONE ->
                "The servers see this host's own address: no NAT. Peers reach it directly if no firewall drops incoming UDP.";
            case ENDPOINT_INDEPENDENT ->
                "A NAT keeps one outside port for all destinations (a cone NAT): direct connections work to all peers but, if it lets in "
                        + "nobody it has not sent to (port-restricted), those behind a symmetric NAT. Have a TURN server for these.";
            case SYMMETRIC ->
                "A NAT takes another outside port for each destination (a symmetric NAT): direct connections work only to peers without a NAT, "
                        + "or with one that lets everybody in. Have a TURN server for the others, or forward a fixed UDP port and advertise "
                        + "it (serve --udp PORT --advertise ADDRESS:PORT).";
            case BEHIND_ONE ->
                "A NAT is before this host. Give a second --stun server, at another address, to learn whether it keeps one outside port for "
                        + "all destinations.";
            case UNKNOWN ->
                "No STUN server was asked or has answered, so nothing is known of NATs: give one or two with --stun.";
        };
    }

    /**
     * Where UDP is dropped.
     *
     * @param silent the URLs that were asked over UDP
     * @param answering one that has answered over TCP or TLS
     */
    static String onDroppedUdp(String silent, String answering) {
        return "UDP is dropped: " + answering + " answers, and over UDP nothing comes back from " + silent
                + ". (Or nobody listens on UDP there.) Connect over TCP: to servers that have a TCP port (connect --tcp, serve --tcp PORT; "
                + "browsers do it by themselves), to all others through a TURN server over TCP or TLS.";
    }

    /** What to know of the IP versions; empty if there is nothing. */
    static String onFamilies(Families families) {
        return switch (families) {
            case NONE ->
                "This host has no address that a peer could reach: connect it to a network, or use --loopback for peers on it.";
            case IPV6_ONLY ->
                "This host has IPv6 only: it connects directly to peers that have IPv6, and to others through a TURN server that has both "
                        + "IP versions and is reached over IPv6.";
            case IPV4_ONLY, BOTH -> "";
        };
    }
}
