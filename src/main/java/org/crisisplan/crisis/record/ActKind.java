package org.crisisplan.crisis.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What an act of a crisis's record is about. */
public enum ActKind {
    /** The crisis was reported and got its number. */
    REPORTED,
    /** The plan came to another phase (R02). */
    PHASE_ENTERED,
    /** Whether it is technical, about content, or both (R55). */
    CLASSIFIED,
    /** A fact was told; before and after are its values. */
    FACT_TOLD,
    /** The tables graded it: level, reasons, and the facts that they were asked with (R24-R31). */
    GRADED,
    /** A moment that deadlines are counted from. */
    MILESTONE_REACHED,
    /** The plan made a promise; after is when it is due. */
    PROMISE_MADE,
    PROMISE_MET,
    /** It was not kept when it was due; it may still be met later. */
    PROMISE_MISSED,
    /** Another due time took its place before it was due. */
    PROMISE_REPLACED,
    /** The crisis was over before it was due. */
    PROMISE_VOID,
    TASK_OFFERED,
    TASK_CLAIMED,
    TASK_RELEASED,
    /** Somebody did it; before and after are the answers of its form. */
    TASK_COMPLETED,
    /** The plan no longer asks for it. */
    TASK_WITHDRAWN,
    /** Somebody was reminded of a task before it was due. */
    REMINDED,
    /** A task was overdue: deputies and management were asked. */
    ESCALATED,
    /** The seats of the team were filled (R43). */
    TEAM_FORMED,
    /** Management knows of a level 1 crisis (R24); after is how they said so, if not by its task. */
    ALERT_ACKNOWLEDGED,
    /** The mail server took a mail. */
    MAIL_SENT,
    /** The mail server would not take it, for good. */
    MAIL_FAILED,
    /** A chat service took a message for a room. */
    CHAT_SENT,
    /** A chat service would not take it, for good. */
    CHAT_FAILED,
    /** A department signed the activation, or objected (R42). */
    SIGNED,
    /** A version of a statement was submitted for approval (R45). */
    STATEMENT_SUBMITTED,
    STATEMENT_WITHDRAWN,
    /** Somebody approved or rejected exactly this text for a department. */
    STATEMENT_JUDGED,
    /** It stands on a channel (R46-R48). */
    STATEMENT_PUBLISHED,
    /** It would stand on a channel, but this is a drill: nothing left the house (R61). */
    STATEMENT_HELD_BACK,
    /** A channel would not take it. */
    PUBLICATION_REFUSED,
    /** It was sent to a channel, and nobody knows whether it stands there. */
    PUBLICATION_IN_DOUBT,
    /** It was decided that it does not go to a channel. */
    PUBLICATION_LEFT_OUT,
    /** Somebody approved what users get, and for how many (R57). */
    COMPENSATION_APPROVED,
    /** It was issued as far as could be; after is how many have it and how many do not. */
    COMPENSATION_ISSUED,
    /** The shop's own file, or a person, said what became of it. */
    COMPENSATION_RECONCILED,
    /** Somebody took the file of those who are to be credited. */
    COMPENSATION_TAKEN,
    /** Somebody asked the house something; after is by when an answer is wanted (R48). */
    INQUIRY_RECEIVED,
    /** It was answered with exactly this approved text. */
    INQUIRY_ANSWERED,
    /** It was not answered; the words say why. */
    INQUIRY_DECLINED,
    /** A rumour was seen and entered in the register. */
    RUMOUR_NOTED,
    /** What became of a rumour: before and after are its verdict, its reach and its answer. */
    RUMOUR_JUDGED,
    /** A list of people who are affected was brought (R47). */
    AFFECTED_BROUGHT,
    /** A list was removed by hand; whoever stood on no other is erased. */
    AFFECTED_REMOVED,
    /** A list was erased because its time was over. */
    AFFECTED_ERASED,
    /** Somebody took along who was told and who was not. */
    OUTCOME_EXPORTED,
    /** Whoever was added after a statement went out is told it as well. */
    ADDED_TOLD,
    /** Whoever was not reached by a mailing is tried again. */
    MAILING_SENT_AGAIN,
    /** Somebody decided about people of whom nobody knows whether they were told. */
    DOUBT_DECIDED,
    /** Nobody was left to be told; after is how many were reached. */
    MAILING_ENDED,
    /** By the facts, a duty of the law is possible, applies or does not (R91); after is when it is due, by law and by the plan. */
    DUTY_FOUND,
    /** A person decided a legal test, or that one duty applies or does not; the words say why. */
    DUTY_JUDGED,
    /** A receipt was brought; after is its hash. */
    DUTY_RECEIPT_KEPT,
    /** The authority or the persons were told: when, with which receipt; the words are the number and the text. */
    DUTY_FILED,
    /** In a drill, it was prepared and filed nowhere. */
    DUTY_REHEARSED,
    /** Its time was over before it was filed. */
    DUTY_MISSED,
    /** A sample of those affected is asked; after is how many, and until when (R36). */
    SURVEY_OPENED,
    /** It takes no more answers; after is what it says. */
    SURVEY_CLOSED,
    /** Somebody wrote down what happened, and when it did. */
    NOTE_ADDED,
    NOTE_PINNED,
    NOTE_UNPINNED,
    /** An administrator reached into its processes. */
    INTERVENED,
    /** A running crisis was moved to another version of the plan. */
    PLAN_CHANGED,
    /** A new version of the plan was deployed while the crisis ran: it keeps its own, but tables of people are asked in their newest version. */
    PLAN_DEPLOYED,
    /** Everything about the crisis is kept from now on, however old. */
    HOLD_PLACED,
    HOLD_RELEASED,
    /** Data of the crisis was removed because its time was over; the subject is its kind in the table {@code retention}. */
    DATA_REMOVED,
    /** What people wrote was erased: by an administrator in one act or of one person, or because its time was over. */
    WORDS_ERASED,
    /** Somebody took the record along, as a signed file. */
    EXPORTED,
    /** The review agreed on something to improve (R58-R60): the subject is its number, after is its kind, its owner and its day. */
    IMPROVEMENT_AGREED,
    /** It is done; after is what proves it: a version of the plan, a drill, or how many records of training. */
    IMPROVEMENT_CLOSED,
    /** An administrator ended its process: nobody is asked for it any more. */
    IMPROVEMENT_WITHDRAWN,
    /** Management was told how things stand: the subject is which report it is, the words are the report. */
    SITUATION_REPORTED,
    /** Somebody wrote down what is needed and what comes next, for the next report. */
    OUTLOOK_GIVEN,
    /** Somebody decided: the words are the decision, the options, what was known and why. */
    DECISION_LOGGED,
    /** Another person leads the response from now on; after is from whom to whom, the words are the open points. */
    LEAD_HANDED_OVER,
    /** Its processes ended otherwise than by the diagram. */
    CANCELLED;

