package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.association.SignaledInits;
import java.util.random.RandomGenerator;

/** INIT chunks that signaling carries, so that both ends can {@link Association#connect(long, Bytes, Bytes)} (draft-hancke-tsvwg-snap). */
public final class SnapInit {
    private SnapInit() {}

    /**
     * An INIT chunk for one association with these options.
     *
     * @return the chunk without a common header and without padding behind it
     */
    public static Bytes draw(AssociationOptions options, RandomGenerator random) {
        return SignaledInits.draw(options, random);
    }

    /** Whether the peer's makes an association possible; ask before it is answered by one of ours (§5.3). */
    public static boolean isUsable(Bytes peerInit) {
        return SignaledInits.isUsable(peerInit);
    }
}
