package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;
import io.github.datachannel4j.sctp.packet.LoneParameter;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import java.util.List;

/**
 * Everything that another process needs to go on with an association: made by {@link Association#handOver}, taken up by
 * {@link Association#takeOver}. Numbers are as on the wire. What is not here begins anew: timers, congestion control, counters.
 *
 * <p>It is a secret like a session key: who has it can speak for this end. {@link #encode} writes it for the way to the other process;
 * the checksum in it finds damage, not forgery.
 *
 * @param identity whose packets are whose
 * @param agreement what both ends have settled
 * @param cookies what makes and reads our state cookies
 * @param outgoing what we send
 * @param incoming what we receive
 * @param requests where the exchange of re-configuration requests is
 * @param path what is known of the way to the peer
 */
public record AssociationHandover(
        Identity identity,
        Agreement agreement,
        Cookies cookies,
        Outgoing outgoing,
        Incoming incoming,
        Requests requests,
        Path path) {

    private static final int PORT_MAX = 65535;
    private static final int STREAMS_MAX = 65535;
    private static final long UNSIGNED_INT_MAX = 0xFFFF_FFFFL;
    private static final long BYTES_MAX = Long.MAX_VALUE / 4;

    /**
     * Whose packets are whose.
     *
     * @param localPort our SCTP port
     * @param remotePort the peer's
     * @param localTag the verification tag of packets to us, not 0
     * @param peerTag that of packets to the peer, not 0
     * @param tieTag names the association in our cookies, not 0
     */
    public record Identity(int localPort, int remotePort, int localTag, int peerTag, long tieTag) {
        public Identity {
            checkRange("localPort", localPort, 1, PORT_MAX);
            checkRange("remotePort", remotePort, 1, PORT_MAX);
            check(localTag != 0 && peerTag != 0 && tieTag != 0, "a tag is 0");
        }
    }

    /**
     * What both ends have settled.
     *
     * @param peer what the peer announced
     * @param interleaving user data travels in I-DATA chunks (RFC 8260)
     * @param zeroChecksumIn the peer was told that its packets need no checksum (RFC 9653)
     * @param outboundStreams how many we may send on
     * @param inboundStreams how many the peer may send on
     */
    public record Agreement(
            PeerCapabilities peer,
            boolean interleaving,
            boolean zeroChecksumIn,
            int outboundStreams,
            int inboundStreams) {
        public Agreement {
            checkRange("outboundStreams", outboundStreams, 1, STREAMS_MAX);
            checkRange("inboundStreams", inboundStreams, 1, STREAMS_MAX);
            check(!interleaving || peer.interleaving(), "messages are interleaved though the peer cannot do that");
        }
    }

    /**
     * What makes and reads our state cookies (RFC 9260 §5.1.3), so that those under way stay good.
     *
     * @param key of the MAC
     * @param timeNanos the time on the cookies' clock, which goes on where it stopped
     */
    public record Cookies(Bytes key, long timeNanos) {
        /** Of HMAC-SHA-256. */
        public static final int KEY_BYTES = 32;

        public Cookies {
            check(key.length() == KEY_BYTES, "the key of the cookies has " + key.length() + " bytes");
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Cookies[at " + timeNanos + "]";
        }
    }

    /**
     * What we send.
     *
     * @param nextTsn of the next DATA chunk, an unsigned 32-bit number as all TSNs here
     * @param peerBufferBytes the peer's first a_rwnd
     * @param peerWindowBytes its latest one
     * @param streams those in use, by rising number
     */
    public record Outgoing(long nextTsn, long peerBufferBytes, long peerWindowBytes, List<OutgoingStream> streams) {
        public Outgoing {
            streams = List.copyOf(streams);
            checkUnsigned("nextTsn", nextTsn);
            checkUnsigned("peerBufferBytes", peerBufferBytes);
            checkUnsigned("peerWindowBytes", peerWindowBytes);
            checkRising(streams.stream().map(OutgoingStream::id).toList());
        }
    }

    /**
     * One outgoing stream.
     *
     * @param id its number
     * @param priority 0 to {@link StreamPriority#MAX}
     * @param nextOrdered the SSN of its next ordered message, or the MID where messages are interleaved
     * @param nextUnordered the MID of its next unordered message; 0 without interleaving
     */
    public record OutgoingStream(StreamId id, int priority, long nextOrdered, long nextUnordered) {
        public OutgoingStream {
            checkRange("priority", priority, 0, StreamPriority.MAX);
            checkUnsigned("nextOrdered", nextOrdered);
            checkUnsigned("nextUnordered", nextUnordered);
        }
    }

    /**
     * What we receive.
     *
     * @param nextTsn the first that has not come
     * @param unconsumedBytes delivered, and still to be told to {@link Association#consumed}
     * @param bufferBytes how large the {@link ReceiveBuffer} has become
     * @param allowedBytes what the peer was told that it may send, and has not
     * @param isAcknowledgementDue something has come that is not acknowledged yet
     * @param streams those in use, by rising number
     */
    public record Incoming(
            long nextTsn,
            long unconsumedBytes,
            long bufferBytes,
            long allowedBytes,
            boolean isAcknowledgementDue,
            List<IncomingStream> streams) {
        public Incoming {
            streams = List.copyOf(streams);
            checkUnsigned("nextTsn", nextTsn);
            checkRange("unconsumedBytes", unconsumedBytes, 0, BYTES_MAX);
            checkRange("bufferBytes", bufferBytes, 0, BYTES_MAX);
            checkUnsigned("allowedBytes", allowedBytes);
            checkRising(streams.stream().map(IncomingStream::id).toList());
        }
    }

    /**
     * One incoming stream.
     *
     * @param id its number
     * @param nextOrdered the SSN of the ordered message that is delivered next, or its MID where messages are interleaved
     * @param latestUnordered the highest MID of an unordered message; 0 without interleaving
     * @param skippedUnordered the MID of the unordered message that the peer gave up last, or {@link #NONE}
     */
    public record IncomingStream(StreamId id, long nextOrdered, long latestUnordered, long skippedUnordered) {
        /** Nothing was given up. */
        public static final long NONE = -1;

        public IncomingStream {
            checkUnsigned("nextOrdered", nextOrdered);
            checkUnsigned("latestUnordered", latestUnordered);
            checkRange("skippedUnordered", skippedUnordered, NONE, UNSIGNED_INT_MAX);
        }
    }

    /**
     * Where the exchange of re-configuration requests is (RFC 6525 §5.1.1, §5.2.1). Parameters are as on the wire, and empty where there
     * is none.
     *
     * @param nextOwn the number of our next request
     * @param nextPeers the number of the peer's next request
     * @param lastAnswer to the peer's latest request, which it may repeat
     * @param lastButOneAnswer to the one before
     * @param performedLate the latest request, when it was "in progress" first and performed later: the peer may ask anew
     */
    public record Requests(
            long nextOwn, long nextPeers, Bytes lastAnswer, Bytes lastButOneAnswer, Bytes performedLate) {
        public Requests {
            checkUnsigned("nextOwn", nextOwn);
            checkUnsigned("nextPeers", nextPeers);
            checkParameter("lastAnswer", lastAnswer, ReconfigurationResponse.class);
            checkParameter("lastButOneAnswer", lastButOneAnswer, ReconfigurationResponse.class);
            checkParameter("performedLate", performedLate, OutgoingSsnResetRequest.class);
        }

        private static void checkParameter(
                String name, Bytes parameter, Class<? extends ReconfigurationParameter> expected) {
            try {
                check(
                        parameter.isEmpty() || expected.isInstance(LoneParameter.parse(parameter)),
                        name + " is no " + expected.getSimpleName());
            } catch (MalformedPacketException e) {
                throw new IllegalArgumentException(name + " cannot be read", e);
            }
        }
    }

    /**
     * What is known of the way to the peer; where the way is another one now, it is found out soon.
     *
     * @param srttNanos smoothed round-trip time; 0 when none was measured
     * @param rttvarNanos its variation
     * @param minRttNanos the shortest round trip
     * @param packetBytesMax the largest packet that is known to reach the peer, common header included
     */
    public record Path(long srttNanos, long rttvarNanos, long minRttNanos, int packetBytesMax) {
        private static final long RTT_NANOS_MAX = 1L << 50;
        private static final int PACKET_BYTES_MAX = 65535;

        public Path {
            checkRange("srttNanos", srttNanos, 0, RTT_NANOS_MAX);
            checkRange("rttvarNanos", rttvarNanos, 0, RTT_NANOS_MAX);
            checkRange("minRttNanos", minRttNanos, 0, RTT_NANOS_MAX);
            checkRange("packetBytesMax", packetBytesMax, PathMtuOptions.MIN_BYTES, PACKET_BYTES_MAX);
        }
    }

    public AssociationHandover {
        long orderedMax = agreement.interleaving() ? UNSIGNED_INT_MAX : 0xFFFF;
        outgoing.streams()
                .forEach(stream -> checkRange(stream.id() + " nextOrdered", stream.nextOrdered(), 0, orderedMax));
        incoming.streams()
                .forEach(stream -> checkRange(stream.id() + " nextOrdered", stream.nextOrdered(), 0, orderedMax));
    }

    /** As bytes, for the way to the other process. */
    public Bytes encode() {
        return HandoverCodec.encode(this);
    }

    /** Reads what {@link #encode} has written, in this version of the format and no other. */
    public static AssociationHandover decode(Bytes bytes) throws MalformedHandoverException {
        return HandoverCodec.decode(bytes);
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static void checkUnsigned(String name, long value) {
        checkRange(name, value, 0, UNSIGNED_INT_MAX);
    }

    private static void checkRange(String name, long value, long least, long most) {
        check(value >= least && value <= most, name + " must be " + least + " to " + most + ", not " + value);
    }

    private static void checkRising(List<StreamId> ids) {
        for (int i = 1; i < ids.size(); i++) {
            check(ids.get(i - 1).compareTo(ids.get(i)) < 0, "streams are not in order");
        }
    }
}
