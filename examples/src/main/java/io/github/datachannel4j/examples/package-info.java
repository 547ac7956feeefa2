/** Small programs that show how datachannel4j is used; compiled and run by the build. */
@NullMarked
package io.github.datachannel4j.examples;

import org.jspecify.annotations.NullMarked;
