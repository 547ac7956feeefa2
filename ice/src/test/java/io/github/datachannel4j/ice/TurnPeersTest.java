package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Permissions and channels, against a server that drops what has neither, in virtual time. */
class TurnPeersTest {
    private static final InetSocketAddress SERVER = address("192.0.2.1", 3478);
    private static final InetSocketAddress PEER = address("198.51.100.1", 6000);
    private static final InetSocketAddress OTHER = address("198.51.100.2", 6000);
    private static final byte[] DATA = {23, 1, 2, 3};
    private static final byte[] CHECK = {0, 1, 0, 0};

    private final TestClock clock = new TestClock();
    private final Server server = new Server();
    private TurnPeers peers;
    private long nowSeconds;

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(Objects.requireNonNull(LiteralAddress.parse(literal)), port);
    }

    private TurnPeers peers() {
        if (peers == null) {
            SessionContext context = clock.context(server.transactions, List::of);
            UdpPort port =
                    UdpPort.open(List.of(), new UdpPort.Sharing(1 << 16, List.of(clock.loop())), context.counters());
            TurnAllocation.User user = new TurnAllocation.User(
                    context,
                    port,
                    new Nobody(),
                    new ServerRoutes(IceNetworkConfig.perAgent(), List.of()),
                    new ServerTally(IceServerUrl.parse("turn:turn.test")));
            TurnServer credentials = new TurnServer(
                    SERVER, IceStats.ServerTransport.UDP, "turn.test", FakeTurn.USER, FakeTurn.PASSWORD, null);
            TurnRequests requests = new TurnRequests(user, server.transactions, server, credentials);
            peers = new TurnPeers(clock.loop(), requests, (bytes, length) -> server.send(bytes, 0, length, SERVER));
        }
        return peers;
    }

    @AfterEach
    void close() {
        peers().close();
        clock.close();
    }

    private void send(byte[] bytes, InetSocketAddress to) {
        peers().send(bytes, 0, bytes.length, to);
        clock.run();
    }

    private void pass(long seconds) {
        for (long i = 0; i < seconds; i++) {
            nowSeconds++;
            clock.pass(1, TimeUnit.SECONDS);
        }
    }

    @Test
    void bindsAChannelForDataAndNotForChecks() {
        send(CHECK, PEER);
        send(CHECK, PEER);
        assertThat(server.arrived).containsExactly("Send " + PEER, "Send " + PEER);
        send(DATA, PEER);
        send(DATA, PEER);
        assertThat(server.arrived.subList(2, 4)).containsExactly("Send " + PEER, "channel 4000 " + PEER);
        send(DATA, OTHER);
        send(DATA, OTHER);
        assertThat(server.arrived.subList(4, 6)).containsExactly("Send " + OTHER, "channel 4001 " + OTHER);
        assertThat(server.dropped).isEmpty();
    }

    @Test
    void renewsWhatIsUsedForHours() {
        for (int minute = 0; minute < 200; minute++) {
            send(DATA, PEER);
            pass(60);
        }
        assertThat(server.dropped).isEmpty();
        assertThat(server.arrived).hasSize(200);
        assertThat(server.arrived.subList(1, 200)).containsOnly("channel 4000 " + PEER);
        // Every four minutes, the first ones included.
        assertThat(server.turn.requests(StunMethod.CREATE_PERMISSION)).hasSizeBetween(50, 52);
        assertThat(server.turn.requests(StunMethod.CHANNEL_BIND)).hasSizeBetween(50, 52);
    }

    @Test
    void doesNotRenewWhatIsUnused() {
        send(DATA, PEER);
        pass(3600);
        assertThat(server.turn.requests(StunMethod.CREATE_PERMISSION)).hasSize(2);
        assertThat(server.turn.requests(StunMethod.CHANNEL_BIND)).hasSize(2);
    }

    /** The server has dropped the binding meanwhile, and would drop all that comes on it. */
    @Test
    void asksAnewForTheSameChannelWhenAPeerIsNeededAgain() {
        send(DATA, PEER);
        send(DATA, PEER);
        for (int pause = 240; pause < 2000; pause += 55) {
            pass(pause);
            server.arrived.clear();
            send(CHECK, PEER);
            send(DATA, PEER);
            send(DATA, PEER);
            send(CHECK, PEER);
            assertThat(server.dropped).as("after a pause of %s s", pause).isEmpty();
            assertThat(server.arrived).hasSize(4).endsWith("channel 4000 " + PEER);
        }
    }

    @Test
    void bindsNoChannelAnewForChecksOnly() {
        send(DATA, PEER);
        pass(1000);
        server.turn.requests.clear();
        send(CHECK, PEER);
        send(CHECK, PEER);
        assertThat(server.turn.requests(StunMethod.CREATE_PERMISSION)).hasSize(1);
        assertThat(server.turn.requests(StunMethod.CHANNEL_BIND)).isEmpty();
        assertThat(server.dropped).isEmpty();
    }

    /** Whose allocation it is does not matter here. */
    private final class Nobody implements DatagramReceiver {
        @Override
        public EventLoop loop() {
            return clock.loop();
        }

        @Override
        public void onData(LocalPath path, InetSocketAddress remote, byte[] bytes, int offset, int length) {
            throw new AssertionError("nothing comes in");
        }

        @Override
        public void onAddressTakenOver(LocalPath path, InetSocketAddress remote) {
            throw new AssertionError("nobody else has the relay");
        }

        @Override
        public void onPathLost(LocalPath path) {
            throw new AssertionError("it lasts");
        }
    }

    /** RFC 8656 §9 and §12: five minutes for a permission, ten for a channel, which renews the permission as well. */
    private final class Server implements TurnTransport {
        private static final int PERMISSION_SECONDS = 300;
        private static final int CHANNEL_SECONDS = 600;

        final StunTransactions transactions = new StunTransactions();
        final FakeTurn turn = new FakeTurn(600);
        final List<String> arrived = new ArrayList<>();
        final List<String> dropped = new ArrayList<>();
        private final Map<InetAddress, Long> permissions = new HashMap<>();
        private final Map<Integer, Long> channels = new HashMap<>();
        private final Map<Integer, InetSocketAddress> peersByChannel = new HashMap<>();

        @Override
        public void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
            try {
                if (StunMessage.isStun(bytes[offset])) {
                    onStun(StunMessage.parse(bytes, offset, length).copy());
                } else {
                    onChannelData(Objects.requireNonNull(TurnChannelData.parse(bytes, offset, length))
                            .channel());
                }
            } catch (MalformedStunException e) {
                throw new AssertionError(e);
            }
        }

        private void onStun(StunMessage message) throws MalformedStunException {
            InetSocketAddress peer = message.xorAddress(StunAttribute.XOR_PEER_ADDRESS);
            if (message.messageClass() == StunClass.INDICATION) {
                relay("Send " + peer, peer);
                return;
            }
            byte[] bytes = turn.answer(message);
            StunMessage answer = StunMessage.parse(bytes, 0, bytes.length);
            if (answer.messageClass() == StunClass.SUCCESS) {
                permissions.put(peer.getAddress(), nowSeconds + PERMISSION_SECONDS);
                if (message.method() == StunMethod.CHANNEL_BIND) {
                    bind((int) (message.number32(StunAttribute.CHANNEL_NUMBER) >> 16), peer);
                }
            }
            clock.loop().execute(() -> transactions.onResponse(this, SERVER, answer));
        }

        private void bind(int channel, InetSocketAddress peer) {
            assertThat(peersByChannel.getOrDefault(channel, peer))
                    .as("who had the channel")
                    .isEqualTo(peer);
            peersByChannel.put(channel, peer);
            channels.put(channel, nowSeconds + CHANNEL_SECONDS);
        }

        private void onChannelData(int channel) {
            InetSocketAddress peer = peersByChannel.get(channel);
            String what = "channel " + Integer.toHexString(channel) + " " + peer;
            if (channels.getOrDefault(channel, -1L) < nowSeconds) {
                dropped.add(what);
            } else {
                relay(what, peer);
            }
        }

        private void relay(String what, InetSocketAddress peer) {
            boolean isPermitted = permissions.getOrDefault(peer.getAddress(), -1L) >= nowSeconds;
            (isPermitted ? arrived : dropped).add(what);
        }

        @Override
        public void open(Listener listener) {
            listener.onOpen();
        }

        @Override
        public InetSocketAddress localAddress() {
            return null;
        }

        @Override
        public StunTransaction.Schedule schedule() {
            return UNRELIABLE;
        }

        @Override
        public boolean wasConnected() {
            return true;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
