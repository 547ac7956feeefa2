/** How much work a hostile peer can make: counted, not timed. */
package io.github.datachannel4j.sctp.work;
