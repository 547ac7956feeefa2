package io.github.datachannel4j.testkit;

/**
 * A span of time in which a link carries nothing.
 *
 * @param fromNanos its first moment
 * @param untilNanos the first moment after it
 */
public record Outage(long fromNanos, long untilNanos) {
    boolean covers(long nowNanos) {
        return fromNanos <= nowNanos && nowNanos < untilNanos;
    }
}
