package org.crisisplan.survey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Surveys, who is asked, and what was answered, each apart from the other. */
@Repository
class SurveyRepository {

    private final JdbcClient sql;
    private final JdbcTemplate batches;
    private final Clock clock;

    SurveyRepository(JdbcClient sql, JdbcTemplate batches, Clock clock) {
        this.sql = sql;
        this.batches = batches;
        this.clock = clock;
    }

    long add(String crisis, int listed, int invited, String user, Instant closesAt, List<Question> questions) {
        var made = new GeneratedKeyHolder();
        sql.sql("""
                        insert into survey (crisis, listed, invited, opened_by, opened_at, closes_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(crisis, listed, invited, user, utc(clock.instant()), utc(closesAt))
                .update(made, "id");
        Number key = made.getKey();
        if (key == null) {
            throw new IllegalStateException("The database gave the survey no number");
        }
        for (int i = 0; i < questions.size(); i++) {
            add(key.longValue(), i, questions.get(i));
        }
        return key.longValue();
    }

    private void add(long id, int ordinal, Question question) {
        sql.sql(
                        "insert into survey_question (survey_id, ordinal, name, kind, label, choices) values (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        ordinal,
                        question.name(),
                        question.kind().word(),
                        question.label(),
                        question.writtenChoices())
                .update();
        question.choices()
                .forEach(choice -> sql.sql(
                                "insert into survey_count (survey_id, question, choice, answers) values (?, ?, ?, 0)")
                        .params(id, question.name(), choice.value())
                        .update());
    }

    /** @param tokens by the reference of the person, the hash of what their link carries */
    void invite(long id, Map<String, String> tokens) {
        List<Object[]> rows = new ArrayList<>();
        tokens.forEach((ref, hash) -> rows.add(new Object[] {id, ref, hash, false}));
        batches.batchUpdate(
                "insert into survey_invitation (survey_id, ref, token_hash, answered) values (?, ?, ?, ?)", rows);
    }

    void mails(long id, long mailing) {
        sql.sql("update survey set mailing = ? where id = ?")
                .params(mailing, id)
                .update();
    }

    /** @return false if it was closed before */
    boolean close(long id) {
        return sql.sql("update survey set closed_at = ? where id = ? and closed_at is null")
                        .params(utc(clock.instant()), id)
                        .update()
                == 1;
    }

    Optional<Survey> find(long id) {
        return sql.sql("select * from survey where id = ?")
                .param(id)
                .query(this::survey)
                .optional();
    }

    /** Oldest first. */
    List<Survey> of(String crisis) {
        return sql.sql("select * from survey where crisis = ? order by id")
                .param(crisis)
                .query(this::survey)
                .list();
    }

    Optional<Survey> last(String crisis) {
        return sql.sql("select * from survey where crisis = ? order by id desc fetch first 1 rows only")
                .param(crisis)
                .query(this::survey)
                .optional();
    }

    /** Whoever was asked before in this crisis. */
    Set<String> askedBefore(String crisis) {
        return sql.sql("select i.ref from survey_invitation i join survey s on s.id = i.survey_id where s.crisis = ?")
                .param(crisis)
                .query(String.class)
                .set();
    }

    /** Somebody's invitation. */
    record Invitation(long survey, boolean answered) {}

    Optional<Invitation> invitation(String tokenHash) {
        return sql.sql("select survey_id, answered from survey_invitation where token_hash = ?")
                .param(tokenHash)
                .query((row, i) -> new Invitation(row.getLong("survey_id"), row.getBoolean("answered")))
                .optional();
    }

    List<String> invited(long id, @Nullable String after, int limit) {
        return sql.sql(
                        "select ref from survey_invitation where survey_id = ? and ref > ? order by ref fetch first ? rows only")
                .params(id, after == null ? "" : after, limit)
                .query(String.class)
                .list();
    }

    boolean isInvited(long id, String ref) {
        return sql.sql("select count(*) from survey_invitation where survey_id = ? and ref = ?")
                        .params(id, ref)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** @return false if they have answered before; then nothing changes */
    boolean answers(long id, String tokenHash) {
        boolean first = sql.sql(
                                "update survey_invitation set answered = true where survey_id = ? and token_hash = ? and answered = false")
                        .params(id, tokenHash)
                        .update()
                == 1;
        if (first) {
            sql.sql("update survey set answered = answered + 1 where id = ?")
                    .param(id)
                    .update();
        }
        return first;
    }

    void count(long id, String question, String choice) {
        sql.sql("update survey_count set answers = answers + 1 where survey_id = ? and question = ? and choice = ?")
                .params(id, question, choice)
                .update();
    }

    void keep(long id, String question, String words) {
        sql.sql("insert into survey_words (survey_id, question, words) values (?, ?, ?)")
                .params(id, question, words)
                .update();
    }

    List<Question> questions(long id) {
        return sql.sql("select * from survey_question where survey_id = ? order by ordinal")
                .param(id)
                .query((row, i) -> Question.of(
                        row.getString("name"), row.getString("kind"), row.getString("label"), row.getString("choices")))
                .list();
    }

    Map<String, Map<String, Integer>> counts(long id) {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        sql.sql("select question, choice, answers from survey_count where survey_id = ?")
                .param(id)
                .query(row -> {
                    counts.computeIfAbsent(row.getString("question"), first -> new HashMap<>())
                            .put(row.getString("choice"), row.getInt("answers"));
                });
        return counts;
    }

    /** In the order of the alphabet, which says nothing of who wrote when. */
    Map<String, List<String>> words(long id) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        sql.sql("select question, words from survey_words where survey_id = ? order by question, words, id")
                .param(id)
                .query(row -> {
                    words.computeIfAbsent(row.getString("question"), first -> new ArrayList<>())
                            .add(row.getString("words"));
                });
        return words;
    }

    /** Those closed before then whose invitations and words are kept still. */
    List<Survey> endedBefore(Instant time) {
        return sql.sql("select * from survey where closes_at < ? and erased_at is null order by id")
                .param(utc(time))
                .query(this::survey)
                .list();
    }

    /** @return how many invitations and written answers went; counts stay */
    long erase(long id) {
        int words = sql.sql("delete from survey_words where survey_id = ?")
                .param(id)
                .update();
        int invitations = sql.sql("delete from survey_invitation where survey_id = ?")
                .param(id)
                .update();
        sql.sql("update survey set erased_at = ? where id = ?")
                .params(utc(clock.instant()), id)
                .update();
        return (long) words + invitations;
    }

    private Survey survey(ResultSet row, int number) throws SQLException {
        long mailing = row.getLong("mailing");
        boolean none = row.wasNull();
        return new Survey(
                row.getLong("id"),
                row.getString("crisis"),
                row.getInt("listed"),
                row.getInt("invited"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("closes_at", OffsetDateTime.class).toInstant(),
                at(row, "closed_at"),
                none ? null : mailing,
                row.getInt("answered"),
                at(row, "erased_at"));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
