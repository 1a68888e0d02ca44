package org.crisisplan.board.live;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.RecordSearch;
import org.jspecify.annotations.Nullable;

/**
 * Which acts somebody wants to see.
 *
 * @param topic all of them if it is null
 * @param by a login, or null for everybody
 * @param before acts older than this one; null for the newest
 */
record TimelineFilter(
        @Nullable Topic topic,
        @Nullable String by,
        @Nullable Integer before) {

    /** What acts are about, as the page offers it. */
    enum Topic {
        DECISIONS(
                ActKind.REPORTED,
                ActKind.ALERT_ACKNOWLEDGED,
                ActKind.GRADED,
                ActKind.CLASSIFIED,
                ActKind.PHASE_ENTERED,
                ActKind.SIGNED,
                ActKind.TEAM_FORMED,
                ActKind.INTERVENED,
                ActKind.PLAN_CHANGED,
                ActKind.DECISION_LOGGED,
                ActKind.LEAD_HANDED_OVER,
                ActKind.OUTLOOK_GIVEN,
                ActKind.SITUATION_REPORTED,
                ActKind.IMPROVEMENT_AGREED,
                ActKind.IMPROVEMENT_CLOSED,
                ActKind.IMPROVEMENT_WITHDRAWN,
                ActKind.CANCELLED),
        FACTS(ActKind.FACT_TOLD),
        TASKS(
                ActKind.TASK_OFFERED,
                ActKind.TASK_CLAIMED,
                ActKind.TASK_RELEASED,
                ActKind.TASK_COMPLETED,
                ActKind.TASK_WITHDRAWN,
                ActKind.REMINDED,
                ActKind.ESCALATED),
        PUBLIC(
                ActKind.STATEMENT_SUBMITTED,
                ActKind.STATEMENT_WITHDRAWN,
                ActKind.STATEMENT_JUDGED,
                ActKind.STATEMENT_PUBLISHED,
                ActKind.STATEMENT_HELD_BACK,
                ActKind.PUBLICATION_REFUSED,
                ActKind.PUBLICATION_IN_DOUBT,
                ActKind.PUBLICATION_LEFT_OUT,
                ActKind.COMPENSATION_APPROVED,
                ActKind.COMPENSATION_ISSUED,
                ActKind.COMPENSATION_RECONCILED,
                ActKind.COMPENSATION_TAKEN,
                ActKind.INQUIRY_RECEIVED,
                ActKind.INQUIRY_ANSWERED,
                ActKind.INQUIRY_DECLINED,
                ActKind.RUMOUR_NOTED,
                ActKind.RUMOUR_JUDGED,
                ActKind.SURVEY_OPENED,
                ActKind.SURVEY_CLOSED,
                ActKind.AFFECTED_BROUGHT,
                ActKind.AFFECTED_REMOVED,
                ActKind.AFFECTED_ERASED,
                ActKind.OUTCOME_EXPORTED,
                ActKind.ADDED_TOLD,
                ActKind.MAILING_SENT_AGAIN,
                ActKind.DOUBT_DECIDED,
                ActKind.MAILING_ENDED),
        LAW(
                ActKind.DUTY_FOUND,
                ActKind.DUTY_JUDGED,
                ActKind.DUTY_RECEIPT_KEPT,
                ActKind.DUTY_FILED,
                ActKind.DUTY_REHEARSED,
                ActKind.DUTY_MISSED),
        NOTES(ActKind.NOTE_ADDED, ActKind.NOTE_PINNED, ActKind.NOTE_UNPINNED),
        MAILS(ActKind.MAIL_SENT, ActKind.MAIL_FAILED, ActKind.CHAT_SENT, ActKind.CHAT_FAILED);

        private final Set<ActKind> kinds;

        Topic(ActKind first, ActKind... others) {
            this.kinds = EnumSet.of(first, others);
        }

        Set<ActKind> kinds() {
            return kinds;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final TimelineFilter NONE = new TimelineFilter(null, null, null);

    private static final int LONGEST_LOGIN = 255;

    /** What cannot be wanted is not wanted. */
    static TimelineFilter of(@Nullable String topic, @Nullable String by, @Nullable Integer before) {
        return new TimelineFilter(
                topics().stream()
                        .filter(one -> one.word().equals(topic))
                        .findFirst()
                        .orElse(null),
                by == null || by.isBlank() || by.length() > LONGEST_LOGIN ? null : by,
                before);
    }

    static List<Topic> topics() {
        return List.of(Topic.values());
    }

    public boolean isOfTheNewest() {
        return before == null;
    }

    RecordSearch.Wanted wanted() {
        return new RecordSearch.Wanted(topic == null ? Set.of() : topic.kinds(), by);
    }
}
