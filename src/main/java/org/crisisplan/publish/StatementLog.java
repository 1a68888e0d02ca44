package org.crisisplan.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every version of every statement of a crisis, who said what of exactly which text, and where it went (R45-R48): for auditors. Hashes are
 * computed here from the text as it stands now, so that one that was changed behind the product's back is seen.
 */
@Component
public class StatementLog {

    private static final String APPROVE = "approve";

    private final JdbcClient sql;

    StatementLog(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * One version.
     *
     * @param run the process instance that it belongs to: versions of one run are versions of one statement
     * @param version 0 is what the plan prepared and nobody submitted
     * @param hash as it was kept with the text
     * @param hashNow as it is computed from the text that stands there
     * @param author who submitted it; null for what nobody did
     * @param approvers the groups that must approve
     * @param changes to the version before, sentence by sentence; empty for the first
     */
    public record Version(
            String id,
            String run,
            StatementKind kind,
            int version,
            @Nullable Integer level,
            String phase,
            StatementText text,
            String hash,
            String hashNow,
            @Nullable String author,
            List<String> approvers,
            Instant draftedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            List<Word> words,
            List<Post> posts,
            List<Change> changes) {

        /** Whether it stands, or stood, on any channel. */
        public boolean isPublished() {
            return posts.stream().anyMatch(post -> post.at() != null);
        }

        /** The groups whose last word is not a yes to exactly the text that stands there now. */
        public List<String> missing() {
            Map<String, Word> last = new HashMap<>();
            words.forEach(word -> last.put(word.group(), word));
            return approvers.stream()
                    .filter(group -> {
                        Word word = last.get(group);
                        return word == null
                                || !word.approved()
                                || !word.hash().equals(hashNow)
                                || word.approver().equals(author);
                    })
                    .toList();
        }

        /** Whether the text is the one that was kept, and all who must approve said yes to exactly this one. */
        public boolean isApproved() {
            return hash.equals(hashNow) && !approvers.isEmpty() && missing().isEmpty();
        }
    }

    /**
     * A group's word.
     *
     * @param hash of the text that the approver had before them
     */
    public record Word(String group, String approver, boolean approved, String hash, String remark, Instant at) {}

    /**
     * One channel.
     *
     * @param state planned, due, sending, published, refused, doubt or left-out
     * @param hash of the text that it was given
     * @param problem what the channel or a person said when it did not publish
     * @param receipt what the channel calls the post
     * @param sent what it was sent, word for word; null where that is the whole statement
     */
    public record Post(
            String channel,
            String state,
            String hash,
            int attempts,
            @Nullable String problem,
            @Nullable String receipt,
            @Nullable String address,
            @Nullable String sent,
            @Nullable Instant at) {}

    /** A sentence that is not in both versions. */
    public record Change(boolean added, String sentence) {}

    /** In the order in which their statements were begun, the versions of each together. */
    public List<Version> of(String crisis) {
        Map<String, List<Word>> words = words(crisis);
        Map<String, List<Post>> posts = posts(crisis);
        Map<String, List<Version>> runs = new LinkedHashMap<>();
        sql.sql("select * from statement where crisis = ? order by drafted_at, version")
                .param(crisis)
                .query(row -> {
                    List<Version> run =
                            runs.computeIfAbsent(row.getString("process_instance"), first -> new ArrayList<>());
                    String id = row.getString("id");
                    run.add(version(
                            row,
                            run.isEmpty() ? null : run.get(run.size() - 1).text(),
                            words.getOrDefault(id, List.of()),
                            posts.getOrDefault(id, List.of())));
                });
        return runs.values().stream().flatMap(List::stream).toList();
    }

    private static Version version(ResultSet row, @Nullable StatementText before, List<Word> words, List<Post> posts)
            throws SQLException {
        var text = new StatementText(
                row.getString("title_en"),
                row.getString("title_zh"),
                row.getString("text_en"),
                row.getString("text_zh"));
        StatementKind kind = StatementKind.of(row.getString("kind"));
        int version = row.getInt("version");
        String approvers = row.getString("approvers");
        return new Version(
                row.getString("id"),
                row.getString("process_instance"),
                kind,
                version,
                row.getObject("level") == null ? null : Integer.valueOf(row.getInt("level")),
                row.getString("phase"),
                text,
                row.getString("hash"),
                text.hash(Objects.requireNonNullElse(row.getString("crisis"), ""), kind, version),
                row.getString("author"),
                approvers.isBlank() ? List.of() : Arrays.asList(approvers.split(" ")),
                at(row, "drafted_at"),
                perhaps(row, "withdrawn_at"),
                row.getString("withdrawn_by"),
                words,
                posts,
                before == null ? List.of() : changes(before, text));
    }

    private static List<Change> changes(StatementText before, StatementText now) {
        List<String> lines = new ArrayList<>();
        lines.addAll(TextChanges.between(before.titleEn(), now.titleEn()));
        lines.addAll(TextChanges.between(before.textEn(), now.textEn()));
        lines.addAll(TextChanges.between(before.titleZh(), now.titleZh()));
        lines.addAll(TextChanges.between(before.textZh(), now.textZh()));
        return lines.stream()
                .map(line -> new Change(line.startsWith("+"), line.substring(2)))
                .toList();
    }

    private Map<String, List<Word>> words(String crisis) {
        Map<String, List<Word>> words = new HashMap<>();
        sql.sql(
                        "select a.* from approval a join statement s on s.id = a.statement_id where s.crisis = ? order by a.ordinal")
                .param(crisis)
                .query(row -> {
                    words.computeIfAbsent(row.getString("statement_id"), first -> new ArrayList<>())
                            .add(new Word(
                                    row.getString("for_group"),
                                    row.getString("approver"),
                                    row.getString("verdict").equals(APPROVE),
                                    row.getString("hash"),
                                    row.getString("remark"),
                                    at(row, "given_at")));
                });
        return words;
    }

    private Map<String, List<Post>> posts(String crisis) {
        Map<String, List<Post>> posts = new HashMap<>();
        sql.sql("select p.* from publication p join statement s on s.id = p.statement_id where s.crisis = ?"
                        + " order by p.turn nulls last, p.channel")
                .param(crisis)
                .query(row -> {
                    posts.computeIfAbsent(row.getString("statement_id"), first -> new ArrayList<>())
                            .add(new Post(
                                    row.getString("channel"),
                                    row.getString("state"),
                                    row.getString("hash"),
                                    row.getInt("attempts"),
                                    row.getString("refusal"),
                                    row.getString("remote_id"),
                                    row.getString("address"),
                                    row.getString("sent"),
                                    perhaps(row, "published_at")));
                });
        return posts;
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
