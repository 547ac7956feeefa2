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
 * @param parameters at least one; of the kinds of the RFC and such that are not known
 */
public record ReconfigChunk(List<Parameter> parameters) implements Chunk {
    public static final int TYPE = 130;

    static ReconfigChunk parse(Bytes value) throws MalformedPacketException {
        List<Parameter> parameters = TlvList.parse(value, Parameter::parse);
        Malformed.unless(!parameters.isEmpty(), "RE-CONFIG chunk has no parameter");
        for (Parameter parameter : parameters) {
            Malformed.unless(
                    parameter instanceof ReconfigurationParameter || parameter instanceof UnknownParameter,
                    "RE-CONFIG chunk has a parameter that belongs elsewhere");
        }
        return new ReconfigChunk(parameters);
    }

    /** Those to be processed: one that is not known is skipped, or hides what follows it (RFC 9260 §3.2.1). */
    public List<ReconfigurationParameter> known() {
        List<ReconfigurationParameter> known = new ArrayList<>(parameters.size());
        for (Parameter parameter : parameters) {
            if (parameter instanceof ReconfigurationParameter reconfiguration) {
                known.add(reconfiguration);
            } else if (parameter instanceof UnknownParameter unknown
                    && unknown.action().stops()) {
                break;
            }
        }
        return known;
    }

    /** Whether these may share a chunk (RFC 6525 §3.1); their order is left open here. */
    public static boolean goTogether(List<ReconfigurationParameter> parameters) {
        return switch (parameters.size()) {
            case 0, 1 -> true;
            case 2 ->
                goTogether(parameters.get(0), parameters.get(1)) || goTogether(parameters.get(1), parameters.get(0));
            default -> false;
        };
    }

    private static boolean goTogether(ReconfigurationParameter one, ReconfigurationParameter other) {
        return switch (one) {
            case OutgoingSsnResetRequest reset -> other instanceof IncomingSsnResetRequest;
            case AddOutgoingStreamsRequest add -> other instanceof AddIncomingStreamsRequest;
            case ReconfigurationResponse response ->
                other instanceof ReconfigurationResponse || other instanceof OutgoingSsnResetRequest;
            case IncomingSsnResetRequest reset -> false;
            case SsnTsnResetRequest reset -> false;
            case AddIncomingStreamsRequest add -> false;
        };
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
