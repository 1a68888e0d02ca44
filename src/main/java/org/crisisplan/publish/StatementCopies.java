package org.crisisplan.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All versions of all texts about a crisis, word for word, for whoever takes its record along (R45). */
@Component
public class StatementCopies {

    private final JdbcClient sql;

    StatementCopies(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * One version of a text.
     *
     * @param run the run of the process that the versions of one text have in common
     * @param version 0 is the plan's own text, which nobody submitted
     * @param hash over crisis, kind, version and the four texts; the record's acts name it as textHash
     * @param approvers the groups that had to approve it
     */
    public record Copy(
            String id,
            String run,
            String kind,
            int version,
            String titleEn,
            String titleZh,
            String textEn,
            String textZh,
            String hash,
            @Nullable String author,
            List<String> approvers,
            Instant draftedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            List<Judgement> judgements,
            List<Place> places) {}

    /** What somebody said of exactly the text with this hash. */
    public record Judgement(String group, String approver, String verdict, String remark, String hash, Instant at) {}

    /**
     * Where it went.
     *
     * @param sent what a channel of others was sent, word for word; null if the whole text, or nothing
     */
    public record Place(
            String channel,
            String state,
            @Nullable String remoteId,
            @Nullable String address,
            @Nullable String sent,
            @Nullable String problem,
            @Nullable Instant at) {}

    /** The oldest first. */
    public List<Copy> of(String crisis) {
        Map<String, List<Judgement>> judgements = new HashMap<>();
        sql.sql(
                        "select a.* from approval a join statement s on s.id = a.statement_id where s.crisis = ? order by a.ordinal")
                .param(crisis)
                .query(row -> {
                    judgements
                            .computeIfAbsent(row.getString("statement_id"), none -> new ArrayList<>())
                            .add(new Judgement(
                                    row.getString("for_group"),
                                    row.getString("approver"),
                                    row.getString("verdict"),
                                    row.getString("remark"),
                                    row.getString("hash"),
                                    at(row, "given_at")));
                });
        Map<String, List<Place>> places = new HashMap<>();
        sql.sql("select p.* from publication p join statement s on s.id = p.statement_id where s.crisis = ?"
                        + " order by p.turn, p.channel")
                .param(crisis)
                .query(row -> {
                    places.computeIfAbsent(row.getString("statement_id"), none -> new ArrayList<>())
                            .add(new Place(
                                    row.getString("channel"),
                                    row.getString("state"),
                                    row.getString("remote_id"),
                                    row.getString("address"),
                                    row.getString("sent"),
                                    row.getString("refusal"),
                                    perhaps(row, "published_at")));
                });
        return sql.sql("select * from statement where crisis = ? order by drafted_at, process_instance, version")
                .param(crisis)
                .query((row, i) -> copy(
                        row,
                        judgements.getOrDefault(row.getString("id"), List.of()),
                        places.getOrDefault(row.getString("id"), List.of())))
                .list();
    }

    private static Copy copy(ResultSet row, List<Judgement> judgements, List<Place> places) throws SQLException {
        String approvers = row.getString("approvers");
        return new Copy(
                row.getString("id"),
                row.getString("process_instance"),
                row.getString("kind"),
                row.getInt("version"),
                row.getString("title_en"),
                row.getString("title_zh"),
                row.getString("text_en"),
                row.getString("text_zh"),
                row.getString("hash"),
                row.getString("author"),
                approvers.isBlank() ? List.of() : List.of(approvers.split(" ")),
                at(row, "drafted_at"),
                perhaps(row, "withdrawn_at"),
                row.getString("withdrawn_by"),
                judgements,
                places);
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(perhaps(row, column));
    }

    private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
