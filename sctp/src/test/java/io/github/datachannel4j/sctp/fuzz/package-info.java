/** Two associations to which anything happens at any time, from a seed or from a coverage-guided fuzzer. */
package io.github.datachannel4j.sctp.fuzz;
