package io.github.datachannel4j.sdp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The attributes of one level, in their order. Immutable. */
public record Attributes(List<Attribute> list) implements Iterable<Attribute> {
    public static final Attributes EMPTY = new Attributes(List.of());

    public Attributes {
        list = List.copyOf(list);
    }

    public static Attributes of(Attribute... attributes) {
        return new Attributes(List.of(attributes));
    }

    public <A extends Attribute> List<A> all(Class<A> type) {
        List<A> found = new ArrayList<>();
        for (Attribute attribute : list) {
            if (type.isInstance(attribute)) {
                found.add(type.cast(attribute));
            }
        }
        return List.copyOf(found);
    }

    /** The first of its kind: where a kind may be there only once, later ones are ignored. */
    public <A extends Attribute> Optional<A> first(Class<A> type) {
        for (Attribute attribute : list) {
            if (type.isInstance(attribute)) {
                return Optional.of(type.cast(attribute));
            }
        }
        return Optional.empty();
    }

    public boolean has(Attribute.Property property) {
        return list.contains(property);
    }

    /** Puts a candidate behind those that are there, or before everything else, where browsers write them too. */
    public Attributes withCandidate(Candidate candidate) {
        return inserted(afterLastCandidate(), candidate);
    }

    public Attributes withEndOfCandidates() {
        return has(Attribute.Property.END_OF_CANDIDATES)
                ? this
                : inserted(afterLastCandidate(), Attribute.Property.END_OF_CANDIDATES);
    }

    @Override
    public Iterator<Attribute> iterator() {
        return list.iterator();
    }

    private int afterLastCandidate() {
        for (int i = list.size(); i > 0; i--) {
            if (list.get(i - 1) instanceof Candidate) {
                return i;
            }
        }
        return 0;
    }

    private Attributes inserted(int at, Attribute attribute) {
        List<Attribute> changed = new ArrayList<>(list);
        changed.add(at, attribute);
        return new Attributes(changed);
    }
}
