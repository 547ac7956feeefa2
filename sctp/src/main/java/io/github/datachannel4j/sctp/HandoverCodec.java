package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.AssociationHandover.Agreement;
import io.github.datachannel4j.sctp.AssociationHandover.Cookies;
import io.github.datachannel4j.sctp.AssociationHandover.Identity;
import io.github.datachannel4j.sctp.AssociationHandover.Incoming;
import io.github.datachannel4j.sctp.AssociationHandover.IncomingStream;
import io.github.datachannel4j.sctp.AssociationHandover.Outgoing;
import io.github.datachannel4j.sctp.AssociationHandover.OutgoingStream;
import io.github.datachannel4j.sctp.AssociationHandover.Path;
import io.github.datachannel4j.sctp.AssociationHandover.Requests;
import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A handover as bytes, in network order:
 *
 * <pre>
 *   "DC4A" | version (2) | ports (2 + 2) | tags (4 + 4) | tie tag (8)
 *   | capabilities and agreements, a bit each (1) | outbound, inbound streams (2 + 2)
 *   | cookie key (32) | cookie time (8)
 *   | next TSN, peer's buffer, peer's window (4 + 4 + 4) | streams (4), each: id, priority, next ordered, unordered (2 + 2 + 4 + 4)
 *   | next TSN (4) | unconsumed, buffer (8 + 8) | allowed (4) | streams (4), each: id, next ordered, latest unordered, skipped (2 + 4 + 4 + 8)
 *   | requests: next own, next peer's (4 + 4) | three parameters, each with its length before it (2)
 *   | srtt, rttvar, shortest (8 + 8 + 8) | packet (4)
 *   | CRC32c of all before (4)
 * </pre>
 *
 * <p>Another version is refused, not guessed at: both processes are of the same owner, who can run the same release in them.
 */
final class HandoverCodec {
    /** What every version begins with, and then its number. */
    static final int PREAMBLE_BYTES = 6;

    static final int CHECKSUM_BYTES = Integer.BYTES;
    static final int VERSION = 1;

    private static final int MAGIC = 0x4443_3441;
    private static final int FIXED_BYTES = 161;
    private static final int OUTGOING_STREAM_BYTES = 12;
    private static final int INCOMING_STREAM_BYTES = 18;

    private static final int PARTIAL_RELIABILITY = 1;
    private static final int STREAM_RESET = 2;
    private static final int ZERO_CHECKSUM = 4;
    private static final int INTERLEAVING = 8;
    private static final int INTERLEAVED_PARTIAL_RELIABILITY = 16;
    private static final int USES_INTERLEAVING = 32;
    private static final int TAKES_ZERO_CHECKSUM = 64;
    private static final int ACKNOWLEDGEMENT_DUE = 128;

    private HandoverCodec() {}

    // ---- writing

    static Bytes encode(AssociationHandover handover) {
        ByteBuffer out = ByteBuffer.allocate(sizeOf(handover));
        out.putInt(MAGIC).putShort((short) VERSION);
        write(handover.identity(), out);
        out.put((byte) bits(handover));
        out.putShort((short) handover.agreement().outboundStreams());
        out.putShort((short) handover.agreement().inboundStreams());
        handover.cookies().key().copyTo(out);
        out.putLong(handover.cookies().timeNanos());
        write(handover.outgoing(), out);
        write(handover.incoming(), out);
        write(handover.requests(), out);
        write(handover.path(), out);
        out.putInt(checksum(Bytes.wrap(out.array(), 0, out.position())));
        return Bytes.wrap(out.array());
    }

    private static int sizeOf(AssociationHandover handover) {
        Requests requests = handover.requests();
        return FIXED_BYTES
                + handover.outgoing().streams().size() * OUTGOING_STREAM_BYTES
                + handover.incoming().streams().size() * INCOMING_STREAM_BYTES
                + requests.lastAnswer().length()
                + requests.lastButOneAnswer().length()
                + requests.performedLate().length();
    }

