package io.github.datachannel4j.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The section of data channels, and everything that is in force for it wherever in the description it stands (RFC 8841, RFC 8839,
 * RFC 8842, RFC 9143).
 */
public record DataChannelSection(SessionDescription description, int mLineIndex) {
    /** The format of RFC 8841; in older descriptions the name of the application in {@code a=sctpmap}. */
    public static final String FORMAT = "webrtc-datachannel";

    /** What the port is when nothing says so. RFC 8841 §5 wants the attribute; Chromium and others do without it. */
    public static final int DEFAULT_SCTP_PORT = 5000;

    /** The limit of one who does not say (RFC 8841 §6.1). */
    public static final long DEFAULT_MAX_MESSAGE_SIZE_BYTES = 65_536;

    /** The form before RFC 8841 was {@code DTLS/SCTP}. TCP makes no difference, since ICE picks the transport. */
    private static final Set<String> PROTOCOLS = Set.of("UDP/DTLS/SCTP", "TCP/DTLS/SCTP", "DTLS/SCTP");

    public DataChannelSection {
        Syntax.require(isApplication(description.media().get(mLineIndex)), "not an application section");
    }

    public MediaDescription media() {
        return description.media().get(mLineIndex);
    }

    public Optional<String> mid() {
        return media().mid();
    }

    /** Whether the section is written in the old form, with the SCTP port as the format and {@code a=sctpmap}. */
    public boolean isLegacy() {
        return isPort(format());
    }

    /** Empty when ufrag or pwd is missing. */
    public Optional<IceParameters> iceParameters() {
        return scope().iceParameters();
    }

    /** All that the peer's certificate may be checked against; empty when there is none, which is an error of the peer. */
    public List<Fingerprint> fingerprints() {
        return scope().allNearest(Fingerprint.class);
    }

    /** Empty when the description does not say. */
    public Optional<Setup> setup() {
        return scope().nearest(Setup.class);
    }

    /**
     * The role that the writer of this answer takes. A missing attribute counts as ACTIVE, which is what every browser answers with;
     * RFC 8842 §5.3 has it always there.
     */
    public Setup answeredRole() {
        return setup().filter(Setup::isRole).orElse(Setup.ACTIVE);
    }

    /** In the order of the description. Component 2 is among them when the peer wrote such. */
    public List<Candidate> candidates() {
        return scope().candidates();
    }

    public boolean endOfCandidates() {
        return scope().endOfCandidates();
    }

    /**
     * Whether a candidate that is sent for the section of this index (as sdpMLineIndex, or found by sdpMid with
     * {@link SessionDescription#indexOfMid}) belongs to the transport of data channels.
     */
    public boolean takesCandidatesOf(int otherMLineIndex) {
        return scope().sharesTransportWith(otherMLineIndex);
    }

    public int sctpPort() {
        if (isLegacy()) {
            return Syntax.port("the SCTP port", format());
        }
        return media().attributes()
                .first(Attribute.SctpPort.class)
                .map(Attribute.SctpPort::port)
                .orElse(DEFAULT_SCTP_PORT);
    }

    /**
     * The writer's INIT chunk (draft-hancke-tsvwg-snap), with which there is no need for a handshake if both ends show theirs. Empty, too, in
     * the old form, for which the draft has no such attribute.
     */
    public Optional<Attribute.SctpInit> sctpInit() {
        return isLegacy() ? Optional.empty() : media().attributes().first(Attribute.SctpInit.class);
    }

    /** In bytes: what the writer takes; 0 means any size. */
    public long maxMessageSize() {
        return media().attributes()
                .first(Attribute.MaxMessageSize.class)
                .map(Attribute.MaxMessageSize::sizeBytes)
                .orElse(DEFAULT_MAX_MESSAGE_SIZE_BYTES);
    }

    /** Whether this is of another ICE generation than an earlier description of the same end. */
    public boolean isIceRestartOf(DataChannelSection previous) {
        return iceParameters().isPresent()
                && previous.iceParameters().isPresent()
                && iceParameters().get().isRestartOf(previous.iceParameters().get());
    }

    static boolean isApplication(MediaDescription section) {
        return section.mediaLine().media().equals("application");
    }

    boolean isRejected() {
        return media().isRejected()
                || setup().filter(Setup.HOLDCONN::equals).isPresent()
                || (hasSupportedForm() && sctpPort() == 0);
    }

    boolean isSupported() {
        return hasSupportedForm() && sctpMapFits();
    }

    private boolean hasSupportedForm() {
        String protocol = media().mediaLine().protocol().toUpperCase(Locale.ROOT);
        return PROTOCOLS.contains(protocol) && (isLegacy() || format().equalsIgnoreCase(FORMAT));
    }

    /** In the old form the format is a port, and {@code a=sctpmap} says what runs there; without it, data channels do. */
    private boolean sctpMapFits() {
        return !isLegacy()
                || media().attributes().all(SctpMap.class).stream()
                        .filter(map -> map.port() == sctpPort())
                        .allMatch(map -> map.application().equalsIgnoreCase(FORMAT));
    }

    private String format() {
        return media().mediaLine().formats().getFirst();
    }

    private TransportScope scope() {
        return new TransportScope(description, mLineIndex);
    }

    private static boolean isPort(String format) {
        return format.length() <= 5
                && Syntax.all(format, c -> c >= '0' && c <= '9')
                && Integer.parseInt(format) <= 65_535;
    }
}
