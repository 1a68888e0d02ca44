package org.crisisplan.plan.check;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that lie with the plan but are not read as part of it, and copies that an editor or a file manager left there. */
final class PlanCheckFiles {

    private static final Pattern COPY = Pattern.compile(
            "(?iU)(?:kopie von |copy of |副本 ?)?(.+?)(?:[ _-]*(?:\\(\\d+\\)|副本|copy|kopie|copie|复制|backup|alt|old)[ \\d()]*)?");

    private PlanCheckFiles() {}

    /** The bundle without the copies that stand beside their original; each is reported. */
    static PlanBundle withoutCopies(PlanBundle bundle, PlanCheckReport report) {
        SortedMap<String, byte[]> files = new TreeMap<>(bundle.files());
        bundle.files()
                .keySet()
                .forEach(file -> originalOf(file, bundle).ifPresent(original -> {
                    files.remove(file);
                    report.add(
                            file,
                            "",
                            "looks like a copy of " + original + " that was left there",
                            "Remove it, or give it a name and an id of its own");
                }));
        return new PlanBundle(files, bundle.leftOut());
    }

    private static Optional<String> originalOf(String file, PlanBundle bundle) {
        int end = PlanCheckExamples.isOne(file)
                ? file.length() - PlanCheckExamples.ENDING.length()
                : file.lastIndexOf('.');
        int start = file.indexOf('/') + 1;
        String name = file.substring(start, Math.max(start, end));
        Matcher copy = COPY.matcher(name);
        if (!copy.matches() || copy.group(1).equals(name)) {
            return Optional.empty();
        }
        String original = file.substring(0, start) + copy.group(1).strip() + file.substring(end);
        return bundle.files().containsKey(original) ? Optional.of(original) : Optional.empty();
    }

    static void check(PlanBundle bundle, PlanCheckReport report) {
        bundle.leftOut().forEach(file -> report.add(file, "", "was not read, because " + why(file), remedy(file)));
    }

    private static String why(String file) {
        String small = file.toLowerCase(Locale.ROOT);
        String folder = PlanBundle.folderOf(small).orElse("");
        if (folder.isEmpty()) {
            return "its name ends otherwise than .bpmn, .dmn or .form";
        }
        if (!file.startsWith(folder + "/")) {
            return "it does not lie in the folder " + folder;
        }
        return file.indexOf('/') != file.lastIndexOf('/')
                ? "it lies in a folder within " + folder
                : "its name does not end in small letters";
    }

    private static String remedy(String file) {
        String small = file.toLowerCase(Locale.ROOT);
        String name = file.substring(file.lastIndexOf('/') + 1);
        return PlanBundle.folderOf(small)
                .map(folder -> "Move it to " + folder + "/" + name.substring(0, name.lastIndexOf('.'))
                        + name.substring(name.lastIndexOf('.')).toLowerCase(Locale.ROOT))
                .orElse("Rename it, or put it elsewhere if it is not part of the plan");
    }
}
