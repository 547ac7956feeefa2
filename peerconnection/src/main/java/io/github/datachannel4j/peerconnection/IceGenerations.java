package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.ice.IceAgent;
import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceParameters;
import io.github.datachannel4j.ice.IceRole;
import io.github.datachannel4j.sdp.Candidate;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.SdpParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ICE generations of one agent, as offers and answers ask for them: which credentials go into a description, when the agent restarts,
 * and what it is told of the peer. The agent hears of the peer only once an answer is set, so that an offer can be rolled back.
 */
final class IceGenerations {
    /**
     * Candidates of the peer in one generation. ICE checks 64 of them; the rest leaves room for those that it has no use for. Signaling
     * may let the peer send them without end.
     */
    static final int REMOTE_CANDIDATES_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(IceGenerations.class);

    private final IceAgent agent;
    private @Nullable IceParameters remote; // null until the first answer is set
    private boolean restartPrepared;
    private final Set<String> knownRemoteCandidates = new HashSet<>();
    private boolean remoteEnded;

    /** By our fragment: the generation in force, and the one that a restart prepares. */
    private final Map<String, Gathered> gathered = new HashMap<>();

    private static final class Gathered {
        final List<Candidate> candidates = new ArrayList<>();
        boolean ended;
    }

    IceGenerations(IceAgent agent) {
        this.agent = agent;
    }

    IceParameters local() {
        return agent.localParameters();
    }

    /** Whether an exchange has been completed, so that new credentials mean a restart. */
    boolean isNegotiated() {
        return remote != null;
    }

    /** What has been gathered in the generation of {@link #local()}. */
    List<Candidate> gathered() {
        return List.copyOf(ofLocal().candidates);
    }

    boolean gatheringEnded() {
        return ofLocal().ended;
    }

    /** Makes {@link #local()} the credentials of a new generation. Doing it twice before an answer comes does no harm. */
    void prepareRestart() {
        if (!restartPrepared && isNegotiated()) {
            agent.restart();
            restartPrepared = true;
        }
    }

    /** Goes back to the credentials in force: the restart was not wanted, or was rolled back. */
    void cancelRestart() {
        if (restartPrepared) {
            agent.cancelRestart();
            restartPrepared = false;
        }
    }

    /** A local description with a data section is set. */
    void gather() {
        agent.gather();
    }

    /**
     * One more local candidate.
     *
     * @return false when it belongs to a generation that is not the one being described
     */
    boolean addGathered(Candidate candidate, @Nullable String usernameFragment) {
        if (usernameFragment != null && !usernameFragment.equals(local().usernameFragment())) {
            return false;
        }
        ofLocal().candidates.add(candidate);
        return true;
    }

    void endGathered() {
        ofLocal().ended = true;
    }

    /** An answer is set: the peer's credentials and candidates are in force. InvalidAccessError when they cannot be used. */
    void negotiated(DataChannelSection section, boolean offerer) {
        var offered = section.iceParameters()
                .orElseThrow(() -> WebRtcException.invalidAccess("ice-ufrag or ice-pwd is missing", null));
        IceParameters next = new IceParameters(offered.ufrag(), offered.pwd(), offered.lite());
        boolean newGeneration = !next.equals(remote);
        if (newGeneration) {
            // RFC 8445 §6.1.1: the offerer controls, and a full agent always controls a lite one.
            agent.setRole(offerer || offered.lite() ? IceRole.CONTROLLING : IceRole.CONTROLLED);
            agent.setRemoteParameters(next);
            remote = next;
            restartPrepared = false;
            knownRemoteCandidates.clear();
            remoteEnded = false;
            gathered.keySet().retainAll(Set.of(local().usernameFragment()));
        }
        section.candidates().forEach(candidate -> addRemote(candidate));
        if (section.endOfCandidates() || !offered.canTrickle()) {
            endRemote();
        }
        if (newGeneration) {
            agent.start();
        }
    }

    /** Whether the peer's credentials with this fragment are in force, so that its candidates are of use now. */
    boolean isInForce(String usernameFragment) {
        return remote != null && remote.usernameFragment().equals(usernameFragment);
    }

    /** What SDP can write and ICE cannot use leads nowhere, and harms nobody. */
    void addRemote(Candidate candidate) {
        if (knownRemoteCandidates.size() == REMOTE_CANDIDATES_MAX
                || !knownRemoteCandidates.add(candidate.attributeValue())) {
            return;
        }
        try {
            agent.addRemoteCandidate(IceCandidate.parse(candidate.toText()));
        } catch (IllegalArgumentException unusable) {
            LOG.debug("passes over a candidate of the peer", unusable);
        }
    }

    void endRemote() {
        if (!remoteEnded) {
            remoteEnded = true;
            agent.endOfRemoteCandidates();
        }
    }

    /** A candidate of the agent in the words of SDP. */
    static Candidate toSdp(IceCandidate candidate) {
        try {
            return Candidate.parse(candidate.toString());
        } catch (SdpParseException e) {
            throw new IllegalStateException("the agent made a candidate that is none: " + candidate, e);
        }
    }

    private Gathered ofLocal() {
        return gathered.computeIfAbsent(local().usernameFragment(), fragment -> new Gathered());
    }
}
