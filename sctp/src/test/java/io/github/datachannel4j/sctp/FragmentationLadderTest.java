package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 9260 §3.3.1, §6.9 and §6.10: how messages are cut into chunks and chunks put into packets, and what is made of them. */
class FragmentationLadderTest {
    private static final int BASE_BYTES = 1191;
    private static final int FRAGMENTS = DataChunk.BEGINNING | DataChunk.ENDING;

    private final Ladder ladder = Ladder.established();

    private List<DataChunk> sent(SendOptions options, int bytes) {
        ladder.a.association.send(
                ladder.now, new OutgoingMessage(Ladder.STREAM, Ppid.BINARY, Ladder.pattern(bytes), options));
        ladder.runUntilQuiet();
        assertThat(ladder.z.messages().getLast().payload()).isEqualTo(Ladder.pattern(bytes));
        return ladder.chunks(ladder.a, DataChunk.class);
    }

    // ---- the sender's side

    @Test
    void theFirstFragmentHasTheBBitTheLastTheEBitAndTheOthersNone() {
        List<DataChunk> chunks = sent(SendOptions.ordered(), 10_000);

        assertThat(chunks.getFirst().flags() & FRAGMENTS).isEqualTo(DataChunk.BEGINNING);
        assertThat(chunks.getLast().flags() & FRAGMENTS).isEqualTo(DataChunk.ENDING);
        assertThat(chunks.subList(1, chunks.size() - 1)).isNotEmpty().allMatch(data -> (data.flags() & FRAGMENTS) == 0);
    }

    @Test
    void aMessageInOneChunkHasBothBits() {
        assertThat(sent(SendOptions.ordered(), 100))
                .hasSize(1)
                .allMatch(data -> (data.flags() & FRAGMENTS) == FRAGMENTS);
    }

    @Test
    void fragmentsShareSsnAndPpidAndTheirTsnsFollowEachOther() {
        sent(SendOptions.ordered(), 100);
        ladder.sent.clear();
        List<DataChunk> chunks = sent(SendOptions.ordered(), 10_000);

        assertThat(chunks)
                .allMatch(data -> data.ssn().value() == 1 && data.ppid().equals(Ppid.BINARY));
        for (int i = 1; i < chunks.size(); i++) {
            assertThat(chunks.get(i).tsn()).isEqualTo(chunks.get(i - 1).tsn().next());
        }
    }

    @Test
    void eachFragmentOfAnUnorderedMessageHasTheUBit() {
        assertThat(sent(SendOptions.unordered(), 10_000)).hasSizeGreaterThan(5).allMatch(DataChunk::isUnordered);
        ladder.sent.clear();
        assertThat(sent(SendOptions.ordered(), 10_000)).noneMatch(DataChunk::isUnordered);
    }

    @Test
    void noPacketIsLargerThanThePathAllowsThoughASackIsInIt() {
        Ladder narrow = Ladder.established(AssociationOptions.defaults().withPathMtu(PathMtuOptions.fixed(BASE_BYTES)));
        narrow.loseEvery(13);
        for (int i = 0; i < 40; i++) {
            narrow.send(narrow.a, 100 * i + 1);
            narrow.send(narrow.z, 150 * i + 1);
            narrow.runFor(20 * Ladder.MILLIS);
        }
        narrow.runFor(30 * Ladder.SECONDS);

        assertThat(narrow.z.messages()).hasSize(40);
        assertThat(narrow.sent.stream().filter(packet -> packet.has(SackChunk.class) && packet.has(DataChunk.class)))
                .hasSizeGreaterThan(10);
        assertThat(narrow.sent.stream().map(packet -> packet.bytes().length()).max(Integer::compare))
                .hasValueSatisfying(longest -> assertThat(longest).isBetween(BASE_BYTES - 100, BASE_BYTES));
    }

    @Test
    void controlChunksComeBeforeDataAndDataByRisingTsn() {
        ladder.loseEvery(7);
        for (int i = 0; i < 300; i++) {
            ladder.send(ladder.a, 300);
            ladder.send(ladder.z, 300);
        }
        ladder.runFor(30 * Ladder.SECONDS);

        assertThat(ladder.sent).hasSizeGreaterThan(100).allSatisfy(packet -> {
            List<Chunk> chunks = packet.packet().chunks();
            for (int i = 1; i < chunks.size(); i++) {
                if (chunks.get(i - 1) instanceof DataChunk before) {
                    assertThat(chunks.get(i)).isInstanceOf(DataChunk.class);
                    assertThat(((DataChunk) chunks.get(i)).tsn().isAfter(before.tsn()))
                            .isTrue();
                }
            }
        });
    }

    // ---- the receiver's side

    @Test
    void fragmentsAreAssembledInWhateverOrderTheyCome() {
        String text = "abcdefghijklmnopqrstuvwxyz";
        for (int seed = 0; seed < 20; seed++) {
            ScriptedPeer peer = ScriptedPeer.established();
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, text.length()).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            for (int i : order) {
                int flags = (i == 0 ? DataChunk.BEGINNING : 0) | (i == text.length() - 1 ? DataChunk.ENDING : 0);
                peer.say(ScriptedPeer.data(i, flags, 0, text.substring(i, i + 1)));
            }
            assertThat(peer.endpoint.texts()).containsExactly(text);
        }
    }

    @Test
    void bundledChunksAreProcessedInTheirOrder() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(
                new HeartbeatChunk(Bytes.utf8("1")),
                ScriptedPeer.data(0, 0, "one"),
                ScriptedPeer.data(1, 1, "two"),
                new HeartbeatChunk(Bytes.utf8("2")));

        assertThat(peer.endpoint.texts()).containsExactly("one", "two");
        assertThat(peer.all(HeartbeatAckChunk.class))
                .containsExactly(new HeartbeatAckChunk(Bytes.utf8("1")), new HeartbeatAckChunk(Bytes.utf8("2")));
    }

    @Test
    void aChunkThatIsCutOffIsDropped() {
        ScriptedPeer peer = ScriptedPeer.established();
        Bytes packet = new PacketWriter(new CommonHeader(5000, 5000, peer.tagOfEndpoint), 1_000)
                .add(ScriptedPeer.data(0, 0, "a text that is long enough to be cut"))
                .finishWithZeroChecksum();
        peer.endpoint.association.receive(peer.now, packet.slice(0, packet.length() - 8));
        peer.listen();

        assertThat(peer.endpoint.texts()).isEmpty();
        assertThat(peer.heard).isEmpty();
        assertThat(peer.endpoint.association.metrics().traffic().packetsDropped())
                .isEqualTo(1);
    }
}
