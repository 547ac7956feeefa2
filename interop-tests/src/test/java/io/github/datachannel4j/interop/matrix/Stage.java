package io.github.datachannel4j.interop.matrix;

import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.RemotePeer;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.StackProcess;
import io.github.datachannel4j.interop.peer.WebPage;
import io.github.datachannel4j.peerconnection.Diagnostics;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import io.github.datachannel4j.sctp.PacketTap;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all tests share: one running browser or program for each stack, and one UDP port of ours for all connections. */
public final class Stage {
    /** {@code -Dinterop.us=chromium} puts another stack in our place, which tells a fault of ours from a quirk of theirs. */
    private static final String STAND_IN = System.getProperty("interop.us", "");

    private static final Map<Stack, StackProcess> RUNNING = new EnumMap<>(Stack.class);
    private static @Nullable PeerConnectionFactory factory;

    private Stage() {}

    /** Our factory. */
    public static synchronized PeerConnectionFactory factory() {
        if (factory == null) {
            factory = PeerConnectionFactory.create(PeerConnectionConfig.defaults());
        }
        return factory;
    }

    /** A peer of ours, on the shared port; or of the stand-in. */
    public static Peer ourPeer(PeerOptions options) {
        return ourPeer(options, PacketTap.NONE);
    }

    /** The same, with somebody who sees its SCTP packets; those of a stand-in nobody sees. */
    public static Peer ourPeer(PeerOptions options, PacketTap tap) {
        return STAND_IN.isEmpty()
                ? new OurPeer(factory().newPeerConnection(watchedBy(tap)), options.mode())
                : open(Stack.valueOf(STAND_IN.toUpperCase(Locale.ROOT)), options);
    }

    private static PeerConnectionConfig watchedBy(PacketTap tap) {
        PeerConnectionConfig config = PeerConnectionConfig.defaults();
        return tap.equals(PacketTap.NONE)
                ? config
                : config.withDiagnostics(Diagnostics.none().withPacketTap(tap));
    }

    /** A peer of another stack, in its shared process. */
    public static RemotePeer open(Stack stack, PeerOptions options) {
        return running(stack).open(options);
    }

    /** Somebody's page in this browser. */
    public static WebPage visit(Stack browser, String url) {
        return running(browser).visit(url);
    }

    /** What the stack calls its version. */
    public static String version(Stack stack) {
        return running(stack).version();
    }

    static synchronized boolean wasUsed(Stack stack) {
        return RUNNING.containsKey(stack);
    }

    static synchronized void close() {
        RUNNING.values().forEach(StackProcess::close);
        RUNNING.clear();
        if (factory != null) {
            factory.close();
            factory = null;
        }
    }

    private static synchronized StackProcess running(Stack stack) {
        return RUNNING.computeIfAbsent(stack, StackProcess::start);
    }
}