    private static void write(Identity identity, ByteBuffer out) {
        out.putShort((short) identity.localPort())
                .putShort((short) identity.remotePort())
                .putInt(identity.localTag())
                .putInt(identity.peerTag())
                .putLong(identity.tieTag());
    }

    private static int bits(AssociationHandover handover) {
        Agreement agreement = handover.agreement();
        PeerCapabilities peer = agreement.peer();
        return (peer.partialReliability() ? PARTIAL_RELIABILITY : 0)
                | (peer.streamReset() ? STREAM_RESET : 0)
                | (peer.zeroChecksum() ? ZERO_CHECKSUM : 0)
                | (peer.interleaving() ? INTERLEAVING : 0)
                | (peer.interleavedPartialReliability() ? INTERLEAVED_PARTIAL_RELIABILITY : 0)
                | (agreement.interleaving() ? USES_INTERLEAVING : 0)
                | (agreement.zeroChecksumIn() ? TAKES_ZERO_CHECKSUM : 0)
                | (handover.incoming().isAcknowledgementDue() ? ACKNOWLEDGEMENT_DUE : 0);
    }

    private static void write(Outgoing outgoing, ByteBuffer out) {
        out.putInt((int) outgoing.nextTsn())
                .putInt((int) outgoing.peerBufferBytes())
                .putInt((int) outgoing.peerWindowBytes())
                .putInt(outgoing.streams().size());
        for (OutgoingStream stream : outgoing.streams()) {
            out.putShort((short) stream.id().value())
                    .putShort((short) stream.priority())
                    .putInt((int) stream.nextOrdered())
                    .putInt((int) stream.nextUnordered());
        }
    }

    private static void write(Incoming incoming, ByteBuffer out) {
        out.putInt((int) incoming.nextTsn())
                .putLong(incoming.unconsumedBytes())
                .putLong(incoming.bufferBytes())
                .putInt((int) incoming.allowedBytes())
                .putInt(incoming.streams().size());
        for (IncomingStream stream : incoming.streams()) {
            out.putShort((short) stream.id().value())
                    .putInt((int) stream.nextOrdered())
                    .putInt((int) stream.latestUnordered())
                    .putLong(stream.skippedUnordered());
        }
    }

    private static void write(Requests requests, ByteBuffer out) {
        out.putInt((int) requests.nextOwn()).putInt((int) requests.nextPeers());
        for (Bytes parameter : List.of(requests.lastAnswer(), requests.lastButOneAnswer(), requests.performedLate())) {
            out.putShort((short) parameter.length());
            parameter.copyTo(out);
        }
    }

    private static void write(Path path, ByteBuffer out) {
        out.putLong(path.srttNanos())
                .putLong(path.rttvarNanos())
                .putLong(path.minRttNanos())
                .putInt(path.packetBytesMax());
    }

