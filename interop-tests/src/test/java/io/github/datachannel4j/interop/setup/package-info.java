/** Finds the browsers, stacks and servers that the tests talk to, or installs them. */
@NullMarked
package io.github.datachannel4j.interop.setup;

import org.jspecify.annotations.NullMarked;
