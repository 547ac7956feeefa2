package io.github.datachannel4j.dtls;

/**
 * The buffers that record protection writes into. There is one set for each loop and not for each peer, since a record
 * is sent or handed up before the loop does anything else.
 */
final class RecordScratch {

    private static final int INITIAL_SIZE_BYTES = 2048;

    /** Loops are few and live long; the handshakes' virtual threads are many and short, and get arrays of their own. */
    private static final ThreadLocal<RecordScratch> OF_LOOP = ThreadLocal.withInitial(RecordScratch::new);

    private byte[] ciphertext = new byte[INITIAL_SIZE_BYTES];
    private byte[] plaintext = new byte[INITIAL_SIZE_BYTES];

    private RecordScratch() {}

    static byte[] ciphertext(int sizeBytes) {
        if (Thread.currentThread().isVirtual()) {
            return new byte[sizeBytes];
        }
        RecordScratch scratch = OF_LOOP.get();
        if (scratch.ciphertext.length < sizeBytes) {
            scratch.ciphertext = new byte[sizeBytes];
        }
        return scratch.ciphertext;
    }

    static byte[] plaintext(int sizeBytes) {
        if (Thread.currentThread().isVirtual()) {
            return new byte[sizeBytes];
        }
        RecordScratch scratch = OF_LOOP.get();
        if (scratch.plaintext.length < sizeBytes) {
            scratch.plaintext = new byte[sizeBytes];
        }
        return scratch.plaintext;
    }
}
