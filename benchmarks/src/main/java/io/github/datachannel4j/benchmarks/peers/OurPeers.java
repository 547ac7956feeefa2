package io.github.datachannel4j.benchmarks.peers;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import io.github.datachannel4j.peerconnection.SdpType;
import io.github.datachannel4j.peerconnection.SessionDescription;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One end of the measured connections, in a process of its own: {@code answer full|lite} or {@code offer}. What it is told and says
 * is in the class comment of {@link PeerProcess}; the other stacks' programs in the resources speak the same.
 */
final class OurPeers {
    private static final int TIMEOUT_SECONDS = 60;

    private static final int COLLECTIONS = 5;
    private static final long CLEAN_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** The other end's connections, so that they are not collected. */
    private static final Queue<PeerConnection> KEPT = new ConcurrentLinkedQueue<>();

    private OurPeers() {}

    /** The process. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("answer")) {
            answer(args[1].equals("lite"));
        } else {
            offer();
        }
    }

    // ---- the answering end

    private static void answer(boolean lite) throws IOException {
        NetworkOptions network = NetworkOptions.loopbackOnly();
        PeerConnectionFactory factory = PeerConnectionFactory.create(
                PeerConnectionConfig.defaults().withNetwork(lite ? network.withIceLite() : network));
        ServerSocket signaling = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!signaling.isClosed()) {
                try {
                    Socket socket = signaling.accept();
                    Thread.ofVirtual().start(() -> serve(socket, factory));
                } catch (IOException e) {
                    System.err.println("signaling: " + e);
                }
            }
        });
        System.out.println("READY " + signaling.getLocalPort());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (commands.readLine() != null) {
            System.out.println("HEAP " + heapBytes() + " " + factory.connectionCount());
        }
        System.exit(0);
    }

    /** What is cleaned up by a thread of the JVM goes only with a later collection than the one that finds it: 4 MB after the first connects. */
    private static long heapBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
            LockSupport.parkNanos(CLEAN_UP_NANOS);
        }
        return least;
    }

    private static void serve(Socket socket, PeerConnectionFactory factory) {
        try (socket;
                BufferedReader in = reader(socket);
                PrintWriter out = writer(socket)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                PeerConnection connection = factory.newPeerConnection();
                KEPT.add(connection);
                connection.onConnectionStateChange(state -> {
                    if (state.toString().equals("closed")) {
                        KEPT.remove(connection);
                    }
                });
                await(connection.setRemoteDescription(description(SdpType.OFFER, line)));
                await(connection.setLocalDescription());
                out.println(encode(await(connection.gatheringComplete()).sdp()));
            }
        } catch (IOException e) {
            System.err.println("signaling: " + e);
        }
    }

    // ---- the offering end

    private static void offer() throws Exception {
        PeerConnectionFactory factory = PeerConnectionFactory.create(PeerConnectionConfig.defaults()
                .withNetwork(NetworkOptions.loopbackOnly().withPortPerConnection()));
        System.out.println("READY 0");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            run(factory, Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[4]);
        }
        System.exit(0);
    }

    private static void run(PeerConnectionFactory factory, int count, int inFlight, int port, String after)
            throws InterruptedException {
        Queue<Socket> idle = new ConcurrentLinkedQueue<>();
        ConnectLoop.Result result =
                ConnectLoop.run(count, inFlight, () -> connectOnce(factory, port, idle, after.equals("keep")));
        System.out.println("DONE " + result.elapsedNanos() + " " + result.failures() + " " + result.p50Nanos() + " "
                + result.p99Nanos());
        idle.forEach(OurPeers::close);
    }

    private static long connectOnce(PeerConnectionFactory factory, int port, Queue<Socket> idle, boolean keep)
            throws IOException {
        Socket known = idle.poll();
        Socket signaling = known == null ? new Socket(InetAddress.getLoopbackAddress(), port) : known;
        long start = System.nanoTime();
        PeerConnection connection = factory.newPeerConnection();
        try {
            DataChannel channel = connection.createDataChannel("measured");
            await(connection.setLocalDescription());
            writer(signaling)
                    .println(encode(await(connection.gatheringComplete()).sdp()));
            String answer = reader(signaling).readLine();
            idle.add(signaling);
            await(connection.setRemoteDescription(description(SdpType.ANSWER, answer)));
            await(channel.opened());
        } catch (RuntimeException e) {
            throw new IllegalStateException(connection + ", ICE " + connection.iceConnectionState() + ": " + e, e);
        }
        long took = System.nanoTime() - start;
        if (keep) {
            KEPT.add(connection);
        } else {
            connection.close();
        }
        return took;
    }

    // ---- both

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    private static SessionDescription description(SdpType type, String line) {
        return new SessionDescription(type, new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8));
    }

    private static String encode(String sdp) {
        return Base64.getEncoder().encodeToString(sdp.getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static PrintWriter writer(Socket socket) throws IOException {
        return new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.err.println("signaling: " + e);
        }
    }
}
