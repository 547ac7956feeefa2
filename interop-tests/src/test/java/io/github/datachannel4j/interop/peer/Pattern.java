package io.github.datachannel4j.interop.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The bytes that every peer sends and expects; pattern.js and aiortc_peer.py make the same ones. */
final class Pattern {
    private static final int PERIOD = 65521;
    private static final int SIZE_WITH_INDEX = 8;
    private static final int INDEX_BYTES = 4;
    private static final int STEP = 4099;
    private static final byte[] LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TABLE = table(128 * PERIOD);

    private Pattern() {}

    static byte[] binary(int index, int size) {
        int offset = offset(index, size);
        byte[] bytes = Arrays.copyOfRange(TABLE, offset, offset + size);
        if (size >= SIZE_WITH_INDEX) {
            ByteBuffer.wrap(bytes).putInt(index);
        }
        return bytes;
    }

    static String text(int index, int size) {
        byte[] bytes = binary(index, size);
        int start = size >= SIZE_WITH_INDEX ? SIZE_WITH_INDEX : 0;
        for (int i = start; i < size; i++) {
            bytes[i] = LETTERS[bytes[i] & 63];
        }
        if (start > 0) {
            byte[] head = String.format(Locale.ROOT, "%08x", index).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(head, 0, bytes, 0, start);
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** The index written in the message, or the given one for messages too short for it. */
    static int indexOf(ByteBuffer data, int otherwise) {
        return data.remaining() >= SIZE_WITH_INDEX ? data.getInt(data.position()) : otherwise;
    }

    /** The index written in the message, or the given one for messages too short for it. */
    static int indexOf(String text, int otherwise) {
        return text.length() >= SIZE_WITH_INDEX
                ? Integer.parseUnsignedInt(text.substring(0, SIZE_WITH_INDEX), 16)
                : otherwise;
    }

    static boolean matches(int index, ByteBuffer data) {
        int size = data.remaining();
        int checked = size < SIZE_WITH_INDEX ? 0 : INDEX_BYTES;
        ByteBuffer expected = ByteBuffer.wrap(TABLE, offset(index, size) + checked, size - checked);
        return data.slice(data.position() + checked, size - checked).equals(expected);
    }

    static boolean matches(int index, String text) {
        return text.equals(text(index, text.length()));
    }

    private static int offset(int index, int size) {
        return size < SIZE_WITH_INDEX ? 0 : (int) (((long) index * STEP) % PERIOD);
    }

    private static byte[] table(int length) {
        byte[] table = new byte[length];
        int x = 0x9e3779b9;
        for (int i = 0; i < PERIOD; i++) {
            x = x * 1664525 + 1013904223;
            table[i] = (byte) (x >>> 24);
        }
        for (int i = PERIOD; i < length; i++) {
            table[i] = table[i - PERIOD];
        }
        return table;
    }
}
