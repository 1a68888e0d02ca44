package org.crisisplan.mailing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has which recipient in hand, and how each attempt ended. Whoever takes some keeps others from them until the lease ends, which the
 * database's clock says; that one of them is being told is committed before it is, so that after a crash only that one is in doubt.
 */
@Repository
class AttemptRepository {

    private final JdbcClient sql;
    private final JdbcTemplate batches;
    private final Clock clock;

    AttemptRepository(JdbcClient sql, JdbcTemplate batches, Clock clock) {
        this.sql = sql;
        this.batches = batches;
        this.clock = clock;
    }

    /** Somebody who is due, and how often they were tried. */
    record Due(String ref, int attempts) {}

    /**
     * Those that have been due longest. What another is taking at this moment is passed over, and so is whoever is still to be told
     * something earlier: nobody shall read a correction before what it corrects.
     *
     * @param earlier mailings of the same source about the same crisis that still go on
     */
    @Transactional
    public List<Due> take(long mailing, List<Long> earlier, String worker, int most, Duration lease) {
        String inTurn = earlier.isEmpty()
                ? ""
                : " and not exists (select 1 from mailing_recipient e where e.mailing_id in (:earlier)"
                        + " and e.ref = r.ref and e.state in ('queued', 'sending'))";
        List<Due> due = sql.sql(
                        """
                        select ref, attempts from mailing_recipient r
                        where mailing_id = :mailing and state = 'queued' and next_attempt <= :now
                          and (taken_until is null or taken_until < current_timestamp)""" + inTurn + " order by next_attempt, ref fetch first :most rows only for update skip locked")
                .param("mailing", mailing)
                .param("earlier", earlier)
                .param("now", now())
                .param("most", most)
                .query((row, i) -> new Due(row.getString("ref"), row.getInt("attempts")))
                .list();
        // one by one: with a list of them H2 would look at everybody
        batches.batchUpdate(
                """
                update mailing_recipient set taken_by = ?,
                    taken_until = current_timestamp + cast(? as integer) * interval '1' second
                where mailing_id = ? and ref = ?""",
                due.stream()
                        .map(one -> new Object[] {worker, lease.toSeconds(), mailing, one.ref()})
                        .toList());
        return due;
    }

    /** What was taken and is not tried now. */
    void letGo(long mailing, String worker) {
        sql.sql("""
                        update mailing_recipient set taken_by = null, taken_until = null
                        where mailing_id = ? and state = 'queued' and taken_by = ?""").params(mailing, worker).update();
    }

    /**
     * It is about to be told.
     *
     * @param recognised whether its receiver knows it again
     * @return false if it is no longer this worker's
     */
    boolean begin(long mailing, String ref, String worker, boolean recognised, Duration lease) {
        return sql.sql("""
                        update mailing_recipient set state = 'sending', attempts = attempts + 1, recognised = :recognised,
                            taken_until = current_timestamp + cast(:lease as integer) * interval '1' second
                        where mailing_id = :mailing and ref = :ref and state = 'queued' and taken_by = :worker""")
                        .param("recognised", recognised)
                        .param("lease", lease.toSeconds())
                        .param("mailing", mailing)
                        .param("ref", ref)
                        .param("worker", worker)
                        .update()
                == 1;
    }

    /** Also when somebody else has called it in doubt meanwhile: whoever had it in hand knows better. @return whether it was still open */
    boolean settle(
            long mailing,
            String ref,
            String worker,
            RecipientState state,
            @Nullable String status,
            @Nullable String problem) {
        return sql.sql("""
                        update mailing_recipient set state = :state, settled_at = :now, status = :status, problem = :problem, taken_until = null
                        where mailing_id = :mailing and ref = :ref and taken_by = :worker and state in ('queued', 'sending', 'in-doubt')""")
                        .param("state", state.word())
                        .param("now", now())
                        .param("status", status)
                        .param("problem", problem == null ? null : MailingRepository.shortened(problem))
                        .param("mailing", mailing)
                        .param("ref", ref)
                        .param("worker", worker)
                        .update()
                == 1;
    }

