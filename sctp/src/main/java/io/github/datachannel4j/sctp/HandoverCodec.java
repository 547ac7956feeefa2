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
import io.github.datachannel4j.sctp.association.CapabilityBits;
import io.github.datachannel4j.sctp.handover.HandoverEnvelope;
import io.github.datachannel4j.sctp.handover.HandoverReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of an association's handover, in network order:
 *
 * <pre>
 *   ports (2 + 2) | tags (4 + 4) | tie tag (8)
 *   | capabilities and agreements, a bit each (1) | outbound, inbound streams (2 + 2)
 *   | cookie key (32) | cookie time (8)
 *   | next TSN, peer's buffer, peer's window (4 + 4 + 4) | streams (4), each: id, priority, next ordered, unordered (2 + 2 + 4 + 4)
 *   | next TSN (4) | unconsumed, buffer (8 + 8) | allowed (4) | streams (4), each: id, next ordered, latest unordered, skipped (2 + 4 + 4 + 8)
 *   | requests: next own, next peer's (4 + 4) | three parameters, each with its length before it (2)
 *   | srtt, rttvar, shortest (8 + 8 + 8) | packet (4)
 * </pre>
 *
 * <p>{@link HandoverEnvelope} stands around it.
 */
final class HandoverCodec {
    private static final HandoverEnvelope ENVELOPE = new HandoverEnvelope(0x4443_3441, 1, "an association");

    private static final int FIXED_BYTES = 151;
    private static final int OUTGOING_STREAM_BYTES = 12;
    private static final int INCOMING_STREAM_BYTES = 18;

    private static final int USES_INTERLEAVING = CapabilityBits.FIRST_FREE;
    private static final int TAKES_ZERO_CHECKSUM = CapabilityBits.FIRST_FREE << 1;
    private static final int ACKNOWLEDGEMENT_DUE = CapabilityBits.FIRST_FREE << 2;

    private HandoverCodec() {}

    // ---- writing

    static Bytes encode(AssociationHandover handover) {
        return ENVELOPE.write(sizeOf(handover), out -> write(handover, out));
    }

    private static void write(AssociationHandover handover, ByteBuffer out) {
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
        return CapabilityBits.of(agreement.peer())
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

    // ---- reading

    static AssociationHandover decode(Bytes bytes) throws MalformedHandoverException {
        return ENVELOPE.read(bytes, HandoverCodec::read);
    }

    private static AssociationHandover read(HandoverReader in) throws MalformedHandoverException {
        Identity identity =
                new Identity(in.unsignedShort(), in.unsignedShort(), in.signedInt(), in.signedInt(), in.signedLong());
        int bits = in.unsignedByte();
        Agreement agreement = new Agreement(
                CapabilityBits.read(bits),
                (bits & USES_INTERLEAVING) != 0,
                (bits & TAKES_ZERO_CHECKSUM) != 0,
                in.unsignedShort(),
                in.unsignedShort());
        Cookies cookies = new Cookies(in.bytes(Cookies.KEY_BYTES), in.signedLong());
        Outgoing outgoing = readOutgoing(in);
        Incoming incoming = readIncoming(in, (bits & ACKNOWLEDGEMENT_DUE) != 0);
        Requests requests =
                new Requests(in.unsignedInt(), in.unsignedInt(), parameter(in), parameter(in), parameter(in));
        Path path = new Path(in.signedLong(), in.signedLong(), in.signedLong(), in.signedInt());
        return new AssociationHandover(identity, agreement, cookies, outgoing, incoming, requests, path);
    }

    private static Outgoing readOutgoing(HandoverReader in) throws MalformedHandoverException {
        long nextTsn = in.unsignedInt();
        long bufferBytes = in.unsignedInt();
        long windowBytes = in.unsignedInt();
        int count = in.count(OUTGOING_STREAM_BYTES);
        List<OutgoingStream> streams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            streams.add(new OutgoingStream(
                    new StreamId(in.unsignedShort()), in.unsignedShort(), in.unsignedInt(), in.unsignedInt()));
        }
        return new Outgoing(nextTsn, bufferBytes, windowBytes, streams);
    }

    private static Incoming readIncoming(HandoverReader in, boolean isAcknowledgementDue)
            throws MalformedHandoverException {
        long nextTsn = in.unsignedInt();
        long unconsumedBytes = in.signedLong();
        long bufferBytes = in.signedLong();
        long allowedBytes = in.unsignedInt();
        int count = in.count(INCOMING_STREAM_BYTES);
        List<IncomingStream> streams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            streams.add(new IncomingStream(
                    new StreamId(in.unsignedShort()), in.unsignedInt(), in.unsignedInt(), in.signedLong()));
        }
        return new Incoming(nextTsn, unconsumedBytes, bufferBytes, allowedBytes, isAcknowledgementDue, streams);
    }

    private static Bytes parameter(HandoverReader in) {
        return in.bytes(in.unsignedShort());
    }
}
