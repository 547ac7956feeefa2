package io.github.datachannel4j.benchmarks.ice;

import io.github.datachannel4j.ice.IceParameters;
import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;

/**
 * A controlling peer on a socket of its own, as the packets of a browser show it: a check, a nomination when that is answered, and an
 * answer to each check that comes. The agents know its credentials, and its address by its checks.
 */
final class PlayedPeer implements AutoCloseable {
    static final IceParameters PARAMETERS = IceParameters.of("peer", "aPasswordOfThePlayedPeer");

    private static final int RECEIVE_BYTES_MAX = 2048;
    private static final long HOST_PRIORITY = 2_130_706_431;

    private final SecureRandom random = new SecureRandom();
    private final byte[] ownKey = StunIntegrity.shortTermKey(PARAMETERS.password());
    private final ByteBuffer received = ByteBuffer.allocate(RECEIVE_BYTES_MAX);
    private final DatagramChannel channel;
    private final InetSocketAddress server;
    private boolean hasNominated;

    PlayedPeer(InetSocketAddress server) throws IOException {
        this.server = server;
        channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
    }

    /** The first check. */
    void call(IceParameters theirs) throws IOException {
        hasNominated = false;
        send(check(theirs).integrity(key(theirs)).fingerprint().toBytes());
    }

    private void nominate(IceParameters theirs) throws IOException {
        hasNominated = true;
        send(check(theirs)
                .flag(StunAttribute.USE_CANDIDATE)
                .integrity(key(theirs))
                .fingerprint()
                .toBytes());
    }

    private StunWriter check(IceParameters theirs) {
        return StunWriter.request(StunMethod.BINDING, TransactionId.random(random))
                .text(StunAttribute.USERNAME, theirs.usernameFragment() + ":" + PARAMETERS.usernameFragment())
                .number64(StunAttribute.ICE_CONTROLLING, 1)
                .number32(StunAttribute.PRIORITY, HOST_PRIORITY);
    }

    private static byte[] key(IceParameters theirs) {
        return StunIntegrity.shortTermKey(theirs.password());
    }

    void send(byte[] bytes) throws IOException {
        channel.send(ByteBuffer.wrap(bytes), server);
    }

    /** Takes all that has come. */
    void play(IceParameters theirs) throws IOException {
        while (channel.receive(received.clear()) != null) {
            received.flip();
            try {
                take(StunMessage.parse(received.array(), 0, received.limit()), theirs);
            } catch (MalformedStunException e) {
                throw new IOException(e);
            }
        }
    }

    private void take(StunMessage message, IceParameters theirs) throws IOException {
        if (message.messageClass() == StunClass.REQUEST) {
            send(StunWriter.success(message)
                    .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, server)
                    .integrity(ownKey)
                    .fingerprint()
                    .toBytes());
        } else if (message.messageClass() == StunClass.SUCCESS && !hasNominated) {
            nominate(theirs);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
