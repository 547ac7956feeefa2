package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import io.github.datachannel4j.sctp.packet.ZeroChecksum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes one end behave as if something in it were broken, by changing its packets as they leave, behind the {@link WireOracle}. So it can be
 * shown that the other oracles notice, without a broken association to show it with.
 */
interface Saboteur {
    /** What an honest end uses. */
    Supplier<Saboteur> NONE = () -> new Saboteur() {
        @Override
        public List<Chunk> change(Chunk chunk) {
            return List.of(chunk);
        }

        @Override
        public Bytes change(Bytes packet) {
            return packet;
        }
    };

    /** The packet that leaves instead; empty when none does. */
    default Bytes change(Bytes bytes) {
        Packet packet = parse(bytes);
        List<Chunk> chunks = new ArrayList<>();
        packet.chunks().forEach(chunk -> chunks.addAll(change(chunk)));
        if (chunks.isEmpty()) {
            return Bytes.EMPTY;
        }
        PacketWriter changed = new PacketWriter(packet.header(), bytes.length());
        chunks.forEach(changed::add);
        return changed.finish();
    }

    /** What leaves instead of the chunk, no longer than it. */
    List<Chunk> change(Chunk chunk);

    private static Packet parse(Bytes bytes) {
        try {
            return Packet.parse(bytes, ZeroChecksum.ACCEPTED);
        } catch (MalformedPacketException e) {
            throw new AssertionError("sends a malformed packet: " + bytes, e);
        }
    }

    /** Whatever was sent once is never sent again. */
    final class WithoutRetransmissions implements Saboteur {
        private final Set<Tsn> sent = new HashSet<>();

        @Override
        public List<Chunk> change(Chunk chunk) {
            boolean isRepeated = chunk instanceof UserDataChunk data && !sent.add(data.tsn());
            return isRepeated ? List.of() : List.of(chunk);
        }
    }

    /** The pieces of a message are put together in a wrong order: each middle one brings what the one before it should have. */
    final class WithShiftedFragments implements Saboteur {
        private Bytes before = Bytes.EMPTY;

        @Override
        public List<Chunk> change(Chunk chunk) {
            if (!(chunk instanceof UserDataChunk data) || data.isBeginning() || data.isEnding()) {
                return List.of(chunk);
            }
            Bytes payload = data.payload().length() == before.length() ? before : data.payload();
            before = data.payload();
            return List.of(
                    switch (data) {
                        case DataChunk d -> new DataChunk(d.flags(), d.tsn(), d.streamId(), d.ssn(), d.ppid(), payload);
                        case IDataChunk d ->
                            new IDataChunk(d.flags(), d.tsn(), d.streamId(), d.mid(), d.ppidOrFsn(), payload);
                    });
        }
    }

    /** What is given up is not told to the peer. */
    final class WithoutForwardTsn implements Saboteur {
        @Override
        public List<Chunk> change(Chunk chunk) {
            boolean isForward = chunk instanceof ForwardTsnChunk || chunk instanceof IForwardTsnChunk;
            return isForward ? List.of() : List.of(chunk);
        }
    }

    /** One chunk more than was given up is skipped. */
    final class ThatSkipsTooMuch implements Saboteur {
        @Override
        public List<Chunk> change(Chunk chunk) {
            return List.of(
                    switch (chunk) {
                        case ForwardTsnChunk c ->
                            new ForwardTsnChunk(c.newCumulativeTsn().next(), c.skippedStreams());
                        case IForwardTsnChunk c ->
                            new IForwardTsnChunk(c.newCumulativeTsn().next(), c.skippedMessages());
                        default -> chunk;
                    });
        }
    }

    /** What is missing is acknowledged. */
    final class ThatAcknowledgesGaps implements Saboteur {
        @Override
        public List<Chunk> change(Chunk chunk) {
            boolean hasGaps =
                    chunk instanceof SackChunk sack && !sack.gapAckBlocks().isEmpty();
            if (!hasGaps) {
                return List.of(chunk);
            }
            SackChunk sack = (SackChunk) chunk;
            Tsn highest =
                    sack.cumulativeTsnAck().plus(sack.gapAckBlocks().getLast().end());
            return List.of(new SackChunk(highest, sack.advertisedReceiverWindow(), List.of(), sack.duplicateTsns()));
        }
    }
}
