package io.github.datachannel4j.interop.peer;

/**
 * How a {@link Batch} left.
 *
 * @param highestBufferedBytes the greatest bufferedAmount seen after a send
 * @param waits how often the sender waited for bufferedamountlow
 */
public record SendReport(long highestBufferedBytes, int waits) {}
