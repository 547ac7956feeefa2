package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.datachannel.DataChannelsHandover.OpenChannel;
import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.HandoverObstacle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moves the data channels of a peer to another process, and takes them up there. Only while none is being opened or closed. */
final class Relocation {
    private final ChannelWire wire;
    private final ChannelTable table;
    private final AssociationEvents events;

    Relocation(ChannelWire wire, ChannelTable table, AssociationEvents events) {
        this.wire = wire;
        this.table = table;
        this.events = events;
    }

    HandoverReadiness readiness(@Nullable Agreement agreement) {
        Association association = wire.association();
        if (association == null || agreement == null) {
            return new HandoverReadiness(
                    Set.of(HandoverObstacle.NOT_ESTABLISHED), Set.of(ChannelObstacle.NOT_ESTABLISHED));
        }
        EnumSet<ChannelObstacle> obstacles = EnumSet.noneOf(ChannelObstacle.class);
        if (wire.hasOutput()) {
            obstacles.add(ChannelObstacle.OUTPUTS_WAITING);
        }
        if (table.hasRefused() || table.all().stream().anyMatch(channel -> channel.state() != ChannelState.OPEN)) {
            obstacles.add(ChannelObstacle.CHANNEL_CLOSING);
        }
        if (events.hasEarlyMessages()) {
            obstacles.add(ChannelObstacle.MESSAGES_WITHOUT_CHANNEL);
        }
        return new HandoverReadiness(association.handoverObstacles(), Set.copyOf(obstacles));
    }

    /** When there are no obstacles. */
    DataChannelsHandover handOver(long nowNanos, Association association, Agreement agreement) {
        List<OpenChannel> channels = new ArrayList<>();
        for (Channel channel : table.all()) {
            OpenChannel open = channel.handOver();
            if (open != null) {
                channels.add(open);
            }
        }
        return new DataChannelsHandover(
                association.handOver(nowNanos),
                agreement.parity(),
                wire.remoteMessageBytesMax(),
                channels,
                table.retired());
    }

    /** Into a core without channels. */
    void takeOver(long nowNanos, DataChannelsHandover left) {
        wire.remoteMessageBytesMax(left.remoteMaxMessageSize());
        left.retiredIds().forEach(table::retire);
        for (OpenChannel open : left.channels()) {
            Channel channel = Channel.takenOver(wire, table, open);
            table.add(channel, open.id());
            wire.counters().channelsOpened++;
            wire.emit(new DataChannelsOutput.ChannelOpened(channel));
        }
        wire.consumed(nowNanos, left.ownerlessBytes());
    }
}
