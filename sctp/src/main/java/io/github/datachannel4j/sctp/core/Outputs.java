package io.github.datachannel4j.sctp.core;

import io.github.datachannel4j.sctp.AssociationOutput;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Outputs in the order of their causes, until the owner of the association fetches them. */
public final class Outputs {
    private final ArrayDeque<AssociationOutput> waiting = new ArrayDeque<>();

    public void add(AssociationOutput output) {
        waiting.add(output);
    }

    /** For the cause of what was added since the last fetch. */
    public void addFirst(AssociationOutput output) {
        waiting.addFirst(output);
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The oldest one, or null when there is none. */
    public @Nullable AssociationOutput poll() {
        return waiting.poll();
    }
}
