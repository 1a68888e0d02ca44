package org.crisisplan.crisis;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.form.FormFieldCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes about a crisis: what somebody saw or did, when it happened, and perhaps a file. The words stand in the record like all other
 * words; the file, and whether the note is pinned, stand beside it. The engine never sees any of it.
 */
@Component
public class CrisisNotes {

    /** What a file may have; the database keeps it in pieces that each of the two takes as one value. */
    public static final int LARGEST_FILE = 10 * 1024 * 1024;

    private static final int PIECE = 1_000_000;
    private static final int LONGEST_NOTE = 4000;

    private final JdbcClient sql;
    private final CrisisRecord record;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CrisisNotes(JdbcClient sql, CrisisRecord record, Clock clock, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.record = record;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What is known of a note beside its words.
     *
     * @param seq the act by which it was written
     * @param file what its file is called; null if it has none, or it was erased
     */
    public record Note(
            int seq,
            Instant happenedAt,
            boolean pinned,
            @Nullable String file,
            long fileSize) {}

    /**
     * @param happenedAt null for now
     * @return the number of the act
     * @throws InvalidReport when it says nothing, too much or something impossible
     * @throws CrisisOver when the crisis is over
     */
    public int add(String number, String text, @Nullable Instant happenedAt, @Nullable NoteFile file) {
        Instant at = (happenedAt == null ? clock.instant() : happenedAt).truncatedTo(ChronoUnit.MICROS);
        check(text, at, file);
        Integer seq = transaction.execute(open -> {
            hold(number);
            Map<String, Object> after = new TreeMap<>();
            after.put("happenedAt", at.toString());
            Map<String, Object> words = new TreeMap<>(Map.of("text", text.strip()));
            if (file != null) {
                after.put("fileType", file.type().mediaType());
                after.put("fileSize", file.content().length);
                words.put("file", file.name());
            }
            record.append(number, Entry.of(ActKind.NOTE_ADDED, "").after(after).words(words));
            int act = record.count(number);
            sql.sql("insert into crisis_note (number, seq, happened_at, pinned) values (?, ?, ?, false)")
                    .params(number, act, Columns.utc(at))
                    .update();
            if (file != null) {
                keep(number, act, file);
            }
            return act;
        });
        return seq == null ? 0 : seq;
    }

    private void check(String text, Instant at, @Nullable NoteFile file) {
        List<Finding> findings = new ArrayList<>();
        if (text.isBlank()) {
            findings.add(new Finding("note", "must not be empty"));
        } else if (text.length() > LONGEST_NOTE) {
            findings.add(new Finding("note", "must not be longer than " + LONGEST_NOTE + " characters"));
        } else if (FormFieldCheck.UNPRINTABLE.matcher(text).find()) {
            findings.add(new Finding("note", "must not contain control characters"));
        }
        CrisisPlan.checkBegin(at, clock.instant(), findings);
        if (file != null && file.content().length > LARGEST_FILE) {
            findings.add(new Finding("file", "must not be larger than " + LARGEST_FILE + " bytes"));
        }
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
    }

    private void keep(String number, int act, NoteFile file) {
        byte[] content = file.content();
        sql.sql("insert into crisis_note_file (number, seq, name, media_type, size) values (?, ?, ?, ?, ?)")
                .params(number, act, file.name(), file.type().mediaType(), content.length)
                .update();
        for (int piece = 0; piece * PIECE < content.length; piece++) {
            sql.sql("insert into crisis_note_file_piece (number, seq, piece, content) values (?, ?, ?, ?)")
                    .params(
                            number,
                            act,
                            piece,
                            Arrays.copyOfRange(content, piece * PIECE, Math.min(content.length, (piece + 1) * PIECE)))
                    .update();
        }
    }

    /**
     * Puts a note where everybody sees it, or takes it from there.
     *
     * @throws UnknownCrisis when there is no such note
     * @throws CrisisOver when the crisis is over
     */
    public void pin(String number, int seq, boolean pinned) {
        transaction.executeWithoutResult(open -> {
            hold(number);
            int changed = sql.sql("update crisis_note set pinned = ? where number = ? and seq = ? and pinned <> ?")
                    .params(pinned, number, seq, pinned)
                    .update();
            if (changed > 0) {
                record.append(
                        number,
                        Entry.of(pinned ? ActKind.NOTE_PINNED : ActKind.NOTE_UNPINNED, "")
                                .after(Map.of("act", seq)));
            } else if (!of(number).containsKey(seq)) {
                throw UnknownCrisis.noWords(number, seq);
            }
        });
    }

    private void hold(String number) {
        if (!record.hold(number)) {
            throw sql.sql("select count(*) from crisis where number = ?")
                                    .param(number)
                                    .query(Integer.class)
                                    .single()
                            > 0
                    ? new CrisisOver(number)
                    : UnknownCrisis.noSuch(number);
        }
    }

    /** All notes of the crisis by the number of their act. */
    public Map<Integer, Note> of(String number) {
        Map<Integer, Note> notes = new HashMap<>();
        sql.sql("select n.seq, n.happened_at, n.pinned, f.name, f.size from crisis_note n"
                        + " left join crisis_note_file f on f.number = n.number and f.seq = n.seq where n.number = ?")
                .param(number)
                .query(row -> {
                    notes.put(
                            row.getInt("seq"),
                            new Note(
                                    row.getInt("seq"),
                                    Columns.at(row, "happened_at"),
                                    row.getBoolean("pinned"),
                                    row.getString("name"),
                                    row.getLong("size")));
                });
        return notes;
    }

    public Optional<NoteFile> file(String number, int seq) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        sql.sql("select content from crisis_note_file_piece where number = ? and seq = ? order by piece")
                .params(number, seq)
                .query(row -> {
                    content.writeBytes(row.getBytes("content"));
                });
        return sql.sql("select name, media_type from crisis_note_file where number = ? and seq = ?")
                .params(number, seq)
                .query((row, i) -> new NoteFile(
                        row.getString("name"),
                        NoteFileType.named(row.getString("media_type")).orElseThrow(),
                        content.toByteArray()))
                .optional();
    }

    static void eraseFile(JdbcClient sql, String number, int seq) {
        for (String table : List.of("crisis_note_file_piece", "crisis_note_file")) {
            sql.sql("delete from " + table + " where number = ? and seq = ?")
                    .params(number, seq)
                    .update();
        }
    }

    static void eraseFiles(JdbcClient sql, String number) {
        for (String table : List.of("crisis_note_file_piece", "crisis_note_file")) {
            sql.sql("delete from " + table + " where number = ?").param(number).update();
        }
    }
}
