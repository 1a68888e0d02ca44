package org.crisisplan.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A form of the plan, as its file describes it.
 *
 * @param id the name by which user tasks refer to it
 * @param fields what stands on its top level; groups and lists hold further fields
 */
record Form(String id, List<FormField> fields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Form read(InputStream file) {
        try (file) {
            return of(JSON.readTree(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The form cannot be read", unreadable);
        }
    }

    static Form of(JsonNode form) {
        return new Form(form.path("id").asText(), FormField.of(form.path("components")));
    }
}
