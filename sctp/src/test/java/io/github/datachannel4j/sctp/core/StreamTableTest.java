package io.github.datachannel4j.sctp.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTableTest {
    private final StreamTable<String> table = new StreamTable<>();

    @Test
    void keepsStateOfTheFirstAndTheLastStream() {
        table.put(new StreamId(0), "first");
        table.put(new StreamId(65535), "last");

        assertThat(table.get(new StreamId(0))).isEqualTo("first");
        assertThat(table.get(new StreamId(65535))).isEqualTo("last");
        assertThat(table.get(new StreamId(1))).isNull();
        assertThat(table.size()).isEqualTo(2);
    }

    @Test
    void replacingIsNotCountedTwice() {
        table.put(new StreamId(7), "old");
        table.put(new StreamId(7), "new");
        assertThat(table.size()).isEqualTo(1);

        table.remove(new StreamId(7));
        table.remove(new StreamId(7));
        assertThat(table.size()).isZero();
        assertThat(table.get(new StreamId(7))).isNull();
    }

    @Test
    void showsAllByRisingNumber() {
        for (int id : new int[] {700, 3, 65535, 256}) {
            table.put(new StreamId(id), "s" + id);
        }
        List<String> shown = new ArrayList<>();
        table.forEach(shown::add);

        assertThat(shown).containsExactly("s3", "s256", "s700", "s65535");
    }
}
