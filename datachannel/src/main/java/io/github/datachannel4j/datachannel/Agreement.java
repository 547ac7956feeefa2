package io.github.datachannel4j.datachannel;

/**
 * What both ends have agreed on once the association is up.
 *
 * @param parity our half of the ids
 * @param maxChannels streams that exist in both directions; an id is below it
 */
record Agreement(StreamIdParity parity, int maxChannels) {}
