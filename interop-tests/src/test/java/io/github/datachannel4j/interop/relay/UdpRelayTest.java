package io.github.datachannel4j.interop.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.testkit.LinkConditions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

class UdpRelayTest {
    private static final long DELAY_MILLIS = 50;
    private static final int PAUSE_MILLIS = 40;
    private static final int SECONDS_MAX = 20;

    /** The clock must not stand still while nothing passes: what comes then would be let through at once. */
    @RepeatedTest(3)
    void aPacketAfterAPauseIsDelayedAsLongAsOthers() throws IOException {
        LinkConditions conditions = LinkConditions.perfect().withDelayMillis(DELAY_MILLIS, 0);
        try (DatagramSocket served = socket();
                DatagramSocket client = socket();
                UdpRelay relay = UdpRelay.before((InetSocketAddress) served.getLocalSocketAddress(), conditions)) {
            client.connect(relay.address());
            sendAndReceive(client, served);
            served.setSoTimeout(PAUSE_MILLIS);
            assertThatThrownBy(() -> served.receive(packet())).isInstanceOf(SocketTimeoutException.class);

            assertThat(sendAndReceive(client, served))
                    .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS));
        }
    }

    /** How long it takes. */
    private static long sendAndReceive(DatagramSocket from, DatagramSocket to) throws IOException {
        to.setSoTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS_MAX));
        long start = System.nanoTime();
        from.send(packet());
        to.receive(packet());
        return System.nanoTime() - start;
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static DatagramPacket packet() {
        return new DatagramPacket(new byte[1], 1);
    }
}
