package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * How fast the path delivers, as draft-cheng-iccrg-delivery-rate-estimation measures it: each chunk remembers how much had been delivered
 * when it was sent; when it is acknowledged, what was delivered in between, over the longer of the times between sending and between
 * acknowledging, is a sample. So neither compressed acknowledgements nor bursts make it too high.
 */
final class DeliveryRate {
    private long deliveredBytes;
    private long deliveredAtNanos;
    /** When the chunk was sent that began the current sending interval. */
    private long firstSentAtNanos;
    /** While less than this is delivered, samples are app-limited; 0 when they are not. */
    private long appLimitedUntilBytes;

    private long roundEndBytes;
    /** Of what is above; null when it has changed since the last chunk was sent. */
    private @Nullable DeliverySnapshot snapshot;

    // The sample of the SACK that is being read.
    private boolean hasSample;
    private long priorDeliveredBytes;
    private long intervalNanos;
    private long bytesPerSecond;
    private boolean isAppLimited;
    private boolean isRoundStart;

    /** The chunk leaves, for the first time or again. */
    void onSent(long nowNanos, SentChunk chunk, long flightBeforeBytes) {
        if (flightBeforeBytes == 0) {
            firstSentAtNanos = nowNanos;
            deliveredAtNanos = nowNanos;
            snapshot = null;
        }
        chunk.sentAt(nowNanos, snapshot());
    }

    private DeliverySnapshot snapshot() {
        DeliverySnapshot current = snapshot;
        if (current == null) {
            current =
                    new DeliverySnapshot(firstSentAtNanos, deliveredAtNanos, deliveredBytes, appLimitedUntilBytes > 0);
            snapshot = current;
        }
        return current;
    }

    /** There is nothing left to send though the window is open. */
    void onApplicationLimited(long flightBytes) {
        snapshot = appLimitedUntilBytes > 0 ? snapshot : null;
        appLimitedUntilBytes = Math.max(1, deliveredBytes + flightBytes);
    }

    /** A SACK is going to be read. */
    void beginSample() {
        hasSample = false;
        bytesPerSecond = 0;
        intervalNanos = 0;
        isAppLimited = false;
        isRoundStart = false;
    }

    /** A chunk has arrived that has been under way since {@link SentChunk#sentAtNanos}; others are none of its business. */
    void onDelivered(long nowNanos, SentChunk chunk) {
        deliveredBytes += chunk.wireBytes();
        deliveredAtNanos = nowNanos;
        snapshot = null;
        DeliverySnapshot before = chunk.whenSent();
        if (hasSample && before.deliveredBytes() < priorDeliveredBytes) {
            return;
        }
        hasSample = true;
        priorDeliveredBytes = before.deliveredBytes();
        isAppLimited = before.isAppLimited();
        intervalNanos = Math.max(chunk.sentAtNanos() - before.firstSentAtNanos(), nowNanos - before.deliveredAtNanos());
        firstSentAtNanos = chunk.sentAtNanos();
    }

    /** The whole SACK is read. */
    void endSample(long minRttNanos) {
        if (!hasSample) {
            return;
        }
        if (appLimitedUntilBytes > 0 && deliveredBytes > appLimitedUntilBytes) {
            appLimitedUntilBytes = 0;
            snapshot = null;
        }
        if (priorDeliveredBytes >= roundEndBytes) {
            isRoundStart = true;
            roundEndBytes = deliveredBytes;
        }
        // An interval shorter than any round trip would come from an acknowledgement of the transmission before.
        if (intervalNanos > 0 && intervalNanos >= minRttNanos) {
            double seconds = (double) intervalNanos / Nanos.PER_SECOND;
            bytesPerSecond = (long) ((deliveredBytes - priorDeliveredBytes) / seconds);
        }
    }

    long deliveredBytes() {
        return deliveredBytes;
    }

    /** Of the latest sample. */
    long priorDeliveredBytes() {
        return priorDeliveredBytes;
    }

    /** 0 when the SACK gives no sample. */
    long bytesPerSecond() {
        return bytesPerSecond;
    }

    boolean isAppLimited() {
        return isAppLimited;
    }

    boolean isRoundStart() {
        return isRoundStart;
    }
}
