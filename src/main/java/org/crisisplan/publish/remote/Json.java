package org.crisisplan.publish.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Writes what is sent. */
public final class Json {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    public static String of(Map<String, ?> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts and lists can be written as JSON", impossible);
        }
    }
}
