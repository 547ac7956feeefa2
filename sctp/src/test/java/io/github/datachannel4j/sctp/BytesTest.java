package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class BytesTest {
    private final byte[] array = {0, 1, 2, (byte) 0xFF, (byte) 0xFE, (byte) 0xFD, (byte) 0xFC, 7};
    private final Bytes view = Bytes.wrap(array, 2, 5);

    @Test
    void readsUnsignedNumbersInNetworkOrder() {
        assertThat(view.getUnsignedByte(1)).isEqualTo(0xFF);
        assertThat(view.getUnsignedShort(1)).isEqualTo(0xFFFE);
        assertThat(view.getInt(1)).isEqualTo(0xFFFEFDFC);
        assertThat(view.getUnsignedInt(1)).isEqualTo(0xFFFEFDFCL);
    }

    @Test
    void neverReadsBeyondItsEnds() {
        assertThatThrownBy(() -> view.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.getUnsignedShort(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.getInt(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.slice(1, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.slice(6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Bytes.wrap(array, 7, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void slicesWithoutACopyAndCopiesWithoutSharing() {
        assertThat(view.slice(1, 2).array()).isSameAs(array);
        assertThat(view.slice(1, 2).offset()).isEqualTo(3);
        assertThat(view.slice(5)).isSameAs(Bytes.EMPTY);
        byte[] copy = view.toArray();
        copy[0] = 99;
        assertThat(view.get(0)).isEqualTo((byte) 2);
        byte[] given = {1};
        Bytes copied = Bytes.copyOf(given);
        given[0] = 2;
        assertThat(copied.get(0)).isEqualTo((byte) 1);
    }

    @Test
    void goesIntoArraysAndBuffers() {
        byte[] target = new byte[7];
        view.copyTo(target, 1);
        assertThat(target).containsExactly(0, 2, 0xFF, 0xFE, 0xFD, 0xFC, 0);
        ByteBuffer buffer = view.asByteBuffer();
        assertThat(buffer.remaining()).isEqualTo(5);
        assertThat(buffer.getShort(1)).isEqualTo((short) 0xFFFE);
        assertThatThrownBy(() -> buffer.put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void isEqualWhenItsBytesAre() {
        assertThat(view).isEqualTo(Bytes.copyOf(view.toArray())).hasSameHashCodeAs(Bytes.copyOf(view.toArray()));
        assertThat(view).isNotEqualTo(view.slice(1));
        assertThat(Bytes.utf8("grüß").toUtf8()).isEqualTo("grüß");
        assertThat(view).hasToString("Bytes[5: 02fffefdfc]");
    }
}
