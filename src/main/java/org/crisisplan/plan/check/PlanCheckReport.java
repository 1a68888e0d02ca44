package org.crisisplan.plan.check;

import java.util.List;
import java.util.TreeSet;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Collects what the checks find, so that an analyst sees everything at once. */
class PlanCheckReport {

    private final TreeSet<PlanCheckFinding> findings = new TreeSet<>();

    List<PlanCheckFinding> findings() {
        return List.copyOf(findings);
    }

    void addAll(PlanCheckReport other) {
        findings.addAll(other.findings);
    }

    boolean hasAny(String file) {
        return findings.stream().anyMatch(finding -> finding.file().equals(file));
    }

    /** A rule that fails over what it finds says so, and the others are held all the same. */
    void guarded(String file, Runnable rule) {
        try {
            rule.run();
        } catch (RuntimeException | StackOverflowError unforeseen) {
            String why = unforeseen instanceof StackOverflowError ? "it is nested too deeply" : unforeseen.getMessage();
            add(
                    file,
                    "",
                    "cannot be checked ("
                            + String.valueOf(why).replaceAll("\\s+", " ").replaceAll("\\.$", "") + ")",
                    "Undo the last change, or open it in Camunda Modeler and save it again");
        }
    }

    void add(String file, String element, String problem, String remedy) {
        findings.add(new PlanCheckFinding(file, element, problem, remedy));
    }

    void add(String file, ModelElementInstance element, String problem, String remedy) {
        add(file, describe(element), problem, remedy);
    }

    void warn(String file, String element, String problem, String remedy) {
        findings.add(new PlanCheckFinding(file, element, problem, remedy, PlanCheckFinding.Severity.WARNING));
    }

    static String describe(ModelElementInstance element) {
        return describe(element.getAttributeValue("id"), element.getAttributeValue("name"));
    }

    static String describe(String id, String name) {
        return (id == null ? "" : id)
                + (name == null || name.isBlank() ? "" : " \"" + name.replaceAll("\\s+", " ") + "\"");
    }
}
