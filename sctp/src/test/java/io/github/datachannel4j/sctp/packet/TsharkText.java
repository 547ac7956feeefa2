package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.StreamId;
import java.util.HexFormat;
import java.util.List;

/** Says what is in a packet in tshark's words, as far as expectations.sh keeps them. */
final class TsharkText {
    private final StringBuilder text = new StringBuilder();

    private TsharkText() {}

    static String of(Packet packet) {
        TsharkText text = new TsharkText();
        text.line("Verification tag", hex(packet.header().verificationTag(), 8));
        packet.chunks().forEach(text::chunk);
        return text.text.toString();
    }

    private void chunk(Chunk chunk) {
        line("Chunk type", chunk.type());
        line("Chunk flags", hex(chunk.flags(), 2));
        line("Chunk length", chunk.length());
        switch (chunk) {
            case InitChunk init -> handshake(init.handshake());
            case InitAckChunk initAck -> handshake(initAck.handshake());
            case DataChunk data -> data(data);
            case IDataChunk data -> data(data);
            case SackChunk sack -> sack(sack);
            case ReconfigChunk reconfig -> parameters(reconfig.parameters());
            case AbortChunk abort -> causes(abort.causes());
            case ErrorChunk error -> causes(error.causes());
            case CookieEchoChunk c -> {}
            case CookieAckChunk c -> {}
            case UnknownChunk c -> {}
            case HeartbeatChunk c -> throw notCaptured(c);
            case HeartbeatAckChunk c -> throw notCaptured(c);
            case ShutdownChunk c -> throw notCaptured(c);
            case ShutdownAckChunk c -> throw notCaptured(c);
            case ShutdownCompleteChunk c -> throw notCaptured(c);
            case ForwardTsnChunk c -> throw notCaptured(c);
            case IForwardTsnChunk c -> throw notCaptured(c);
            case PadChunk c -> throw notCaptured(c);
        }
    }

    private static IllegalStateException notCaptured(Chunk chunk) {
        return new IllegalStateException("teach expectations.sh and this class the words for " + chunk);
    }

    private void handshake(HandshakeFields fields) {
        line("Initiate tag", hex(fields.initiateTag(), 8));
        line("Advertised receiver window credit (a_rwnd)", fields.advertisedReceiverWindow());
        line("Number of outbound streams", fields.outboundStreams());
        line("Number of inbound streams", fields.inboundStreams());
        line("Initial TSN", fields.initialTsn().unsignedValue());
        parameters(fields.parameters());
    }

    private void data(DataChunk data) {
        line("Transmission sequence number (absolute)", data.tsn().unsignedValue());
        line("Stream identifier", hex(data.streamId().value(), 4));
        line("Stream sequence number", data.ssn().value());
        line("Payload protocol identifier", data.ppid().value());
    }

    private void data(IDataChunk data) {
        line("Transmission sequence number (absolute)", data.tsn().unsignedValue());
        line("Stream identifier", hex(data.streamId().value(), 4));
        line("Message identifier", Integer.toUnsignedLong(data.mid().value()));
        if (data.isBeginning()) {
            line("Payload protocol identifier", data.ppid().value());
        } else {
            line("Fragment sequence number", data.fsn());
        }
    }

    private void sack(SackChunk sack) {
        line("Cumulative TSN ACK (absolute)", sack.cumulativeTsnAck().unsignedValue());
        line("Advertised receiver window credit (a_rwnd)", sack.advertisedReceiverWindow());
        line("Number of gap acknowledgement blocks", sack.gapAckBlocks().size());
        line("Number of duplicated TSNs", sack.duplicateTsns().size());
    }

    private void parameters(List<? extends Parameter> parameters) {
        for (Parameter parameter : parameters) {
            line("Parameter type", hex(parameter.type(), 4));
            line("Parameter length", parameter.length());
            switch (parameter) {
                case SupportedExtensionsParameter extensions -> supportedChunkTypes(extensions.chunkTypes());
                case OutgoingSsnResetRequest request -> outgoingReset(request);
                case ReconfigurationResponse response -> {
                    line(
                            "Re-configuration response sequence number",
                            response.responseSequenceNumber().unsignedValue());
                    line("Result", response.resultCode());
                }
                default -> {}
            }
        }
    }

    private void supportedChunkTypes(Bytes types) {
        for (int i = 0; i < types.length(); i++) {
            line("Supported chunk type", types.getUnsignedByte(i));
        }
    }

    private void outgoingReset(OutgoingSsnResetRequest request) {
        line(
                "Re-configuration request sequence number",
                request.requestSequenceNumber().unsignedValue());
        line(
                "Re-configuration response sequence number",
                request.responseSequenceNumber().unsignedValue());
        line("Senders last assigned TSN", request.lastAssignedTsn().unsignedValue());
        for (StreamId id : request.streams()) {
            line("Stream Identifier", id.value());
        }
    }

    private void causes(List<ErrorCause> causes) {
        for (ErrorCause cause : causes) {
            line("Cause code", hex(cause.type(), 4));
            line("Cause length", cause.length());
            if (cause instanceof UserInitiatedAbortCause abort) {
                line(
                        "Cause information",
                        HexFormat.of().formatHex(abort.reason().toArray()));
            }
        }
    }

    private void line(String label, long number) {
        line(label, Long.toString(number));
    }

    private void line(String label, String value) {
        text.append(label).append(": ").append(value).append('\n');
    }

    private static String hex(int number, int digits) {
        return "0x" + HexFormat.of().toHexDigits(Integer.toUnsignedLong(number), digits);
    }
}
