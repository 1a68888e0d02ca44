package org.crisisplan.plan;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what was refused last, so that the page of the plan can show all of it where a tool shows a line. */
@Repository
class PlanRefusalRepository {

    private static final int KEPT = 20;
    private static final int LONGEST = 100_000;

    private final JdbcClient database;
    private final Clock clock;
    private final TransactionTemplate apart;

    PlanRefusalRepository(JdbcClient database, Clock clock, PlatformTransactionManager transactions) {
        this.database = database;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Something that was not deployed. */
    record Refusal(
            long seq, Instant at, @Nullable String by, DeploymentOrigin origin, String detail, List<String> findings) {}

    /** In a transaction of its own: that of the deployment is undone. The same refusal again is the same one, later. */
    void add(@Nullable String by, DeploymentOrigin origin, String detail, List<PlanCheckFinding> findings) {
        String lines = String.join(
                "\n",
                findings.stream()
                        .map(PlanCheckFinding::toString)
                        .map(PlanRefusalRepository::oneLine)
                        .toList());
        String kept = lines.length() > LONGEST ? lines.substring(0, LONGEST) : lines;
        apart.executeWithoutResult(transaction -> {
            last(KEPT).stream()
                    .filter(known -> known.origin() == origin
                            && known.detail().equals(detail)
                            && Objects.equals(known.by(), by)
                            && String.join("\n", known.findings()).equals(kept))
                    .forEach(known -> database.sql("delete from plan_refusal where seq = ?")
                            .param(known.seq())
                            .update());
            database.sql("insert into plan_refusal (refused_at, sent_by, origin, detail, findings) "
                            + "values (:at, :by, :origin, :detail, :findings)")
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("by", by)
                    .param("origin", origin.word())
                    .param("detail", detail)
                    .param("findings", kept)
                    .update();
            database.sql("delete from plan_refusal where seq <= (select max(seq) from plan_refusal) - :kept")
                    .param("kept", KEPT)
                    .update();
        });
    }

    List<Refusal> last(int most) {
        return database.sql("select * from plan_refusal order by seq desc fetch first :most rows only")
                .param("most", most)
                .query((row, number) -> new Refusal(
                        row.getLong("seq"),
                        row.getObject("refused_at", OffsetDateTime.class).toInstant(),
                        row.getString("sent_by"),
                        DeploymentOrigin.of(row.getString("origin")),
                        row.getString("detail"),
                        row.getString("findings").lines().toList()))
                .list();
    }

    private static String oneLine(String finding) {
        return finding.replaceAll("[\\s\\p{Cntrl}]+", " ");
    }
}
