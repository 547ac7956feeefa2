package io.github.datachannel4j.sctp.handover;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * What stands around the content of every handover, in network order:
 *
 * <pre>
 *   whose it is (4) | version (2) | content | CRC32c of all before (4)
 * </pre>
 *
 * <p>Another version is refused, not guessed at: both processes are of the same owner, who can run the same release in them.
 *
 * @param magic whose handover it is, as four letters of ASCII
 * @param version the one that this release writes and reads, 0 to 65535
 * @param owner the same as {@code magic} in words, for the text of a refusal
 */
public record HandoverEnvelope(int magic, int version, String owner) {
    /** What every version begins with, and its number. */
    public static final int PREAMBLE_BYTES = Integer.BYTES + Short.BYTES;

    public static final int CHECKSUM_BYTES = Integer.BYTES;

    /** Reads what lies between the preamble and the checksum. */
    public interface Content<T> {
        /** May throw {@link IllegalArgumentException}, too, where values make no sense. */
        T read(HandoverReader in) throws MalformedHandoverException;
    }

    /** Puts so many bytes of content, all of which must be written, into the envelope. */
    public Bytes write(int contentBytes, Consumer<ByteBuffer> content) {
        ByteBuffer out = ByteBuffer.allocate(PREAMBLE_BYTES + contentBytes + CHECKSUM_BYTES);
        out.putInt(magic).putShort((short) version);
        content.accept(out);
        return seal(out.array());
    }

    /** Makes the last bytes the checksum of all before. */
    public static Bytes seal(byte[] bytes) {
        int end = bytes.length - CHECKSUM_BYTES;
        ByteBuffer.wrap(bytes).putInt(end, checksum(Bytes.wrap(bytes, 0, end)));
        return Bytes.wrap(bytes);
    }

    private static int checksum(Bytes bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), bytes.offset(), bytes.length());
        return (int) crc.getValue();
    }

    /** Has the content read once the envelope is found to be right, and sees to it that nothing is left over. */
    public <T> T read(Bytes bytes, Content<T> content) throws MalformedHandoverException {
        HandoverReader in = new HandoverReader(contentOf(bytes).asByteBuffer());
        try {
            T handover = content.read(in);
            HandoverReader.require(in.remaining() == 0, in.remaining() + " bytes too many");
            return handover;
        } catch (BufferUnderflowException e) {
            throw new MalformedHandoverException("the handover is cut off", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedHandoverException("the handover makes no sense: " + e.getMessage(), e);
        }
    }

    private Bytes contentOf(Bytes bytes) throws MalformedHandoverException {
        boolean isOurs = bytes.length() >= PREAMBLE_BYTES + CHECKSUM_BYTES && bytes.getInt(0) == magic;
        HandoverReader.require(isOurs, "this is not the handover of " + owner);
        int found = bytes.getUnsignedShort(Integer.BYTES);
        HandoverReader.require(
                found == version, "a handover of version " + found + ", this release reads version " + version);
        int end = bytes.length() - CHECKSUM_BYTES;
        HandoverReader.require(
                bytes.getInt(end) == checksum(bytes.slice(0, end)), "the handover is damaged or cut off");
        return bytes.slice(PREAMBLE_BYTES, end - PREAMBLE_BYTES);
    }
}
