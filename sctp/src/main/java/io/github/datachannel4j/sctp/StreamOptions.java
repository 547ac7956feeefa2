package io.github.datachannel4j.sctp;

/**
 * How the streams of an association share it.
 *
 * @param interleaving {@link MessageInterleaving#WHEN_SUPPORTED}: nothing else keeps a large message from holding up all others
 * @param scheduling {@link StreamScheduling#WEIGHTED_FAIR}: priorities count as RFC 8831 §6.4 wants it, and no stream can starve another
 */
public record StreamOptions(MessageInterleaving interleaving, StreamScheduling scheduling) {
    private static final StreamOptions DEFAULTS =
            new StreamOptions(MessageInterleaving.WHEN_SUPPORTED, StreamScheduling.WEIGHTED_FAIR);

    /** What WebRTC wants. */
    public static StreamOptions defaults() {
        return DEFAULTS;
    }

    public StreamOptions withInterleaving(MessageInterleaving newInterleaving) {
        return new StreamOptions(newInterleaving, scheduling);
    }

    public StreamOptions withScheduling(StreamScheduling newScheduling) {
        return new StreamOptions(interleaving, newScheduling);
    }
}
