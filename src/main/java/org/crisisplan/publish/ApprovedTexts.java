package org.crisisplan.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The texts that people may pass on word for word: what was approved, and nothing else (R45 R48). Each time it is asked, the recorded
 * approvals are held against the stored text again.
 */
@Component
public class ApprovedTexts {

    private final StatementRepository records;
    private final Corrections corrections;

    ApprovedTexts(StatementRepository records, Corrections corrections) {
        this.records = records;
        this.corrections = corrections;
    }

    /** A text by its id; nothing if it is not approved, was withdrawn, or was taken back in public. */
    public Optional<ApprovedStatement> find(String id) {
        return records.find(id).flatMap(this::approved);
    }

    /** The text in force of a run of {@code approve-answer} or {@code publish-statement}, if it is approved. */
    public Optional<ApprovedStatement> latestOf(String processInstance) {
        return records.latest(processInstance).flatMap(this::approved);
    }

    /** What the public has read of the crisis and may go on reading, the newest first. */
    public List<ApprovedStatement> published(String crisis) {
        List<ApprovedStatement> texts = new ArrayList<>();
        records.published(crisis).forEach(statement -> approved(statement).ifPresent(texts::add));
        Collections.reverse(texts);
        return texts;
    }

    private Optional<ApprovedStatement> approved(Statement statement) {
        try {
            return corrections.takenBack(statement.crisis()).contains(statement.id())
                    ? Optional.empty()
                    : Optional.of(ApprovedStatement.of(statement, records.approvalsOf(statement)));
        } catch (NotApproved notYet) {
            return Optional.empty();
        }
    }
}
