package io.github.datachannel4j.sctp;

/**
 * How one message is to be delivered.
 *
 * @param order whether it waits for earlier messages of its stream
 * @param reliability when to give up
 * @param report when its {@link MessageFate} is told, if it has a token
 */
public record SendOptions(MessageOrder order, Reliability reliability, FateReport report) {
    private static final SendOptions ORDERED =
            new SendOptions(MessageOrder.ORDERED, Reliability.RELIABLE, FateReport.WHEN_SENT);
    private static final SendOptions UNORDERED =
            new SendOptions(MessageOrder.UNORDERED, Reliability.RELIABLE, FateReport.WHEN_SENT);

    /** In order and reliable. */
    public static SendOptions ordered() {
        return ORDERED;
    }

    /** Out of order as it comes, and reliable. */
    public static SendOptions unordered() {
        return UNORDERED;
    }

    public SendOptions withReliability(Reliability newReliability) {
        return new SendOptions(order, newReliability, report);
    }

    public SendOptions withReport(FateReport newReport) {
        // Asked for with every message.
        return newReport == report ? this : new SendOptions(order, reliability, newReport);
    }
}
