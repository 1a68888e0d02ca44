package org.crisisplan.plan.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Everything in {@code processes/}, {@code dmn/} and {@code forms/} together: one version of the plan.
 *
 * @param files the files' contents by their stable name, such as {@code processes/review.bpmn}
 */
public record PlanBundle(SortedMap<String, byte[]> files) {

    private static final Map<String, String> FOLDERS = Map.of("processes", "bpmn", "dmn", "dmn", "forms", "form");

    /** @param location {@code classpath*:} or a folder such as {@code file:/etc/crisis-plan/} */
    public static PlanBundle readFrom(String location) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        String root = location.endsWith(":") || location.endsWith("/") ? location : location + "/";
        var resolver = new PathMatchingResourcePatternResolver();
        FOLDERS.forEach((folder, ending) -> {
            try {
                for (Resource file : resolver.getResources(root + folder + "/*." + ending)) {
                    files.put(folder + "/" + file.getFilename(), file.getContentAsByteArray());
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The plan cannot be read from " + root + folder, unreadable);
            }
        });
        return new PlanBundle(files);
    }

    /** Which folder a file belongs to by its ending, such as {@code dmn} for {@code team.dmn}; none for files of no use here. */
    public static Optional<String> folderOf(String file) {
        return FOLDERS.entrySet().stream()
                .filter(folder -> file.endsWith("." + folder.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
