package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The controlling side's choice of a pair, against a peer whose answers get lost when they matter most. */
class NominationTest {
    private static final IceParameters OURS = IceParameters.of("ours", "ourPasswordOfEnoughLength");
    private static final IceParameters THEIRS = IceParameters.of("theirs", "theirPasswordOfEnoughLength");
    private static final InetSocketAddress LOCAL = address(5000);
    private static final InetSocketAddress BEST = address(6001);
    private static final InetSocketAddress SECOND = address(6002);

    /** In place of the session's, which takes seconds to give a check up. */
    private static final StunTransaction.Schedule HASTY = new StunTransaction.Schedule(10, 10, 2);

    private final IceEventLoops loops = IceEventLoops.create(1);
    private final EventLoop loop = loops.next();
    private final LossyPeer peer = new LossyPeer();

    @AfterEach
    void close() {
        loops.close();
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(Objects.requireNonNull(LiteralAddress.parse("127.0.0.1")), port);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void nominatesTheOnlyPairAgainUntilThatIsAnswered(int lost) throws Exception {
        peer.losesNominations(nomination -> peer.nominated.size() <= lost);

        assertThat(select(BEST)).isEqualTo(BEST);
        assertThat(peer.nominated).hasSize(lost + 1).containsOnly(BEST);
    }

    @Test
    void nominatesAnotherPairThatWorksWhenTheFirstDoesNotAnswer() throws Exception {
        peer.losesNominations(BEST::equals);

        assertThat(select(BEST, SECOND)).isEqualTo(SECOND);
        assertThat(peer.nominated).endsWith(SECOND).contains(BEST);
    }

    @Test
    void comesBackToTheFirstPairWhenTheOtherDoesNotAnswerEither() throws Exception {
        peer.losesNominations(nomination -> peer.nominated.size() <= 2);

        assertThat(select(BEST, SECOND)).isEqualTo(BEST);
        assertThat(peer.nominated).containsExactly(BEST, SECOND, BEST);
    }

    /** Runs the checks until they have chosen the peer's address. */
    private InetSocketAddress select(InetSocketAddress... remotes) throws Exception {
        Ice4j.ready().get(20, TimeUnit.SECONDS);
        CompletableFuture<InetSocketAddress> selected = new CompletableFuture<>();
        CompletableFuture<Ice4jChecks> checks = CompletableFuture.supplyAsync(() -> start(selected, remotes), loop);
        try {
            return selected.get(20, TimeUnit.SECONDS);
        } finally {
            checks.thenAcceptAsync(Ice4jChecks::close, loop).get(20, TimeUnit.SECONDS);
        }
    }

    private Ice4jChecks start(CompletableFuture<InetSocketAddress> selected, InetSocketAddress... remotes) {
        Map<PairTable.Remote, IceCandidate> candidates = new HashMap<>();
        int priority = 2_130_706_431;
        for (InetSocketAddress remote : remotes) {
            IceCandidate candidate = host(remote, priority--);
            candidates.put(PairTable.Remote.of(remote, candidate), candidate);
        }
        LocalCandidate local = new LocalCandidate(host(LOCAL, priority), new TestPath(LOCAL));
        try {
            Ice4jChecks made = new Ice4jChecks(
                    OURS,
                    THEIRS,
                    new Ice4jChecks.Start(IceRole.CONTROLLING, 1, List.of(local), candidates),
                    loop,
                    new Session(selected));
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IceCandidate host(InetSocketAddress address, int priority) {
        return IceCandidate.parse("candidate:1 1 udp " + priority + " 127.0.0.1 " + address.getPort() + " typ host");
    }

    /** Sends checks to the peer as a session does, in a hurry. */
    private final class Session implements Ice4jChecks.Sink {
        private final BindingChecks checks = new BindingChecks(OURS, 1);
        private final CompletableFuture<InetSocketAddress> selected;

        Session(CompletableFuture<InetSocketAddress> selected) {
            this.selected = selected;
        }

        @Override
        public StunTransaction sendCheck(Ice4jChecks.Check check, StunTransaction.Outcome outcome) {
            TransactionId id = TransactionId.random(new SecureRandom());
            if (check.nomination() == BindingChecks.Nomination.NOMINATES) {
                peer.nominated.add(check.remote());
            }
            return peer.transactions.start(
                    new StunTransaction.Exchange(loop, peer, check.remote(), HASTY),
                    id,
                    checks.request(id, THEIRS, IceRole.CONTROLLING, check.priority(), check.nomination()),
                    outcome);
        }

        @Override
        public void onRole(IceRole newRole) {
            selected.completeExceptionally(new AssertionError("nobody wants another role"));
        }

        @Override
        public void onSelected(LocalPath path, InetSocketAddress remote) {
            selected.complete(remote);
        }
    }

    /** Answers all checks but those nominations that a test wants to be lost, each time that they are sent. */
    private final class LossyPeer implements DatagramSender {
        final StunTransactions transactions = new StunTransactions();
        final List<InetSocketAddress> nominated = new CopyOnWriteArrayList<>();
        private Predicate<InetSocketAddress> loses = nomination -> false;

        void losesNominations(Predicate<InetSocketAddress> which) {
            loses = which;
        }

        @Override
        public void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
            try {
                StunMessage request = StunMessage.parse(bytes, offset, length).copy();
                if (!request.has(StunAttribute.USE_CANDIDATE) || !loses.test(remote)) {
                    StunMessage answer = answer(request);
                    loop.execute(() -> transactions.onResponse(this, remote, answer));
                }
            } catch (MalformedStunException e) {
                throw new AssertionError(e);
            }
        }

        private static StunMessage answer(StunMessage request) throws MalformedStunException {
            byte[] bytes = StunWriter.success(request)
                    .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, LOCAL)
                    .integrity(StunIntegrity.shortTermKey(THEIRS.password()))
                    .fingerprint()
                    .toBytes();
            return StunMessage.parse(bytes, 0, bytes.length);
        }
    }
}
