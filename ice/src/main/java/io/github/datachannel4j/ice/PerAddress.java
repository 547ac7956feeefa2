package io.github.datachannel4j.ice;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What is open on each of the machine's addresses, as these come and go. What belongs to an address that has gone is kept for a while, since
 * whoever comes back to a network has the same address there, and peers know the old port.
 */
final class PerAddress<T> {
    /** A machine on the move comes back to a few networks at most. */
    private static final int IDLE_MAX = 8;

    /** What is opened: sockets, for instance. */
    interface Kind<T> {
        InetAddress address(T opened);

        /** Nothing, if the address has gone again or cannot be had; then it is tried anew at the next change. */
        Optional<T> open(InetAddress address);

        void close(T opened);
    }

    private final Kind<T> kind;

    /** Those of the addresses that the machine has; replaced as a whole when these change. */
    private volatile List<T> present;

    /** Of addresses that have gone and may come back, the oldest first. */
    private final Deque<T> idle = new ArrayDeque<>();

    PerAddress(List<T> opened, Kind<T> kind) {
        present = List.copyOf(opened);
        this.kind = kind;
    }

    List<T> present() {
        return present;
    }

    /** The machine has these addresses now. If nothing can be opened on any of them, all stays as it is. */
    synchronized void update(List<InetAddress> addresses) {
        List<T> former = new ArrayList<>(idle);
        former.addAll(present);
        List<T> now = addresses.stream()
                .map(address -> find(former, address).or(() -> kind.open(address)))
                .flatMap(Optional::stream)
                .toList();
        if (now.isEmpty()) {
            return;
        }
        former.removeAll(now);
        idle.clear();
        idle.addAll(former);
        while (idle.size() > IDLE_MAX) {
            kind.close(idle.removeFirst());
        }
        present = now;
    }

    private Optional<T> find(List<T> former, InetAddress address) {
        return former.stream()
                .filter(each -> kind.address(each).equals(address))
                .findFirst();
    }

    synchronized void close() {
        present.forEach(kind::close);
        idle.forEach(kind::close);
    }
}
