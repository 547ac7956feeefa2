package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.DataChannelLookup;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.Group;
import io.github.datachannel4j.sdp.IceParameters;
import io.github.datachannel4j.sdp.MediaDescription;
import io.github.datachannel4j.sdp.SessionDescription;
import io.github.datachannel4j.sdp.Setup;
import io.github.datachannel4j.sdp.jsep.InvalidDescriptionException.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of a description before it is set (RFC 9429 §5.8), as far as data channels can be harmed. */
public final class JsepRules {
    private JsepRules() {}

    /** @param previous the answer of the last exchange, from whichever end it came; null for the first offer */
    public static void checkOffer(SessionDescription offer, @Nullable SessionDescription previous)
            throws InvalidDescriptionException {
        checkMids(offer);
        if (previous != null) {
            checkSectionsKept(previous, offer);
        }
        checkDataChannel(offer);
    }

    public static void checkAnswer(SessionDescription offer, SessionDescription answer)
            throws InvalidDescriptionException {
        checkMids(answer);
        require(
                answer.media().size() == offer.media().size(),
                Rule.SECTION_COUNT,
                "the answer has " + answer.media().size() + " sections, the offer "
                        + offer.media().size());
        for (int i = 0; i < offer.media().size(); i++) {
            checkAnswered(i, offer.media().get(i), answer.media().get(i));
        }
        checkBundled(offer, answer);
        checkDataChannel(answer);
        checkRole(offer, answer);
    }

    private static void checkMids(SessionDescription description) throws InvalidDescriptionException {
        Set<String> mids = new HashSet<>();
        for (MediaDescription section : description.media()) {
            Optional<String> mid = section.mid();
            require(mid.isEmpty() || mids.add(mid.get()), Rule.MIDS, "two sections have the mid " + mid.orElse(""));
        }
        Set<String> bundled = new HashSet<>();
        for (Group group : description.bundleGroups()) {
            for (String mid : group.mids()) {
                require(mids.contains(mid), Rule.MIDS, "the BUNDLE group has a mid " + mid + " that no section has");
                require(bundled.add(mid), Rule.MIDS, "the mid " + mid + " is bundled twice");
            }
        }
    }

    private static void checkSectionsKept(SessionDescription previous, SessionDescription offer)
            throws InvalidDescriptionException {
        List<MediaDescription> before = previous.media();
        require(
                offer.media().size() >= before.size(),
                Rule.SECTION_COUNT,
                "the offer has fewer sections than the description before it");
        for (int i = 0; i < before.size(); i++) {
            // A rejected section may be recycled for anything (RFC 9429 §5.2.2).
            if (!before.get(i).isRejected()) {
                checkSameSection(i, before.get(i), offer.media().get(i));
            }
        }
    }

    private static void checkAnswered(int index, MediaDescription offered, MediaDescription answered)
            throws InvalidDescriptionException {
        checkSameSection(index, offered, answered);
        require(
                !offered.isRejected() || answered.isRejected(),
                Rule.NOT_OFFERED,
                "section " + index + " is accepted, but was offered with port 0");
    }

    /** A mid that is there on one side only is let pass: old peers leave it out, and the index tells as much. */
    private static void checkSameSection(int index, MediaDescription before, MediaDescription after)
            throws InvalidDescriptionException {
        require(
                before.mediaLine().media().equals(after.mediaLine().media()),
                Rule.SECTION_ORDER,
                "section " + index + " was " + before.mediaLine().media() + " and is now "
                        + after.mediaLine().media());
        require(
                before.mid().isEmpty() || after.mid().isEmpty() || before.mid().equals(after.mid()),
                Rule.SECTION_ORDER,
                "section " + index + " had the mid " + before.mid().orElse("") + " and now has "
                        + after.mid().orElse(""));
    }

    private static void checkBundled(SessionDescription offer, SessionDescription answer)
            throws InvalidDescriptionException {
        for (Group group : answer.bundleGroups()) {
            boolean offered = group.mids().isEmpty()
                    || offer.bundleGroups().stream()
                            .anyMatch(candidate -> candidate.mids().containsAll(group.mids()));
            require(
                    offered,
                    Rule.NOT_OFFERED,
                    "the answer bundles what was not offered to be bundled: " + group.mids());
        }
    }

    private static void checkDataChannel(SessionDescription description) throws InvalidDescriptionException {
        if (!(description.dataChannel() instanceof DataChannelLookup.Found found)) {
            return;
        }
        DataChannelSection section = found.section();
        Optional<IceParameters> ice = section.iceParameters();
        require(ice.isPresent(), Rule.ICE_CREDENTIALS, "ice-ufrag or ice-pwd is missing");
        checkCredential("ice-ufrag", ice.get().ufrag(), IceParameters.UFRAG_LENGTH_MIN);
        checkCredential("ice-pwd", ice.get().pwd(), IceParameters.PWD_LENGTH_MIN);
        require(!section.fingerprints().isEmpty(), Rule.FINGERPRINT, "there is no fingerprint for the data channels");
    }

    private static void checkCredential(String name, String value, int lengthMin) throws InvalidDescriptionException {
        require(
                value.length() >= lengthMin,
                Rule.ICE_CREDENTIALS,
                name + " has fewer than " + lengthMin + " characters");
        require(
                value.chars().allMatch(JsepRules::isIceCharacter),
                Rule.ICE_CREDENTIALS,
                name + " has a character other than letters, digits, + and /");
    }

    /** RFC 8839 §5.4, and the four that Chromium also takes, since libraries write base64 of other alphabets. */
    private static boolean isIceCharacter(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "+/-_=#".indexOf(c) >= 0;
    }

    private static void checkRole(SessionDescription offer, SessionDescription answer)
            throws InvalidDescriptionException {
        if (!(offer.dataChannel() instanceof DataChannelLookup.Found offered)
                || !(answer.dataChannel() instanceof DataChannelLookup.Found answered)) {
            return;
        }
        Setup offeredSetup = offered.section().setup().orElse(Setup.ACTPASS);
        require(
                answered.section().setup().map(Setup::isRole).orElse(true),
                Rule.SETUP,
                "the answer's setup has to be active or passive");
        Setup role = answered.section().answeredRole();
        require(
                !offeredSetup.isRole() || role == offeredSetup.reversed(),
                Rule.SETUP,
                "the offer is " + offeredSetup.attributeValue() + ", so the answer cannot be " + role.attributeValue());
    }

    private static void require(boolean holds, Rule rule, String otherwise) throws InvalidDescriptionException {
        if (!holds) {
            throw new InvalidDescriptionException(rule, otherwise);
        }
    }
}
