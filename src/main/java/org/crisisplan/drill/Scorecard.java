package org.crisisplan.drill;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a drill went: what the plan did, held against what it was to do (R61).
 *
 * @param clauses each that was expected, in their order
 * @param promises the plan's clocks: respond, recover and the like
 * @param handOffs department by department
 * @param words each statement's last version
 * @param notReached people and rooms that nothing reached
 * @param notDone tasks that nobody had done when it ended
 */
public record Scorecard(
        List<Clause> clauses,
        List<Promise> promises,
        List<HandOff> handOffs,
        List<Word> words,
        List<NotReached> notReached,
        List<NotDone> notDone) {

    /** @param outcome reached, late or missed @param again whether the drill before missed it @param at when it was first reached */
    public record Clause(
            String clause,
            String outcome,
            boolean again,
            @Nullable Instant at) {}

    /** @param outcome a word of {@link org.crisisplan.crisis.Crisis.Outcome} */
    public record Promise(
            String what, Instant due, @Nullable Instant metAt, String outcome) {}

    /**
     * What one department was asked.
     *
     * @param late tasks that were done after they were due, or not at all although they were
     * @param longestSeconds the longest from the offer of a task until it was done
     */
    public record HandOff(String department, int asked, int done, int late, long longestSeconds) {}

    /** @param verdicts such as {@code legal accepted} @param rejected how many versions came before, which somebody sent back */
    public record Word(String kind, int version, String state, List<String> verdicts, int rejected) {}

    /** @param why what the server said */
    public record NotReached(String whom, String way, String subject, String why) {}

    /** @param due null if it had no time */
    public record NotDone(
            String step, String department, @Nullable Instant due) {}

    public long reached() {
        return clauses.stream().filter(one -> !one.outcome().equals("missed")).count();
    }

    public List<String> missed() {
        return clauses.stream()
                .filter(one -> one.outcome().equals("missed"))
                .map(Clause::clause)
                .toList();
    }

    public List<String> late() {
        return clauses.stream()
                .filter(one -> one.outcome().equals("late"))
                .map(Clause::clause)
                .toList();
    }

    /** For the form in which it is evaluated. */
    String summary() {
        return "Clauses reached %d of %d, late: %s, missed: %s; people not reached %d; tasks not done %d%n达到条款 %d / %d，超时：%s，未达到：%s；未通知到 %d 人次；未完成任务 %d 项"
                .formatted(
                        reached(),
                        clauses.size(),
                        said(late(), "none"),
                        said(missed(), "none"),
                        notReached.size(),
                        notDone.size(),
                        reached(),
                        clauses.size(),
                        said(late(), "无"),
                        said(missed(), "无"),
                        notReached.size(),
                        notDone.size());
    }

    private static String said(List<String> clauses, String none) {
        return clauses.isEmpty() ? none : String.join(" ", clauses);
    }
}
