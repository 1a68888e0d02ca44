package org.crisisplan.publish;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the public was told of a crisis, what it was promised next, and what is on its way to it: for the pages of the team. */
@Component
public class StatementOverview {

    private static final String LATEST = """
            select s.*, (select min(p.published_at) from publication p where p.statement_id = s.id) as published_at
            from statement s where s.crisis in (:numbers) and s.kind <> 'answer' and s.version =
                (select max(v.version) from statement v where v.process_instance = s.process_instance)""";

    private final JdbcClient sql;

    StatementOverview(JdbcClient sql) {
        this.sql = sql;
    }

    /** Where a statement is on its way. */
    public enum State {
        DRAFTING,
        APPROVING,
        /** A group said no: it goes back to its draft. */
        REJECTED,
        /** All groups said yes, and no channel has taken it yet. */
        APPROVED,
        PUBLISHED,
        WITHDRAWN
    }

    /**
     * What a group that must approve has said.
     *
     * @param verdict accepted or rejected; waiting as long as it has said nothing
     * @param by who said it; null while it waits
     * @param since when it was said, or since when it is waited for
     */
    public record Word(
            String group, String verdict, @Nullable String by, Instant since) {}

    /**
     * Where a statement stands, or is to stand.
     *
     * @param state planned, due, sending, published, refused, doubt or left-out
     * @param address what the receipt or a person says; null if there is none
     * @param problem what the channel said when it did not publish; null if nothing
     * @param sent what a channel of others was sent, word for word; null if nothing, or the whole statement
     * @param at when it was published; null if it was not
     */
    public record Place(
            String statement,
            String channel,
            String state,
            @Nullable String address,
            @Nullable String problem,
            @Nullable String sent,
            @Nullable Instant at) {}

    /**
     * A statement's version in force.
     *
     * @param since when it came into this state
     * @param promised when the public expects the next word, as this one says; null if it says no time
     */
    public record Line(
            String crisis,
            String processInstance,
            StatementKind kind,
            int version,
            State state,
            Instant since,
            String titleEn,
            String titleZh,
            String textEn,
            String textZh,
            List<Word> words,
            List<Place> places,
            @Nullable Instant promised) {

        public boolean isUnderWay() {
            return state == State.DRAFTING
                    || state == State.APPROVING
                    || state == State.REJECTED
                    || state == State.APPROVED;
        }
    }

    /** All statements of each crisis, the newest first. */
    public Map<String, List<Line>> of(Collection<String> numbers) {
        Map<String, List<Line>> byCrisis = new HashMap<>();
        if (numbers.isEmpty()) {
            return byCrisis;
        }
        Map<String, Map<String, Word>> said = words(numbers);
        Map<String, List<Place>> places = places(numbers);
        sql.sql(LATEST)
                .param("numbers", numbers)
                .query((row, i) -> line(
                        row,
                        said.getOrDefault(row.getString("id"), Map.of()),
                        places.getOrDefault(row.getString("id"), List.of())))
                .list()
                .forEach(line -> byCrisis.computeIfAbsent(line.crisis(), none -> new ArrayList<>())
                        .add(line));
        byCrisis.values()
                .forEach(lines -> lines.sort(Comparator.comparing(Line::since).reversed()));
        return byCrisis;
    }

    /** What was said last to the public; nothing if it knows nothing yet. */
    public static Optional<Line> lastPublished(List<Line> lines) {
        return lines.stream().filter(line -> line.state() == State.PUBLISHED).findFirst();
    }

    private Map<String, Map<String, Word>> words(Collection<String> numbers) {
        Map<String, Map<String, Word>> byStatement = new HashMap<>();
        sql.sql("select a.statement_id, a.for_group, a.verdict, a.approver, a.given_at from approval a"
                        + " join statement s on s.id = a.statement_id where s.crisis in (:numbers) order by a.ordinal")
                .param("numbers", numbers)
                .query(row -> {
                    String verdict = row.getString("verdict").equals("approve") ? "accepted" : "rejected";
                    byStatement
                            .computeIfAbsent(row.getString("statement_id"), none -> new LinkedHashMap<>())
                            .put(
                                    row.getString("for_group"),
                                    new Word(
                                            row.getString("for_group"),
                                            verdict,
                                            row.getString("approver"),
                                            at(row, "given_at")));
                });
        return byStatement;
    }

    private Map<String, List<Place>> places(Collection<String> numbers) {
        Map<String, List<Place>> byStatement = new HashMap<>();
        sql.sql("select p.* from publication p join statement s on s.id = p.statement_id where s.crisis in (:numbers)"
                        + " order by p.turn, p.channel")
                .param("numbers", numbers)
                .query(row -> {
                    byStatement
                            .computeIfAbsent(row.getString("statement_id"), none -> new ArrayList<>())
                            .add(new Place(
                                    row.getString("statement_id"),
                                    row.getString("channel"),
                                    row.getBoolean("held_back") ? "held-back" : row.getString("state"),
                                    row.getString("address"),
                                    row.getString("refusal"),
                                    row.getString("remote_id") == null ? null : row.getString("sent"),
                                    perhaps(row, "published_at")));
                });
        return byStatement;
    }

    private Line line(java.sql.ResultSet row, Map<String, Word> said, List<Place> places) throws java.sql.SQLException {
        Instant drafted = at(row, "drafted_at");
        String approvers = row.getString("approvers");
        List<Word> words = new ArrayList<>();
        for (String group : approvers.isBlank() ? new String[0] : approvers.split(" ")) {
            words.add(said.getOrDefault(group, new Word(group, "waiting", null, drafted)));
        }
        @Nullable Instant published = perhaps(row, "published_at");
        @Nullable Instant withdrawn = perhaps(row, "withdrawn_at");
        State state = state(row.getInt("version"), words, published, withdrawn);
        Instant since = switch (state) {
            case PUBLISHED -> published == null ? drafted : published;
            case WITHDRAWN -> withdrawn == null ? drafted : withdrawn;
            case REJECTED, APPROVED ->
                words.stream().map(Word::since).max(Comparator.naturalOrder()).orElse(drafted);
            default -> drafted;
        };
        StatementKind kind = StatementKind.of(row.getString("kind"));
        return new Line(
                row.getString("crisis"),
                row.getString("process_instance"),
                kind,
                row.getInt("version"),
                state,
                since,
                row.getString("title_en"),
                row.getString("title_zh"),
                row.getString("text_en"),
                row.getString("text_zh"),
                words,
                places,
                kind.isTheEnd() ? null : perhaps(row, "next_update_at"));
    }

    private static State state(
            int version, List<Word> words, @Nullable Instant published, @Nullable Instant withdrawn) {
        if (withdrawn != null) {
            return State.WITHDRAWN;
        }
        if (published != null) {
            return State.PUBLISHED;
        }
        if (version == 0) {
            return State.DRAFTING;
        }
        if (words.stream().anyMatch(word -> word.verdict().equals("rejected"))) {
            return State.REJECTED;
        }
        return words.stream().allMatch(word -> word.verdict().equals("accepted")) ? State.APPROVED : State.APPROVING;
    }

    private static Instant at(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant perhaps(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }
}
