package io.github.datachannel4j.interop.peer;

/**
 * What has arrived on a channel, with every byte of it compared with {@link Pattern}.
 *
 * @param count messages
 * @param bytes all bytes
 * @param corrupt messages that differ from what was sent
 * @param duplicates messages that came more than once
 * @param outOfOrder messages that came after one with a higher index
 * @param highest the highest index
 */
public record Accounting(long count, long bytes, long corrupt, long duplicates, long outOfOrder, long highest) {}
