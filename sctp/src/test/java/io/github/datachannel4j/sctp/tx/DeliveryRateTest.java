package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class DeliveryRateTest {
    private static final long MILLIS = 1_000_000L;
    private static final long RTT = 50 * MILLIS;
    private static final int CHUNK = 1_000;

    private final DeliveryRate rate = new DeliveryRate();
    private final ArrayDeque<SentChunk> flight = new ArrayDeque<>();
    private long tsn;

    private void send(long now) {
        Bytes payload = Bytes.wrap(new byte[CHUNK - 16]);
        OutgoingMessage message = new OutgoingMessage(new StreamId(0), Ppid.BINARY, payload, SendOptions.ordered());
        SentChunk chunk = new SentChunk(tsn++, new QueuedMessage(now, 0, message), payload.length());
        rate.onSent(now, chunk, (long) flight.size() * CHUNK);
        flight.add(chunk);
    }

    private void acknowledge(long now, int chunks) {
        rate.beginSample();
        for (int i = 0; i < chunks; i++) {
            rate.onDelivered(now, flight.remove());
        }
        rate.endSample(RTT);
    }

    @Test
    void aSteadyFlowIsMeasuredExactly() {
        for (long t = 0; t < 500; t++) {
            if (t >= 50) {
                acknowledge(t * MILLIS, 1);
            }
            send(t * MILLIS);
        }
        assertThat(rate.bytesPerSecond()).isBetween(970_000L, 1_030_000L);
        assertThat(rate.isAppLimited()).isFalse();
    }

    @Test
    void acknowledgementsThatComeTogetherDoNotMakeItHigher() {
        for (long t = 0; t < 500; t++) {
            if (t >= 60 && t % 10 == 0) {
                acknowledge(t * MILLIS, 10);
                assertThat(rate.bytesPerSecond()).isLessThanOrEqualTo(1_030_000L);
            }
            send(t * MILLIS);
        }
    }

    @Test
    void aSampleSaysThatThereWasTooLittleToSend() {
        send(0);
        rate.onApplicationLimited(CHUNK);
        send(10 * MILLIS);
        acknowledge(50 * MILLIS, 1);
        assertThat(rate.isAppLimited()).isFalse();
        acknowledge(60 * MILLIS, 1);
        assertThat(rate.isAppLimited()).isTrue();
    }

    @Test
    void roundsBeginWithWhatWasSentAfterTheLastOneBegan() {
        send(0);
        send(0);
        acknowledge(50 * MILLIS, 1);
        assertThat(rate.isRoundStart()).isTrue();
        send(50 * MILLIS);
        acknowledge(51 * MILLIS, 1);
        assertThat(rate.isRoundStart()).isFalse();
        acknowledge(100 * MILLIS, 1);
        assertThat(rate.isRoundStart()).isTrue();
    }

    @Test
    void anIntervalShorterThanARoundTripGivesNoRate() {
        send(0);
        acknowledge(RTT / 2, 1);
        assertThat(rate.bytesPerSecond()).isZero();
    }
}
