package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnSupportedParameter;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A peer that says exactly what a test puts into its mouth, so that rules about what comes can be shown one packet at a time. Nothing takes
 * time between it and the one {@link Endpoint} it talks to; time passes by {@link #pass} only.
 */
final class ScriptedPeer {
    static final int TAG = 0x0BEE;
    static final int WHOLE = DataChunk.BEGINNING | DataChunk.ENDING;
    /** The TSN of its first DATA chunk. */
    static final Tsn FIRST = new Tsn(1000);

    private static final int PACKET_BYTES_MAX = 10_000;
    private static final long WINDOW_BYTES = 1 << 20;

    final Endpoint endpoint;
    /** What the endpoint has said since the last {@link #forget}. */
    final List<Packet> heard = new ArrayList<>();

    long now = Ladder.SECONDS;
    /** The tag of packets to the endpoint; 0 before it is known. */
    int tagOfEndpoint;
    /** The TSN of the endpoint's first DATA chunk. */
    Tsn firstOfEndpoint = new Tsn(0);

    ScriptedPeer(AssociationOptions options) {
        endpoint = new Endpoint("endpoint", options, 1);
    }

    /** One that has begun an association and been answered. */
    static ScriptedPeer established() {
        return established(AssociationOptions.defaults(), WINDOW_BYTES);
    }

    static ScriptedPeer established(AssociationOptions options, long windowBytes) {
        return established(options, fields(windowBytes, ForwardTsnSupportedParameter.INSTANCE));
    }

    static ScriptedPeer established(AssociationOptions options, HandshakeFields init) {
        ScriptedPeer peer = new ScriptedPeer(options);
        peer.sayUnder(0, new InitChunk(init));
        peer.say(new CookieEchoChunk(peer.cookie()));
        peer.forget();
        return peer;
    }

    static HandshakeFields fields(long windowBytes, Parameter... parameters) {
        return new HandshakeFields(TAG, windowBytes, 1000, 1000, FIRST, List.of(parameters));
    }

    /** Of the INIT ACK that was heard last; its tag and TSN are learnt as well. */
    Bytes cookie() {
        HandshakeFields answer = all(InitAckChunk.class).getLast().handshake();
        tagOfEndpoint = answer.initiateTag();
        firstOfEndpoint = answer.initialTsn();
        return Objects.requireNonNull(answer.parameter(StateCookieParameter.class))
                .cookie();
    }

    // ---- speaking

    /** One packet with these chunks, under the right tag. */
    void say(Chunk... chunks) {
        sayUnder(tagOfEndpoint, chunks);
    }

    void sayUnder(int tag, Chunk... chunks) {
        PacketWriter packet = new PacketWriter(new CommonHeader(5000, 5000, tag), PACKET_BYTES_MAX);
        for (Chunk chunk : chunks) {
            packet.add(chunk);
        }
        endpoint.association.receive(now, packet.finish());
        listen();
    }

    /** A whole ordered message in the chunk that is so many after the first one. */
    static DataChunk data(int offset, int ssn, String text) {
        return data(offset, WHOLE, ssn, text);
    }

    static DataChunk data(int offset, int flags, int ssn, String text) {
        return new DataChunk(flags, FIRST.plus(offset), Ladder.STREAM, new Ssn(ssn), Ppid.STRING, Bytes.utf8(text));
    }

    // ---- listening

    void listen() {
        endpoint.drain(now).forEach(packet -> heard.add(Ladder.parse(packet)));
    }

    void forget() {
        heard.clear();
    }

    <T extends Chunk> List<T> all(Class<T> type) {
        return heard.stream()
                .flatMap(packet -> packet.chunks().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** What the endpoint has asked and answered about streams. */
    <P extends ReconfigurationParameter> List<P> reconfigurations(Class<P> type) {
        return all(ReconfigChunk.class).stream()
                .flatMap(chunk -> chunk.parameters().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The names of the chunks of each packet. */
    List<String> names() {
        return heard.stream()
                .map(packet -> String.join(
                        "+",
                        packet.chunks().stream()
                                .map(chunk -> chunk.getClass().getSimpleName().replace("Chunk", ""))
                                .toList()))
                .toList();
    }

    // ---- time and the endpoint's owner

    /** Lets time pass; the endpoint's timers expire when they should. */
    void pass(long nanos) {
        long end = now + nanos;
        while (endpoint.association.nextTimeout() <= end) {
            now = Math.max(now, endpoint.association.nextTimeout());
            endpoint.association.advanceTo(now);
            listen();
        }
        now = end;
    }

    /** The endpoint's owner sends something. */
    void letSend(String text, SendOptions options) {
        letSend(Ladder.message(Ladder.STREAM, text, options, OutgoingMessage.NO_TOKEN));
    }

    void letSend(OutgoingMessage message) {
        endpoint.association.send(now, message);
        listen();
    }
}
