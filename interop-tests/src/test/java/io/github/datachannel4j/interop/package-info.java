/** What works between this stack and real browsers and other stacks: one test for each row of the matrix, run once for each of its columns. */
@NullMarked
package io.github.datachannel4j.interop;

import org.jspecify.annotations.NullMarked;
