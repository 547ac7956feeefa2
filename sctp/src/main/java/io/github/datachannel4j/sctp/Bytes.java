package io.github.datachannel4j.sctp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable-by-contract view of a part of a byte array: packets, chunk values and payloads are passed on without a copy.
 *
 * <p>Whoever wraps an array gives it away and must not write to it any more, unless the place that hands the view on says until when it
 * is good. Multi-byte values are read in network order. Two views
 * are equal when their bytes are.
 */
public final class Bytes {
    /** No bytes at all. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** A view of the whole array, which now belongs to the view. */
    public static Bytes wrap(byte[] array) {
        return wrap(array, 0, array.length);
    }

    /** A view of {@code length} bytes from {@code offset} on; the array now belongs to the view. */
    public static Bytes wrap(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return length == 0 ? EMPTY : new Bytes(array, offset, length);
    }

    /** A view of a copy, for callers that keep their array. */
    public static Bytes copyOf(byte[] array) {
        return wrap(array.clone());
    }

    /** A view of a copy of {@code length} bytes from {@code offset} on. */
    public static Bytes copyOf(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return wrap(Arrays.copyOfRange(array, offset, offset + length));
    }

    /** A view of a copy of these bytes alone, for owners who keep what they were only shown. */
    public Bytes copy() {
        return copyOf(array, offset, length);
    }

    /** The UTF-8 bytes of a text. */
    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte get(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** The unsigned byte at an index. */
    public int getUnsignedByte(int index) {
        return get(index) & 0xFF;
    }

    /** The unsigned 16-bit number that begins at an index. */
    public int getUnsignedShort(int index) {
        Objects.checkFromIndexSize(index, Short.BYTES, length);
        return (short) SHORTS.get(array, offset + index) & 0xFFFF;
    }

    /** The 32 bits that begin at an index. */
    public int getInt(int index) {
        Objects.checkFromIndexSize(index, Integer.BYTES, length);
        return (int) INTS.get(array, offset + index);
    }

    /** The unsigned 32-bit number that begins at an index. */
    public long getUnsignedInt(int index) {
        return Integer.toUnsignedLong(getInt(index));
    }

    /** A view of a part; shares the array. */
    public Bytes slice(int from, int sliceLength) {
        Objects.checkFromIndexSize(from, sliceLength, length);
        return sliceLength == length ? this : wrap(array, offset + from, sliceLength);
    }

    /** A view of everything from an index on; shares the array. */
    public Bytes slice(int from) {
        return slice(from, length - from);
    }

    /** A new array with these bytes. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Copies all bytes into {@code target}, beginning at index {@code at}. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** Puts all bytes at the buffer's position. */
    public void copyTo(ByteBuffer target) {
        target.put(array, offset, length);
    }

    /** Puts a part of the bytes at the buffer's position. */
    public void copyTo(ByteBuffer target, int from, int partLength) {
        Objects.checkFromIndexSize(from, partLength, length);
        target.put(array, offset + from, partLength);
    }

    /** A read-only view as a buffer in network order. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /** The array behind this view, for hand-over without a copy. It must not be written to; see {@link #offset()}. */
    public byte[] array() {
        return array;
    }

    /** Where this view begins in {@link #array()}. */
    public int offset() {
        return offset;
    }

    /** The bytes read as UTF-8; malformed parts become replacement characters. */
    public String toUtf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The length and the first bytes: enough for a log line, never the whole payload. */
    @Override
    public String toString() {
        int shown = Math.min(length, 16);
        StringBuilder text = new StringBuilder("Bytes[").append(length).append(": ");
        for (int i = 0; i < shown; i++) {
            text.append(Character.forDigit((array[offset + i] >> 4) & 0xF, 16));
            text.append(Character.forDigit(array[offset + i] & 0xF, 16));
        }
        return text.append(shown < length ? "...]" : "]").toString();
    }
}
