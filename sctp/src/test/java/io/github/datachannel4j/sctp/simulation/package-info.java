/** Two associations over a simulated network, with chance from a seed and oracles that watch every message and packet. */
package io.github.datachannel4j.sctp.simulation;
