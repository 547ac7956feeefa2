package io.github.datachannel4j.sdp;

/** The answer to "which section carries the data channels?". */
public sealed interface DataChannelLookup {
    record Found(DataChannelSection section) implements DataChannelLookup {}

    /**
     * There is none.
     *
     * @param explanation a sentence for a person
     */
    record None(Reason reason, String explanation) implements DataChannelLookup {}

    /** Why there is none. */
    enum Reason {
        /** The description has no application section at all. */
        NOT_OFFERED,
        /** There is one, but with port 0, SCTP port 0 or {@code setup:holdconn}. */
        REJECTED,
        /** There is one, but not of a protocol or a format that is a data channel. */
        NOT_SUPPORTED
    }

    static DataChannelLookup in(SessionDescription description) {
        None none = new None(Reason.NOT_OFFERED, "the description has no application section");
        for (int i = 0; i < description.media().size(); i++) {
            if (!DataChannelSection.isApplication(description.media().get(i))) {
                continue;
            }
            DataChannelSection section = new DataChannelSection(description, i);
            if (section.isRejected()) {
                none = new None(Reason.REJECTED, "the application section is rejected");
            } else if (section.isSupported()) {
                return new Found(section);
            } else {
                none = new None(
                        Reason.NOT_SUPPORTED,
                        "the application section is not of data channels: "
                                + description.media().get(i).mediaLine().value());
            }
        }
        return none;
    }
}
