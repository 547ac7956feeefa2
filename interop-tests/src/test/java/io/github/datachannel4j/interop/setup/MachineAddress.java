package io.github.datachannel4j.interop.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** The address that this machine uses towards others. Browsers use it for peers on the same machine, too, and never a loopback address. */
public final class MachineAddress {
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("203.0.113.1", 9);

    private MachineAddress() {}

    /** The IPv4 one. */
    public static String ipv4() {
        try (DatagramSocket probe = new DatagramSocket()) {
            // Connecting sends nothing; it only asks for the route.
            probe.connect(OUTSIDE);
            return probe.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
