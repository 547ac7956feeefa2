/** DTLS for data channels, on BouncyCastle, with the records of the fast path on SunJCE. */
@NullMarked
package io.github.datachannel4j.dtls;

import org.jspecify.annotations.NullMarked;
