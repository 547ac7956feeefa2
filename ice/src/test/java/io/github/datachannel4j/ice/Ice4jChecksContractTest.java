package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.BindingChecks.Nomination;
import io.github.datachannel4j.ice.Ice4jRig.Sent;
import org.ice4j.attribute.Attribute;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.CandidatePairState;
import org.ice4j.ice.CandidateType;
import org.ice4j.ice.IceProcessingState;
import org.junit.jupiter.api.Test;

/** The course of checks in ice4j that {@link Ice4jChecks} rests on: what goes in, and what has to come out. */
class Ice4jChecksContractTest {
    @Test
    void answersACheckOfAnUnknownPeerWithOneOfItsOwn() throws Exception {
        try (Ice4jRig rig = new Ice4jRig(IceRole.CONTROLLED)) {
            rig.agent.startConnectivityEstablishment();
            rig.check(Ice4jRig.THERE, Nomination.ONLY_CHECKS);
            Sent triggered = rig.nextSent();
            assertThat(triggered)
                    .as("ice4j makes a triggered check when it is told of one of the peer by processRequest")
                    .isNotNull();
            assertThat(triggered.to()).as("it goes where the peer's came from").isEqualTo(Ice4jRig.THERE);
            assertThat(triggered.through())
                    .as("it leaves from where the peer's came in")
                    .isEqualTo(Ice4jRig.HERE);
            assertThat(triggered.pair().getRemoteCandidate().getType())
                    .as("an address that nobody has told becomes a peer-reflexive candidate")
                    .isEqualTo(CandidateType.PEER_REFLEXIVE_CANDIDATE);
            assertThat(triggered.pair().getRemoteCandidate().getPriority())
                    .as("its priority is that of the check")
                    .isEqualTo(Ice4jRig.PRIORITY);
        }
    }

    @Test
    void tellsAPairThatWorks() throws Exception {
        try (Ice4jRig rig = new Ice4jRig(IceRole.CONTROLLING)) {
            rig.addRemote(Ice4jRig.THERE);
            rig.agent.startConnectivityEstablishment();
            Sent check = rig.nextSent();
            assertThat(rig.awaitTransaction(check))
                    .as("getConnectivityCheckTransaction of a pair tells which check of it is still waited for")
                    .isTrue();
            assertThat(check.pair().getState())
                    .as("a pair is in progress until we tell of an answer, however long that takes")
                    .isEqualTo(CandidatePairState.IN_PROGRESS);
            rig.answer(check);

            assertThat(rig.validated)
                    .as("a success that is handed to processResponse fires PROPERTY_PAIR_VALIDATED with the pair, once")
                    .singleElement()
                    .satisfies(pair -> {
                        assertThat(address(pair))
                                .as("the validated pair leads to the peer")
                                .isEqualTo(Ice4jRig.THERE);
                        assertThat(pair.getLocalCandidate().getBase().getTransportAddress())
                                .as("the validated pair has the base by which we find its path")
                                .isEqualTo(Ice4jRig.HERE);
                    });
        }
    }

    @Test
    void nominatesNothingOfItsOwnAccord() throws Exception {
        try (Ice4jRig rig = new Ice4jRig(IceRole.CONTROLLING)) {
            rig.addRemote(Ice4jRig.THERE);
            rig.agent.startConnectivityEstablishment();
            Sent check = rig.nextSent();
            rig.answer(check);
            assertThat(check.request().containsAttribute(Attribute.USE_CANDIDATE))
                    .as("with NominationStrategy.NONE, ice4j leaves USE-CANDIDATE to us")
                    .isFalse();
            assertThat(rig.component.getSelectedPair())
                    .as("with NominationStrategy.NONE, ice4j selects no pair as the controlling side")
                    .isNull();
            assertThat(rig.agent.getState())
                    .as("with NominationStrategy.NONE, ice4j goes on until we have nominated")
                    .isEqualTo(IceProcessingState.RUNNING);
        }
    }

