package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.random.RandomGenerator;

/**
 * What we choose anew for each association.
 *
 * @param tag our verification tag, never 0
 * @param initialTsn of our first DATA chunk
 */
record LocalOffer(int tag, Tsn initialTsn) {
    /** Where another process has left it: the next TSN takes the place of the first. */
    static LocalOffer of(AssociationHandover handover) {
        return new LocalOffer(handover.identity().localTag(), new Tsn((int)
                handover.outgoing().nextTsn()));
    }

    static LocalOffer draw(RandomGenerator random) {
        int tag = 0;
        while (tag == 0) {
            // RFC 9260 §3.3.2: 0 is no tag.
            tag = random.nextInt();
        }
        return new LocalOffer(tag, new Tsn(random.nextInt()));
    }
}
