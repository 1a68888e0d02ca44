package org.crisisplan.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.engine.fence.OfferedActs;
import org.springframework.stereotype.Component;

/** The texts of the very plan version that a running process belongs to. */
@Component
public class PlanTexts {

    /** Which incident it is, in a few words: part of most titles. */
    public static final String TITLE = "title";

    private final RepositoryService repository;
    private final OfferedActs acts;
    // a deployed version never changes
    private final Map<String, Optional<TextTemplate>> read = new ConcurrentHashMap<>();

    PlanTexts(RepositoryService repository, OfferedActs acts) {
        this.repository = repository;
        this.acts = acts;
    }

    /** @throws IllegalStateException when that plan version has no such text */
    public TextTemplate of(String processDefinitionId, String text, WrittenLanguage language) {
        String file = ProductTexts.fileOf(text, language);
        return read.computeIfAbsent(
                        processDefinitionId + " " + file,
                        any -> acts.perform(OfferedActs.READ_FOR_PAGE, () -> read(processDefinitionId, file)))
                .orElseThrow(() -> new IllegalStateException("The plan of " + processDefinitionId + " has no text '"
                        + text + "' (" + file + "); deploy the whole plan again with it."));
    }

    private Optional<TextTemplate> read(String processDefinitionId, String file) {
        String deployment = repository.getProcessDefinition(processDefinitionId).getDeploymentId();
        return content(deployment, file).map(text -> {
            try {
                return TextTemplate.read(text);
            } catch (TextTemplate.Unreadable checkedBefore) {
                throw new IllegalStateException(
                        file + " of the plan of " + processDefinitionId + " cannot be read", checkedBefore);
            }
        });
    }

    /** A version from before there were texts in a plan is spoken for by those of the product. */
    private Optional<String> content(String deployment, String file) {
        List<String> names = repository.getDeploymentResourceNames(deployment);
        if (names.stream().noneMatch(name -> name.startsWith(ProductTexts.FOLDER + "/"))) {
            return Optional.ofNullable(ProductTexts.files().get(file)).map(PlanTexts::text);
        }
        if (!names.contains(file)) {
            return Optional.empty();
        }
        try (InputStream content = repository.getResourceAsStream(deployment, file)) {
            return Optional.of(text(content.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " of the plan cannot be read", unreadable);
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
