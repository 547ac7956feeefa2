/** Rows, columns and results, and the table made of them. */
@NullMarked
package io.github.datachannel4j.interop.matrix;

import org.jspecify.annotations.NullMarked;
