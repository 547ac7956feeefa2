package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.HandoverObstacle;
import java.util.Set;

/**
 * Whether data channels can be handed over to another process, and what is in the way.
 *
 * @param association obstacles below
 * @param channels obstacles here
 */
public record HandoverReadiness(Set<HandoverObstacle> association, Set<ChannelObstacle> channels) {
    public boolean isReady() {
        return association.isEmpty() && channels.isEmpty();
    }
}
