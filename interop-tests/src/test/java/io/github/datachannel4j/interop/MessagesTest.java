package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;

@Order(2)
class MessagesTest {
    private static final List<String> STRINGS = List.of(
            "hello",
            "Grüße, 世界",
            "emoji 🎉👩‍👩‍👧",
            "nul \0 inside",
            "\uFEFFbom first",
            "line\r\nends\n",
            "x".repeat(5000));
    private static final List<Integer> SIZES =
            List.of(1, 2, 7, 8, 1024, 1160, 1161, 1200, 16 * 1024, 65_535, 65_536, 256 * 1024);

    /** Firefox takes 1 GiB, which nobody sends as one message; our send queue holds 16 MiB. */
    private static final int GREATEST_TRIED = 4 * 1024 * 1024;

    @InEveryColumn(Capability.STRINGS)
    void strings(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("strings"));
            for (String text : STRINGS) {
                assertArrives(text, ends.ours(), ends.theirs());
                assertArrives(text, ends.theirs(), ends.ours());
            }
        }
    }

    @InEveryColumn(Capability.BINARY)
    void binary(Column column) {
        byte[] everyByte = new byte[256];
        IntStream.range(0, 256).forEach(i -> everyByte[i] = (byte) i);
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("binary"));
            for (byte[] bytes : List.of(everyByte, new byte[] {0}, new byte[2000])) {
                assertArrives(bytes, ends.ours(), ends.theirs());
                assertArrives(bytes, ends.theirs(), ends.ours());
            }
        }
    }

    @InEveryColumn(Capability.EMPTY)
    void emptyMessages(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("empty"));
            for (Object content : List.of("", new byte[0], "between", "", new byte[0])) {
                assertArrives(content, ends.ours(), ends.theirs());
                assertArrives(content, ends.theirs(), ends.ours());
            }
        }
    }

    @InEveryColumn(Capability.MESSAGE_SIZES)
    void everySizeUpToTheMaximum(Column column) {
        try (Pair pair = column.open(PeerOptions.COUNT, PeerOptions.COUNT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("sizes"));
            long greatest = pair.us().maxMessageSize();
            sizes(ends.ours(), ends.theirs(), greatest);
            sizes(ends.theirs(), ends.ours(), pair.them().maxMessageSize());
            Matrix.note(column, greatest + " bytes");
        }
    }

    private static void sizes(PeerChannel from, PeerChannel to, long greatest) {
        int last = (int) Math.min(greatest, GREATEST_TRIED);
        int[] sizes = LongStream.concat(
                        SIZES.stream().mapToLong(Integer::longValue).filter(size -> size < last), LongStream.of(last))
                .mapToInt(Math::toIntExact)
                .toArray();
        int sent = 0;
        long bytes = 0;
        for (int size : sizes) {
            for (Batch batch : List.of(Batch.binary(1, size), Batch.text(1, size))) {
                from.send(batch.from(sent));
                sent++;
                bytes += size;
                Accounting report = Await.outcome(to.expect(sent), size + " bytes from " + from);
                assertThat(report).isEqualTo(new Accounting(sent, bytes, 0, 0, 0, sent - 1));
            }
        }
    }

    private static void assertArrives(Object content, PeerChannel from, PeerChannel to) {
        switch (content) {
            case String text -> from.send(text);
            case byte[] bytes -> from.send(bytes.clone());
            default -> throw new IllegalArgumentException(String.valueOf(content));
        }
        assertThat(to.nextMessage()).isEqualTo(content);
    }
}
