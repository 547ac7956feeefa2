package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput.Transmit;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.PacketTap;
import io.github.datachannel4j.sctp.core.Outputs;
import io.github.datachannel4j.sctp.core.Traffic;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.PacketWriter;

/** Where all packets leave: the one place that counts them and shows them to the tap. */
public final class PacketSender {
    private final AssociationOptions options;
    private final Outputs outputs;
    private final Traffic traffic;
    private final PacketTap tap;
    private final ChecksumUse checksums;
    /** For all packets that are bundled, one after the other: each has left the association before the next is begun. */
    private final PacketWriter writer;

    public PacketSender(AssociationOptions options, Outputs outputs, Traffic traffic, PacketTap tap) {
        this.options = options;
        this.outputs = outputs;
        this.traffic = traffic;
        this.tap = tap;
        this.checksums = new ChecksumUse(options);
        this.writer = new PacketWriter(header(0), options.pathMtu().baseBytes());
    }

    /** A packet to fill, which then goes to {@link #leave}, unless it stays empty. The one before is overwritten. */
    PacketWriter begin(int verificationTag, int packetBytesMax) {
        writer.begin(header(verificationTag), packetBytesMax);
        return writer;
    }

    public ChecksumUse checksums() {
        return checksums;
    }

    /** Sends a chunk in a packet of its own, with a checksum. */
    public void sendAlone(long nowNanos, int verificationTag, Chunk chunk) {
        outputs.add(leave(nowNanos, PacketWriter.packetOf(header(verificationTag), chunk)));
    }

    /** A complete packet is on its way. */
    Transmit leave(long nowNanos, Bytes packet) {
        traffic.packetsOut++;
        traffic.bytesOut += packet.length();
        tap.onPacket(nowNanos, PacketTap.Direction.OUT, packet);
        return new Transmit(packet);
    }

    private CommonHeader header(int verificationTag) {
        return new CommonHeader(options.localPort(), options.remotePort(), verificationTag);
    }
}
