package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests and responses that change the streams of a running association (RFC 6525 §3.1).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |  Type = 130   |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |            One or two re-configuration parameters             |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param parameters one, or two in one of the combinations of the RFC, which the association checks
 */
public record ReconfigChunk(List<ReconfigurationParameter> parameters) implements Chunk {
    public static final int TYPE = 130;

    /** RFC 6525 §3.1 allows no more. */
    private static final int PARAMETERS_MAX = 2;

    static ReconfigChunk parse(Bytes value) throws MalformedPacketException {
        List<Parameter> parameters = TlvList.parse(value, Parameter::parse);
        Malformed.unless(
                !parameters.isEmpty() && parameters.size() <= PARAMETERS_MAX,
                "RE-CONFIG chunk has neither one nor two parameters");
        List<ReconfigurationParameter> reconfigurations = new ArrayList<>(PARAMETERS_MAX);
        for (Parameter parameter : parameters) {
            if (!(parameter instanceof ReconfigurationParameter reconfiguration)) {
                throw new MalformedPacketException("RE-CONFIG chunk has a parameter of type " + parameter.type());
            }
            reconfigurations.add(reconfiguration);
        }
        return new ReconfigChunk(List.copyOf(reconfigurations));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return TlvList.bytes(parameters);
    }

    @Override
    public void writeValue(ByteBuffer out) {
        TlvList.write(parameters, out);
    }
}
