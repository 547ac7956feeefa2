/** Peers of every stack behind one interface, so that each test is written once. */
@NullMarked
package io.github.datachannel4j.interop.peer;

import org.jspecify.annotations.NullMarked;
