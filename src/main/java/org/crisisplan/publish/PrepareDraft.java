package org.crisisplan.publish;

import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;

/**
 * "Prepare the draft" in {@code publish-statement}: fills the draft from the text that the table {@code templates} chose, so that
 * nobody begins with an empty page when minutes count (R53, R63, R64); anew, when its author has told facts for it.
 */
@InPlan("prepareDraft")
class PrepareDraft implements JavaDelegate {

    private final StatementTemplates templates;
    private final StatementRepository records;
    private final Corrections corrections;
    private final Crises crises;
    private final Clock clock;

    PrepareDraft(
            StatementTemplates templates,
            StatementRepository records,
            Corrections corrections,
            Crises crises,
            Clock clock) {
        this.templates = templates;
        this.records = records;
        this.corrections = corrections;
        this.crises = crises;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean begun = records.latest(execution.getProcessInstanceId()).isPresent();
        if (begun && !KeepDraft.FROM_FACTS.contains(String.valueOf(execution.getVariable("draftDecision")))) {
            // somebody may have written in it already
            return;
        }
        StatementKind kind = StatementKind.of(String.valueOf(execution.getVariable("statementKind")));
        Crisis crisis = crises.find(execution.getProcessBusinessKey())
                .orElseThrow(() -> new IllegalStateException("There is no crisis " + execution.getProcessBusinessKey()
                        + "; the process that drafts a statement has the crisis number as its business key."));
        if (!begun && kind.isAboutAnother()) {
            corrections.keep(
                    execution.getProcessInstanceId(),
                    crisis.number(),
                    execution.getVariable(Variables.CORRECTED_STATEMENT) instanceof String id ? id : null);
        }
        StatementText text =
                templates.fill(String.valueOf(execution.getVariable("statementTemplate")), crisis, execution);
        text.showOn(execution);
        if (begun) {
            return;
        }
        records.add(new Statement(
                StatementRepository.newId(),
                execution.getProcessInstanceId(),
                crisis.number(),
                kind,
                0,
                crisis.level(),
                crisis.phase().word(),
                text,
                text.hash(crisis.number(), kind, 0),
                null,
                List.of(),
                clock.instant(),
                null));
    }
}
