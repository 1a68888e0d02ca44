package org.crisisplan.crisis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How values stand in the columns of a crisis's tables. */
final class Columns {

    private final ObjectMapper json;

    Columns(ObjectMapper json) {
        this.json = json;
    }

    String written(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Nullable Object value(String text) {
        try {
            return json.readValue(text, Object.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A fact cannot be read: " + text, broken);
        }
    }

    Map<String, Object> values(String text) {
        try {
            return json.readValue(text, new TypeReference<TreeMap<String, Object>>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The facts of a grade cannot be read: " + text, broken);
        }
    }

    List<Crisis.Reason> reasons(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The reasons of a crisis cannot be read: " + text, broken);
        }
    }

    static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? null : at(row, column);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
