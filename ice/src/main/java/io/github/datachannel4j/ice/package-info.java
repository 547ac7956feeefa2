/** ICE agents of ice4j behind Netty UDP ports shared by many peers. */
@NullMarked
package io.github.datachannel4j.ice;

import org.jspecify.annotations.NullMarked;
