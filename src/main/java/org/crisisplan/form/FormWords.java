package org.crisisplan.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.engine.fence.OfferedActs;
import org.springframework.stereotype.Component;

/** What the fields of a plan version's forms are called, for whoever reads later what was answered. */
@Component
public class FormWords {

    private static final String FORM = ".form";

    private final RepositoryService repository;
    private final OfferedActs acts;
    // a deployed version never changes
    private final Map<String, Fields> known = new ConcurrentHashMap<>();

    FormWords(RepositoryService repository, OfferedActs acts) {
        this.repository = repository;
        this.acts = acts;
    }

    /** The fields of all forms of one version; where two forms have a field of one key, that of the first form by name. */
    public static final class Fields {

        private final Map<String, String> labels = new HashMap<>();
        private final Map<String, Map<String, String>> options = new HashMap<>();

        /** In both languages, as it is drawn. */
        public Optional<String> label(String key) {
            return Optional.ofNullable(labels.get(key)).filter(label -> !label.startsWith("="));
        }

        /** What a field lets people choose, in both languages. */
        public Optional<String> option(String key, String value) {
            return Optional.ofNullable(options.getOrDefault(key, Map.of()).get(value));
        }

        private void add(List<FormField> fields) {
            for (FormField field : fields) {
                if (!field.key().isEmpty() && !field.label().isBlank()) {
                    labels.putIfAbsent(field.key(), field.label());
                }
                field.json()
                        .path("values")
                        .forEach(choice -> options.computeIfAbsent(field.key(), none -> new HashMap<>())
                                .putIfAbsent(
                                        choice.path("value").asText(),
                                        choice.path("label").asText()));
                add(field.fields());
            }
        }
    }

    /** @param deployment the engine's deployment that holds the version's forms */
    public Fields of(String deployment) {
        return known.computeIfAbsent(deployment, id -> acts.perform(OfferedActs.READ_FOR_PAGE, () -> read(id)));
    }

    private Fields read(String deployment) {
        var fields = new Fields();
        repository.getDeploymentResourceNames(deployment).stream()
                .filter(name -> name.endsWith(FORM))
                .sorted()
                .forEach(name -> fields.add(form(deployment, name).fields()));
        return fields;
    }

    private Form form(String deployment, String name) {
        try (InputStream file = repository.getResourceAsStream(deployment, name)) {
            return Form.read(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name + " cannot be read", unreadable);
        }
    }
}
