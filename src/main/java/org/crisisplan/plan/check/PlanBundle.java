package org.crisisplan.plan.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crisisplan.text.ProductTexts;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Everything in {@code processes/}, {@code dmn/}, {@code forms/} and {@code texts/} together: one version of the plan.
 *
 * @param files the files' contents by their stable name, such as {@code processes/review.bpmn}
 * @param leftOut files that lie with them and look like models, but are no part of it where they lie or as they are named
 */
public record PlanBundle(SortedMap<String, byte[]> files, SortedSet<String> leftOut) {

    private static final Pattern A_MODEL =
            Pattern.compile("(?i).+\\.(bpmn|dmn|form|json|ya?ml|(bpmn|dmn)\\d*\\.xml|xml)");

    private static final Map<String, String> FOLDERS =
            Map.of("processes", "bpmn", "dmn", "dmn", "forms", "form", "texts", "txt");

    public PlanBundle(SortedMap<String, byte[]> files) {
        this(files, new TreeSet<>());
    }

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
                for (Resource file : resolver.getResources(root + folder + "/*" + PlanCheckExamples.ENDING)) {
                    files.put(folder + "/" + file.getFilename(), file.getContentAsByteArray());
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The plan cannot be read from " + root + folder, unreadable);
            }
        });
        SortedSet<String> leftOut = leftOut(root, files.keySet());
        return new PlanBundle(withTexts(files), leftOut);
    }

    /** A plan that has no text of its own speaks with those of the product; one that has some has all of its own. */
    public static SortedMap<String, byte[]> withTexts(SortedMap<String, byte[]> files) {
        if (files.isEmpty() || files.keySet().stream().anyMatch(file -> file.startsWith(ProductTexts.FOLDER + "/"))) {
            return files;
        }
        SortedMap<String, byte[]> complete = new TreeMap<>(files);
        complete.putAll(ProductTexts.files());
        return complete;
    }

    byte[] content(String file) {
        byte[] content = files.get(file);
        if (content == null) {
            throw new IllegalArgumentException("The plan has no file " + file);
        }
        return content;
    }

    /** Which folder a file belongs to by its ending, such as {@code dmn} for {@code team.dmn}; none for files of no use here. */
    public static Optional<String> folderOf(String file) {
        return FOLDERS.entrySet().stream()
                .filter(folder -> file.endsWith("." + folder.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Only a folder can be looked through; on the class path everything else lies about too. */
    private static SortedSet<String> leftOut(String location, Set<String> read) {
        SortedSet<String> leftOut = new TreeSet<>();
        if (!location.startsWith("file:")) {
            return leftOut;
        }
        Path root = Path.of(location.substring("file:".length()));
        try (Stream<Path> all = Files.isDirectory(root) ? Files.walk(root, 6) : Stream.empty()) {
            all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> A_MODEL.matcher(file).matches() && !file.contains("/."))
                    .filter(file -> isNearby(file) && !read.contains(file))
                    .forEach(leftOut::add);
        } catch (IOException | UncheckedIOException unreadable) {
            throw new IllegalStateException("The plan cannot be read from " + location, unreadable);
        }
        return leftOut;
    }

    /** In one of the folders, in one whose name is nearly the same, or beside them with a model's ending. */
    private static boolean isNearby(String file) {
        int slash = file.indexOf('/');
        if (slash < 0) {
            return folderOf(file.toLowerCase(Locale.ROOT)).isPresent();
        }
        String folder = file.substring(0, slash).strip().toLowerCase(Locale.ROOT);
        return FOLDERS.keySet().stream()
                .anyMatch(known -> known.equals(folder) || known.equals(folder + "s") || known.equals(folder + "es"));
    }
}
