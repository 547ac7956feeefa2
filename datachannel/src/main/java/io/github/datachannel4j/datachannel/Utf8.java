package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text on the wire. Encoding never fails: like the W3C's USVString, a lone surrogate becomes U+FFFD. */
final class Utf8 {
    private static final byte[] REPLACEMENT_CHARACTER = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private Utf8() {}

    static Bytes encode(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(REPLACEMENT_CHARACTER)
                    .encode(CharBuffer.wrap(text));
            return Bytes.wrap(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
        } catch (CharacterCodingException impossible) {
            throw new AssertionError("the encoder replaces", impossible);
        }
    }

    /** Strict: what it returns encodes to the same bytes again. */
    static String decode(Bytes text) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(text.asByteBuffer()).toString();
    }
}
