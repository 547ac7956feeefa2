package io.github.datachannel4j.interop.nat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Finds in a stats report of any stack which candidate of its own is in use. */
final class SelectedCandidate {
    private SelectedCandidate() {}

    /** Its type, and for a relay the protocol to the server. */
    static String of(JsonNode report) {
        JsonNode entries = report.has("stats") ? report.path("stats") : report;
        Map<String, JsonNode> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.path("id").asText(), entry));
        for (JsonNode entry : entries) {
            boolean isPair = entry.path("type").asText().equals("candidate-pair");
            if (isPair && (isSelected(entry, byId) || entry.path("selected").asBoolean())) {
                JsonNode local = byId.get(entry.path("localCandidateId").asText());
                String relay = local.path("relayProtocol").asText("");
                String protocol = local.path("protocol").asText().equals("tcp") ? "/tcp" : "";
                return local.path("candidateType").asText() + (relay.isEmpty() ? protocol : "/" + relay);
            }
        }
        return "unknown";
    }

    private static boolean isSelected(JsonNode pair, Map<String, JsonNode> byId) {
        return byId.values().stream()
                .anyMatch(entry -> entry.path("selectedCandidatePairId")
                        .asText()
                        .equals(pair.path("id").asText()));
    }
}
