package org.crisisplan.plan.check;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.decision.LatestDecisions.Table;
import org.springframework.stereotype.Component;

/** Reads a changed table that somebody wants to try out before it is deployed, and holds it against the plan's check. */
@Component
public class TableTrial {

    private final LatestDecisions tables;

    TableTrial(LatestDecisions tables) {
        this.tables = tables;
    }

    /** A table that cannot be tried out; the message says why. */
    public static class TableRefused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TableRefused(String message) {
            super(message);
        }
    }

    /**
     * A table that is not deployed, to be tried out; the plan's own check looks at it first.
     *
     * @throws TableRefused when it is no such table, or one the plan would refuse
     */
    public Table trial(String decision, byte[] content) {
        var report = new PlanCheckReport();
        String file = "dmn/" + decision + ".dmn";
        if (new PlanCheckSafety(PlanCheckVocabulary.with(Map.of())).check(file, content, report)) {
            try {
                DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
                new PlanCheckDecisions(report).check(file, model);
                PlanCheckCells.checkAlone(file, model, report);
            } catch (RuntimeException noTable) {
                throw new TableRefused("This is no decision table: " + noTable.getMessage());
            }
        }
        List<String> findings = new ArrayList<>();
        report.findings().forEach(finding -> findings.add(finding.toString()));
        if (!findings.isEmpty()) {
            throw new TableRefused(String.join("\n", findings));
        }
        try {
            return tables.read(content, decision, "trial");
        } catch (DmnEngineException | IllegalStateException noTable) {
            throw new TableRefused(String.valueOf(noTable.getMessage()));
        }
    }
}
