package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionGateTest {
    private static final int LIMIT = 64;

    @Test
    void letsTheNextInWhenOneLeaves() throws InterruptedException {
        try (IceEventLoops loops = IceEventLoops.create(1)) {
            AdmissionGate gate = new AdmissionGate(1);
            CountDownLatch crowd = new CountDownLatch(LIMIT);
            List<AdmissionGate.Lease> leases = new ArrayList<>();
            for (int i = 0; i < LIMIT; i++) {
                leases.add(gate.enter(loops.next(), crowd::countDown));
            }
            assertThat(crowd.await(10, TimeUnit.SECONDS)).isTrue();

            CountDownLatch late = new CountDownLatch(1);
            AdmissionGate.Lease gone = gate.enter(loops.next(), () -> {});
            AdmissionGate.Lease waiting = gate.enter(loops.next(), late::countDown);
            gone.end();
            leases.getFirst().end();
            leases.getFirst().end();
            assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(waiting.isGranted()).isTrue();
        }
    }

    @Test
    void doesNotWaitForThoseWhoDoNotConnect() throws InterruptedException {
        try (IceEventLoops loops = IceEventLoops.create(1)) {
            AdmissionGate gate = new AdmissionGate(1);
            for (int i = 0; i < LIMIT; i++) {
                gate.enter(loops.next(), () -> {});
            }
            CountDownLatch late = new CountDownLatch(1);
            gate.enter(loops.next(), late::countDown);
            assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
