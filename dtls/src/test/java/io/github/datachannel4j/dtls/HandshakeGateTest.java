package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeGateTest {

    private final List<String> admitted = new ArrayList<>();

    @Test
    void admitsUpToItsLimitAndTheOthersInTheirOrder() {
        HandshakeGate gate = new HandshakeGate(2);
        for (String name : List.of("a", "b", "c", "d")) {
            gate.enter(() -> admitted.add(name));
        }
        assertThat(admitted).containsExactly("a", "b");
        assertThat(gate.running()).isEqualTo(2);
        assertThat(gate.waiting()).isEqualTo(2);
        gate.leave();
        assertThat(admitted).containsExactly("a", "b", "c");
        gate.leave();
        gate.leave();
        gate.leave();
        assertThat(admitted).containsExactly("a", "b", "c", "d");
        assertThat(gate.running()).isZero();
    }

    @Test
    void forgetsWhoeverWithdraws() {
        HandshakeGate gate = new HandshakeGate(1);
        Runnable first = () -> admitted.add("first");
        Runnable second = () -> admitted.add("second");
        gate.enter(first);
        gate.enter(second);
        assertThat(gate.withdraw(first)).as("it is in already").isFalse();
        assertThat(gate.withdraw(second)).isTrue();
        gate.leave();
        assertThat(admitted).containsExactly("first");
        assertThat(gate.running()).isZero();
    }

    @Test
    void hasRoomForOneAtLeast() {
        assertThatThrownBy(() -> new HandshakeGate(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(HandshakeGate.ofDefaultLimit().limit()).isPositive();
    }
}
