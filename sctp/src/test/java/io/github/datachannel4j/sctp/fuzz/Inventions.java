package io.github.datachannel4j.sctp.fuzz;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.AddIncomingStreamsRequest;
import io.github.datachannel4j.sctp.packet.AddOutgoingStreamsRequest;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnSupportedParameter;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.IncomingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.InvalidStreamIdentifierCause;
import io.github.datachannel4j.sctp.packet.Mid;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.PadChunk;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.SsnTsnResetRequest;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.SupportedExtensionsParameter;
import io.github.datachannel4j.sctp.packet.TagOwner;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UnknownChunk;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import io.github.datachannel4j.sctp.packet.UnrecognizedChunkTypeCause;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import io.github.datachannel4j.sctp.packet.UserInitiatedAbortCause;
import io.github.datachannel4j.sctp.packet.ZeroChecksumAcceptableParameter;
import java.util.List;

/**
 * Chunks in the name of one end, of every kind there is, with numbers near the real ones.
 *
 * <p>What ends an association at once is rare, or nothing else would be met: chunks of the framing that was not agreed on, ABORTs, the end of
 * a shutdown.
 */
final class Inventions {
    private static final int NEAR = 40;
    private static final int STREAMS = 30;
    private static final int RARE = 24;

    private static final int WHOLE = UserDataChunk.BEGINNING | UserDataChunk.ENDING;
    private static final int FLAGS = 16;

    private final Overheard own;
    private final Overheard peer;
    private final boolean isInterleaving;
    private final Choices choices;

    /**
     * Lies of one end to the other.
     *
     * @param own what is known of who seems to speak
     * @param peer what is known of who listens
     * @param isInterleaving what both have agreed on
     */
    Inventions(Overheard own, Overheard peer, boolean isInterleaving, Choices choices) {
        this.own = own;
        this.peer = peer;
        this.isInterleaving = isInterleaving;
        this.choices = choices;
    }

    Chunk any() {
        return switch (choices.below(20)) {
            case 0, 1, 2, 3 -> userData();
            case 4, 5, 6 -> sack();
            case 7, 8 -> forwardTsn();
            case 9, 10, 11 -> reconfig();
            case 12 -> new HeartbeatChunk(bytes());
            case 13 -> new HeartbeatAckChunk(bytes());
            case 14 -> choices.below(2) == 0 ? new InitChunk(handshake()) : new InitAckChunk(handshake());
            case 15 -> choices.below(4) == 0 ? CookieAckChunk.INSTANCE : new CookieEchoChunk(cookie());
            case 16 -> new ErrorChunk(List.of(cause()));
            case 17 -> new PadChunk(choices.below(NEAR));
            case 18 -> new UnknownChunk(64 * choices.below(4) + 63 - choices.below(8), choices.below(256), bytes());
            default -> ending();
        };
    }

    // ---- data

    private boolean hasAgreedFraming() {
        return choices.below(RARE) > 0;
    }

    private Chunk userData() {
        // Most are whole messages: fragments that contradict each other end the association.
        int flags = choices.below(4) == 0 ? choices.below(FLAGS) : WHOLE | choices.below(FLAGS);
        StreamId stream = stream();
        return isInterleaving == hasAgreedFraming()
                ? new IDataChunk(flags, near(own.tsn), stream, mid(), choices.below(NEAR), bytes())
                : new DataChunk(flags, near(own.tsn), stream, ssn(), Ppid.BINARY, bytes());
    }

    private Chunk forwardTsn() {
        StreamId stream = stream();
        MessageOrder order = choices.below(2) == 0 ? MessageOrder.ORDERED : MessageOrder.UNORDERED;
        return isInterleaving == hasAgreedFraming()
                ? new IForwardTsnChunk(
                        near(own.tsn), List.of(new IForwardTsnChunk.SkippedMessage(stream, order, mid())))
                : new ForwardTsnChunk(near(own.tsn), List.of(new ForwardTsnChunk.SkippedStream(stream, ssn())));
    }

    private Chunk sack() {
        int start = 1 + choices.below(NEAR);
        GapAckBlock block = new GapAckBlock(start, start + choices.below(NEAR));
        List<GapAckBlock> blocks = choices.below(2) == 0 ? List.of() : List.of(block);
        return new SackChunk(near(peer.tsn), choices.below(60_000), blocks, List.of(near(peer.tsn)));
    }

