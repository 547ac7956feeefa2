package io.github.datachannel4j.dtls;

import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** How the record protection of a cipher suite uses the JDK's cipher of that name. */
enum Aead {
    /** RFC 5288 §3: a salt of 4 bytes from the key block, and 8 bytes that each record carries. */
    AES_128_GCM("AES/GCM/NoPadding", "AES", 16, 4),
    AES_256_GCM("AES/GCM/NoPadding", "AES", 32, 4),
    /** RFC 7905 §2: 12 secret bytes XOR the record's sequence number, and nothing in the record. */
    CHACHA20_POLY1305("ChaCha20-Poly1305", "ChaCha20", 32, 12);

    static final int TAG_SIZE_BYTES = 16;
    static final int NONCE_SIZE_BYTES = 12;
    private static final int TAG_SIZE_BITS = TAG_SIZE_BYTES * Byte.SIZE;

    final String transformation;
    final String keyAlgorithm;
    final int keySizeBytes;
    final int fixedNonceSizeBytes;

    Aead(String transformation, String keyAlgorithm, int keySizeBytes, int fixedNonceSizeBytes) {
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
        this.keySizeBytes = keySizeBytes;
        this.fixedNonceSizeBytes = fixedNonceSizeBytes;
    }

    /** The bytes of the nonce that stand in front of each record's ciphertext. */
    int explicitNonceSizeBytes() {
        return NONCE_SIZE_BYTES - fixedNonceSizeBytes;
    }

    /** How much longer a protected fragment is than its plaintext. */
    int overheadBytes() {
        return explicitNonceSizeBytes() + TAG_SIZE_BYTES;
    }

    AlgorithmParameterSpec parameters(byte[] nonce) {
        return this == CHACHA20_POLY1305 ? new IvParameterSpec(nonce) : new GCMParameterSpec(TAG_SIZE_BITS, nonce);
    }
}
