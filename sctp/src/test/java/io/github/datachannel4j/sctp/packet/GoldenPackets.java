package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.testkit.CapturedPacket;
import io.github.datachannel4j.testkit.Pcap;
import java.util.ArrayList;
import java.util.List;

/** The captures beside the tests of this package. */
final class GoldenPackets {
    static final List<String> NAMES = List.of(
            "chromium-idata-to-firefox",
            "chromium-offers-firefox-answers",
            "chromium-snap-sped-idata",
            "chromium-to-aiortc",
            "chromium-to-chromium",
            "firefox-offers-chromium-answers",
            "libdatachannel-to-chromium",
            "werift-to-chromium");

    private GoldenPackets() {}

    static List<CapturedPacket> read(String name) {
        Pcap pcap = Pcap.readResource(GoldenPackets.class, name + ".pcap");
        if (pcap.linkType() != Pcap.LINK_TYPE_SCTP) {
            throw new IllegalStateException(name + " holds no SCTP packets");
        }
        return pcap.packets();
    }

    /** The bytes of all packets of all captures. */
    static List<byte[]> all() {
        List<byte[]> packets = new ArrayList<>();
        for (String name : NAMES) {
            read(name).forEach(captured -> packets.add(captured.bytes()));
        }
        return packets;
    }
}
