package org.crisisplan.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crisisplan.engine.AdministratorActed;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The record of the plan's versions: who deployed what, and which version of a file each person last had in hands. */
@Repository
class PlanVersionRepository {

    /** So many changed files of a version are named one by one to whoever watches administrators. */
    private static final int FILES_NAMED = 20;

    private final JdbcClient database;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    PlanVersionRepository(JdbcClient database, Clock clock, ApplicationEventPublisher events) {
        this.database = database;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Takes the engine's lock of deployments until the end of the transaction, unless another node or person has it now.
     *
     * @return whether it was free
     */
    boolean takesLock() {
        return database.sql("select 1 from ACT_GE_PROPERTY where NAME_ = 'deployment.lock' for update skip locked")
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    Optional<PlanVersion> newest() {
        return database.sql("select * from plan_version order by version desc fetch first 1 rows only")
                .query(PlanVersionRepository::version)
                .optional();
    }

    List<PlanVersion> newest(int most, int from) {
        return database.sql(
                        "select * from plan_version order by version desc offset :from rows fetch first :most rows only")
                .param("from", from)
                .param("most", most)
                .query(PlanVersionRepository::version)
                .list();
    }

    int count() {
        return database.sql("select count(*) from plan_version")
                .query(Integer.class)
                .single();
    }

    Optional<PlanVersion> find(int number) {
        return database.sql("select * from plan_version where version = ?")
                .param(number)
                .query(PlanVersionRepository::version)
                .optional();
    }

    Optional<PlanVersion> ofDeployment(String deployment) {
        return database.sql("select * from plan_version where deployment_id = ?")
                .param(deployment)
                .query(PlanVersionRepository::version)
                .optional();
    }

    void add(PlanVersion version, Map<String, Change> changes) {
        database.sql("insert into plan_version (version, deployment_id, deployed_at, deployed_by, origin, detail) "
                        + "values (:number, :deployment, :at, :by, :origin, :detail)")
                .param("number", version.number())
                .param("deployment", version.deployment())
                .param("at", version.at().atOffset(ZoneOffset.UTC))
                .param("by", version.by())
                .param("origin", version.origin().word())
                .param("detail", version.detail())
                .update();
        changes.forEach(
                (file, change) -> database.sql("insert into plan_change (version, file, change) values (?, ?, ?)")
                        .params(version.number(), file, change.word())
                        .update());
        events.publishEvent(new AdministratorActed(
                Objects.requireNonNullElse(version.by(), ""),
                "plan",
                "deployed",
                null,
                "v" + version.number() + " (" + version.origin().word() + " " + version.detail() + ")",
                "",
                changes.size() > FILES_NAMED
                        ? changes.size() + " files"
                        : changes.entrySet().stream()
                                .map(change -> change.getKey() + ": "
                                        + change.getValue().word())
                                .collect(Collectors.joining(", "))));
        events.publishEvent(new PlanExplained(version.number(), version.detail()));
    }

    /**
     * Why a version was made; what was said once is not replaced.
     *
     * @return false if there is no such version, or its reason is known
     */
    boolean giveReason(int number, String reason, String by) {
        boolean first =
                database.sql("update plan_version set reason = ?, reason_by = ? where version = ? and reason is null")
                                .params(reason, by, number)
                                .update()
                        > 0;
        if (first) {
            events.publishEvent(new PlanExplained(number, reason));
        }
        return first;
    }

    /** Why a version was made, in whose words; nothing as long as nobody said. */
    record Reason(String text, String by) {}

    Optional<Reason> reasonOf(int number) {
        return database.sql("select reason, reason_by from plan_version where version = ? and reason is not null")
                .param(number)
                .query((row, i) ->
                        new Reason(row.getString("reason"), Objects.requireNonNullElse(row.getString("reason_by"), "")))
                .optional();
    }

    /** What the check said of a version that was deployed all the same. */
    void warns(int number, List<PlanCheckFinding> findings) {
        for (int seq = 0; seq < findings.size(); seq++) {
            database.sql("insert into plan_warning (version, seq, finding) values (?, ?, ?)")
                    .params(number, seq, findings.get(seq).toString())
                    .update();
        }
    }

    List<String> warningsOf(int number) {
        return database.sql("select finding from plan_warning where version = ? order by seq")
                .param(number)
                .query(String.class)
                .list();
    }

    PlanVersion now(int number, String deployment, @Nullable String by, DeploymentOrigin origin, String detail) {
        return new PlanVersion(number, deployment, clock.instant(), by, origin, detail);
    }

    SortedMap<String, Change> changesOf(int number) {
        SortedMap<String, Change> changes = new TreeMap<>();
        database.sql("select file, change from plan_change where version = ?")
                .param(number)
                .query(row -> {
                    changes.put(row.getString("file"), Change.of(row.getString("change")));
                });
        return changes;
    }

    /** Who touched the file last; nobody did whose change is not recorded. */
    Optional<Change.Last> lastChangeOf(String file) {
        return database.sql("select v.*, c.change from plan_change c join plan_version v on v.version = c.version "
                        + "where c.file = ? order by v.version desc fetch first 1 rows only")
                .param(file)
                .query((row, number) -> {
                    PlanVersion version = version(row, number);
                    Change change = Change.of(row.getString("change"));
                    return new Change.Last(version.number(), change, version.by(), version.at(), version.origin());
                })
                .optional();
    }

    /** The version of the file that the person had last; whoever never had any is taken to have begun with the first. */
    int seen(String user, String file) {
        return database.sql("select version from plan_seen where user_id = ? and file = ?")
                .params(user, file)
                .query(Integer.class)
                .optional()
                .orElseGet(() -> database.sql("select coalesce(min(version), 0) from plan_version")
                        .query(Integer.class)
                        .single());
    }

    /** The newest version that the person had anything of: a file that it did not have was seen to be absent. */
    int seen(String user) {
        return database.sql("select coalesce(max(version), 0) from plan_seen where user_id = ?")
                .param(user)
                .query(Integer.class)
                .single();
    }

    void sees(String user, Collection<String> files, int version) {
        for (String file : files) {
            int known = database.sql(
                            "update plan_seen set version = greatest(version, :version) where user_id = :user and file = :file")
                    .param("version", version)
                    .param("user", user)
                    .param("file", file)
                    .update();
            if (known == 0) {
                database.sql("insert into plan_seen (user_id, file, version) values (:user, :file, :version)")
                        .param("user", user)
                        .param("file", file)
                        .param("version", version)
                        .update();
            }
        }
    }

    /** What the folder held when it was last deployed, as hashes by file. */
    Map<String, String> folder() {
        Map<String, String> hashes = new TreeMap<>();
        database.sql("select file, hash from plan_folder").query(row -> {
            hashes.put(row.getString("file"), row.getString("hash"));
        });
        return hashes;
    }

    void folderHolds(Map<String, String> hashes) {
        if (!folder().equals(hashes)) {
            database.sql("delete from plan_folder").update();
            hashes.forEach((file, hash) -> database.sql("insert into plan_folder (file, hash) values (?, ?)")
                    .params(file, hash)
                    .update());
        }
    }

    private static PlanVersion version(ResultSet row, int number) throws SQLException {
        return new PlanVersion(
                row.getInt("version"),
                row.getString("deployment_id"),
                row.getObject("deployed_at", OffsetDateTime.class).toInstant(),
                row.getString("deployed_by"),
                DeploymentOrigin.of(row.getString("origin")),
                row.getString("detail"));
    }
}
