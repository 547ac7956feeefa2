package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.AddressKind;
import io.github.datachannel4j.sdp.Candidate;
import io.github.datachannel4j.sdp.CandidateTransport;
import io.github.datachannel4j.sdp.Line;
import io.github.datachannel4j.sdp.MediaDescription;
import io.github.datachannel4j.sdp.TransportAddress;
import java.util.Comparator;
import java.util.List;

/**
 * The address that the m= and c= lines give to those who don't know ICE (RFC 8839 §4.2.1.2): of the candidates the one most likely to
 * be reached by anyone, that is relayed before reflexive before host.
 */
final class DefaultCandidate {
    /** What stands there while there is none: the discard port of nowhere (RFC 8840 §4.1.1). */
    static final TransportAddress NONE = new TransportAddress("0.0.0.0", 9);

    private DefaultCandidate() {}

    static TransportAddress of(List<Candidate> candidates) {
        // Names cannot stand in a c= line without being looked up, so RFC 9429 §5.2.1 has them replaced by NONE.
        return candidates.stream()
                .filter(c -> c.component() == 1 && c.transport() == CandidateTransport.UDP)
                .filter(c ->
                        c.address().kind() == AddressKind.IPV4 || c.address().kind() == AddressKind.IPV6)
                .max(Comparator.comparing(Candidate::type)
                        .thenComparing(c -> c.address().kind() == AddressKind.IPV4)
                        .thenComparing(Candidate::priority))
                .map(Candidate::address)
                .orElse(NONE);
    }

    /** The section with the address of its best candidate in the m= and c= lines. */
    static MediaDescription applyTo(MediaDescription section) {
        TransportAddress address = of(section.candidates());
        return new MediaDescription(
                section.mediaLine().withPort(address.port()), List.of(connectionLine(address)), section.attributes());
    }

    static Line connectionLine(TransportAddress address) {
        String type = address.kind() == AddressKind.IPV6 ? "IP6 " : "IP4 ";
        return new Line('c', "IN " + type + address.address());
    }
}
