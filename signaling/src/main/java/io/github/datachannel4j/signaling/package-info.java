/** Conventions that carry offers and answers: HTTP POST in the shape of WHIP, and its JSON twin. */
@NullMarked
package io.github.datachannel4j.signaling;

import org.jspecify.annotations.NullMarked;
