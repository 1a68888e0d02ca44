package org.crisisplan.plan.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.util.ResourceUtils;

/** Finds what an analyst put into the folder of the plan and nobody would read: a wrong ending, a wrong or a deeper folder. */
public class PlanFolder {

    private static final Pattern MODEL =
            Pattern.compile("(?i)[^.].*\\.(bpmn|dmn|form|cmmn|(bpmn2?0?|dmn\\d*|cmmn\\d*)\\.xml)");
    private static final int DEEPEST = 4;

    private PlanFolder() {}

    /** @param location as in {@link PlanBundle#readFrom}; only a folder on disk is looked at */
    public static List<PlanCheckFinding> notRead(String location) {
        if (!location.startsWith(ResourceUtils.FILE_URL_PREFIX)) {
            return List.of();
        }
        Path root = rootOf(location);
        return Stream.of("processes", "dmn", "forms", "texts")
                .map(root::resolve)
                .filter(Files::isDirectory)
                .flatMap(folder -> notReadIn(root, folder))
                .sorted()
                .toList();
    }

    private static Path rootOf(String location) {
        try {
            return ResourceUtils.getFile(location).toPath();
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    private static Stream<PlanCheckFinding> notReadIn(Path root, Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> MODEL.matcher(file.getFileName().toString()).matches())
                    .filter(file -> !(folder.equals(file.getParent()) && belongs(folder, file)))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .map(
                            file -> new PlanCheckFinding(
                                    file,
                                    "",
                                    "is not read",
                                    "Keep diagrams as processes/*.bpmn, tables as dmn/*.dmn, forms as forms/*.form and texts as texts/*.txt"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean belongs(Path folder, Path file) {
        return PlanBundle.folderOf(file.getFileName().toString())
                .filter(folder.getFileName().toString()::equals)
                .isPresent();
    }
}
