/** Offers and answers for data channels as JSEP (RFC 9429) has them: pure functions between descriptions, and the rules they keep. */
@NullMarked
package io.github.datachannel4j.sdp.jsep;

import org.jspecify.annotations.NullMarked;
