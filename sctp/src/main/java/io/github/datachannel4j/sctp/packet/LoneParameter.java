package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/** A re-configuration parameter by itself, outside of any chunk: how an association that is handed over remembers one. */
public final class LoneParameter {
    private LoneParameter() {}

    /** As on the wire, without padding. */
    public static Bytes write(ReconfigurationParameter parameter) {
        ByteBuffer out = ByteBuffer.allocate(parameter.length());
        TlvList.write(List.of(parameter), out);
        return Bytes.wrap(out.array());
    }

    /** Reads exactly one. */
    public static ReconfigurationParameter parse(Bytes bytes) throws MalformedPacketException {
        List<Parameter> parameters = ReconfigChunk.parse(bytes).parameters();
        if (parameters.size() == 1 && parameters.getFirst() instanceof ReconfigurationParameter parameter) {
            return parameter;
        }
        throw new MalformedPacketException("not exactly one parameter that is known");
    }
}
