package org.crisisplan.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.jspecify.annotations.Nullable;

/**
 * What the plan becomes by what is sent. Whoever changes a file that somebody else changed after one had it last is told so, and
 * nothing is overwritten unseen; who changed different files is not in the other's way.
 *
 * @param files the whole next version
 * @param conflicts what stands in its way
 */
record NextPlan(SortedMap<String, byte[]> files, List<PlanCheckFinding> conflicts) {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /** Files added to the running plan or put in the place of its own. */
    static NextPlan completed(Map<String, byte[]> current, Map<String, byte[]> sent) {
        SortedMap<String, byte[]> files = new TreeMap<>(current);
        files.putAll(sent);
        return new NextPlan(files, List.of());
    }

    /** Nothing of the running plan stays. */
    static NextPlan replaced(Map<String, byte[]> sent) {
        return new NextPlan(new TreeMap<>(sent), List.of());
    }

    /** Judges the changes by what this person had in hands last. */
    NextPlan asSentBy(String user, Map<String, byte[]> current, PlanVersionRepository versions) {
        List<PlanCheckFinding> conflicts = new ArrayList<>();
        Change.between(current, files)
                .keySet()
                .forEach(file -> versions.lastChangeOf(file)
                        .filter(last -> !user.equals(last.by()) && last.version() > seen(user, file, current, versions))
                        .ifPresent(last -> conflicts.add(new PlanCheckFinding(
                                file,
                                "",
                                "was %s by %s in version v%d, which you have not had yet"
                                        .formatted(last.change().word(), who(last), last.version()),
                                "Fetch it from the page /plan, put your change into it and deploy that"))));
        return new NextPlan(files, conflicts);
    }

    private static int seen(String user, String file, Map<String, byte[]> current, PlanVersionRepository versions) {
        int ofTheFile = versions.seen(user, file);
        return current.containsKey(file) ? ofTheFile : Math.max(ofTheFile, versions.seen(user));
    }

    /** The folder's own changes since it was last deployed, laid over what others deployed meanwhile. */
    static NextPlan ofFolder(Map<String, byte[]> current, Map<String, byte[]> folder, PlanVersionRepository versions) {
        Map<String, String> before = versions.folder();
        Map<String, String> mine = hashes(folder);
        Map<String, String> theirs = hashes(current);
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<PlanCheckFinding> conflicts = new ArrayList<>();
        for (String file : allOf(before, mine, theirs)) {
            @Nullable String was = before.get(file);
            boolean changedHere = !Objects.equals(mine.get(file), was);
            boolean changedThere = !Objects.equals(theirs.get(file), was);
            if (changedHere && changedThere && !Objects.equals(mine.get(file), theirs.get(file))) {
                conflicts.add(conflictWithFolder(file, versions));
            }
            byte @Nullable [] taken = changedHere ? folder.get(file) : current.get(file);
            if (taken != null) {
                files.put(file, taken);
            }
        }
        return new NextPlan(files, conflicts);
    }

    private static PlanCheckFinding conflictWithFolder(String file, PlanVersionRepository versions) {
        String there = versions.lastChangeOf(file)
                .map(last -> "by %s in version v%d".formatted(who(last), last.version()))
                .orElse("in the running plan");
        return new PlanCheckFinding(
                file,
                "",
                "was changed in the folder and also " + there,
                "Fetch that version from the page /plan, put both changes into one file and keep it in the folder");
    }

    static Map<String, String> hashes(Map<String, byte[]> files) {
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((file, content) -> hashes.put(file, hash(content)));
        return hashes;
    }

    /** Of a whole plan: the names of its files and what they hold. */
    static String hash(Map<String, byte[]> files) {
        return hash(hashes(files).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Set<String> allOf(Map<String, String> one, Map<String, String> two, Map<String, String> three) {
        Set<String> files = new TreeSet<>(one.keySet());
        files.addAll(two.keySet());
        files.addAll(three.keySet());
        return files;
    }

    private static String who(Change.Last last) {
        String name =
                last.by() != null ? last.by() : last.origin() == DeploymentOrigin.FOLDER ? "the folder" : "the product";
        return name + " on " + WHEN.format(last.at());
    }
}
