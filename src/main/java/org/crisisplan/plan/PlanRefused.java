package org.crisisplan.plan;

import java.util.List;
import java.util.stream.Collectors;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The plan cannot run as it is; nothing of it was deployed. Says everything that has to be put right. */
public class PlanRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PlanRefused(String location, List<PlanCheckFinding> findings) {
        super(findings.stream()
                .map(finding -> "  - " + finding)
                .collect(Collectors.joining(
                        "\n",
                        "The plan at " + location + " was not deployed. Put this right, then start again ("
                                + findings.size() + "):\n",
                        "")));
    }

    /** Shows the analyst the list in place of a stack trace. */
    static class Explained extends AbstractFailureAnalyzer<PlanRefused> {

        @Override
        protected FailureAnalysis analyze(Throwable failure, PlanRefused refused) {
            return new FailureAnalysis(
                    refused.getMessage(),
                    "Change the models named above; the plan deployed before is unchanged.",
                    failure);
        }
    }
}
