package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two real peers over UDP on loopback exchange messages of every kind on channels of every kind. */
@Timeout(60)
class LoopbackTest {
    private static final int MAX_MESSAGE_BYTES = 262_144;

    private final TwoPeers peers = new TwoPeers();
    private final TwoPeers.Heard<Message> atA = new TwoPeers.Heard<>();
    private final TwoPeers.Heard<Message> atB = new TwoPeers.Heard<>();

    @AfterEach
    void close() {
        peers.close();
    }

    private TwoPeers.Pair open(DataChannelOptions options) {
        TwoPeers.Pair pair = peers.open("chat", options);
        pair.a().onMessage(atA);
        pair.b().onMessage(atB);
        return pair;
    }

    @Test
    void exchangesMessagesBothWays() {
        TwoPeers.Pair chat = open(DataChannelOptions.defaults());

        await(chat.a().send("to b"));
        await(chat.b().send(new byte[] {1, 2, 3}));

        assertThat(atB.next()).isEqualTo(Message.of("to b"));
        assertThat(atA.next()).isEqualTo(Message.of(new byte[] {1, 2, 3}));
    }

    @Test
    void keepsEmptyMessagesAndTheirKinds() {
        TwoPeers.Pair chat = open(DataChannelOptions.defaults());

        chat.a().send("");
        chat.a().send(new byte[0]);
        chat.a().send("\u00e9\ud83d\ude00");
        chat.a().send(ByteBuffer.allocateDirect(3).put(new byte[] {7, 8, 9}).flip());

        assertThat(atB.next()).isEqualTo(Message.of(""));
        assertThat(atB.next()).isEqualTo(Message.of(new byte[0]));
        assertThat(atB.next()).isEqualTo(Message.of("\u00e9\ud83d\ude00"));
        assertThat(atB.next()).isEqualTo(Message.of(new byte[] {7, 8, 9}));
    }

    @Test
    void carriesTheGreatestMessageAndRefusesAGreaterOne() {
        TwoPeers.Pair chat = open(DataChannelOptions.defaults());
        byte[] greatest = new byte[MAX_MESSAGE_BYTES];
        new Random(1).nextBytes(greatest);

        assertThat(peers.a.sctp().orElseThrow().maxMessageSizeBytes()).isEqualTo(MAX_MESSAGE_BYTES);
        chat.a().send(greatest.clone());
        assertThat(Failures.name(() -> chat.a().send(new byte[MAX_MESSAGE_BYTES + 1])))
                .isEqualTo(WebRtcErrorName.TYPE_ERROR);
        chat.b().send("a".repeat(MAX_MESSAGE_BYTES));

        assertThat(atB.next()).isEqualTo(Message.of(greatest));
        assertThat(((Message.Text) atA.next()).text()).hasSize(MAX_MESSAGE_BYTES);
        assertThat(chat.a().readyState()).isEqualTo(DataChannelState.OPEN);
    }

    @Test
    void keepsTheOrderOfManyMessages() {
        TwoPeers.Pair chat = open(DataChannelOptions.defaults());

        IntStream.range(0, 5000).forEach(i -> chat.a().send("message " + i));

        for (int i = 0; i < 5000; i++) {
            assertThat(atB.next()).isEqualTo(Message.of("message " + i));
        }
        assertThat(chat.a().bufferedAmount()).isZero();
    }

    @Test
    void deliversAllMessagesOfAnUnorderedChannelOnce() {
        TwoPeers.Pair chat = open(DataChannelOptions.defaults().unordered());
        List<Message> sent = IntStream.range(0, 500)
                .mapToObj(i -> Message.of("message " + i))
                .toList();

        sent.forEach(chat.a()::send);

        List<Message> received = new ArrayList<>();
        IntStream.range(0, 500).forEach(i -> received.add(atB.next()));
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(chat.b().ordered()).isFalse();
    }

