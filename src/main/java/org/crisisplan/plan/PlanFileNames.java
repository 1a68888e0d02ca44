package org.crisisplan.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.crisisplan.plan.check.PlanBundle;
import org.crisisplan.plan.check.PlanCheckFinding;

/**
 * Gives each file that is sent its place in the plan. Modeler sends names without a folder, an export has folders; both mean the same
 * file.
 */
class PlanFileNames {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,99}");
    private static final Pattern OTHER_MODEL = Pattern.compile("(?i).*\\.(bpmn|dmn|form|bpmn2?0?\\.xml|dmn\\d*\\.xml)");
    private static final Pattern CASE_MODEL = Pattern.compile("(?i).*\\.cmmn(\\d*\\.xml)?");

    private final List<PlanCheckFinding> findings = new ArrayList<>();

    private PlanFileNames() {}

    /** The files by their place, and what is wrong with their names. */
    record Placed(Map<String, byte[]> files, List<PlanCheckFinding> findings) {}

    /**
     * @param sent the files as they came
     * @param twice names that came more than once
     * @param known the files of the running plan
     */
    static Placed place(Map<String, byte[]> sent, Collection<String> twice, Collection<String> known) {
        var names = new PlanFileNames();
        Map<String, String> cameAs = new TreeMap<>();
        Map<String, byte[]> files = new TreeMap<>();
        new TreeMap<>(sent).forEach((name, content) -> {
            String place = names.placeOf(name);
            if (place.isEmpty()) {
                return;
            }
            String other = cameAs.putIfAbsent(place, name);
            if (other != null) {
                names.refuse(
                        name,
                        "is sent together with " + shown(other) + ", which is the same file of the plan",
                        "Send it once");
            }
            files.put(place, content);
        });
        twice.forEach(name -> names.refuse(name, "is sent twice", "Send it once"));
        files.keySet().forEach(file -> names.noneByCapitalsAlone(file, known));
        return new Placed(files, names.findings);
    }

    /** {@code processes/review.bpmn} for {@code review.bpmn}; empty for what was refused. */
    private String placeOf(String name) {
        String base = name.substring(name.lastIndexOf('/') + 1);
        String folder = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        if (CASE_MODEL.matcher(base).matches()) {
            refuse(name, "is a case model, which this product does not run", "Draw a process");
            return "";
        }
        String wanted = PlanBundle.folderOf(base).orElse("");
        if (wanted.isEmpty()) {
            refuse(
                    name,
                    OTHER_MODEL.matcher(base).matches()
                            ? "has an ending that is not read"
                            : "is not a diagram, a table, a form or a text",
                    OTHER_MODEL.matcher(base).matches()
                            ? "Name it .bpmn, .dmn or .form, in small letters"
                            : "Send files that end in .bpmn, .dmn, .form or .txt and nothing else");
            return "";
        }
        if (!NAME.matcher(base).matches()) {
            refuse(
                    name,
                    "has a name that no file of the plan may have",
                    "Use letters, digits, hyphens, dots and underscores, at most 100, beginning with a letter or digit");
            return "";
        }
        if (!folder.isEmpty() && !folder.equals(wanted)) {
            refuse(
                    name,
                    "stands in another folder than its kind",
                    "Send it as " + base + " or as " + wanted + "/" + base);
            return "";
        }
        return wanted + "/" + base;
    }

    /** Where the plan is kept in a folder, many computers could not hold both. */
    private void noneByCapitalsAlone(String file, Collection<String> known) {
        known.stream()
                .filter(other ->
                        !other.equals(file) && other.toLowerCase(Locale.ROOT).equals(file.toLowerCase(Locale.ROOT)))
                .forEach(other -> refuse(
                        file, "differs from " + other + " of the plan by capital letters alone", "Give it that name"));
    }

    private void refuse(String name, String problem, String remedy) {
        findings.add(new PlanCheckFinding(shown(name), "", problem, remedy));
    }

    static String shown(String name) {
        String clean = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return clean.length() > 120 ? clean.substring(0, 120) + "…" : clean.isBlank() ? "A file without a name" : clean;
    }
}
