package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk.SkippedStream;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk.SkippedMessage;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.NextTsns;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import java.util.List;

/** One of every kind: chunks, parameters, error causes. */
final class ChunkSamples {
    static final CommonHeader HEADER = new CommonHeader(5000, 5001, 0x89ABCDEF);

    private static final Tsn TSN = new Tsn(0xFFFF_FFFE);
    private static final Bytes FIVE_BYTES = Bytes.utf8("hello");
    private static final List<StreamId> STREAMS = List.of(new StreamId(1), new StreamId(0), new StreamId(65535));

    private ChunkSamples() {}

    static List<Chunk> all() {
        return List.of(
                new DataChunk(0x0F, TSN, new StreamId(65535), new Ssn(65535), new Ppid(0xFFFF_FFFFL), FIVE_BYTES),
                new DataChunk(0, TSN, new StreamId(0), Ssn.ZERO, Ppid.BINARY, Bytes.EMPTY),
                new IDataChunk(0x0F, TSN, new StreamId(65535), new Mid(-1), -1, FIVE_BYTES),
                new IDataChunk(0, TSN, new StreamId(0), Mid.ZERO, 1, Bytes.EMPTY),
                new InitChunk(handshake(parameters())),
                new InitAckChunk(handshake(List.of(new StateCookieParameter(FIVE_BYTES)))),
                new SackChunk(
                        TSN,
                        0xFFFF_FFFFL,
                        List.of(new GapAckBlock(2, 2), new GapAckBlock(4, 65535)),
                        List.of(TSN, TSN)),
                new SackChunk(TSN, 0, List.of(), List.of()),
                new HeartbeatChunk(FIVE_BYTES),
                new HeartbeatAckChunk(FIVE_BYTES),
                new AbortChunk(TagOwner.RECEIVER, List.of()),
                new AbortChunk(TagOwner.REFLECTED, causes()),
                new ShutdownChunk(TSN),
                ShutdownAckChunk.INSTANCE,
                new ErrorChunk(causes()),
                new CookieEchoChunk(FIVE_BYTES),
                CookieAckChunk.INSTANCE,
                new ShutdownCompleteChunk(TagOwner.RECEIVER),
                new ShutdownCompleteChunk(TagOwner.REFLECTED),
                new ReconfigChunk(List.of(
                        new OutgoingSsnResetRequest(TSN, TSN, TSN, STREAMS),
                        new IncomingSsnResetRequest(TSN, STREAMS))),
                new ReconfigChunk(List.of(new SsnTsnResetRequest(TSN))),
                new ReconfigChunk(List.of(new ReconfigurationResponse(TSN, Result.IN_PROGRESS))),
                new ReconfigChunk(List.of(new ReconfigurationResponse(TSN, 1, new NextTsns(TSN, TSN)))),
                new ReconfigChunk(
                        List.of(new AddOutgoingStreamsRequest(TSN, 65535), new AddIncomingStreamsRequest(TSN, 1))),
                new ForwardTsnChunk(TSN, List.of(new SkippedStream(new StreamId(65535), new Ssn(65535)))),
                new ForwardTsnChunk(TSN, List.of()),
                new IForwardTsnChunk(
                        TSN,
                        List.of(
                                new SkippedMessage(new StreamId(65535), MessageOrder.ORDERED, new Mid(-1)),
                                new SkippedMessage(new StreamId(0), MessageOrder.UNORDERED, Mid.ZERO))),
                new IForwardTsnChunk(TSN, List.of()),
                new PadChunk(0),
                new PadChunk(301),
                new UnknownChunk(0xC5, 0xFF, FIVE_BYTES));
    }

    static HandshakeFields handshake(List<Parameter> parameters) {
        return new HandshakeFields(0x89ABCDEF, 0xFFFF_FFFFL, 65535, 1, TSN, parameters);
    }

    private static List<Parameter> parameters() {
        return List.of(
                new CookiePreservativeParameter(3_000_000_000L),
                new AddressingParameter(AddressingParameter.HOST_NAME_ADDRESS, FIVE_BYTES),
                ForwardTsnSupportedParameter.INSTANCE,
                new ZeroChecksumAcceptableParameter(ZeroChecksumAcceptableParameter.SCTP_OVER_DTLS),
                new UnrecognizedParameter(FIVE_BYTES),
                new HeartbeatInfoParameter(Bytes.EMPTY),
                new UnknownParameter(0xFFFF, FIVE_BYTES),
                SupportedExtensionsParameter.of(130, 192));
    }

    private static List<ErrorCause> causes() {
        return List.of(
                new InvalidStreamIdentifierCause(new StreamId(65535)),
                new MissingMandatoryParameterCause(List.of(StateCookieParameter.TYPE)),
                new StaleCookieCause(0xFFFF_FFFFL),
                OutOfResourceCause.INSTANCE,
                new UnresolvableAddressCause(FIVE_BYTES),
                new UnrecognizedChunkTypeCause(FIVE_BYTES),
                InvalidMandatoryParameterCause.INSTANCE,
                new UnrecognizedParametersCause(FIVE_BYTES),
                new NoUserDataCause(TSN),
                CookieReceivedWhileShuttingDownCause.INSTANCE,
                new RestartWithNewAddressesCause(FIVE_BYTES),
                UserInitiatedAbortCause.of("Close called"),
                ProtocolViolationCause.of("why"),
                new UnknownErrorCause(0xFFFF, FIVE_BYTES));
    }
}
