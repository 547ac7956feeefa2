package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.PacketTap;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A pcapng file with all SCTP packets of any number of connections, as they are inside DTLS, for Wireshark and tshark. Each association
 * is an interface of its own in the file. Wireshark decodes DCEP in it, since the protocol goes by the payload's PPID.
 *
 * <pre>
 *   try (var capture = PacketCapture.to(Path.of("trace.pcapng"))) {
 *       var config = PeerConnectionConfig.defaults().withDiagnostics(Diagnostics.none().withCapture(capture));
 *       ...
 *   }
 * </pre>
 *
 * <p>Taps of several event loops may write at once. Writing is buffered and happens on the event loops, so this is for finding faults and
 * not for every day. When the disk is full or the file goes away, the capture ends with a warning and connections go on. Messages are in
 * the file in plain text.
 */
public final class PacketCapture implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(PacketCapture.class.getName());
    private static final int BUFFER_BYTES = 1 << 16;

    /** Between the clock that stamps packets and the one that people read. */
    private final long epochOffsetNanos;

    private final OutputStream out;
    private final PcapngWriter writer;
    private int associations;
    private boolean isOver;

    private PacketCapture(OutputStream out) throws IOException {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.writer = new PcapngWriter(this.out);
        Instant now = Instant.now();
        this.epochOffsetNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    /**
     * Begins a file; one that is there is overwritten.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public static PacketCapture to(Path file) {
        try {
            return to(Files.newOutputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Begins a capture in a stream, e.g. a pipe to Wireshark; it is closed with the capture. */
    public static PacketCapture to(OutputStream stream) throws IOException {
        return new PacketCapture(stream);
    }

    /** A tap for one association that writes into this capture. */
    synchronized PacketTap newTap(int localPort, int remotePort) {
        associations++;
        String name = "association " + associations;
        int number = describe(name, "SCTP port " + localPort + " here, " + remotePort + " there");
        return (nowNanos, direction, packet) -> add(number, nowNanos, direction, packet);
    }

    private int describe(String name, String comment) {
        try {
            return isOver ? 0 : writer.addInterface(name, comment);
        } catch (IOException e) {
            giveUp(e);
            return 0;
        }
    }

    private synchronized void add(int number, long nowNanos, PacketTap.Direction direction, Bytes packet) {
        if (isOver) {
            return;
        }
        PcapngWriter.Way way = switch (direction) {
            case IN -> PcapngWriter.Way.IN;
            case OUT -> PcapngWriter.Way.OUT;
        };
        try {
            writer.addPacket(number, epochOffsetNanos + nowNanos, way, packet.asByteBuffer());
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException cause) {
        isOver = true;
        LOGGER.log(Level.WARNING, "the packet capture ends here", cause);
    }

    /** Writes what is buffered, so that the file can be looked at while it grows. */
    public synchronized void flush() {
        try {
            if (!isOver) {
                out.flush();
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Completes the file. Connections that still have taps go on without. */
    @Override
    public synchronized void close() {
        flush();
        isOver = true;
        try {
            out.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the packet capture may lack its end", e);
        }
    }
}
