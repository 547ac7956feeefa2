package io.github.datachannel4j.ice;

import org.jspecify.annotations.Nullable;

/**
 * The candidate attribute (RFC 8839 §5.1), as both sides exchange it.
 *
 * @param protocol {@code udp} or {@code tcp}, in lower case
 * @param address an IP address, or a name such as the {@code .local} ones of browsers
 * @param tcpType {@code active}, {@code passive} or {@code so}; null for UDP
 * @param relatedAddress the base or the mapped address behind it; null for host candidates
 * @param relatedPort null together with {@code relatedAddress}
 * @param usernameFragment the session that it belongs to (the {@code ufrag} extension); null when not said
 * @param url the server that it was learned from, known for local candidates only; null otherwise
 */
public record IceCandidate(
        String foundation,
        int component,
        String protocol,
        long priority,
        String address,
        int port,
        CandidateType type,
        @Nullable String tcpType,
        @Nullable String relatedAddress,
        @Nullable Integer relatedPort,
        @Nullable String usernameFragment,
        @Nullable String url) {

    /**
     * Reads {@code candidate:...}, with or without {@code a=} before it. Unknown extensions are passed over.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static IceCandidate parse(String text) {
        return IceCandidateParser.parse(text);
    }

    /** The same elsewhere. */
    IceCandidate withAddress(String newAddress, int newPort) {
        return new IceCandidate(
                foundation,
                component,
                protocol,
                priority,
                newAddress,
                newPort,
                type,
                tcpType,
                relatedAddress,
                relatedPort,
                usernameFragment,
                url);
    }

    /** The same without a word of what is behind it, in the words of draft-ietf-mmusic-mdns-ice-candidates §3.1.2.2. */
    IceCandidate withoutRelated(String anyAddress) {
        return new IceCandidate(
                foundation,
                component,
                protocol,
                priority,
                address,
                port,
                type,
                tcpType,
                anyAddress,
                DISCARD_PORT,
                usernameFragment,
                url);
    }

    private static final int DISCARD_PORT = 9;

    /** {@code candidate:...} as it stands in SDP after {@code a=}, and in the W3C's {@code candidate}. */
    @Override
    public String toString() {
        var text = new StringBuilder("candidate:")
                .append(foundation)
                .append(' ')
                .append(component)
                .append(' ')
                .append(protocol)
                .append(' ')
                .append(priority)
                .append(' ')
                .append(address)
                .append(' ')
                .append(port)
                .append(" typ ")
                .append(type.word());
        if (relatedAddress != null && relatedPort != null) {
            text.append(" raddr ").append(relatedAddress).append(" rport ").append(relatedPort);
        }
        if (tcpType != null) {
            text.append(" tcptype ").append(tcpType);
        }
        if (usernameFragment != null) {
            text.append(" ufrag ").append(usernameFragment);
        }
        return text.toString();
    }
}
