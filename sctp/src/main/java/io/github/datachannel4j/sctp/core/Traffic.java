package io.github.datachannel4j.sctp.core;

/** Running counters of an association; whoever does the thing counts it here. The meaning of each is in {@code AssociationMetrics}. */
public final class Traffic {
    public long packetsOut;
    public long bytesOut;
    public long packetsIn;
    public long bytesIn;
    public long packetsDropped;
    public long dataChunksOut;
    public long retransmissions;
    public long fastRetransmissions;
    public long timeoutRetransmissions;
    public long probeRetransmissions;
    public long probes;
    public long lostChunks;
    public long spuriousRecoveries;
    public long t3Expirations;
    public long dataChunksIn;
    public long duplicatesIn;
    public long pathChanges;
}