    static int checksum(Bytes bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) crc.getValue();
    }

    // ---- reading

    static AssociationHandover decode(Bytes bytes) throws MalformedHandoverException {
        ByteBuffer in = contentOf(bytes);
        try {
            AssociationHandover handover = read(in);
            require(!in.hasRemaining(), in.remaining() + " bytes too many");
            return handover;
        } catch (BufferUnderflowException e) {
            throw new MalformedHandoverException("the handover is cut off", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedHandoverException("the handover makes no sense: " + e.getMessage(), e);
        }
    }

    /** What lies between the version and the checksum. */
    private static ByteBuffer contentOf(Bytes bytes) throws MalformedHandoverException {
        require(
                bytes.length() >= PREAMBLE_BYTES + CHECKSUM_BYTES && bytes.getInt(0) == MAGIC,
                "this is not the handover of an association");
        int version = bytes.getUnsignedShort(Integer.BYTES);
        require(version == VERSION, "a handover of version " + version + ", this release reads version " + VERSION);
        int end = bytes.length() - CHECKSUM_BYTES;
        require(bytes.getInt(end) == checksum(bytes.slice(0, end)), "the handover is damaged or cut off");
        return bytes.slice(PREAMBLE_BYTES, end - PREAMBLE_BYTES).asByteBuffer();
    }

    private static AssociationHandover read(ByteBuffer in) throws MalformedHandoverException {
        Identity identity = new Identity(unsignedShort(in), unsignedShort(in), in.getInt(), in.getInt(), in.getLong());
        int bits = in.get();
        Agreement agreement = new Agreement(
                capabilities(bits),
                (bits & USES_INTERLEAVING) != 0,
                (bits & TAKES_ZERO_CHECKSUM) != 0,
                unsignedShort(in),
                unsignedShort(in));
        Cookies cookies = new Cookies(bytes(in, Cookies.KEY_BYTES), in.getLong());
        Outgoing outgoing = readOutgoing(in);
        Incoming incoming = readIncoming(in, (bits & ACKNOWLEDGEMENT_DUE) != 0);
        Requests requests = new Requests(unsignedInt(in), unsignedInt(in), parameter(in), parameter(in), parameter(in));
        Path path = new Path(in.getLong(), in.getLong(), in.getLong(), in.getInt());
        return new AssociationHandover(identity, agreement, cookies, outgoing, incoming, requests, path);
    }

    private static PeerCapabilities capabilities(int bits) {
        return new PeerCapabilities(
                (bits & PARTIAL_RELIABILITY) != 0,
                (bits & STREAM_RESET) != 0,
                (bits & ZERO_CHECKSUM) != 0,
                (bits & INTERLEAVING) != 0,
                (bits & INTERLEAVED_PARTIAL_RELIABILITY) != 0);
    }

    private static Outgoing readOutgoing(ByteBuffer in) throws MalformedHandoverException {
        long nextTsn = unsignedInt(in);
        long bufferBytes = unsignedInt(in);
        long windowBytes = unsignedInt(in);
        int count = count(in, OUTGOING_STREAM_BYTES);
        List<OutgoingStream> streams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            streams.add(new OutgoingStream(
                    new StreamId(unsignedShort(in)), unsignedShort(in), unsignedInt(in), unsignedInt(in)));
        }
        return new Outgoing(nextTsn, bufferBytes, windowBytes, streams);
    }

    private static Incoming readIncoming(ByteBuffer in, boolean isAcknowledgementDue)
            throws MalformedHandoverException {
        long nextTsn = unsignedInt(in);
        long unconsumedBytes = in.getLong();
        long bufferBytes = in.getLong();
        long allowedBytes = unsignedInt(in);
        int count = count(in, INCOMING_STREAM_BYTES);
        List<IncomingStream> streams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            streams.add(new IncomingStream(
                    new StreamId(unsignedShort(in)), unsignedInt(in), unsignedInt(in), in.getLong()));
        }
        return new Incoming(nextTsn, unconsumedBytes, bufferBytes, allowedBytes, isAcknowledgementDue, streams);
    }

    /** How many entries follow, of which there cannot be more than there are bytes. */
    private static int count(ByteBuffer in, int entryBytes) throws MalformedHandoverException {
        long count = unsignedInt(in);
        require(count <= in.remaining() / entryBytes, "the handover has no room for its " + count + " streams");
        return (int) count;
    }

    private static Bytes parameter(ByteBuffer in) {
        return bytes(in, unsignedShort(in));
    }

    private static Bytes bytes(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] array = new byte[length];
        in.get(array);
        return Bytes.wrap(array);
    }

    private static int unsignedShort(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    private static long unsignedInt(ByteBuffer in) {
        return Integer.toUnsignedLong(in.getInt());
    }

    private static void require(boolean holds, String problem) throws MalformedHandoverException {
        if (!holds) {
            throw new MalformedHandoverException(problem);
        }
    }
}
