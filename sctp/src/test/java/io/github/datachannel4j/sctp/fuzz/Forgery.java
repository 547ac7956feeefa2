package io.github.datachannel4j.sctp.fuzz;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.SsnTsnResetRequest;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.ZeroChecksum;
import java.util.List;
import java.util.zip.CRC32C;

/** Packets that pass the checksum and the tag, and lie: damaged real ones, and new ones with numbers near the real ones. */
final class Forgery {
    static final int BYTES_MIN = 16;

    private static final int HEADER_BYTES = 12;
    private static final int CHECKSUM_AT = 8;
    private static final int NEAR = 40;

    private Forgery() {}

    /** A packet in the name of whoever sent {@code model} to whoever sent {@code answer}. */
    static Bytes make(Bytes model, Bytes answer, Choices choices) {
        return choices.below(2) == 0 ? damaged(model, choices) : invented(model, answer, choices);
    }

    private static Bytes damaged(Bytes model, Choices choices) {
        byte[] bytes = model.toArray();
        int changes = 1 + choices.below(3);
        for (int i = 0; i < changes; i++) {
            int at = HEADER_BYTES + choices.below(Math.min(bytes.length - HEADER_BYTES, NEAR));
            bytes[at] = (byte) (choices.below(2) == 0 ? choices.below(256) : bytes[at] + choices.below(3) - 1);
        }
        return sealed(bytes);
    }

    private static Bytes sealed(byte[] bytes) {
        for (int at = CHECKSUM_AT; at < HEADER_BYTES; at++) {
            bytes[at] = 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[CHECKSUM_AT + i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return Bytes.wrap(bytes);
    }

    private static Bytes invented(Bytes model, Bytes answer, Choices choices) {
        CommonHeader header = parse(model).header();
        Tsn own = tsnIn(parse(model));
        Tsn peers = answer.length() > BYTES_MIN ? tsnIn(parse(answer)) : own;
        return PacketWriter.packetOf(header, chunk(near(own, choices), near(peers, choices), choices));
    }

    private static Tsn near(Tsn tsn, Choices choices) {
        return choices.below(8) == 0 ? tsn.plus(choices.below(65_536) << 15) : tsn.plus(choices.below(NEAR) - NEAR / 2);
    }

    private static Chunk chunk(Tsn own, Tsn peers, Choices choices) {
        StreamId stream = new StreamId(choices.below(30));
        Ssn ssn = new Ssn(choices.below(65_536));
        int start = 1 + choices.below(NEAR);
        return switch (choices.below(9)) {
            case 0, 1 ->
                new DataChunk(
                        choices.below(16), own, stream, ssn, Ppid.BINARY, Bytes.utf8("x".repeat(4 + choices.below(9))));
            case 2, 3 ->
                new SackChunk(
                        peers,
                        choices.below(60_000),
                        List.of(new GapAckBlock(start, start + choices.below(NEAR))),
                        List.of(own));
            case 4 -> new ForwardTsnChunk(own, List.of(new ForwardTsnChunk.SkippedStream(stream, ssn)));
            case 5 -> new ReconfigChunk(List.of(new OutgoingSsnResetRequest(own, peers, own, List.of(stream))));
            case 6 -> new ReconfigChunk(List.of(new SsnTsnResetRequest(own)));
            case 7 -> new HeartbeatChunk(Bytes.utf8("are you there"));
            default -> choices.below(4) == 0 ? ShutdownAckChunk.INSTANCE : new ShutdownChunk(peers);
        };
    }

    private static Packet parse(Bytes bytes) {
        try {
            return Packet.parse(Bytes.wrap(bytes.toArray()), ZeroChecksum.ACCEPTED);
        } catch (MalformedPacketException e) {
            throw new AssertionError("an endpoint has sent a malformed packet", e);
        }
    }

    private static Tsn tsnIn(Packet packet) {
        for (Chunk chunk : packet.chunks()) {
            if (chunk instanceof DataChunk data) {
                return data.tsn();
            }
            if (chunk instanceof SackChunk sack) {
                return sack.cumulativeTsnAck();
            }
        }
        return new Tsn(packet.header().verificationTag());
    }
}
