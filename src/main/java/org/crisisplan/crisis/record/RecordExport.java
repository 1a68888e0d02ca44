package org.crisisplan.crisis.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes a crisis's record as JSON Lines, each act with its texts exactly as the hash covers them, so that a stranger can compute the
 * chain again. How: {@link RecordHash} over the hash before (64 zeros for the first), {@code number}, and the fields of the line from
 * {@code seq} to {@code wordsHash} in their order; {@code wordsHash} is the same over {@code salt} and {@code words}.
 */
@Component
public class RecordExport {

    private static final int AT_ONCE = 1000;

    private final JdbcClient database;
    private final ObjectMapper json;

    RecordExport(JdbcClient database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** The last act that was written, by its number and hash. */
    public record End(int acts, String hash) {}

    private record Line(
            ActRow row,
            String hash,
            @Nullable String salt,
            @Nullable String words) {}

    /**
     * @param out not closed
     * @param planVersions is told under which versions of the plan the acts were done
     */
    public End write(String number, OutputStream out, Consumer<String> planVersions) throws IOException {
        RecordInTransaction.writeDown();
        var end = new End(0, RecordHash.NONE);
        List<Line> some;
        do {
            some = database.sql(CrisisRecord.ACTS
                            + " where a.number = ? and a.seq > ? order by a.seq fetch first ? rows only")
                    .params(number, end.acts(), AT_ONCE)
                    .query((row, i) -> new Line(
                            CrisisRecord.row(row),
                            row.getString("hash"),
                            row.getString("salt"),
                            row.getString("words")))
                    .list();
            for (Line line : some) {
                out.write(json.writeValueAsBytes(fields(line)));
                out.write('\n');
                planVersions.accept(line.row().planVersion());
                end = new End(line.row().seq(), line.hash());
            }
        } while (some.size() == AT_ONCE);
        return end;
    }

    private static Map<String, Object> fields(Line line) {
        ActRow row = line.row();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("seq", row.seq());
        fields.put("at", row.at().toString());
        fields.put("actorKind", row.actorKind());
        fields.put("actor", row.actor());
        fields.put("actorName", row.actorName());
        fields.put("actorGroups", row.actorGroups());
        fields.put("kind", row.kind());
        fields.put("subject", row.subject());
        fields.put("process", row.process());
        fields.put("element", row.element());
        fields.put("elementName", row.elementName());
        fields.put("clause", row.clause());
        fields.put("planVersion", row.planVersion());
        fields.put("before", row.before());
        fields.put("after", row.after());
        fields.put("wordsHash", row.wordsHash());
        fields.put("salt", line.salt());
        fields.put("words", line.words());
        fields.put("hash", line.hash());
        return fields;
    }
}
