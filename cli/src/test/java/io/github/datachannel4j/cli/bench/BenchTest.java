package io.github.datachannel4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.datachannel4j.sctp.CongestionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BenchTest {
    @Test
    @Timeout(120)
    void measuresEverythingItNames() throws Exception {
        BenchReport report = Bench.run(new BenchOptions(1, 100, 10, CongestionOptions.defaults()), line -> {});

        JsonNode json = new ObjectMapper().readTree(report.toJson());
        for (String key : new String[] {
            "throughputMBps",
            "cpuSecondsPerGB",
            "roundTripP50Micros",
            "roundTripP99Micros",
            "setUpP50Millis",
            "setUpP90Millis"
        }) {
            assertThat(json.path(key).asDouble()).as(key).isPositive();
        }
        assertThat(json.has("heapKilobytesPerConnection")).isTrue();
        assertThat(report.toTable()).contains("throughput", "MB/s", "round trip p99", "heap per idle connection");
    }

    @Test
    void refusesWhatWouldTakeForEver() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BenchOptions(601, 100, 10, CongestionOptions.defaults()))
                .withMessageContaining("601");
    }
}
