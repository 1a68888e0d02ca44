package org.crisisplan.publish;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.publish.figures.FigureCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a text the new version of a statement, with its hash, its author and the groups that must approve exactly it (R45). */
@Component
class SubmitStatement {

    private static final String FIGURES = "statementFigures";
    private static final String CHANGES = "statementChanges";

    private final StatementRepository records;
    private final RequiredApprovers approvers;
    private final Crises crises;
    private final LeakNotice leak;
    private final StanceCheck stance;
    private final StatementReview review;
    private final CrisisRecord record;
    private final Clock clock;

    SubmitStatement(
            StatementRepository records,
            RequiredApprovers approvers,
            Crises crises,
            LeakNotice leak,
            StanceCheck stance,
            StatementReview review,
            CrisisRecord record,
            Clock clock) {
        this.leak = leak;
        this.stance = stance;
        this.review = review;
        this.records = records;
        this.approvers = approvers;
        this.crises = crises;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Approvals of earlier versions end here.
     *
     * @param seen whether the author has seen what contradicts the facts or what we said before, and insists
     */
    void submit(DelegateExecution execution, Statement before, StatementText text, String author, boolean seen) {
        StatementKind kind = kindOf(before, author);
        check(execution, text, kind);
        // an answer of the plan is about no crisis whose facts it could contradict
        @Nullable Crisis crisis = crises.find(before.crisis()).orElse(null);
        FigureCheck.Found figures =
                crisis == null ? new FigureCheck.Found(List.of(), List.of()) : review.figures(text, crisis, execution);
        if (!figures.contradictions().isEmpty() && !seen) {
            throw new NotAccepted("Compare: " + StatementReview.sentence(figures)
                    + " Put it right, or tick that you have seen it. 请核对并更正；如确认无误，请勾选“已核对不一致之处”。");
        }
        List<String> groups = approvers.of(kind, crisis, execution.getProcessDefinitionId());
        int version = before.version() + 1;
        String hash = text.hash(before.crisis(), kind, version);
        String id = StatementRepository.newId();
        records.add(new Statement(
                id,
                before.processInstance(),
                before.crisis(),
                kind,
                version,
                crisis == null ? null : crisis.level(),
                crisis == null ? "" : crisis.phase().word(),
                text,
                hash,
                author,
                groups,
                clock.instant(),
                null));
        review.promised(text).ifPresent(at -> records.promises(id, at));
        record.append(
                before.crisis(),
                Entry.of(ActKind.STATEMENT_SUBMITTED, kind.word())
                        .after(Map.of(
                                "version",
                                version,
                                "textHash",
                                hash,
                                "approvers",
                                groups,
                                "contradictionsSeen",
                                figures.contradictions().size())));
        // approvers must see, letter by letter, what they approve
        text.showOn(execution);
        execution.setVariable(KeepDraft.APPROVERS, new ArrayList<>(groups));
        execution.setVariable(FIGURES, StatementReview.note(figures));
        execution.setVariable(CHANGES, review.changes(text, before));
        RecordApproval.forget(execution);
    }

    /** Who writes in an update without news has news: those must read it who read a report of progress. */
    private static StatementKind kindOf(Statement before, String author) {
        return before.kind() == StatementKind.NO_CHANGE && !author.equals(SubmitPreparedDraft.THE_PLAN)
                ? StatementKind.PROGRESS
                : before.kind();
    }

    /** Whether it could be submitted as it is. */
    boolean isComplete(DelegateExecution execution, Statement prepared) {
        try {
            check(execution, prepared.text(), prepared.kind());
            return true;
        } catch (NotAccepted notYet) {
            return false;
        }
    }

    private void check(DelegateExecution execution, StatementText text, StatementKind kind) {
        DraftCheck.check(text, kind);
        stance.check(text, execution);
        if (kind != StatementKind.ANSWER) {
            // who answers one question need not say again all that those concerned were told
            leak.check(text, kind, execution);
        }
    }
}
