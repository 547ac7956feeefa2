package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one re-configuration request (RFC 6525 §4.4).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 16           |       Length = 12 or 20       |
 * +-------------------------------+-------------------------------+
 * |           Re-configuration response sequence number           |
 * +---------------------------------------------------------------+
 * |                            Result                             |
 * +---------------------------------------------------------------+
 * |                 Sender's next TSN (optional)                  |
 * +---------------------------------------------------------------+
 * |                Receiver's next TSN (optional)                 |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param responseSequenceNumber the request sequence number that is answered
 * @param resultCode 32 bits, see {@link Result}; kept as a number since the peer may send any
 * @param nextTsns null except in the answer to an {@link SsnTsnResetRequest}
 */
public record ReconfigurationResponse(
        Tsn responseSequenceNumber,
        int resultCode,
        @Nullable NextTsns nextTsns) implements ReconfigurationParameter {
    public static final int TYPE = 16;

    private static final int SHORT_BYTES = 8;
    private static final int LONG_BYTES = 16;

    /** What became of a request. */
    public enum Result {
        SUCCESS_NOTHING_TO_DO(0),
        SUCCESS_PERFORMED(1),
        DENIED(2),
        ERROR_WRONG_SSN(3),
        ERROR_REQUEST_ALREADY_IN_PROGRESS(4),
        ERROR_BAD_SEQUENCE_NUMBER(5),
        IN_PROGRESS(6);

        private static final Result[] ALL = values();

        private final int code;

        Result(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        private static @Nullable Result of(int code) {
            for (Result result : ALL) {
                if (result.code == code) {
                    return result;
                }
            }
            return null;
        }
    }

    /** Where both sides begin again after an SSN/TSN reset. */
    public record NextTsns(Tsn sender, Tsn receiver) {}

    public ReconfigurationResponse(Tsn responseSequenceNumber, Result result) {
        this(responseSequenceNumber, result.code(), null);
    }

    static ReconfigurationResponse parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(
                value.length() == SHORT_BYTES || value.length() == LONG_BYTES,
                "re-configuration response is neither 12 nor 20 bytes long");
        NextTsns nextTsns = value.length() == SHORT_BYTES
                ? null
                : new NextTsns(new Tsn(value.getInt(8)), new Tsn(value.getInt(12)));
        return new ReconfigurationResponse(new Tsn(value.getInt(0)), value.getInt(4), nextTsns);
    }

    /** The result by name; null for a code that RFC 6525 does not define. */
    public @Nullable Result result() {
        return Result.of(resultCode);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return nextTsns == null ? SHORT_BYTES : LONG_BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(responseSequenceNumber.value()).putInt(resultCode);
        if (nextTsns != null) {
            out.putInt(nextTsns.sender().value()).putInt(nextTsns.receiver().value());
        }
    }
}
