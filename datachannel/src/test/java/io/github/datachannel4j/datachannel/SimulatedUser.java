package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Somebody who opens, uses and closes channels at random, and remembers what happened on each. */
final class SimulatedUser {
    private static final int CHANNELS_MAX = 20;
    private static final int MESSAGE_BYTES_MAX = 8000;
    private static final long REPORTS_SEED = 0x5245_504F_5254L;

    final CoreEnd end;
    final Map<String, ChannelLog> logs = new LinkedHashMap<>();
    private final String name;
    private final SplittableRandom random;
    /** Of which messages it wants to hear when they are acknowledged; not drawn with the rest, so that seeds do what they always did. */
    private final SplittableRandom reports;

    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final List<Channel> open = new ArrayList<>();
    private int created;
    private boolean leaving;
    private long lastToken;

    /** A message without a fate. */
    private record Waiting(ChannelLog log, int number, FateReport report) {
        /** It has got one: which of the two good ones depends on what was asked for. */
        void ends(MessageFate fate) {
            MessageFate other = report == FateReport.WHEN_SENT ? MessageFate.ACKNOWLEDGED : MessageFate.SENT;
            assertThat(fate).as("fate of message %s, told %s", number, report).isNotEqualTo(other);
            if (fate == MessageFate.ACKNOWLEDGED) {
                log.acknowledged.add(number);
            }
        }
    }

    /** What one end saw of one channel; the label is unique in a run. */
    static final class ChannelLog {
        final Channel channel;
        final List<Integer> sent = new ArrayList<>();
        final List<Integer> acknowledged = new ArrayList<>();
        final List<Integer> received = new ArrayList<>();
        int opened;
        int announced;

        @Nullable
        ChannelCloseReason closed;

        ChannelLog(Channel channel) {
            this.channel = channel;
        }
    }

    SimulatedUser(String name, CoreEnd end, long seed) {
        this.name = name;
        this.end = end;
        random = new SplittableRandom(seed);
        reports = new SplittableRandom(seed ^ REPORTS_SEED);
        end.listener = this::saw;
    }

    /** Does one thing, or nothing. */
    void act(long now) {
        int choice = random.nextInt(100);
        if (choice < 10 && end.channels.channels().size() < CHANNELS_MAX) {
            create(now);
        } else if (!open.isEmpty()) {
            Channel channel = open.get(random.nextInt(open.size()));
            if (choice < 16) {
                close(now, channel);
            } else {
                send(now, channel);
            }
        }
    }

    void closeAll(long now) {
        leaving = true;
        for (Channel channel : List.copyOf(open)) {
            close(now, channel);
        }
    }

    private void create(long now) {
        String label = name + "-" + created++;
        ChannelParameters parameters = ChannelParameters.of(label).withDelivery(randomDelivery());
        Channel channel = end.channels.create(now, parameters);
        logs.put(label, new ChannelLog(channel));
    }

    private SendOptions randomDelivery() {
        SendOptions order = random.nextBoolean() ? SendOptions.ordered() : SendOptions.unordered();
        return switch (random.nextInt(5)) {
            case 0 -> order.withReliability(new Reliability.LimitedRetransmissions(random.nextInt(3)));
            case 1 -> order.withReliability(new Reliability.LimitedLifetime(1_000_000L * (1 + random.nextInt(500))));
            default -> order;
        };
    }

    private void send(long now, Channel channel) {
        if (!channel.hasRoom()) {
            return;
        }
        ChannelLog log = log(channel);
        int number = log.sent.size();
        byte[] payload = new byte[Integer.BYTES + random.nextInt(MESSAGE_BYTES_MAX)];
        ByteBuffer.wrap(payload).putInt(number);
        FateReport report = reports.nextBoolean() ? FateReport.WHEN_ACKNOWLEDGED : FateReport.WHEN_SENT;
        waiting.put(++lastToken, new Waiting(log, number, report));
        log.sent.add(number);
        channel.send(now, DataMessage.binary(Bytes.wrap(payload)), lastToken, report);
    }

    private void close(long now, Channel channel) {
        open.remove(channel);
        channel.close(now);
    }

