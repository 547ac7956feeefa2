package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

/** What RFC 9406 does to the slow start of CUBIC (RFC 9438 §4.10). */
class CubicSlowStartTest {
    private static final int PACKET = 1_000;
    private static final int DATA_HEADER_BYTES = 16;

    private final Cubic cubic = new Cubic(new CongestionControl.Start(PACKET, 10, 1_000_000));
    private final DeliveryRate rate = new DeliveryRate();
    private final ArrayDeque<SentChunk> flight = new ArrayDeque<>();
    private long now;
    private long tsn;

    /** A whole window leaves, and is acknowledged packet by packet a round trip later. */
    private void round(long rttMillis) {
        for (long sent = 0; sent + PACKET <= cubic.cwndBytes(); sent += PACKET) {
            send();
        }
        now += rttMillis * Nanos.PER_MILLI;
        while (!flight.isEmpty()) {
            long before = (long) flight.size() * PACKET;
            rate.beginSample();
            rate.onDelivered(now, flight.remove());
            rate.endSample(rttMillis * Nanos.PER_MILLI);
            cubic.onAcknowledged(new AcknowledgementSample()
                    .at(now, Math.max(before, cubic.cwndBytes()), Recovery.NONE)
                    .cumulativeAdvanced(true)
                    .flight(PACKET, 0, before - PACKET)
                    .roundTrip(rttMillis * Nanos.PER_MILLI, rttMillis * Nanos.PER_MILLI, rttMillis * Nanos.PER_MILLI)
                    .delivery(rate));
        }
    }

    private void send() {
        Bytes payload = Bytes.wrap(new byte[PACKET - DATA_HEADER_BYTES]);
        OutgoingMessage message = new OutgoingMessage(new StreamId(0), Ppid.BINARY, payload, SendOptions.ordered());
        SentChunk chunk = new SentChunk(tsn++, new QueuedMessage(now, 0, message), payload.length());
        rate.onSent(now, chunk, (long) flight.size() * PACKET);
        flight.add(chunk);
    }

    @Test
    void doublesInEachRoundWhileRoundTripsStayAsTheyAre() {
        round(80);
        round(80);

        assertThat(cubic.cwndBytes()).isEqualTo(40 * PACKET);
        assertThat(cubic.ssthreshBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void growsByAQuarterInEachRoundOnceRoundTripsAreLonger() {
        round(80);
        round(100);
        long before = cubic.cwndBytes();
        round(100);

        assertThat(cubic.cwndBytes()).isCloseTo(before + before / 4, within(PACKET / 2L));
        assertThat(cubic.ssthreshBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void endsAfterFiveSuchRoundsAtTheWindowThatItHas() {
        round(80);
        for (int i = 0; i < 5; i++) {
            round(100);
        }
        long before = cubic.cwndBytes();
        assertThat(cubic.ssthreshBytes()).isEqualTo(Long.MAX_VALUE);
        round(100);

        assertThat(cubic.ssthreshBytes()).isEqualTo(before);
        assertThat(cubic.cwndBytes()).isLessThan(before + before / 4);
    }

    @Test
    void aLossEndsItAtOnce() {
        round(80);
        cubic.onLoss(now, PACKET, cubic.cwndBytes());

        assertThat(cubic.cwndBytes()).isEqualTo(cubic.ssthreshBytes()).isEqualTo(14 * PACKET);
    }
}
