package io.github.datachannel4j.peerconnection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes blocks of a pcapng file (draft-ietf-opsawg-pcapng): one section, one interface for each association, enhanced packets with
 * nanosecond times. Knows nothing of threads.
 *
 * <pre>
 * +---------------------------------------------------------------+
 * |                          Block type                           |
 * +---------------------------------------------------------------+
 * |                      Block total length                       |
 * +---------------------------------------------------------------+
 * |                    Body, options, padding                     |
 * +---------------------------------------------------------------+
 * |                      Block total length                       |
 * +---------------------------------------------------------------+
 * </pre>
 */
@SuppressWarnings("ByteBufferBackingArray") // all buffers are our own, and whole
final class PcapngWriter {
    /** LINKTYPE_SCTP: SCTP packets without a lower layer. */
    private static final int LINK_TYPE_SCTP = 248;

    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int FRAMING_BYTES = 12;

    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_IF_NAME = 2;
    private static final int OPTION_IF_TSRESOL = 9;
    private static final int OPTION_SHB_USERAPPL = 4;
    private static final int OPTION_EPB_FLAGS = 2;
    private static final byte NANOSECONDS = 9;

    private static final int INBOUND = 1;
    private static final int OUTBOUND = 2;

    private final OutputStream out;
    private int interfaces;

    /** Begins the file. */
    PcapngWriter(OutputStream out) throws IOException {
        this.out = out;
        ByteBuffer body = buffer(256);
        body.putInt(BYTE_ORDER_MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
        putOption(body, OPTION_SHB_USERAPPL, utf8("datachannel4j"));
        putOption(body, OPTION_COMMENT, utf8("SCTP packets as they were inside DTLS"));
        endOptions(body);
        writeBlock(SECTION_HEADER, body);
    }

    /** Describes an interface; returns its number for packets. */
    int addInterface(String name, String comment) throws IOException {
        byte[] nameBytes = utf8(name);
        byte[] commentBytes = utf8(comment);
        ByteBuffer body = buffer(64 + nameBytes.length + commentBytes.length);
        body.putShort((short) LINK_TYPE_SCTP).putShort((short) 0).putInt(0);
        putOption(body, OPTION_IF_NAME, nameBytes);
        putOption(body, OPTION_COMMENT, commentBytes);
        putOption(body, OPTION_IF_TSRESOL, new byte[] {NANOSECONDS});
        endOptions(body);
        writeBlock(INTERFACE_DESCRIPTION, body);
        return interfaces++;
    }

    /** One packet, with its time since 1970. */
    void addPacket(int interfaceNumber, long epochNanos, Way way, ByteBuffer packet) throws IOException {
        int bytes = packet.remaining();
        ByteBuffer body = buffer(64 + bytes);
        body.putInt(interfaceNumber)
                .putInt((int) (epochNanos >>> Integer.SIZE))
                .putInt((int) epochNanos)
                .putInt(bytes)
                .putInt(bytes)
                .put(packet);
        pad(body);
        ByteBuffer flags = buffer(Integer.BYTES).putInt(way == Way.IN ? INBOUND : OUTBOUND);
        putOption(body, OPTION_EPB_FLAGS, flags.array());
        endOptions(body);
        writeBlock(ENHANCED_PACKET, body);
    }

    /** Which way a packet went. */
    enum Way {
        IN,
        OUT
    }

    private void writeBlock(int type, ByteBuffer body) throws IOException {
        int length = FRAMING_BYTES + body.position();
        ByteBuffer block = buffer(length);
        block.putInt(type).putInt(length).put(body.flip()).putInt(length);
        out.write(block.array());
    }

    private static void putOption(ByteBuffer body, int code, byte[] value) {
        body.putShort((short) code).putShort((short) value.length).put(value);
        pad(body);
    }

    private static void endOptions(ByteBuffer body) {
        body.putInt(0);
    }

    private static void pad(ByteBuffer body) {
        while (body.position() % Integer.BYTES != 0) {
            body.put((byte) 0);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In the order of the section's magic number, which readers go by. */
    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