    private ChannelLog log(Channel channel) {
        return logs.computeIfAbsent(channel.parameters().label(), label -> new ChannelLog(channel));
    }

    private void saw(long now, DataChannelsOutput output) {
        switch (output) {
            case DataChannelsOutput.ChannelAnnounced announced -> log(announced.channel()).announced++;
            case DataChannelsOutput.ChannelOpened opened -> {
                log(opened.channel()).opened++;
                open.add(opened.channel());
            }
            case DataChannelsOutput.MessageReceived received ->
                log(received.channel())
                        .received
                        .add(received.message().payload().getInt(0));
            case DataChannelsOutput.MessageLeft left -> {
                Waiting message = waiting.remove(left.token());
                assertThat(message).as("one fate").isNotNull();
                message.ends(left.fate());
            }
            case DataChannelsOutput.ChannelClosing closing -> open.remove(closing.channel());
            case DataChannelsOutput.ChannelClosed closed -> {
                open.remove(closed.channel());
                assertThat(log(closed.channel()).closed).as("closed once").isNull();
                log(closed.channel()).closed = closed.reason();
                // At once, so that ids are reused while the other end may still be closing.
                if (!leaving && random.nextBoolean()) {
                    create(now);
                }
            }
            case DataChannelsOutput.Restarted restarted -> throw new AssertionError(name + " saw a restart");
            case DataChannelsOutput.Ended ended -> throw new AssertionError(name + " ended: " + ended);
            case DataChannelsOutput.Transmit transmit -> {}
            case DataChannelsOutput.Established established -> {}
            case DataChannelsOutput.BufferedAmountFell fell -> {}
            case DataChannelsOutput.BufferedAmountLow low -> {}
            case DataChannelsOutput.SendQueueHasRoom room -> throw new AssertionError("nobody waits for room");
        }
    }

    /** Everything has come to its end here. */
    void assertIdle() {
        assertThat(end.channels.channels()).as("living channels of " + name).isEmpty();
        assertThat(waiting).as("messages without a fate").isEmpty();
        assertThat(end.association().bufferedBytes()).as("buffered").isZero();
        assertThat(end.association().metrics().receive().heldBytes())
                .as("window")
                .isZero();
    }

    /** What came here is what {@code peer} sent, as far as each channel promises. */
    void assertReceivedFrom(SimulatedUser peer) {
        logs.forEach((label, log) -> {
            ChannelLog sender = peer.logs.get(label);
            if (sender == null) {
                assertThat(log.opened)
                        .as(label + " opened, but the peer never saw it")
                        .isZero();
                return;
            }
            assertThat(log.channel.parameters()).isEqualTo(sender.channel.parameters());
            assertThat(log.opened).as(label + " opened").isLessThanOrEqualTo(1);
            assertThat(log.announced + sender.announced)
                    .as(label + " announced")
                    .isEqualTo(1);
            assertThat(log.received).as(label).doesNotHaveDuplicates().isSubsetOf(sender.sent);
            assertPromiseKept(label, log, sender);
        });
    }

    private static void assertPromiseKept(String label, ChannelLog log, ChannelLog sender) {
        SendOptions delivery = log.channel.parameters().delivery();
        boolean ordered = delivery.order() == MessageOrder.ORDERED;
        if (ordered) {
            assertThat(log.received).as(label).isSorted();
        }
        boolean senderClosed = log.closed instanceof ChannelCloseReason.ClosedByPeer;
        if (senderClosed) {
            // Who closes a channel gets no more of what is acknowledged to its peer.
            assertThat(log.received).as(label + ", acknowledged").containsAll(sender.acknowledged);
        }
        boolean reliable = delivery.reliability().equals(Reliability.RELIABLE);
        if (!reliable) {
            return;
        }
        if (senderClosed) {
            assertThat(log.received).as(label).containsExactlyInAnyOrderElementsOf(sender.sent);
        } else if (ordered) {
            assertThat(log.received).as(label + ", closed here").isEqualTo(sender.sent.subList(0, log.received.size()));
        }
    }
}