    /** The word in the database, in messages and in the export. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether the record still takes it when the crisis is over: mail servers, chat services and channels answer when they like, who asked while it
     * ran may be answered later, what its review agreed on is done later, what the law wants told is told after its end too, and what names people is
     * erased when somebody asks for it or its time is over. None of it says anything
     * new of the crisis.
     */
    boolean isTakenWhenSealed() {
        return this == MAIL_SENT
                || this == MAIL_FAILED
                || this == CHAT_SENT
                || this == CHAT_FAILED
                || this == STATEMENT_PUBLISHED
                || this == STATEMENT_HELD_BACK
                || this == PUBLICATION_REFUSED
                || this == PUBLICATION_IN_DOUBT
                || this == PUBLICATION_LEFT_OUT
                || this == INQUIRY_ANSWERED
                || this == INQUIRY_DECLINED
                || this == DUTY_FOUND
                || this == DUTY_JUDGED
                || this == DUTY_RECEIPT_KEPT
                || this == DUTY_FILED
                || this == DUTY_REHEARSED
                || this == DUTY_MISSED
                || this == AFFECTED_REMOVED
                || this == AFFECTED_ERASED
                || this == OUTCOME_EXPORTED
                || this == IMPROVEMENT_CLOSED
                || this == IMPROVEMENT_WITHDRAWN
                || this == MAILING_ENDED
                || this == HOLD_PLACED
                || this == HOLD_RELEASED
                || this == DATA_REMOVED
                || this == WORDS_ERASED
                || this == EXPORTED;
    }

    static ActKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("'" + word + "' is no kind of act"));
    }
}
