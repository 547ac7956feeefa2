package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.security.SecureRandom;

/** What the sessions of one agent share. */
record SessionContext(
        EventLoop loop,
        StunTransactions transactions,
        NetworkCounters counters,
        AdmissionGate gate,
        IceTimings timings,
        SecureRandom random,
        MdnsNode mdns,
        Names names) {}