    // ---- streams

    private Chunk reconfig() {
        return choices.below(3) == 0
                ? new ReconfigChunk(List.of(reconfiguration(), reconfiguration()))
                : new ReconfigChunk(List.of(reconfiguration()));
    }

    private ReconfigurationParameter reconfiguration() {
        // The next number is the one that counts.
        Tsn number = choices.below(3) == 0 ? near(own.request) : own.request.next();
        return switch (choices.below(8)) {
            case 0, 1 -> new OutgoingSsnResetRequest(number, near(peer.request), near(own.tsn), streams());
            case 2 -> new IncomingSsnResetRequest(number, streams());
            case 3 -> new SsnTsnResetRequest(number);
            case 4 -> new AddOutgoingStreamsRequest(number, choices.below(65_536));
            case 5 -> new AddIncomingStreamsRequest(number, choices.below(65_536));
            default -> response();
        };
    }

    private ReconfigurationResponse response() {
        Tsn number = choices.below(3) == 0 ? near(peer.request) : peer.request;
        var next = new ReconfigurationResponse.NextTsns(near(own.tsn), near(peer.tsn));
        return new ReconfigurationResponse(number, choices.below(8), choices.below(2) == 0 ? null : next);
    }

    // ---- the beginning and the end

    private HandshakeFields handshake() {
        int tag = choices.below(2) == 0 ? own.tag : 1 + choices.below(65_536);
        return new HandshakeFields(
                tag,
                choices.below(60_000),
                choices.below(STREAMS),
                choices.below(STREAMS),
                near(own.tsn),
                List.of(parameter(), parameter(), new StateCookieParameter(cookie())));
    }

    private Parameter parameter() {
        return switch (choices.below(5)) {
            case 0 -> ForwardTsnSupportedParameter.INSTANCE;
            case 1 -> new ZeroChecksumAcceptableParameter(choices.below(3));
            case 2 -> SupportedExtensionsParameter.of(ReconfigChunk.TYPE, IDataChunk.TYPE, ForwardTsnChunk.TYPE);
            case 3 -> SupportedExtensionsParameter.of(choices.below(256));
            default -> new UnknownParameter(choices.below(4) << 14 | 0x3F, bytes());
        };
    }

    /** A real one, an old one by now perhaps, or a damaged one. */
    private Bytes cookie() {
        byte[] cookie = peer.cookie.toArray();
        if (cookie.length > 0 && choices.below(4) == 0) {
            cookie[choices.below(cookie.length)] ^= 1;
        }
        return Bytes.wrap(cookie);
    }

    private ErrorCause cause() {
        return switch (choices.below(4)) {
            case 0 -> new StaleCookieCause(choices.below(65_536));
            case 1 -> new InvalidStreamIdentifierCause(stream());
            case 2 -> new UnrecognizedChunkTypeCause(bytes());
            default -> UserInitiatedAbortCause.of("no reason");
        };
    }

    private Chunk ending() {
        if (choices.below(4) > 0) {
            return new ShutdownCompleteChunk(TagOwner.RECEIVER);
        }
        return switch (choices.below(4)) {
            case 0 -> ShutdownAckChunk.INSTANCE;
            case 1 -> new AbortChunk(TagOwner.REFLECTED, List.of(cause()));
            default -> new ShutdownChunk(near(peer.tsn));
        };
    }

    // ---- numbers

    private Tsn near(Tsn tsn) {
        return switch (choices.below(8)) {
            case 0 -> tsn.plus(choices.below(65_536) << 15);
            case 1, 2, 3 -> tsn.plus(choices.below(NEAR) - NEAR / 2);
            default -> tsn.plus(choices.below(4));
        };
    }

    private StreamId stream() {
        return new StreamId(choices.below(STREAMS));
    }

    private List<StreamId> streams() {
        return choices.below(4) == 0 ? List.of() : List.of(stream());
    }

    private Ssn ssn() {
        return new Ssn(choices.below(2) == 0 ? choices.below(NEAR) : choices.below(65_536));
    }

    private Mid mid() {
        return new Mid(choices.below(2) == 0 ? choices.below(NEAR) : choices.below(65_536) << 16);
    }

    private Bytes bytes() {
        return Bytes.utf8("x".repeat(4 + choices.below(9)));
    }
}
