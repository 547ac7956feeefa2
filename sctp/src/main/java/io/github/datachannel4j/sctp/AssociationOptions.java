package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.core.Nanos;
import java.util.function.Consumer;

/**
 * The settings of an association. {@link #defaults()} is what WebRTC wants.
 *
 * @param localPort SCTP port of this end; 5000 unless the SDP says otherwise
 * @param remotePort SCTP port of the peer
 * @param pathMtu how large packets are; received ones may be larger
 * @param outboundStreams how many we would like to send on; the peer may allow fewer
 * @param inboundStreams how many we accept; costs nothing until they are used
 * @param receiveBuffer user data held for the peer at most, and with it the receive window
 * @param initialCwndPackets packets that may leave before the first acknowledgement; 10 as browsers and TCP (RFC 6928) do, where
 *     RFC 9260 §7.2.1 has 4
 * @param rto bounds of the retransmission time-out
 * @param sackDelayNanos a lone packet is acknowledged after this at the latest; 200 ms (RFC 9260 §16), at most 500 ms (§6.2)
 * @param heartbeatIntervalNanos a HEARTBEAT leaves when nothing was heard for this long; 0 turns them off
 * @param cookieLifetimeNanos how long after its INIT ACK a COOKIE ECHO is accepted; 60 s (RFC 9260 §16)
 * @param limits when to give up on a silent peer
 * @param zeroChecksum whether packets need no CRC32c in either direction if the peer thinks so, too (RFC 9653). True wherever DTLS lies
 *     below, which protects every packet better; false over anything else
 * @param congestion how much is sent at a time
 * @param sendQueue how much may wait to be sent
 * @param streams how the streams share the association
 * @param reconfiguration what the peer may change about the streams beyond resetting its own (RFC 6525)
 */
