package org.crisisplan.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.crisisplan.web.Notices;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The scenarios that can be rehearsed: the shipped ones, and those of the operator's folder, which go first. */
@Component
public class Scenarios {

    private static final Logger LOG = LoggerFactory.getLogger(Scenarios.class);
    private static final String SHIPPED = "classpath*:drills/*.yaml";
    private static final String ENDING = ".yaml";
    private static final String USUAL = "answers";
    private static final String SUBJECT = "drill-scenarios";

    private final SortedMap<String, Scenario> byKey = new TreeMap<>();

    Scenarios(DrillSettings settings, Notices notices) {
        List<String> problems = new ArrayList<>();
        Map<String, Resource> files = files(settings.scenarios(), problems);
        Resource usual = files.remove(USUAL);
        Map<String, Map<String, Object>> answers = usual == null ? Map.of() : ScenarioFile.usual(usual, problems);
        files.forEach((key, file) -> {
            ScenarioFile.Read read = ScenarioFile.read(file, key, answers);
            problems.addAll(read.problems());
            if (read.scenario() != null) {
                byKey.put(key, read.scenario());
            }
        });
        if (!problems.isEmpty()) {
            problems.forEach(problem -> LOG.error("A scenario of drills cannot be used: {}", problem));
            notices.say(new Notices.Notice(SUBJECT, String.valueOf(problems.size()), problems));
        }
    }

    private static Map<String, Resource> files(@Nullable Path folder, List<String> problems) {
        Map<String, Resource> files = new TreeMap<>();
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(SHIPPED)) {
                files.put(key(String.valueOf(file.getFilename())), file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The shipped scenarios cannot be read", unreadable);
        }
        if (folder == null) {
            return files;
        }
        try (Stream<Path> own = Files.list(folder)) {
            own.filter(file -> file.toString().endsWith(ENDING))
                    .forEach(file -> files.put(key(file.getFileName().toString()), new FileSystemResource(file)));
        } catch (IOException unreadable) {
            problems.add("crisis-plan.drill.scenarios: the folder " + folder
                    + " cannot be read; the shipped scenarios are used. Name a folder that is there.");
        }
        return files;
    }

    private static String key(String file) {
        return file.substring(0, file.length() - ENDING.length());
    }

    public Collection<Scenario> all() {
        return byKey.values();
    }

    public Optional<Scenario> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
