package org.crisisplan.publish;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a statement, as it was submitted for approval.
 *
 * @param processInstance the run of {@code publish-statement} it belongs to; its highest version is the one in force
 * @param crisis its number; empty for an answer that belongs to the plan and to no single crisis
 * @param version 0 is the template's text, which nobody has submitted; people's versions count from 1
 * @param level the crisis's level when the version was submitted
 * @param phase the crisis's phase then
 * @param author who submitted it
 * @param approvers the groups that must approve it, by the plan's table
 */
record Statement(
        String id,
        String processInstance,
        String crisis,
        StatementKind kind,
        int version,
        @Nullable Integer level,
        String phase,
        StatementText text,
        String hash,
        @Nullable String author,
        List<String> approvers,
        Instant draftedAt,
        @Nullable Instant withdrawnAt) {

    /** The hash that a text would have as this version. */
    String hashOf(StatementText shown) {
        return shown.hash(crisis, kind, version);
    }

    boolean submitted() {
        return version > 0;
    }

    boolean withdrawn() {
        return withdrawnAt != null;
    }

    String name() {
        return "version %d of the %s statement of %s"
                .formatted(version, kind.word(), crisis.isEmpty() ? "the plan" : crisis);
    }
}
