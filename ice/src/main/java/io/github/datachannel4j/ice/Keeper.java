package io.github.datachannel4j.ice;

/** Looks after the selected pair of a session until the session rests: whether it lives, and whether it is still the one. */
sealed interface Keeper permits PairKeeper, LiteKeeper {
    /** The pair that data takes now. */
    Pair selected();

    /** Anything authentic or any data came on a pair. */
    void heard(Pair pair, long nowNanos);

    /** A check of the peer on any pair, which has been answered. */
    void onCheckOfPeer(Pair pair, BindingChecks.Nomination nomination);

    /** The address of ours that the selected pair had is gone. */
    void selectedPathLost();

    void close();
}
