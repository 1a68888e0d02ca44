package org.crisisplan.outage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a node's database says, held against a {@link Ledger}: each fault by name, and how often it is there. */
final class Verdict {

    private Verdict() {}

    static Map<String, Integer> of(Ledger ledger, JdbcClient sql) {
        Map<String, Integer> faults = new TreeMap<>();
        signals(ledger, sql, faults);
        crises(ledger, sql, faults);
        tasks(ledger, sql, faults);
        faults.put("left undone or stuck", leftToDo(sql));
        faults.put(
                "jobs that gave up or stay locked",
                // one that the node had in hand when it was stopped is taken over when its lock is over
                count(
                        sql,
                        "select count(*) from act_ru_job where retries_ = 0 or lock_owner_ is not null and lock_exp_time_ < current_timestamp"));
        return faults;
    }

    /**
     * What should have been counted, looked at or carried out by now. With many crises open something becomes due at every moment: what
     * a node could not yet have done when it was stopped is not stuck.
     */
    static int leftToDo(JdbcClient sql) {
        return count(sql, """
                select (select count(*) from signal_outbox) + (select count(*) from signal_evaluation_queue)
                    + (select count(*) from act_ru_job where suspension_state_ = 1
                        and coalesce(duedate_, create_time_) < current_timestamp - interval '20' second)""");
    }

    private static void signals(Ledger ledger, JdbcClient sql, Map<String, Integer> faults) {
        Set<String> stored = new HashSet<>(strings(sql, "select id from signal"));
        Set<String> accepted =
                ledger.acceptedSignals.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        faults.put("signals accepted and lost", minus(accepted, stored));
        faults.put("signals stored that nobody sent", minus(stored, accepted));
        faults.put("signals stored twice", count(sql, "select count(*) from signal") - stored.size());
        Map<String, Long> counted = new HashMap<>();
        sql.sql("select subject, sum(signals) from signal_count where bucket_minutes = 1 group by subject")
                .query((row, index) -> counted.put(row.getString(1), row.getLong(2)))
                .list();
        long wrong = ledger.acceptedSignals.entrySet().stream()
                .filter(subject -> counted.getOrDefault(subject.getKey(), 0L)
                        != subject.getValue().size())
                .count();
        faults.put("subjects counted wrongly", (int) wrong);
    }

    private static void crises(Ledger ledger, JdbcClient sql, Map<String, Integer> faults) {
        Map<String, String> kept = new HashMap<>();
        List<String> titles = new ArrayList<>();
        sql.sql("select number, title from crisis")
                .query((row, index) -> {
                    titles.add(row.getString(2));
                    return kept.put(row.getString(1), row.getString(2));
                })
                .list();
        faults.put("crises told and lost, or their number given to another", (int)
                ledger.titleOfNumber.entrySet().stream()
                        .filter(told -> !told.getValue().equals(kept.get(told.getKey())))
                        .count());
        faults.put("numbers told twice", ledger.toldTwice.size());
        faults.put("crises twice", titles.size() - new HashSet<>(titles).size());
        long reported = titles.stream().filter(ledger.sentTitles::contains).count();
        faults.put("crises of a subject too many or too few", Math.abs((int)
                (titles.size() - reported - ledger.alerted.size())));
        Map<String, String> facts = new HashMap<>();
        sql.sql("select number, fact from crisis_fact where name = 'leakedUsers'")
                .query((row, index) -> facts.put(row.getString(1), row.getString(2)))
                .list();
        faults.put("facts told and lost", (int) ledger.facts.entrySet().stream()
                .filter(told -> !told.getValue().toString().equals(facts.get(told.getKey())))
                .count());
    }

    private static void tasks(Ledger ledger, JdbcClient sql, Map<String, Integer> faults) {
        Set<String> completed =
                new HashSet<>(strings(sql, "select id_ from act_hi_taskinst where delete_reason_ = 'completed'"));
        faults.put("tasks completed and open again", minus(ledger.completedTasks, completed));
        faults.put(
                "statements published twice",
                count(sql, """
                        select count(*) from (select s.process_instance from status_post p join statement s on s.id = p.statement_id
                            group by s.process_instance having count(*) > 1) twice""")
                        + Math.max(0, count(sql, "select count(*) from status_post") - ledger.sentApprovals.size()));
    }

    static int waitingMails(JdbcClient sql) {
        return count(
                sql,
                "select count(*) from delivery where state = 'waiting' and coalesce(next_attempt, created) < current_timestamp - interval '20' second");
    }

    static int minus(Set<String> all, Set<String> without) {
        return (int) all.stream().filter(one -> !without.contains(one)).count();
    }

    private static int count(JdbcClient sql, String query) {
        return sql.sql(query).query(Integer.class).single();
    }

    static List<String> strings(JdbcClient sql, String query) {
        return sql.sql(query).query(String.class).list();
    }
}
