package io.github.datachannel4j.datachannel;

/**
 * What one channel has carried so far, as the W3C's RTCDataChannelStats counts it: user payload, without DCEP and headers.
 *
 * @param messagesSent messages taken by {@code send}
 * @param bytesSent their payload
 * @param messagesReceived messages handed to the owner
 * @param bytesReceived their payload
 */
public record ChannelStats(long messagesSent, long bytesSent, long messagesReceived, long bytesReceived) {}
