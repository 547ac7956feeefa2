package io.github.datachannel4j.testkit;

/**
 * The Gilbert-Elliott model: a link is in a good or a bad state, may change it with every packet, and loses packets at the rate of its
 * state. This gives losses in bursts, as radio and full queues do.
 *
 * @param goodToBad the chance to turn bad at a packet
 * @param badToGood the chance to turn good at a packet
 * @param goodLoss the chance to lose a packet while good
 * @param badLoss the chance to lose a packet while bad
 */
public record BurstLoss(double goodToBad, double badToGood, double goodLoss, double badLoss) {
    /** No loss at all. */
    public static final BurstLoss NONE = new BurstLoss(0, 1, 0, 0);

    public BurstLoss {
        Rates.check(goodToBad);
        Rates.check(badToGood);
        Rates.check(goodLoss);
        Rates.check(badLoss);
    }

    /** The share of packets that is lost in the long run. */
    public double meanLoss() {
        double changes = goodToBad + badToGood;
        double bad = changes == 0 ? 0 : goodToBad / changes;
        return bad * badLoss + (1 - bad) * goodLoss;
    }
}
