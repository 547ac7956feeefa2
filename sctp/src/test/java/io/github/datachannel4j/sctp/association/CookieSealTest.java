package io.github.datachannel4j.sctp.association;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CookieSealTest {
    private final CookieSeal seal = new CookieSeal(new Random(1));
    private final StateCookie cookie = CookieResolutionTest.cookie(-7, 8, Long.MIN_VALUE);

    @Test
    void opensWhatItHasSealed() {
        assertThat(seal.open(seal.seal(cookie))).isEqualTo(cookie);
    }

    @Test
    void everyChangedBitIsNoticed() {
        byte[] sealed = seal.seal(cookie).toArray();
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seal.open(Bytes.wrap(changed))).isNull();
        }
    }

    @Test
    void otherLengthsAreNoCookies() {
        Bytes sealed = seal.seal(cookie);

        assertThat(seal.open(Bytes.EMPTY)).isNull();
        assertThat(seal.open(sealed.slice(1))).isNull();
        assertThat(seal.open(Bytes.wrap(new byte[sealed.length() + 1]))).isNull();
    }

    @Test
    void aCookieOfAnotherAssociationIsForeign() {
        assertThat(new CookieSeal(new Random(2)).open(seal.seal(cookie))).isNull();
    }

    @Test
    void isSmallerThanWhatBrowsersSend() {
        // An INIT ACK of Chromium carries 48 bytes; ours should not be the one that needs a larger packet.
        assertThat(seal.seal(cookie).length()).isLessThanOrEqualTo(60);
    }
}
