package org.crisisplan.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * A form of the plan, as its file describes it.
 *
 * @param id the name by which user tasks refer to it
 * @param fields what stands on its top level; groups and lists hold further fields
 */
record Form(String id, List<FormField> fields) {

    private static final Set<String> WORDS = Set.of("radio", "select");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Form read(InputStream file) {
        try (file) {
            return of(JSON.readTree(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The form cannot be read", unreadable);
        }
    }

    /** Whether some field of that key lets people choose between words. */
    boolean offersWords(String key) {
        return offersWords(fields, key);
    }

    private static boolean offersWords(List<FormField> fields, String key) {
        return fields.stream()
                .anyMatch(field ->
                        field.key().equals(key) && WORDS.contains(field.type()) || offersWords(field.fields(), key));
    }

    static Form of(JsonNode form) {
        return new Form(form.path("id").asText(), FormField.of(form.path("components")));
    }
}