    /** @param queuedBefore who waits since before then has waited long enough and fails @return whether it failed now */
    boolean tryAgain(
            long mailing,
            String ref,
            String worker,
            Instant at,
            Instant queuedBefore,
            @Nullable String status,
            String problem) {
        sql.sql("""
                        update mailing_recipient set
                            state = case when queued_at < :long then 'failed' else 'queued' end,
                            settled_at = case when queued_at < :long then :now else settled_at end,
                            next_attempt = :at, status = :status, problem = :problem, taken_until = null, taken_by = null
                        where mailing_id = :mailing and ref = :ref and taken_by = :worker and state in ('queued', 'sending', 'in-doubt')""")
                .param("long", utc(queuedBefore))
                .param("now", now())
                .param("at", utc(at))
                .param("status", status)
                .param("problem", MailingRepository.shortened(problem))
                .param("mailing", mailing)
                .param("ref", ref)
                .param("worker", worker)
                .update();
        return sql.sql("select count(*) from mailing_recipient where mailing_id = ? and ref = ? and state = 'failed'")
                        .params(mailing, ref)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** What nodes that died had in hand: told again where its receiver knows it again, and otherwise in doubt. */
    int leftInHand(long mailing) {
        int open = sql.sql("""
                        update mailing_recipient set state = 'queued', next_attempt = ?, taken_by = null, taken_until = null
                        where mailing_id = ? and state = 'sending' and recognised and taken_until < current_timestamp""").params(now(), mailing).update();
        return open
                + sql.sql("""
                        update mailing_recipient set state = 'in-doubt', settled_at = ?, problem = ?
                        where mailing_id = ? and state = 'sending' and not recognised and taken_until < current_timestamp""")
                        .params(
                                now(),
                                "The node that was telling them stopped in the middle of it; the mail server may have the mail. 发送节点中途停止，邮件服务器可能已收到邮件。",
                                mailing)
                        .update();
    }

    /** Nobody knows what was sent after a backup was made. */
    void doubtAll() {
        sql.sql("""
                        update mailing_recipient set state = 'in-doubt', settled_at = ?, problem = ?
                        where state in ('queued', 'sending') and mailing_id in (select id from mailing where ended_at is null)""")
                .params(
                        now(),
                        "The database was restored from a backup; they may have been told after that was made. 数据库从备份恢复，可能已在备份之后发送。")
                .update();
    }

    /** Why nothing goes out; null when something does. */
    void obstacle(long mailing, @Nullable String why) {
        if (why == null) {
            sql.sql("update mailing set obstacle = null where id = ? and obstacle is not null")
                    .param(mailing)
                    .update();
            return;
        }
        String words = MailingRepository.shortened(why);
        sql.sql("update mailing set obstacle = ? where id = ? and (obstacle is null or obstacle <> ?)")
                .params(words, mailing, words)
                .update();
    }

    /**
     * Nobody was there who could have told them: that is no attempt.
     *
     * @return who has waited since before then, which is long enough: they have failed
     */
    List<String> postpone(
            long mailing, List<String> refs, String worker, Instant until, Instant queuedBefore, String problem) {
        return refs.stream()
                .filter(ref -> tryAgain(mailing, ref, worker, until, queuedBefore, null, problem))
                .toList();
    }

    /** In a transaction. @return whether it ended now */
    boolean endIfDone(long mailing) {
        // whoever queues somebody again does so before or after, not meanwhile
        boolean open = sql.sql("select filled and ended_at is null from mailing where id = ? for update")
                .param(mailing)
                .query(Boolean.class)
                .single();
        return open
                && sql.sql(
                                        "select count(*) from mailing_recipient where mailing_id = ? and state in ('queued', 'sending')")
                                .param(mailing)
                                .query(Long.class)
                                .single()
                        == 0
                && sql.sql("update mailing set ended_at = ?, obstacle = null where id = ?")
                                .params(now(), mailing)
                                .update()
                        == 1;
    }

    /** It came back. @return whether it was thought to have arrived, or in doubt */
    boolean bounced(long mailing, String ref, @Nullable String status, String problem) {
        return sql.sql("""
                        update mailing_recipient set state = 'bounced', settled_at = ?, status = ?, problem = ?
                        where mailing_id = ? and ref = ? and state in ('sent', 'in-doubt')""")
                                .params(now(), status, MailingRepository.shortened(problem), mailing, ref)
                                .update()
                        == 1
                && sql.sql("update mailing set told = false where id = ?")
                                .param(mailing)
                                .update()
                        == 1;
    }

    /** Those that have ended and whose unreached people nobody was asked about. */
    List<Long> untold() {
        return sql.sql("""
                        select id from mailing m where ended_at is not null and not told and exists (select 1 from mailing_recipient r
                        where r.mailing_id = m.id and r.state in ('bounced', 'failed', 'in-doubt')) order by id fetch first 20 rows only""").query(Long.class).list();
    }

    /** @return false if somebody was quicker */
    boolean tell(long mailing) {
        return sql.sql("update mailing set told = true where id = ? and not told")
                        .param(mailing)
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
