/** Virtual time, a simulated network with a seed, and captured packets, for the tests of the other modules. */
@NullMarked
package io.github.datachannel4j.testkit;

import org.jspecify.annotations.NullMarked;
