package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.UnknownChunk;
import io.github.datachannel4j.sctp.packet.UnrecognizedChunkTypeCause;
import java.nio.ByteBuffer;
import java.util.List;

/** Tells the peer what we did not understand or could not use (RFC 9260 §3.2, §6.5). */
public final class ErrorReports {
    /** A report names what it is about by its beginning; the whole of a large chunk would not fit into a packet of ours. */
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
