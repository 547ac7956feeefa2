package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.WireTally;
import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.sctp.AssociationMetrics;
import java.util.ArrayList;
import java.util.List;

/**
 * The optional parts of SCTP that are in use with a peer. What each stack is expected to have is written down here and in docs/interop.md:
 * one that has learned or lost something makes a test fail, as does a fall-back that nobody would see otherwise.
 *
 * @param partialReliability messages can be given up (RFC 3758)
 * @param streamReset channels can be closed (RE-CONFIG, RFC 6525)
 * @param interleaving user data travels in I-DATA (RFC 8260)
 * @param uncheckedOut our packets have no checksum (RFC 9653)
 * @param uncheckedIn the peer's have none
 */
record Extensions(
        boolean partialReliability,
        boolean streamReset,
        boolean interleaving,
        boolean uncheckedOut,
        boolean uncheckedIn) {
    private static final Extensions USUAL = new Extensions(true, true, false, false, false);

    /** With these versions: Chromium 156, Firefox 153, aiortc 1.4, libdatachannel 0.24.5 and Debian's pion 3.1, whose SCTP is 1.8.6. */
    static Extensions expectedWith(Stack stack) {
        return switch (stack) {
            case CHROMIUM, AIORTC, PION -> USUAL;
            case FIREFOX -> new Extensions(true, true, true, false, false);
            case LIBDATACHANNEL -> new Extensions(true, true, false, true, true);
        };
    }

    /** As both ends have agreed, and as the packets show. */
    static Extensions seenAt(OurPeer us, WireTally wire) {
        AssociationMetrics.Features features = Await.outcome(us.connection().getStats(), "our stats")
                .of(Stats.OfSctp.class)
                .getFirst()
                .metrics()
                .features();
        assertThat(wire.in().plain() + wire.in().interleaved()).as("data came").isPositive();
        assertConsistent(features, wire.in());
        assertConsistent(features, wire.out());
        assertThat(wire.out().unchecked() > 0)
                .as("our packets have no checksum")
                .isEqualTo(features.zeroChecksumOut());
        return new Extensions(
                features.partialReliability(),
                features.streamReset(),
                features.interleaving(),
                features.zeroChecksumOut(),
                wire.in().unchecked() > 0);
    }

    /** All user data of a direction travels in the one kind of chunk or the other, and with a checksum or without. */
    private static void assertConsistent(AssociationMetrics.Features features, WireTally.Counts counts) {
        assertThat(features.interleaving() ? counts.plain() : counts.interleaved())
                .as("packets of the other kind, of %s", counts)
                .isZero();
        assertThat(counts.unchecked())
                .as("packets without a checksum, of %s", counts)
                .isIn(0L, counts.plain() + counts.interleaved());
    }

    /** Where nothing can be said of the checksum. */
    Extensions withChecksumsAsIn(Extensions other) {
        return new Extensions(partialReliability, streamReset, interleaving, other.uncheckedOut, other.uncheckedIn);
    }

    /** For the matrix. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        add(names, partialReliability, "PR");
        add(names, streamReset, "RE-CONFIG");
        add(names, interleaving, "I-DATA");
        add(names, uncheckedOut && uncheckedIn, "zero checksum");
        add(names, uncheckedOut && !uncheckedIn, "zero checksum from us");
        add(names, uncheckedIn && !uncheckedOut, "zero checksum to us");
        return String.join(", ", names);
    }

    private static void add(List<String> names, boolean isIn, String name) {
        if (isIn) {
            names.add(name);
        }
    }
}
