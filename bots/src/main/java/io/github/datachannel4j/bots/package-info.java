/** Headless clients that join a browser application. */
@NullMarked
package io.github.datachannel4j.bots;

import org.jspecify.annotations.NullMarked;
