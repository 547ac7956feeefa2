package io.github.datachannel4j.sctp.work;

/** How many steps {@link CountingLoader}'s classes have taken. The one class that they share with everybody else. */
public final class Steps {
    /** Written by instrumented code, of one thread at a time. */
    public static long taken;

    private Steps() {}
}
