package io.github.datachannel4j.ice;

/**
 * Who looks up which names. Those that peers chose have threads and a queue of their own: slow or many as they may be, they
 * hold up no server of the application's choice.
 *
 * @param ofServers in the URLs of STUN and TURN servers
 * @param ofPeers in the candidates of peers
 */
record Names(NameLookup ofServers, NameLookup ofPeers) {
    /** The agents of a busy process share a few servers, whose names the JDK remembers after the first time. */
    private static final NameLookup.Bounds OF_SERVERS = new NameLookup.Bounds(4, 256);

    /** Hardly any peer has candidates with names but the {@code .local} ones, which do not come here. */
    private static final NameLookup.Bounds OF_PEERS = new NameLookup.Bounds(2, 64);

    private static final Names OF_PROCESS = with(NameLookup.Resolver.SYSTEM);

    /** Shared by all in this process, as the machine's resolver is. */
    static Names ofProcess() {
        return OF_PROCESS;
    }

    /** With threads of their own and this resolver. */
    static Names with(NameLookup.Resolver resolver) {
        return new Names(
                new NameLookup("datachannel4j-lookup-", OF_SERVERS, resolver),
                new NameLookup("datachannel4j-peer-lookup-", OF_PEERS, resolver));
    }
}
