package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;

/**
 * Somebody who has sent a valid check without any exchange before. Nothing is known of who it is: the password of the
 * check is known to everybody who has the page.
 *
 * @param local the credentials by which it calls us: to be those of the agent that serves it
 * @param remote its own credentials
 * @param from where its check came from
 */
public record Stranger(IceParameters local, IceParameters remote, InetSocketAddress from) {}
