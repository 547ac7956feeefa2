package io.github.datachannel4j.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code a=candidate} (RFC 8839 §5.1): one address at which the writer may be reached.
 *
 * @param foundation equal for candidates that share type, base and server
 * @param component 1, or 2 for RTCP, which data channels have no use for
 * @param priority 32 bits, higher is better
 * @param address may be a name; {@link TransportAddress#kind()} tells
 * @param related the base or mapped address of a reflexive or relayed candidate; null when the line has none
 * @param extensions name and value of all that follows, in order ({@code generation 0}, {@code ufrag ...}, {@code tcptype ...})
 */
public record Candidate(
        String foundation,
        int component,
        CandidateTransport transport,
        long priority,
        TransportAddress address,
        CandidateType type,
        @Nullable TransportAddress related,
        List<Extension> extensions)
        implements Attribute {

    private static final String TCP_TYPE = "tcptype";

    /** Name and value of something a candidate says beyond RFC 8839's own fields. */
    public record Extension(String name, String value) {
        public Extension {
            Syntax.token("an extension's name", name);
            Syntax.token("an extension's value", value);
        }
    }

    public Candidate {
        Syntax.token("the foundation", foundation, CandidateSyntax.FOUNDATION_LENGTH_MAX);
        Syntax.inRange("the component", component, CandidateSyntax.COMPONENT_MAX);
        Syntax.inRange("the priority", priority, CandidateSyntax.PRIORITY_MAX);
        extensions = List.copyOf(extensions);
    }

    /**
     * Reads a candidate on its own, as it comes to {@code addIceCandidate}.
     *
     * @param text {@code candidate:...}, with or without {@code a=} before it
     */
    public static Candidate parse(String text) throws SdpParseException {
        try {
            return CandidateSyntax.parseLine(text);
        } catch (IllegalArgumentException e) {
            throw new SdpParseException(1, text, SdpParser.reasonOf(e));
        }
    }

    public Optional<String> extension(String name) {
        return extensions.stream()
                .filter(e -> e.name().equals(name))
                .map(Extension::value)
                .findFirst();
    }

    /** The same candidate with this extension at its end, in place of any of the same name. */
    public Candidate withExtension(String name, String value) {
        List<Extension> changed = new ArrayList<>(extensions);
        changed.removeIf(e -> e.name().equals(name));
        changed.add(new Extension(name, value));
        return new Candidate(foundation, component, transport, priority, address, type, related, changed);
    }

    /** Who connects; empty for UDP, and for the rare TCP candidate that does not say. */
    public Optional<TcpType> tcpType() {
        return extension(TCP_TYPE).flatMap(CandidateSyntax::tcpType);
    }

    @Override
    public String attributeName() {
        return "candidate";
    }

    @Override
    public String attributeValue() {
        return CandidateSyntax.value(this);
    }
}
