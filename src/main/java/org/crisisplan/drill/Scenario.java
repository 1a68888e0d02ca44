package org.crisisplan.drill;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import org.crisisplan.crisis.CrisisReport;
import org.jspecify.annotations.Nullable;

/**
 * What is rehearsed: how it begins, what happens when, what the departments answer where they are played, and which clauses of the plan it
 * is to reach (R61).
 *
 * @param key the name of its file without the ending
 * @param lasts by the plan's clock; a drill that is not over by then ends
 * @param answersAfter how long a played department takes for a task, by the plan's clock
 * @param answers by the ids of user tasks, then by the fields of their forms
 */
public record Scenario(
        String key,
        Words title,
        Words goal,
        CrisisReport report,
        List<Inject> injects,
        SortedSet<String> reaches,
        Duration lasts,
        Duration answersAfter,
        Map<String, Map<String, Object>> answers) {

    /** A text in both languages. */
    public record Words(String en, String zh) {

        public String in(Locale reader) {
            return reader.getLanguage().equals(Locale.CHINESE.getLanguage()) ? zh : en;
        }

        String both() {
            return en + "\n" + zh;
        }
    }

    /** What an inject is. */
    enum Kind {
        /** A source would say it. It is written down and never enters the signals: those of the real world do not meet it. */
        SIGNAL,
        /** A journalist asks; it becomes an inquiry. */
        CALL,
        /** Something becomes known. */
        FACT,
        /** A department is not there for a while. */
        ABSENT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that happens in the course of a drill.
     *
     * @param at after the beginning, by the plan's clock
     * @param facts what is told of the crisis by it
     * @param call only of {@link Kind#CALL}
     * @param department only of {@link Kind#ABSENT}
     * @param lasts how long the department is away
     */
    record Inject(
            Duration at,
            Kind kind,
            Words said,
            Map<String, Object> facts,
            @Nullable Call call,
            @Nullable String department,
            Duration lasts) {}

    /** A journalist's question. @param answerWithin by the plan's clock */
    record Call(String asker, String outlet, String question, String language, Duration answerWithin) {}
}
