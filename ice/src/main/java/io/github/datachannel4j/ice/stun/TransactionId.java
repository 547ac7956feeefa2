package io.github.datachannel4j.ice.stun;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** The 96 bits that tie a response to its request. They are random, so that nobody off the path can guess them. */
public record TransactionId(long high, int low) {
    /** A new one. */
    public static TransactionId random(SecureRandom random) {
        // One draw: each takes a lock.
        byte[] bytes = new byte[StunMessage.TRANSACTION_ID_LENGTH];
        random.nextBytes(bytes);
        return read(bytes, 0);
    }

    static TransactionId read(byte[] bytes, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, StunMessage.TRANSACTION_ID_LENGTH);
        return new TransactionId(buffer.getLong(), buffer.getInt());
    }

    /** Its twelve bytes. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(StunMessage.TRANSACTION_ID_LENGTH)
                .putLong(high)
                .putInt(low)
                .array();
    }
}
