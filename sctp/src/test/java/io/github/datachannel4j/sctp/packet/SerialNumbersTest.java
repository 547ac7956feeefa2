package io.github.datachannel4j.sctp.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SerialNumbersTest {
    private final Tsn lastTsn = new Tsn(-1);
    private final Ssn lastSsn = new Ssn(65535);

    @Test
    void tsnsWrapAround() {
        assertThat(lastTsn.next()).isEqualTo(new Tsn(0));
        assertThat(new Tsn(0).previous()).isEqualTo(lastTsn);
        assertThat(new Tsn(0).isAfter(lastTsn)).isTrue();
        assertThat(lastTsn.isBefore(new Tsn(0))).isTrue();
        assertThat(lastTsn.isAfter(lastTsn)).isFalse();
        assertThat(lastTsn.isBefore(lastTsn)).isFalse();
        assertThat(lastTsn.isAtOrAfter(lastTsn)).isTrue();
        assertThat(lastTsn.isAtOrBefore(lastTsn)).isTrue();
        assertThat(lastTsn.plus(3).minus(lastTsn)).isEqualTo(3);
        assertThat(lastTsn.minus(lastTsn.plus(3))).isEqualTo(-3);
        assertThat(Tsn.max(lastTsn, new Tsn(1))).isEqualTo(new Tsn(1));
        assertThat(lastTsn).hasToString("TSN 4294967295");
    }

    @Test
    void ssnsWrapAround() {
        assertThat(lastSsn.next()).isEqualTo(Ssn.ZERO);
        assertThat(Ssn.ZERO.previous()).isEqualTo(lastSsn);
        assertThat(Ssn.ZERO.isAfter(lastSsn)).isTrue();
        assertThat(lastSsn.isBefore(Ssn.ZERO)).isTrue();
        assertThat(lastSsn.isAfter(lastSsn)).isFalse();
        assertThat(lastSsn.isAtOrAfter(lastSsn)).isTrue();
        assertThat(lastSsn.isAtOrBefore(lastSsn)).isTrue();
        assertThat(new Ssn(2).minus(lastSsn)).isEqualTo(3);
        assertThat(lastSsn.minus(new Ssn(2))).isEqualTo(-3);
    }

    @Test
    void ssnsHave16Bits() {
        assertThatThrownBy(() -> new Ssn(65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ssn(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
