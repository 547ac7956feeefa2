/** Peers in networks of their own, behind NATs and firewalls of the kernel, with a TURN server between them. */
@NullMarked
package io.github.datachannel4j.interop.nat;

import org.jspecify.annotations.NullMarked;