    @Test
    void completesWithThePairThatIsNominatedBeforeItWorks() throws Exception {
        try (Ice4jRig rig = new Ice4jRig(IceRole.CONTROLLED)) {
            rig.agent.startConnectivityEstablishment();
            rig.check(Ice4jRig.THERE, Nomination.NOMINATES);
            Sent triggered = rig.nextSent();
            assertThat(rig.component.getSelectedPair())
                    .as("ice4j does not select a nominated pair before its own check has been answered")
                    .isNull();
            rig.answer(triggered);
            assertCompleted(rig);
        }
    }

    @Test
    void completesWithThePairThatIsNominatedAfterItWorked() throws Exception {
        try (Ice4jRig rig = new Ice4jRig(IceRole.CONTROLLED)) {
            rig.agent.startConnectivityEstablishment();
            rig.check(Ice4jRig.THERE, Nomination.ONLY_CHECKS);
            rig.answer(rig.nextSent());
            assertThat(rig.component.getSelectedPair())
                    .as("as the controlled side, ice4j selects nothing before it is nominated")
                    .isNull();
            rig.check(Ice4jRig.THERE, Nomination.NOMINATES);
            assertCompleted(rig);
        }
    }

    private static void assertCompleted(Ice4jRig rig) throws InterruptedException {
        assertThat(rig.awaitState(IceProcessingState.COMPLETED))
                .as("ice4j tells COMPLETED when the controlling side has nominated a pair that works")
                .isTrue();
        CandidatePair selected = rig.component.getSelectedPair();
        assertThat(selected)
                .as("a component that is COMPLETED has a selected pair")
                .isNotNull();
        assertThat(address(selected))
                .as("the selected pair is the one that was nominated")
                .isEqualTo(Ice4jRig.THERE);
        assertThat(selected.getLocalCandidate().getBase().getTransportAddress())
                .as("the selected pair has the base by which we find its path")
                .isEqualTo(Ice4jRig.HERE);
    }

    @Test
    void replacesACheckOnItsWayWhenThePeerChecksTheSamePair() throws Exception {
        try (Ice4jRig rig = new Ice4jRig(IceRole.CONTROLLED)) {
            rig.addRemote(Ice4jRig.THERE);
            rig.agent.startConnectivityEstablishment();
            Sent first = rig.nextSent();
            assertThat(rig.awaitTransaction(first))
                    .as("a pair that is checked has a transaction")
                    .isTrue();
            rig.check(Ice4jRig.THERE, Nomination.ONLY_CHECKS);
            Sent second = rig.nextSent();
            assertThat(rig.stopped)
                    .as("ice4j cancels the transaction that a triggered check replaces, by cancelTransaction")
                    .containsExactly(first.id());
            assertThat(second.pair())
                    .as("the triggered check is of the same pair")
                    .isSameAs(first.pair());
            assertThat(rig.awaitTransaction(second))
                    .as("the pair goes on with the newer transaction")
                    .isTrue();
        }
    }

    /** RFC 8445 §7.2.5.1. */
    @Test
    void changesItsRoleAndChecksAgainAfterARoleConflict() throws Exception {
        try (Ice4jRig rig = new Ice4jRig(IceRole.CONTROLLING)) {
            rig.addRemote(Ice4jRig.THERE);
            rig.agent.startConnectivityEstablishment();
            rig.refuse(rig.nextSent(), BindingChecks.ROLE_CONFLICT);
            assertThat(rig.roles)
                    .as("a 487 that is handed to processResponse calls setControlling")
                    .containsExactly(IceRole.CONTROLLED);
            Sent again = rig.nextSent();
            assertThat(again).as("the pair is checked again in the new role").isNotNull();
            assertThat(again.request().containsAttribute(Attribute.ICE_CONTROLLED))
                    .as("the check after a role conflict says the new role")
                    .isTrue();
        }
    }

    private static Object address(CandidatePair pair) {
        return pair.getRemoteCandidate().getTransportAddress();
    }
}
