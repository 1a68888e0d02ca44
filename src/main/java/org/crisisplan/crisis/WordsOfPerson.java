package org.crisisplan.crisis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Acts of the records in which a person stands: those whose words hold one of some texts, and those that they did. Erased are all words
 * of such an act; what was done when stays, and the chain with it.
 */
@Component
public class WordsOfPerson {

    private final JdbcClient sql;
    private final Crises crises;
    private final CrisisRecord record;
    private final ObjectProvider<WordsBeside> beside;

    WordsOfPerson(JdbcClient sql, Crises crises, CrisisRecord record, ObjectProvider<WordsBeside> beside) {
        this.sql = sql;
        this.crises = crises;
        this.record = record;
        this.beside = beside;
    }

    /**
     * An act with words of the person or about them.
     *
     * @param words as they are kept
     */
    public record Worded(String number, int seq, String words) {}

    /**
     * @param patterns for {@code like} with {@code !} as escape, in small letters
     * @param user whose own acts count too; null if nobody's
     */
    public List<Worded> find(List<String> patterns, @Nullable String user) {
        List<String> conditions = new ArrayList<>();
        patterns.forEach(pattern -> conditions.add("lower(w.words) like ? escape '!'"));
        List<Object> values = new ArrayList<>(patterns);
        if (user != null) {
            conditions.add("(a.actor_kind = 'person' and a.actor = ?)");
            values.add(user);
        }
        return conditions.isEmpty()
                ? List.of()
                : sql.sql("select w.number, w.seq, w.words from crisis_act_words w join crisis_act a"
                                + " on a.number = w.number and a.seq = w.seq where "
                                + String.join(" or ", conditions) + " order by w.number, w.seq")
                        .params(values)
                        .query((row, i) ->
                                new Worded(row.getString("number"), row.getInt("seq"), row.getString("words")))
                        .list();
    }

    /**
     * In the caller's transaction.
     *
     * @param why for the record, which must not name the person
     */
    public void erase(String number, Set<Integer> acts, String why) {
        crises.hold(number);
        for (int seq : new TreeSet<>(acts)) {
            for (Act act : record.of(number, seq - 1, 1)) {
                if (crises.eraseWords(act)) {
                    beside.orderedStream().forEach(one -> one.erase(number, seq));
                }
            }
        }
        record.append(
                number,
                Entry.of(ActKind.WORDS_ERASED, "")
                        .after(Map.of("acts", acts.size(), "because", "person"))
                        .words(Map.of("why", why)));
    }
}
