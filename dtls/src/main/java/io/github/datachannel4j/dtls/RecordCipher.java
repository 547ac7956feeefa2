package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.bouncycastle.tls.crypto.impl.TlsImplUtils;

/**
 * Protects the records of DTLS 1.2 with an AEAD cipher of the JDK (RFC 5246 §6.2.3.3), whose AES-GCM uses the
 * processor's instructions: about fifteen times as fast as BouncyCastle's own.
 */
final class RecordCipher implements TlsCipher {

    private static final int SEQUENCE_NUMBER_SIZE_BYTES = 8;
    private static final int ADDITIONAL_DATA_SIZE_BYTES = 13;
    private static final int HANDSHAKE_MESSAGE_MAX_BYTES = 1 << 14;

    /**
     * RFC 6347 §4.1.2.7: a record that does not verify is dropped. BouncyCastle does so for this alert, whatever made
     * it; garbage is frequent and the stack trace of no use.
     */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final TlsFatalAlert BAD_RECORD = new BadRecord();

    private final Aead aead;
    private final Direction sealing;
    private final Direction opening;

    RecordCipher(TlsCryptoParameters parameters, Aead aead) throws IOException {
        this.aead = aead;
        int keys = 2 * aead.keySizeBytes;
        int nonces = 2 * aead.fixedNonceSizeBytes;
        byte[] keyBlock = TlsImplUtils.calculateKeyBlock(parameters, keys + nonces);
        try {
            Direction client = new Direction(aead, keyBlock, 0, keys);
            Direction server = new Direction(aead, keyBlock, aead.keySizeBytes, keys + aead.fixedNonceSizeBytes);
            this.sealing = parameters.isServer() ? server : client;
            this.opening = parameters.isServer() ? client : server;
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, "this Java runtime lacks " + aead, e);
        }
    }

    @Override
    public TlsEncodeResult encodePlaintext(
            long sequenceNumber,
            short type,
            ProtocolVersion version,
            int headroomBytes,
            byte[] plaintext,
            int offset,
            int length)
            throws IOException {
        int sizeBytes = headroomBytes + length + aead.overheadBytes();
        byte[] record = RecordScratch.ciphertext(sizeBytes);
        int at = headroomBytes;
        if (aead.explicitNonceSizeBytes() > 0) {
            // RFC 5288 §3: the sequence number is a nonce that never repeats.
            writeLong(record, at, sequenceNumber);
            at += SEQUENCE_NUMBER_SIZE_BYTES;
        }
        try {
            Cipher cipher = sealing.ready(Cipher.ENCRYPT_MODE, sequenceNumber);
            cipher.updateAAD(sealing.additionalData(sequenceNumber, type, version, length));
            cipher.doFinal(plaintext, offset, length, record, at);
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
        return new TlsEncodeResult(record, 0, sizeBytes, type);
    }

    @Override
    public TlsDecodeResult decodeCiphertext(
            long sequenceNumber, short type, ProtocolVersion version, byte[] ciphertext, int offset, int length)
            throws IOException {
        int plaintextSizeBytes = length - aead.overheadBytes();
        if (plaintextSizeBytes < 0) {
            throw BAD_RECORD;
        }
        int explicitSizeBytes = aead.explicitNonceSizeBytes();
        long nonce = explicitSizeBytes > 0 ? readLong(ciphertext, offset) : sequenceNumber;
        byte[] plaintext = RecordScratch.plaintext(plaintextSizeBytes);
        try {
            Cipher cipher = opening.ready(Cipher.DECRYPT_MODE, nonce);
            cipher.updateAAD(opening.additionalData(sequenceNumber, type, version, plaintextSizeBytes));
            cipher.doFinal(ciphertext, offset + explicitSizeBytes, length - explicitSizeBytes, plaintext, 0);
        } catch (GeneralSecurityException e) {
            throw BAD_RECORD;
        }
        if (promisesTooLongMessage(type, plaintext, plaintextSizeBytes)) {
            throw BAD_RECORD;
        }
        return new TlsDecodeResult(plaintext, 0, plaintextSizeBytes, type);
    }

    /** As {@link Inbox} does for what is not encrypted: only Finished, of 12 bytes, has a place here. */
    private static boolean promisesTooLongMessage(short type, byte[] plaintext, int sizeBytes) {
        return type == RecordLayout.HANDSHAKE
                && sizeBytes >= RecordLayout.HANDSHAKE_HEADER_SIZE_BYTES
                && RecordLayout.messageSizeBytes(plaintext, 0) > HANDSHAKE_MESSAGE_MAX_BYTES;
    }

    @Override
    public int getCiphertextDecodeLimit(int plaintextLimit) {
        return plaintextLimit + aead.overheadBytes();
    }

    @Override
    public int getCiphertextEncodeLimit(int plaintextLimit) {
        return plaintextLimit + aead.overheadBytes();
    }

    @Override
    public int getPlaintextDecodeLimit(int ciphertextLimit) {
        return ciphertextLimit - aead.overheadBytes();
    }

    @Override
    public int getPlaintextEncodeLimit(int ciphertextLimit) {
        return ciphertextLimit - aead.overheadBytes();
    }

    @Override
    public void rekeyDecoder() throws IOException {
        // Only TLS 1.3 has key updates.
        throw new TlsFatalAlert(AlertDescription.internal_error);
    }

    @Override
    public void rekeyEncoder() throws IOException {
        throw new TlsFatalAlert(AlertDescription.internal_error);
    }

    @Override
    public boolean usesOpaqueRecordTypeDecode() {
        return false;
    }

    @Override
    public boolean usesOpaqueRecordTypeEncode() {
        return false;
    }

    private static void writeLong(byte[] target, int at, long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            target[at + i] = (byte) (value >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
    }

    private static long readLong(byte[] source, int at) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | (source[at + i] & 0xFF);
        }
        return value;
    }

    /** The key, the secret part of the nonce and the buffers of one direction. */
    private static final class Direction {

        private final Aead aead;
        private final SecretKeySpec key;
        private final Cipher cipher;
        private final byte[] fixedNonce = new byte[Aead.NONCE_SIZE_BYTES];
        private final byte[] nonce = new byte[Aead.NONCE_SIZE_BYTES];
        private final byte[] additionalData = new byte[ADDITIONAL_DATA_SIZE_BYTES];

        Direction(Aead aead, byte[] keyBlock, int keyAt, int nonceAt) throws GeneralSecurityException {
            this.aead = aead;
            this.key = new SecretKeySpec(keyBlock, keyAt, aead.keySizeBytes, aead.keyAlgorithm);
            this.cipher = Cipher.getInstance(aead.transformation);
            System.arraycopy(keyBlock, nonceAt, fixedNonce, 0, aead.fixedNonceSizeBytes);
        }

        /** In both kinds of nonce the variable part takes the last eight bytes, where the fixed part is 0 for GCM. */
        Cipher ready(int mode, long variableNonce) throws GeneralSecurityException {
            System.arraycopy(fixedNonce, 0, nonce, 0, Aead.NONCE_SIZE_BYTES);
            int at = Aead.NONCE_SIZE_BYTES - SEQUENCE_NUMBER_SIZE_BYTES;
            writeLong(nonce, at, variableNonce ^ readLong(fixedNonce, at));
            cipher.init(mode, key, aead.parameters(nonce));
            return cipher;
        }

        /** RFC 5246 §6.2.3.3: sequence number (with the epoch), type, version and the plaintext's length. */
        byte[] additionalData(long sequenceNumber, short type, ProtocolVersion version, int length) {
            writeLong(additionalData, 0, sequenceNumber);
            int at = SEQUENCE_NUMBER_SIZE_BYTES;
            additionalData[at] = (byte) type;
            additionalData[at + 1] = (byte) version.getMajorVersion();
            additionalData[at + 2] = (byte) version.getMinorVersion();
            additionalData[at + 3] = (byte) (length >>> Byte.SIZE);
            additionalData[at + 4] = (byte) length;
            return additionalData;
        }
    }

    private static final class BadRecord extends TlsFatalAlert {

        private static final long serialVersionUID = 1L;

        BadRecord() {
            super(AlertDescription.bad_record_mac);
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
