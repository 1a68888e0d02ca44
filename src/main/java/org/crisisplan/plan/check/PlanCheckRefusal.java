package org.crisisplan.plan.check;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Says why something was not deployed. The engine's REST API answers it with status 400; Modeler shows its message and nothing
 * else of it, so the message names everything, as far as a person would read.
 */
public final class PlanCheckRefusal extends ParseException {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 30;
    private static final int LONGEST = 600;

    private final transient List<PlanCheckFinding> findings;

    private PlanCheckRefusal(String message, List<PlanCheckFinding> findings) {
        super(
                message,
                findings.get(0).file(),
                findings.stream().limit(MOST).<Problem>map(Found::new).toList(),
                List.of());
        this.findings = findings;
    }

    public static PlanCheckRefusal of(List<PlanCheckFinding> findings) {
        String lines = findings.stream().limit(MOST).map(PlanCheckRefusal::line).collect(Collectors.joining("\n- "));
        String more = findings.size() > MOST
                ? "\n... and %d more; the page /plan lists all of them".formatted(findings.size() - MOST)
                : "";
        return new PlanCheckRefusal(
                "Nothing was deployed. Put this right and deploy again (%d):\n- %s%s"
                        .formatted(findings.size(), lines, more),
                List.copyOf(findings));
    }

    public List<PlanCheckFinding> findings() {
        return findings;
    }

    private static String line(PlanCheckFinding finding) {
        String text = finding.toString().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** A finding as other tools show it next to the element. */
    private record Found(PlanCheckFinding finding) implements Problem {

        @Override
        public String getMessage() {
            return finding.problem() + ". " + finding.remedy() + ".";
        }

        @Override
        public int getLine() {
            return 0;
        }

        @Override
        public int getColumn() {
            return 0;
        }

        @Override
        public @Nullable String getMainElementId() {
            return finding.element().isEmpty() ? null : finding.element().split(" ", 2)[0];
        }

        @Override
        public List<String> getElementIds() {
            return finding.element().isEmpty()
                    ? List.of()
                    : List.of(finding.element().split(" ", 2)[0]);
        }
    }
}