public record AssociationOptions(
        int localPort,
        int remotePort,
        PathMtuOptions pathMtu,
        int outboundStreams,
        int inboundStreams,
        ReceiveBuffer receiveBuffer,
        int initialCwndPackets,
        RtoOptions rto,
        long sackDelayNanos,
        long heartbeatIntervalNanos,
        long cookieLifetimeNanos,
        RetransmissionLimits limits,
        boolean zeroChecksum,
        CongestionOptions congestion,
        SendQueueOptions sendQueue,
        StreamOptions streams,
        ReconfigurationOptions reconfiguration) {

    private static final int STREAMS_MAX = 65535;

    private static final AssociationOptions DEFAULTS = new AssociationOptions(
            5000,
            5000,
            PathMtuOptions.defaults(),
            STREAMS_MAX,
            STREAMS_MAX,
            ReceiveBuffer.defaults(),
            10,
            RtoOptions.webRtc(),
            200 * Nanos.PER_MILLI,
            30 * Nanos.PER_SECOND,
            60 * Nanos.PER_SECOND,
            RetransmissionLimits.unlimited(),
            true,
            CongestionOptions.defaults(),
            SendQueueOptions.unlimited(),
            StreamOptions.defaults(),
            ReconfigurationOptions.defaults());

    public AssociationOptions {
        checkRange("localPort", localPort, 1, 65535);
        checkRange("remotePort", remotePort, 1, 65535);
        checkRange("outboundStreams", outboundStreams, 1, STREAMS_MAX);
        checkRange("inboundStreams", inboundStreams, 1, STREAMS_MAX);
        checkRange("initialCwndPackets", initialCwndPackets, 1, 1000);
        checkRange("sackDelayNanos", sackDelayNanos, 0, 500 * Nanos.PER_MILLI);
        checkRange("heartbeatIntervalNanos", heartbeatIntervalNanos, 0, Long.MAX_VALUE / 4);
        checkRange("cookieLifetimeNanos", cookieLifetimeNanos, 1, Long.MAX_VALUE / 4);
    }

    private static void checkRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    /** What WebRTC wants. */
    public static AssociationOptions defaults() {
        return DEFAULTS;
    }

    public AssociationOptions withPorts(int local, int remote) {
        return changed(draft -> {
            draft.localPort = local;
            draft.remotePort = remote;
        });
    }

    public AssociationOptions withPathMtu(PathMtuOptions options) {
        return changed(draft -> draft.pathMtu = options);
    }

    public AssociationOptions withStreams(int outbound, int inbound) {
        return changed(draft -> {
            draft.outboundStreams = outbound;
            draft.inboundStreams = inbound;
        });
    }

    /** A receive buffer that never grows. */
    public AssociationOptions withReceiveBufferBytes(long bytes) {
        return withReceiveBuffer(ReceiveBuffer.fixed(bytes));
    }

    public AssociationOptions withReceiveBuffer(ReceiveBuffer options) {
        return changed(draft -> draft.receiveBuffer = options);
    }

    public AssociationOptions withRto(RtoOptions options) {
        return changed(draft -> draft.rto = options);
    }

    /** With lone packets acknowledged after this at the latest, 0 to 500 ms (RFC 9260 §6.2). */
    public AssociationOptions withSackDelayNanos(long nanos) {
        return changed(draft -> draft.sackDelayNanos = nanos);
    }

    public AssociationOptions withHeartbeatIntervalNanos(long nanos) {
        return changed(draft -> draft.heartbeatIntervalNanos = nanos);
    }

    public AssociationOptions withLimits(RetransmissionLimits options) {
        return changed(draft -> draft.limits = options);
    }

    public AssociationOptions withZeroChecksum(boolean wanted) {
        return changed(draft -> draft.zeroChecksum = wanted);
    }

    public AssociationOptions withCongestion(CongestionOptions options) {
        return changed(draft -> draft.congestion = options);
    }

    public AssociationOptions withSendQueue(SendQueueOptions options) {
        return changed(draft -> draft.sendQueue = options);
    }

    public AssociationOptions withStreamOptions(StreamOptions options) {
        return changed(draft -> draft.streams = options);
    }

    public AssociationOptions withReconfiguration(ReconfigurationOptions options) {
        return changed(draft -> draft.reconfiguration = options);
    }

    private AssociationOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finish();
    }

    /** The settings while one of them is changed. */
    private static final class Draft {
        private int localPort;
        private int remotePort;
        private PathMtuOptions pathMtu;
        private int outboundStreams;
        private int inboundStreams;
        private ReceiveBuffer receiveBuffer;
        private int initialCwndPackets;
        private RtoOptions rto;
        private long sackDelayNanos;
        private long heartbeatIntervalNanos;
        private long cookieLifetimeNanos;
        private RetransmissionLimits limits;
        private boolean zeroChecksum;
        private CongestionOptions congestion;
        private SendQueueOptions sendQueue;
        private StreamOptions streams;
        private ReconfigurationOptions reconfiguration;

        Draft(AssociationOptions from) {
            localPort = from.localPort;
            remotePort = from.remotePort;
            pathMtu = from.pathMtu;
            outboundStreams = from.outboundStreams;
            inboundStreams = from.inboundStreams;
            receiveBuffer = from.receiveBuffer;
            initialCwndPackets = from.initialCwndPackets;
            rto = from.rto;
            sackDelayNanos = from.sackDelayNanos;
            heartbeatIntervalNanos = from.heartbeatIntervalNanos;
            cookieLifetimeNanos = from.cookieLifetimeNanos;
            limits = from.limits;
            zeroChecksum = from.zeroChecksum;
            congestion = from.congestion;
            sendQueue = from.sendQueue;
            streams = from.streams;
            reconfiguration = from.reconfiguration;
        }

        AssociationOptions finish() {
            return new AssociationOptions(
                    localPort,
                    remotePort,
                    pathMtu,
                    outboundStreams,
                    inboundStreams,
                    receiveBuffer,
                    initialCwndPackets,
                    rto,
                    sackDelayNanos,
                    heartbeatIntervalNanos,
                    cookieLifetimeNanos,
                    limits,
                    zeroChecksum,
                    congestion,
                    sendQueue,
                    streams,
                    reconfiguration);
        }
    }
}
