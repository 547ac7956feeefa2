package io.github.datachannel4j.peerconnection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to know about a connection at one moment (W3C RTCStatsReport).
 *
 * @param entries the objects, each with an id that is unique in the report
 */
public record StatsReport(List<Stats> entries) {
    /** Takes a copy of the list. */
    public StatsReport {
        entries = List.copyOf(entries);
    }

    /** The objects of one kind. */
    public <T extends Stats> List<T> of(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The object with this id. */
    public Optional<Stats> get(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** Everything as maps of strings, numbers and booleans by id, with the W3C's member names: for JSON. */
    public Map<String, Map<String, Object>> toMap() {
        Map<String, Map<String, Object>> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.id(), StatsMap.of(entry)));
        return map;
    }
}
