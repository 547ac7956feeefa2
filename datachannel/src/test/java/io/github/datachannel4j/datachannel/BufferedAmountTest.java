package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferedAmountTest {
    private final BufferedAmount amount = new BufferedAmount();

    @Test
    void countsNoOpen() {
        amount.overheadQueued(5000);
        amount.payloadQueued(100);
        assertThat(amount.payloadBytes()).isEqualTo(100);
        amount.remaining(5100);
        assertThat(amount.payloadBytes()).isEqualTo(100);
        amount.remaining(1100);
        assertThat(amount.payloadBytes()).as("a part of the OPEN has left").isEqualTo(100);
        amount.remaining(100);
        assertThat(amount.payloadBytes()).isEqualTo(100);
        amount.remaining(30);
        assertThat(amount.payloadBytes()).isEqualTo(30);
        amount.remaining(0);
        assertThat(amount.payloadBytes()).isZero();
    }

    @Test
    void countsNoPlaceholdersOfEmptyMessages() {
        amount.payloadQueued(10);
        amount.overheadQueued(1);
        amount.payloadQueued(20);
        amount.overheadQueued(1);
        amount.remaining(32);
        assertThat(amount.payloadBytes()).isEqualTo(30);
        amount.remaining(22);
        assertThat(amount.payloadBytes()).isEqualTo(20);
        amount.remaining(5);
        assertThat(amount.payloadBytes()).isEqualTo(4);
        amount.remaining(1);
        assertThat(amount.payloadBytes()).isZero();
    }

    @Test
    void isRightAgainAfterAMessageWasGivenUpInTheMiddle() {
        amount.payloadQueued(100);
        amount.payloadQueued(50);
        amount.overheadQueued(1);
        amount.remaining(101);
        assertThat(amount.payloadBytes()).isBetween(0L, 101L);
        amount.remaining(0);
        assertThat(amount.payloadBytes()).isZero();
        amount.payloadQueued(7);
        amount.remaining(7);
        assertThat(amount.payloadBytes()).isEqualTo(7);
    }
}
