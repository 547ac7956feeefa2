package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.UnknownChunk;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import io.github.datachannel4j.sctp.packet.UnrecognizedChunkTypeCause;
import io.github.datachannel4j.sctp.packet.UnrecognizedParametersCause;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Tells the peer what we did not understand or could not use (RFC 9260 §3.2, §6.5). */
public final class ErrorReports {
    /**
     * A report names a chunk by its beginning; the whole of a large one would not fit into a packet of ours. Nor may reports of parameters
     * make an INIT ACK larger than a packet.
     */
    private static final int REPORTED_BYTES_MAX = 256;

    private final AnswerLimit limit = new AnswerLimit(AnswerLimit.REPORTS_PER_SECOND);

    public void report(long nowNanos, TransmissionControlBlock tcb, ErrorCause cause) {
        if (limit.allows(nowNanos)) {
            tcb.control().add(new ErrorChunk(List.of(cause)));
        }
    }

    public void reportUnknown(long nowNanos, TransmissionControlBlock tcb, UnknownChunk chunk) {
        report(nowNanos, tcb, new UnrecognizedChunkTypeCause(beginningOf(chunk)));
    }

    /** One report for each of these that wants it. */
    void reportUnknown(long nowNanos, TransmissionControlBlock tcb, List<Parameter> parameters) {
        for (Bytes unknown : reportable(parameters)) {
            report(nowNanos, tcb, new UnrecognizedParametersCause(unknown));
        }
    }

    /** Unknown parameters of which the peer wants to hear, as they came. */
    static List<Bytes> reportable(List<Parameter> parameters) {
        List<Bytes> reportable = new ArrayList<>();
        int bytes = 0;
        for (Parameter parameter : parameters) {
            if (!(parameter instanceof UnknownParameter unknown)) {
                continue;
            }
            bytes += unknown.length();
            if (unknown.action().reports() && bytes <= REPORTED_BYTES_MAX) {
                reportable.add(wireForm(unknown));
            }
            if (unknown.action().stops()) {
                break;
            }
        }
        return reportable;
    }

    private static Bytes beginningOf(Chunk chunk) {
        ByteBuffer whole = ByteBuffer.allocate(chunk.paddedLength());
        chunk.write(whole);
        return Bytes.wrap(whole.array(), 0, Math.min(chunk.length(), REPORTED_BYTES_MAX));
    }

    /** A parameter as it was on the wire, without padding. */
    static Bytes wireForm(Parameter parameter) {
        ByteBuffer whole = ByteBuffer.allocate(parameter.length());
        whole.putShort((short) parameter.type()).putShort((short) parameter.length());
        parameter.writeValue(whole);
        return Bytes.wrap(whole.array());
    }
}
