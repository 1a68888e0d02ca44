package org.crisisplan.publish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Variables;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.department.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which channels a statement goes to, in which order, in which language and how long, and who is asked when one of them refuses: by the
 * table {@code channels} of the plan version that the crisis runs on (R46). What sets facts right or takes words back, and what ends the
 * crisis, also goes wherever the public read of it before.
 */
@Component
class ChannelTable {

    private static final String TABLE = "channels";
    private static final int LONGEST_NAME = 40;

    /** These set right what was said, or end it: whoever read the one must read the other. */
    private static final Set<StatementKind> FOLLOWS = Set.of(
            StatementKind.CLARIFICATION, StatementKind.WITHDRAWAL, StatementKind.ALL_CLEAR, StatementKind.POST_MORTEM);

    private final PinnedDecisions tables;
    private final Channels channels;
    private final Crises crises;
    private final PublicationRepository publications;

    ChannelTable(PinnedDecisions tables, Channels channels, Crises crises, PublicationRepository publications) {
        this.tables = tables;
        this.channels = channels;
        this.crises = crises;
        this.publications = publications;
    }

    /**
     * Where one statement goes.
     *
     * @param channel as the records call it; one that nobody has configured is served by hand
     * @param longest characters; null for as many as the channel takes
     * @param department who is asked when it refuses
     */
    record Row(
            String channel, PostLanguage language, @Nullable Integer longest, String department) {

        /** What holds where no table says anything. */
        static Row of(String channel) {
            return new Row(channel, PostLanguage.BOTH, null, Group.PUBLIC_RELATIONS.id());
        }
    }

    /** In the order of the table; never none: what was approved goes out. */
    List<Row> of(Statement statement, String processDefinitionId) {
        Map<String, Row> rows = new LinkedHashMap<>();
        if (tables.has(TABLE, processDefinitionId)) {
            ask(statement, processDefinitionId).forEach(row -> rows.putIfAbsent(row.channel(), row));
        }
        if (FOLLOWS.contains(statement.kind())) {
            publications.whereRead(statement.crisis()).forEach(row -> rows.putIfAbsent(row.channel(), row));
        }
        if (rows.isEmpty()) {
            channels.names().forEach(name -> rows.put(name, Row.of(name)));
        }
        return new ArrayList<>(rows.values());
    }

    private List<Row> ask(Statement statement, String processDefinitionId) {
        Crisis crisis = crises.find(statement.crisis()).orElseThrow();
        Map<String, Object> facts = new HashMap<>();
        facts.put("statementKind", statement.kind().word());
        facts.put(Variables.LEVEL, statement.level());
        facts.put(Variables.TECHNICAL, crisis.kinds().contains(Kind.TECHNICAL));
        facts.put(Variables.CONTENT, crisis.kinds().contains(Kind.CONTENT));
        return tables.evaluate(TABLE, processDefinitionId, facts).getResultList().stream()
                .filter(row -> row.get("channel") != null)
                .filter(row -> !channels.isSwitchedOff(String.valueOf(row.get("channel"))))
                .map(this::row)
                .toList();
    }

    private Row row(Map<String, Object> row) {
        String cell = String.valueOf(row.get("channel")).strip();
        String name = cell.substring(0, Math.min(cell.length(), LONGEST_NAME));
        return new Row(
                channels.named(name).map(PublicChannel::name).orElse(name),
                PostLanguage.of(Objects.toString(row.get("language"), "")),
                row.get("longest") instanceof Number longest ? Integer.valueOf(longest.intValue()) : null,
                Objects.toString(row.get("department"), Group.PUBLIC_RELATIONS.id()));
    }
}
