package io.github.datachannel4j.peerconnection;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns a stats record into a map for JSON: the components' names are the W3C's, absent values are left out. */
final class StatsMap {
    private StatsMap() {}

    static Map<String, Object> of(Stats stats) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", stats.type());
        addComponents((Record) stats, map);
        return map;
    }

    private static void addComponents(Record figures, Map<String, Object> map) {
        for (RecordComponent component : figures.getClass().getRecordComponents()) {
            Object value = plain(read(component, figures));
            if (value != null) {
                map.put(component.getName(), value);
            }
        }
    }

    private static Map<String, Object> group(Record figures) {
        Map<String, Object> map = new LinkedHashMap<>();
        addComponents(figures, map);
        return map;
    }

    private static @Nullable Object read(RecordComponent component, Record figures) {
        try {
            return component.getAccessor().invoke(figures);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> plain(optional.orElse(null));
            case OptionalInt optional -> optional.isPresent() ? optional.getAsInt() : null;
            case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
            case OptionalDouble optional -> optional.isPresent() ? optional.getAsDouble() : null;
            case Enum<?> name -> name.toString();
            case Record figures -> group(figures);
            default -> value;
        };
    }
}
