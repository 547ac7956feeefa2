package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.sdp.Candidate;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.IceParameters;
import io.github.datachannel4j.sdp.SdpParseException;
import io.github.datachannel4j.sdp.jsep.LocalCandidates;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Trickle ICE (RFC 8838, RFC 8840): local candidates into the local description and to the user, the peer's from addIceCandidate. */
final class CandidateExchange {
    private final Descriptions descriptions;
    private final IceGenerations ice;
    private final PeerEvents events;

    CandidateExchange(Descriptions descriptions, IceGenerations ice, PeerEvents events) {
        this.descriptions = descriptions;
        this.ice = ice;
        this.events = events;
    }

    // ---- ours

    /** What was gathered before is shown now, and what is still missing is gathered. */
    void localDescriptionSet() {
        Optional<DataChannelSection> section = describedGeneration();
        if (section.isEmpty()) {
            return;
        }
        List<Candidate> known = section.get().candidates();
        ice.gathered().stream().filter(candidate -> !known.contains(candidate)).forEach(this::show);
        if (ice.gatheringEnded() && !section.get().endOfCandidates()) {
            showEnd();
        }
        ice.gather();
    }

    void gathered(IceCandidate candidate) {
        Candidate inSdp = IceGenerations.toSdp(candidate);
        if (ice.addGathered(inSdp, candidate.usernameFragment())
                && describedGeneration().isPresent()) {
            show(inSdp);
        }
    }

    void gatheringEnded() {
        ice.endGathered();
        if (describedGeneration().filter(section -> !section.endOfCandidates()).isPresent()) {
            showEnd();
        }
    }

    private void show(Candidate candidate) {
        descriptions.changeLocal(local -> local.changed(content -> LocalCandidates.add(content, candidate)));
        emit(candidate.toText());
    }

    private void showEnd() {
        descriptions.changeLocal(local -> local.changed(LocalCandidates::end));
        emit("");
    }

    private void emit(String candidate) {
        describedGeneration()
                .ifPresent(section -> events.emit(new PeerConnectionEvent.IceCandidate(new IceCandidateInit(
                        candidate,
                        section.mid().orElse(null),
                        section.mLineIndex(),
                        ice.local().usernameFragment()))));
    }

    /** The data section of the local description, if it is of the generation that is being gathered. */
    private Optional<DataChannelSection> describedGeneration() {
        Description local = descriptions.now().local();
        return local == null
                ? Optional.empty()
                : local.dataSection()
                        .filter(section -> section.iceParameters()
                                .map(IceParameters::ufrag)
                                .filter(ice.local().usernameFragment()::equals)
                                .isPresent());
    }

    // ---- the peer's

    /** InvalidStateError without a remote description, OperationError for a candidate that belongs nowhere or cannot be read. */
    void addRemote(IceCandidateInit init) {
        Description remote = descriptions.now().remote();
        if (remote == null) {
            throw WebRtcException.invalidState("a candidate needs a remote description first");
        }
        OptionalInt index = sectionIndex(init, remote);
        if (init.isEndOfCandidates()) {
            endRemote(init, index);
            return;
        }
        Candidate candidate = parse(init.candidate());
        String fragment = init.usernameFragment() != null
                ? init.usernameFragment()
                : candidate.extension("ufrag").orElse(null);
        if (!isOfDataSection(remote, index)) {
            return; // Of a section that is rejected: nothing runs there.
        }
        String generation = generation(fragment);
        descriptions.changeRemote(description -> withCandidate(description, generation, candidate));
        if (ice.isInForce(generation)) {
            ice.addRemote(candidate);
        }
    }

    private void endRemote(IceCandidateInit init, OptionalInt index) {
        Description remote = Objects.requireNonNull(descriptions.now().remote());
        if (index.isPresent() && !isOfDataSection(remote, index)) {
            return;
        }
        if (remote.dataSection().isEmpty()) {
            return;
        }
        String generation = generation(init.usernameFragment());
        descriptions.changeRemote(description -> withEnd(description, generation));
        if (ice.isInForce(generation)) {
            ice.endRemote();
        }
    }

    /** Empty when the candidate names no section, which only the end of all candidates may do. */
    private static OptionalInt sectionIndex(IceCandidateInit init, Description remote) {
        String mid = init.sdpMid();
        // Pion names every section by an empty mid and means the index beside it.
        if (mid != null && !(mid.isEmpty() && init.sdpMLineIndex() != null)) {
            OptionalInt index = remote.content().indexOfMid(mid);
            if (index.isEmpty()) {
                throw WebRtcException.operation("no section has the mid \"" + mid + "\"");
            }
            return index;
        }
        if (init.sdpMLineIndex() == null) {
            return OptionalInt.empty();
        }
        if (init.sdpMLineIndex() < 0
                || init.sdpMLineIndex() >= remote.content().media().size()) {
            throw WebRtcException.operation("there is no section " + init.sdpMLineIndex());
        }
        return OptionalInt.of(init.sdpMLineIndex());
    }

    private static boolean isOfDataSection(Description remote, OptionalInt index) {
        return index.isPresent()
                && remote.dataSection()
                        .map(section -> section.takesCandidatesOf(index.getAsInt()))
                        .orElse(false);
    }

    /** The fragment itself, if one of the remote descriptions has it; that of the newest one when none is given. */
    private String generation(@Nullable String fragment) {
        Descriptions.Snapshot now = descriptions.now();
        Optional<String> newest = fragmentOf(now.remote());
        if (fragment == null) {
            return newest.orElse("");
        }
        boolean known = newest.filter(fragment::equals).isPresent()
                || fragmentOf(now.currentRemote()).filter(fragment::equals).isPresent();
        if (!known) {
            throw WebRtcException.operation("no remote description has the ICE user name fragment " + fragment);
        }
        return fragment;
    }

    private static Description withCandidate(Description description, String generation, Candidate candidate) {
        return fragmentOf(description).filter(generation::equals).isEmpty()
                ? description
                : description
                        .dataSection()
                        .filter(section -> section.candidates().size() < IceGenerations.REMOTE_CANDIDATES_MAX)
                        .filter(section -> !section.candidates().contains(candidate))
                        .map(section ->
                                description.changed(content -> content.withCandidate(section.mLineIndex(), candidate)))
                        .orElse(description);
    }

    private static Description withEnd(Description description, String generation) {
        return fragmentOf(description).filter(generation::equals).isEmpty()
                ? description
                : description
                        .dataSection()
                        .map(section ->
                                description.changed(content -> content.withEndOfCandidates(section.mLineIndex())))
                        .orElse(description);
    }

    private static Optional<String> fragmentOf(@Nullable Description description) {
        return description == null
                ? Optional.empty()
                : description
                        .dataSection()
                        .flatMap(DataChannelSection::iceParameters)
                        .map(IceParameters::ufrag);
    }

    private static Candidate parse(String text) {
        try {
            return Candidate.parse(text);
        } catch (SdpParseException e) {
            throw new WebRtcException(WebRtcErrorName.OPERATION_ERROR, "not a candidate: " + e.reason(), e);
        }
    }
}
