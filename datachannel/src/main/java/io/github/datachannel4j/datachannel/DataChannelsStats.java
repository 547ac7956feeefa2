package io.github.datachannel4j.datachannel;

/**
 * What the core has seen since it was made.
 *
 * @param channelsOpened channels that became open, as in the W3C's RTCPeerConnectionStats
 * @param channelsClosed of these, the ones that are closed again
 * @param malformedDcep DCEP messages that could not be read
 * @param refusedOpens well-formed OPENs that were refused: stream in use, wrong parity, too many channels
 * @param unexpectedDcep ACKs that nothing waited for
 * @param unknownPpid messages dropped because no data channel uses their PPID
 * @param droppedMessages messages dropped because their stream has no channel, or its channel is closing
 */
public record DataChannelsStats(
        long channelsOpened,
        long channelsClosed,
        long malformedDcep,
        long refusedOpens,
        long unexpectedDcep,
        long unknownPpid,
        long droppedMessages) {}
