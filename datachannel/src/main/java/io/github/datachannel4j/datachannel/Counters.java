package io.github.datachannel4j.datachannel;

/** The figures behind {@link DataChannelsStats}, while they grow. */
final class Counters {
    long channelsOpened;
    long channelsClosed;
    long malformedDcep;
    long refusedOpens;
    long unexpectedDcep;
    long unknownPpid;
    long droppedMessages;

    DataChannelsStats snapshot() {
        return new DataChannelsStats(
                channelsOpened,
                channelsClosed,
                malformedDcep,
                refusedOpens,
                unexpectedDcep,
                unknownPpid,
                droppedMessages);
    }
}
