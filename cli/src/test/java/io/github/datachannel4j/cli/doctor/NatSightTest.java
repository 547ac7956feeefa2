package io.github.datachannel4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;
import io.github.datachannel4j.cli.doctor.ServerReport.Found;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatSightTest {
    private static final Found ONE = new Found("srflx", "203.0.113.9:61000", "192.0.2.7:5000");
    private static final Found OTHER = new Found("srflx", "203.0.113.9:61001", "192.0.2.7:5000");
    private static final List<List<String>> TWO_HOSTS = List.of(List.of("198.51.100.1"), List.of("198.51.100.2"));

    @Test
    void onePortForTwoHostsIsAConeNat() {
        assertThat(NatSight.compare(List.of(ONE), TWO_HOSTS)).isEqualTo(Nat.ENDPOINT_INDEPENDENT);
    }

    @Test
    void anotherPortForEachIsASymmetricNat() {
        assertThat(NatSight.compare(List.of(ONE, OTHER), TWO_HOSTS)).isEqualTo(Nat.SYMMETRIC);
        // Even for one host with two ports: the destination was looked at.
        assertThat(NatSight.compare(List.of(ONE, OTHER), List.of(List.of("198.51.100.1"), List.of("198.51.100.1"))))
                .isEqualTo(Nat.SYMMETRIC);
    }

    @Test
    void onePortForOneHostSaysNothing() {
        assertThat(NatSight.compare(List.of(ONE), List.of(List.of("198.51.100.1"), List.of("198.51.100.1"))))
                .isEqualTo(Nat.BEHIND_ONE);
        assertThat(NatSight.compare(
                        List.of(ONE), List.of(List.of("198.51.100.1", "2001:db8::1"), List.of("2001:db8::2"))))
                .isEqualTo(Nat.BEHIND_ONE);
    }

    @Test
    void twoSocketsAreNotCompared() {
        Found ofAnother = new Found("srflx", "203.0.113.9:61001", "192.0.2.7:5001");
        assertThat(NatSight.compare(List.of(ONE, ofAnother), TWO_HOSTS)).isEqualTo(Nat.ENDPOINT_INDEPENDENT);
    }

    @Test
    void nothingSeenIsNothingKnown() {
        assertThat(NatSight.compare(List.of(), TWO_HOSTS)).isEqualTo(Nat.BEHIND_ONE);
    }
}
