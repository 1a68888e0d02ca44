package org.crisisplan.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A statement that every group it needs has approved, word for word (R45). Channels accept nothing else, and there is no other
 * way to one than the check in this class.
 */
public final class ApprovedStatement {

    private final Statement statement;

    private ApprovedStatement(Statement statement) {
        this.statement = statement;
    }

    /** @throws NotApproved when any of it is missing; nothing may go out then */
    static ApprovedStatement of(Statement statement, List<Approval> inOrder) {
        if (!statement.submitted() || statement.author() == null) {
            throw new NotApproved(statement, "nobody has submitted it for approval");
        }
        if (statement.withdrawn()) {
            throw new NotApproved(statement, "it was withdrawn");
        }
        if (!statement.hashOf(statement.text()).equals(statement.hash())) {
            throw new NotApproved(statement, "its stored text is not the text that was submitted");
        }
        if (statement.approvers().isEmpty()) {
            throw new NotApproved(statement, "the plan's table 'approval' named no group that could approve it");
        }
        if (!statement.approvers().containsAll(RequiredApprovers.ALWAYS)) {
            throw new NotApproved(statement, "legal was not asked");
        }
        List<String> missing = missing(statement, inOrder);
        if (!missing.isEmpty()) {
            throw new NotApproved(statement, "no approval of exactly this text by " + String.join(", ", missing));
        }
        return new ApprovedStatement(statement);
    }

    /** The groups whose last word is not a yes to exactly this text from somebody other than its author. */
    static List<String> missing(Statement statement, List<Approval> inOrder) {
        Map<String, Approval> lastWord = lastWords(inOrder);
        return statement.approvers().stream()
                .filter(group -> {
                    Approval last = lastWord.get(group);
                    return last == null || !last.counts(statement);
                })
                .toList();
    }

    static Map<String, Approval> lastWords(List<Approval> inOrder) {
        Map<String, Approval> byGroup = new HashMap<>();
        inOrder.forEach(approval -> byGroup.put(approval.group(), approval));
        return byGroup;
    }

    public String id() {
        return statement.id();
    }

    public String crisis() {
        return statement.crisis();
    }

    public StatementKind kind() {
        return statement.kind();
    }

    /** As everybody reads it. */
    public StatementText text() {
        return statement.text().forEverybody();
    }

    /** Word for word as it was approved, with what is personal still to be put in: see {@link PersonalWords#forOne}. */
    public StatementText personalText() {
        return statement.text();
    }

    /** The level that the approvers knew of: 1 (worst) to 3, or nothing when nobody had graded the crisis. */
    public @Nullable Integer level() {
        return statement.level();
    }

    /** The crisis's phase that the approvers knew of. */
    public String phase() {
        return statement.phase();
    }

    String processInstance() {
        return statement.processInstance();
    }

    /** What stands for exactly this text wherever the text itself would be too long: SHA-256, in hexadecimal. */
    public String hash() {
        return statement.hash();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApprovedStatement that && statement.equals(that.statement);
    }

    @Override
    public int hashCode() {
        return Objects.hash(statement);
    }

    @Override
    public String toString() {
        return statement.name();
    }
}
