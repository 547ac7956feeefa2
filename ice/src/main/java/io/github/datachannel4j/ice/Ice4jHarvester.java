package io.github.datachannel4j.ice;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.ice4j.ice.Component;
import org.ice4j.ice.LocalCandidate;
import org.ice4j.ice.harvest.AbstractCandidateHarvester;

/** Puts the candidates that we have gathered ourselves into a new component; ice4j takes it for a harvester of hosts. */
final class Ice4jHarvester extends AbstractCandidateHarvester {
    private final Consumer<Component> fill;

    Ice4jHarvester(Consumer<Component> fill) {
        this.fill = fill;
    }

    @Override
    public Collection<LocalCandidate> harvest(Component component) {
        fill.accept(component);
        return List.copyOf(component.getLocalCandidates());
    }

    @Override
    public boolean isHostHarvester() {
        return true;
    }
}
