package org.crisisplan.publish;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.engine.InPlan;

/**
 * "Prepare the answer" in {@code approve-answer}: begins the text from the question and from what was answered before, so that from here
 * on an answer is judged like every other text that leaves the house (R45 R48).
 */
@InPlan("prepareAnswer")
class PrepareAnswer implements JavaDelegate {

    private final StatementRepository records;
    private final Crises crises;
    private final Clock clock;

    PrepareAnswer(StatementRepository records, Crises crises, Clock clock) {
        this.records = records;
        this.crises = crises;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (records.latest(execution.getProcessInstanceId()).isPresent()) {
            return;
        }
        Optional<Crisis> crisis = crises.find(Objects.requireNonNullElse(execution.getProcessBusinessKey(), ""));
        String number = crisis.map(Crisis::number).orElse("");
        StatementText begun = StatementText.shownOn(execution);
        begun.showOn(execution);
        execution.setVariable("statementKind", StatementKind.ANSWER.word());
        records.add(new Statement(
                StatementRepository.newId(),
                execution.getProcessInstanceId(),
                number,
                StatementKind.ANSWER,
                0,
                crisis.map(Crisis::level).orElse(null),
                crisis.map(one -> one.phase().word()).orElse(""),
                begun,
                begun.hash(number, StatementKind.ANSWER, 0),
                null,
                List.of(),
                clock.instant(),
                null));
    }
}