    @Test
    void tellsThePeerWhatTheChannelIs() {
        TwoPeers.Pair chat = open(DataChannelOptions.defaults()
                .unordered()
                .maxRetransmits(3)
                .protocol("proto")
                .priority(Priority.HIGH));

        assertThat(chat.b().label()).isEqualTo("chat");
        assertThat(chat.b().protocol()).isEqualTo("proto");
        assertThat(chat.b().ordered()).isFalse();
        assertThat(chat.b().maxRetransmits()).hasValue(3);
        assertThat(chat.b().maxPacketLifeTime()).isEmpty();
        assertThat(chat.b().negotiated()).isFalse();
        assertThat(chat.b().priority()).isEqualTo(Priority.HIGH);
        assertThat(chat.b().id()).isEqualTo(chat.a().id()).isPresent();
        TwoPeers.Pair timed = peers.open("timed", DataChannelOptions.defaults().maxPacketLifeTime(500));
        assertThat(timed.b().maxPacketLifeTime()).hasValue(500);
        assertThat(timed.b().reliability()).isEqualTo(new Reliability.MaxPacketLifeTime(500));
    }

    @Test
    void opensNegotiatedChannelsOnBothSides() {
        DataChannelOptions options = DataChannelOptions.defaults().negotiated(7);
        DataChannel a = peers.a.createDataChannel("a", options);
        DataChannel b = peers.b.createDataChannel("b", options);
        b.onMessage(atB);
        peers.negotiate();
        await(a.opened());
        await(b.opened());

        a.send("hello");

        assertThat(atB.next()).isEqualTo(Message.of("hello"));
        assertThat(a.negotiated()).isTrue();
        assertThat(b.id()).hasValue(7);
        assertThat(Failures.name(() -> peers.a.createDataChannel("again", options)))
                .isEqualTo(WebRtcErrorName.OPERATION_ERROR);
    }

    @Test
    void opensHundredChannelsFromEitherSide() {
        open(DataChannelOptions.defaults());
        TwoPeers.Heard<DataChannel> announcedAtA = new TwoPeers.Heard<>();
        TwoPeers.Heard<DataChannel> announcedAtB = new TwoPeers.Heard<>();
        peers.a.onDataChannel(announcedAtA);
        peers.b.onDataChannel(announcedAtB);

        List<DataChannel> ofA = IntStream.range(0, 100)
                .mapToObj(i -> peers.a.createDataChannel("a" + i))
                .toList();
        List<DataChannel> ofB = IntStream.range(0, 100)
                .mapToObj(i -> peers.b.createDataChannel("b" + i))
                .toList();
        ofA.forEach(channel -> await(channel.opened()));
        ofB.forEach(channel -> await(channel.opened()));
        ofA.forEach(channel -> channel.send(channel.label()));
        ofB.forEach(channel -> channel.send(channel.label()));

        for (int i = 0; i < 100; i++) {
            expectOwnLabel(announcedAtA.next());
            expectOwnLabel(announcedAtB.next());
        }
    }

    private static void expectOwnLabel(DataChannel channel) {
        TwoPeers.Heard<String> texts = new TwoPeers.Heard<>();
        channel.onText(texts);
        assertThat(texts.next()).isEqualTo(channel.label());
    }

    @Test
    void holdsMessagesUntilSomebodyListens() {
        TwoPeers.Pair chat = peers.open();
        chat.a().send("one");
        await(chat.a().send("two"));
        chat.b().send("back");
        chat.a().onMessage(atA);
        assertThat(atA.next()).isEqualTo(Message.of("back"));

        chat.b().onMessage(atB);

        assertThat(atB.next()).isEqualTo(Message.of("one"));
        assertThat(atB.next()).isEqualTo(Message.of("two"));
    }

    @Test
    void answersFromTheListener() {
        peers.b.onDataChannel(channel -> channel.onText(text -> channel.send("echo: " + text)));
        TwoPeers.Pair chat = peers.open();
        chat.a().onMessage(atA);

        chat.a().send("hello");

        assertThat(atA.next()).isEqualTo(Message.of("echo: hello"));
    }

    @Test
    void carriesLongLabelsAndProtocols() {
        String label = "\u00e9".repeat(32_767);
        TwoPeers.Pair chat = peers.open(label, DataChannelOptions.defaults().protocol("p".repeat(65_535)));

        assertThat(chat.b().protocol()).hasSize(65_535);
        assertThat(Failures.name(() -> peers.a.createDataChannel("x".repeat(65_536))))
                .isEqualTo(WebRtcErrorName.TYPE_ERROR);
    }
}
