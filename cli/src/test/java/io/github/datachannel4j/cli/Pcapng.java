package io.github.datachannel4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A capture as any reader sees it.
 *
 * @param linkTypes of its interfaces
 * @param packets what was captured, whole
 */
record Pcapng(List<Integer> linkTypes, List<ByteBuffer> packets) {
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int FRAME_BYTES = 12;
    private static final int PACKET_AT = 20;
    private static final int PACKET_LENGTH_AT = 12;
    private static final int FIRST_CHUNK_AT = 12;

    static Pcapng read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(0) != SECTION_HEADER || in.getInt(8) != BYTE_ORDER_MAGIC) {
            throw new IOException("not a little-endian pcapng file");
        }
        Pcapng capture = new Pcapng(new ArrayList<>(), new ArrayList<>());
        while (in.hasRemaining()) {
            int type = in.getInt(in.position());
            int length = in.getInt(in.position() + Integer.BYTES);
            if (in.getInt(in.position() + length - Integer.BYTES) != length) {
                throw new IOException("a block whose lengths differ");
            }
            ByteBuffer body = in.slice(in.position() + 2 * Integer.BYTES, length - FRAME_BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            capture.add(type, body);
            in.position(in.position() + length);
        }
        return capture;
    }

    private void add(int type, ByteBuffer body) {
        if (type == INTERFACE_DESCRIPTION) {
            linkTypes.add((int) body.getShort(0));
        } else if (type == ENHANCED_PACKET) {
            packets.add(body.slice(PACKET_AT, body.getInt(PACKET_LENGTH_AT)));
        }
    }

    /** The type of the first chunk of each SCTP packet: 1 for INIT, 10 for COOKIE ECHO. */
    List<Integer> firstChunkTypes() {
        return packets.stream()
                .map(packet -> Byte.toUnsignedInt(packet.get(FIRST_CHUNK_AT)))
                .toList();
    }
}
