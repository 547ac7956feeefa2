package io.github.datachannel4j.interop.peer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps the {@link Accounting} of one of our own channels. */
final class Account {
    private record Waiter(long count, CompletableFuture<Accounting> report) {}

    private final BitSet seen = new BitSet();
    private final List<Waiter> waiters = new ArrayList<>();
    private Accounting report = new Accounting(0, 0, 0, 0, 0, -1);

    synchronized void add(ByteBuffer data) {
        int index = Pattern.indexOf(data, (int) report.count());
        add(index, data.remaining(), Pattern.matches(index, data));
    }

    synchronized void add(String text) {
        int index = Pattern.indexOf(text, (int) report.count());
        add(index, text.length(), Pattern.matches(index, text));
    }

    synchronized Accounting report() {
        return report;
    }

    /** Completes as soon as so many messages have arrived. */
    synchronized CompletableFuture<Accounting> expect(long count) {
        Waiter waiter = new Waiter(count, new CompletableFuture<>());
        waiters.add(waiter);
        wake();
        return waiter.report();
    }

    private void add(int index, int size, boolean intact) {
        int known = Math.max(0, index);
        report = new Accounting(
                report.count() + 1,
                report.bytes() + size,
                report.corrupt() + (intact ? 0 : 1),
                report.duplicates() + (seen.get(known) ? 1 : 0),
                report.outOfOrder() + (index < report.highest() ? 1 : 0),
                Math.max(report.highest(), index));
        seen.set(known);
        wake();
    }

    private void wake() {
        waiters.removeIf(waiter -> {
            boolean enough = report.count() >= waiter.count();
            return enough && waiter.report().complete(report);
        });
    }
}
