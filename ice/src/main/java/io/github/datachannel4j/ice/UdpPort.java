package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that agents share (one for each local address), and the way of a datagram to its agent (RFC 7983): STUN
 * requests by the username fragment, STUN responses by the transaction, everything else by the remote address.
 */
final class UdpPort {
    private final NetworkCounters counters;
    private final Sharing sharing;

    private final PerAddress<UdpSocket> sockets;
    private final StunTransactions transactions = new StunTransactions();
    private final ConcurrentMap<String, RequestReceiver> receiversByFragment = new ConcurrentHashMap<>();

    private volatile @Nullable StrangerGate strangers; // null unless strangers are let in

    private @Nullable TcpPort tcp; // null without ICE-TCP; set before the port is used

    /**
     * How a port is served.
     *
     * @param bufferBytes of the kernel, for each socket and direction
     * @param readers the loops that read each address
     */
    record Sharing(int bufferBytes, List<EventLoop> readers) {}

    private UdpPort(List<InetSocketAddress> locals, Sharing sharing, NetworkCounters counters) {
        this.counters = counters;
        this.sharing = sharing;
        sockets = new PerAddress<>(bindAll(locals), new Opening());
    }

    /**
     * Opens a socket on each address.
     *
     * @throws PortUnavailableException if one cannot be had; then none is left open
     */
    static UdpPort open(List<InetSocketAddress> locals, Sharing sharing, NetworkCounters counters) {
        return new UdpPort(locals, sharing, counters);
    }

    private List<UdpSocket> bindAll(List<InetSocketAddress> locals) {
        List<UdpSocket> bound = new ArrayList<>();
        try {
            for (InetSocketAddress local : locals) {
                bound.add(bind(samePort(local, bound), local));
            }
        } catch (PortUnavailableException e) {
            bound.forEach(UdpSocket::close);
            throw e;
        }
        return List.copyOf(bound);
    }

    private UdpSocket bind(InetSocketAddress wish, InetSocketAddress local) {
        try {
            return bind(wish);
        } catch (PortUnavailableException e) {
            if (wish.getPort() == local.getPort()) {
                throw e;
            }
            return bind(local);
        }
    }

    private UdpSocket bind(InetSocketAddress local) {
        return UdpSocket.bind(local, sharing.bufferBytes(), sharing.readers(), counters, this::dispatch);
    }

    /** From now on, checks that belong to nobody are judged by the gate. */
    void admitStrangers(StrangerGate gate) {
        strangers = gate;
    }

    /** Any free port means the same one on every address, if that can be had. */
    private static InetSocketAddress samePort(InetSocketAddress local, List<UdpSocket> bound) {
        return local.getPort() != 0 || bound.isEmpty()
                ? local
                : new InetSocketAddress(
                        local.getAddress(), bound.getFirst().address().getPort());
    }

    /** Opens the TCP port beside, whose messages take the same ways; closed together with this one. */
    void listen(TcpPort.Opener opener) {
        tcp = opener.open(this::dispatch);
    }

    /** Where peers can connect to. */
    List<TcpPath> tcpPaths() {
        return tcp == null ? List.of() : tcp.paths();
    }

    /** The machine has these addresses now: opens sockets on new ones, and leaves those of gone ones aside. */
    void update(List<InetAddress> addresses) {
        if (tcp != null) {
            tcp.update(addresses);
        }
        // Without any, UDP is not to be used.
        if (!sockets.present().isEmpty()) {
            sockets.update(addresses);
        }
    }

    /** On another address, later. */
    private final class Opening implements PerAddress.Kind<UdpSocket> {
        @Override
        public InetAddress address(UdpSocket opened) {
            return opened.address().getAddress();
        }

        @Override
        public Optional<UdpSocket> open(InetAddress address) {
            InetSocketAddress anyPort = new InetSocketAddress(address, 0);
            try {
                return Optional.of(bind(samePort(anyPort, sockets.present()), anyPort));
            } catch (PortUnavailableException e) {
                return Optional.empty();
            }
        }

        @Override
        public void close(UdpSocket opened) {
            opened.close();
        }
    }

    List<UdpSocket> sockets() {
        return sockets.present();
    }

    StunTransactions transactions() {
        return transactions;
    }

    NetworkCounters counters() {
        return counters;
    }

    /** From now on, requests for this fragment go to the receiver. False if the fragment is taken. */
    boolean register(String fragment, RequestReceiver receiver) {
        return receiversByFragment.putIfAbsent(fragment, receiver) == null;
    }

    void unregister(String fragment, RequestReceiver receiver) {
        receiversByFragment.remove(fragment, receiver);
    }

    /** Brings a datagram to its receiver: from a socket, or from a relay that has taken its own wrapping off. */
    void dispatch(LocalPath path, InetSocketAddress remote, byte[] bytes, int offset, int length) {
        if (StunMessage.isStun(bytes[offset])) {
            dispatchStun(path, remote, bytes, offset, length);
            return;
        }
        DatagramReceiver receiver = path.receiver(remote);
        if (receiver == null) {
            counters.datagramsUnroutable.increment();
        } else if (receiver.loop().inEventLoop()) {
            receiver.onData(path, remote, bytes, offset, length);
        } else {
            byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
            receiver.loop().execute(() -> receiver.onData(path, remote, copy, 0, copy.length));
        }
    }

    private void dispatchStun(LocalPath path, InetSocketAddress remote, byte[] bytes, int offset, int length) {
        StunMessage message;
        try {
            message = StunMessage.parse(bytes, offset, length);
        } catch (MalformedStunException e) {
            counters.stunMalformed.increment();
            return;
        }
        switch (message.messageClass()) {
            case REQUEST -> dispatchRequest(path, remote, message);
            case SUCCESS, ERROR -> transactions.onResponse(path, remote, message);
            // A Binding indication only keeps a NAT open, and has done so by now.
            case INDICATION -> {}
        }
    }

    private void dispatchRequest(LocalPath path, InetSocketAddress remote, StunMessage request) {
        RequestReceiver receiver = receiverOf(request);
        StrangerGate gate = strangers;
        if (receiver == null && gate != null && gate.admit(remote, request)) {
            receiver = receiverOf(request);
        }
        if (receiver == null) {
            counters.datagramsUnroutable.increment();
        } else if (receiver.loop().inEventLoop()) {
            receiver.onRequest(path, remote, request);
        } else {
            StunMessage kept = request.copy();
            RequestReceiver elsewhere = receiver;
            elsewhere.loop().execute(() -> elsewhere.onRequest(path, remote, kept));
        }
    }

    /** RFC 8445 §7.2.2: the username is the receiver's fragment, a colon, and the sender's. */
    private @Nullable RequestReceiver receiverOf(StunMessage request) {
        String username = request.text(StunAttribute.USERNAME);
        int colon = username == null ? -1 : username.indexOf(':');
        return username == null || colon < 0 ? null : receiversByFragment.get(username.substring(0, colon));
    }

    void close() {
        if (tcp != null) {
            tcp.close();
        }
        sockets.close();
    }
}
