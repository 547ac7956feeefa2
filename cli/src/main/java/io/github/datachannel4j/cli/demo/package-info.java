/** The demo of {@code ./dc4j serve}: the page's files and the server behind them. */
@NullMarked
package io.github.datachannel4j.cli.demo;

import org.jspecify.annotations.NullMarked;
