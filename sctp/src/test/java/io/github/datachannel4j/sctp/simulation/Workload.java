package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What an application does with its association. Small, since many thousands are run; chance varies each. */
enum Workload {
    /** A few long messages on one stream. */
    BULK,
    /** Many short messages on one stream. */
    SMALL,
    /** A message here and there on many streams. */
    MANY_STREAMS,
    /** Ordered and unordered, long and short, on a few streams. */
    MIXED,
    /** All kinds of reliability. */
    PARTIAL,
    /** Streams are reset while messages of all kinds flow, and used again. */
    RESETS;

    private static final long SPREAD_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    private static final int SHORT_BYTES_MAX = 300;

    /** Something the application does. */
    sealed interface Action {
        long atNanos();

        /** Sends a message. */
        record Send(long atNanos, StreamId stream, int length, SendOptions options) implements Action {
            Send with(Reliability reliability) {
                return new Send(atNanos, stream, length, options.withReliability(reliability));
            }

            Send with(FateReport report) {
                return new Send(atNanos, stream, length, options.withReport(report));
            }
        }

        /** Resets a stream. */
        record Reset(long atNanos, StreamId stream) implements Action {}
    }

    /** How the messages look. */
    private record Shape(int streams, int bytesMin, int bytesMax, boolean mixedOrder, boolean mixedReliability) {
        Shape(int streams, int bytesMin, int bytesMax) {
            this(streams, bytesMin, bytesMax, false, false);
        }

        Shape unordered() {
            return new Shape(streams, bytesMin, bytesMax, true, mixedReliability);
        }

        Shape limited() {
            return new Shape(streams, bytesMin, bytesMax, mixedOrder, true);
        }
    }

    /** What one side does, beginning at time 0. */
    List<Action> plan(SplittableRandom random) {
        return switch (this) {
            case BULK -> sends(random, 2 + random.nextInt(4), new Shape(1, 2000, 16_000));
            case SMALL -> sends(random, 20 + random.nextInt(60), new Shape(1, 4, 100));
            case MANY_STREAMS -> sends(random, 20 + random.nextInt(30), new Shape(200, 4, 1500));
            case MIXED -> sends(random, 10 + random.nextInt(20), new Shape(3, 4, 4000).unordered());
            case PARTIAL ->
                sends(
                        random,
                        15 + random.nextInt(25),
                        new Shape(3, 4, 3000).unordered().limited());
            case RESETS -> {
                Shape shape = new Shape(3, 4, 2500).unordered().limited();
                yield withResets(random, sends(random, 20 + random.nextInt(20), shape));
            }
        };
    }

    private static List<Action> sends(SplittableRandom random, int count, Shape shape) {
        List<Action> actions = new ArrayList<>();
        boolean burst = random.nextInt(3) == 0;
        for (int i = 0; i < count; i++) {
            long at = burst ? 0 : random.nextLong(SPREAD_NANOS);
            StreamId stream = new StreamId(random.nextInt(shape.streams()));
            int length = random.nextInt(shape.bytesMin(), lengthMax(random, shape) + 1);
            actions.add(new Action.Send(at, stream, length, options(random, shape)));
        }
        return actions;
    }

    /** Short messages are the rule, long ones the exception, except for bulk. */
    private static int lengthMax(SplittableRandom random, Shape shape) {
        boolean isShort = shape.bytesMin() < SHORT_BYTES_MAX && random.nextInt(4) > 0;
        return isShort ? Math.min(shape.bytesMax(), SHORT_BYTES_MAX) : shape.bytesMax();
    }

    private static SendOptions options(SplittableRandom random, Shape shape) {
        SendOptions options =
                shape.mixedOrder() && random.nextBoolean() ? SendOptions.unordered() : SendOptions.ordered();
        return shape.mixedReliability() ? options.withReliability(reliability(random)) : options;
    }

    private static Reliability reliability(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Reliability.RELIABLE;
            case 1 -> new Reliability.LimitedRetransmissions(random.nextInt(3));
            default -> new Reliability.LimitedLifetime(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1500)));
        };
    }

    private static List<Action> withResets(SplittableRandom random, List<Action> actions) {
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            actions.add(new Action.Reset(random.nextLong(2 * SPREAD_NANOS), new StreamId(random.nextInt(3))));
        }
        return actions;
    }
}
