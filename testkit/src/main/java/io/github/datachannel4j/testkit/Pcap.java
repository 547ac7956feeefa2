package io.github.datachannel4j.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A capture file in the classic pcap format, in either byte order, with times in microseconds or nanoseconds.
 *
 * @param linkType what the records hold; {@link #LINK_TYPE_SCTP} for bare SCTP packets
 * @param packets in the order of the file
 */
public record Pcap(int linkType, List<CapturedPacket> packets) {
    /** LINKTYPE_SCTP: SCTP packets without a lower layer. */
    public static final int LINK_TYPE_SCTP = 248;

    private static final int MAGIC_MICROS = 0xA1B2C3D4;
    private static final int MAGIC_NANOS = 0xA1B23C4D;
    private static final int HEADER_BYTES = 24;
    private static final int LINK_TYPE_AT = 20;
    private static final int LINK_TYPE_MASK = 0x0FFF_FFFF;
    private static final int RECORD_HEADER_BYTES = 16;

    /** Reads a file. */
    public static Pcap read(Path file) {
        try {
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a resource beside a class, e.g. a golden capture beside its test. */
    public static Pcap readResource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + name + " for " + beside);
            }
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the content of a file. */
    public static Pcap parse(byte[] file) {
        if (file.length < HEADER_BYTES) {
            throw new IllegalArgumentException("a pcap file has at least " + HEADER_BYTES + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        long nanosPerFraction = nanosPerFraction(in);
        int linkType = in.getInt(LINK_TYPE_AT) & LINK_TYPE_MASK;
        in.position(HEADER_BYTES);
        List<CapturedPacket> packets = new ArrayList<>();
        while (in.remaining() >= RECORD_HEADER_BYTES) {
            packets.add(parseRecord(in, nanosPerFraction));
        }
        return new Pcap(linkType, List.copyOf(packets));
    }

    /** Finds the byte order from the first four bytes, sets it, and returns the unit of the times. */
    private static long nanosPerFraction(ByteBuffer in) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            in.order(order);
            int magic = in.getInt(0);
            if (magic == MAGIC_MICROS) {
                return TimeUnit.MICROSECONDS.toNanos(1);
            }
            if (magic == MAGIC_NANOS) {
                return 1;
            }
        }
        throw new IllegalArgumentException("not a pcap file");
    }

    private static CapturedPacket parseRecord(ByteBuffer in, long nanosPerFraction) {
        long seconds = Integer.toUnsignedLong(in.getInt());
        long fraction = Integer.toUnsignedLong(in.getInt());
        int capturedBytes = in.getInt();
        in.getInt(); // the length on the wire, which differs only in a capture that was cut
        if (capturedBytes < 0 || capturedBytes > in.remaining()) {
            throw new IllegalArgumentException("a record is cut off");
        }
        byte[] packet = new byte[capturedBytes];
        in.get(packet);
        return new CapturedPacket(TimeUnit.SECONDS.toNanos(seconds) + fraction * nanosPerFraction, packet);
    }
}
