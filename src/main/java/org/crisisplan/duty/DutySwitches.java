package org.crisisplan.duty;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.duty.table.DutyTable;
import org.crisisplan.duty.table.DutyTerms;
import org.crisisplan.duty.table.Organisation;
import org.crisisplan.engine.AdministratorActed;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which rows of the table {@code duties} count, since when, and who checked them; and what kind of organisation we are. All of them are off until
 * an administrator has switched them on.
 */
@Service
@Transactional
public class DutySwitches {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int LONGEST_NAME = 200;
    private static final Pattern LINE = Pattern.compile("[^\\p{Cc}\\p{Cs}]*");
    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2}(-[A-Z]{2})?");
    private static final String ACT = "duties";

    private final JdbcClient sql;
    private final DutyTable table;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile long lookedAt = System.nanoTime() - LOOK_AGAIN.toNanos() * 2;
    private volatile boolean anyOn;

    DutySwitches(JdbcClient sql, DutyTable table, ApplicationEventPublisher events, Clock clock) {
        this.sql = sql;
        this.table = table;
        this.events = events;
        this.clock = clock;
    }

    /** The newest entry of each duty that ever had one. */
    @Transactional(readOnly = true)
    public Map<String, DutySwitch> all() {
        Map<String, DutySwitch> all = new TreeMap<>();
        sql.sql("select * from duty_switch where id in (select max(id) from duty_switch group by duty)")
                .query(DutySwitches::entry)
                .list()
                .forEach(one -> all.put(one.duty(), one));
        return all;
    }

    /** Everything that was ever entered for a duty, the newest first. */
    @Transactional(readOnly = true)
    public List<DutySwitch> history(String duty) {
        return sql.sql("select * from duty_switch where duty = ? order by id desc")
                .param(duty)
                .query(DutySwitches::entry)
                .list();
    }

    /** The duties that count. */
    @Transactional(readOnly = true)
    public Set<String> on() {
        return all().values().stream()
                .filter(DutySwitch::on)
                .map(DutySwitch::duty)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether any counts; a switch of another node is seen within a second. Each new fact of each crisis asks this. */
    @Transactional(readOnly = true)
    public boolean isAnyOn() {
        if (System.nanoTime() - lookedAt > LOOK_AGAIN.toNanos()) {
            anyOn = !on().isEmpty();
            lookedAt = System.nanoTime();
        }
        return anyOn;
    }

    /** Whether the rows say something else than when they were checked. */
    public boolean isChanged(DutySwitch entry) {
        return !entry.terms().equals(hash(table.newest().wording(entry.duty())));
    }

    /**
     * Lets a duty count from now on, or no longer.
     *
     * @param checkedBy the lawyer who checked its rows; whoever decided it, if it is switched off
     * @throws InvalidReport when nobody or no day is named, or there is no such duty, or it is no law yet; nothing is kept then
     */
    public void turn(String duty, boolean on, @Nullable String checkedBy, @Nullable LocalDate checkedOn, String by) {
        List<Finding> findings = new ArrayList<>();
        List<DutyTerms> rows = table.newest().byDuty().getOrDefault(duty, List.of());
        if (rows.isEmpty()) {
            findings.add(new Finding("duty", "is not in the table duties of the newest plan"));
        } else if (on && !rows.stream().allMatch(DutyTerms::usable)) {
            findings.add(new Finding("duty", "cannot be switched on: it is no law yet, or its hours are not known"));
        }
        String name = checkedBy == null ? "" : checkedBy.strip();
        if (name.isEmpty()) {
            findings.add(new Finding("checkedBy", "must not be empty"));
        } else if (name.length() > LONGEST_NAME) {
            findings.add(new Finding("checkedBy", "must not be longer than " + LONGEST_NAME + " characters"));
        } else if (!LINE.matcher(name).matches()) {
            findings.add(new Finding("checkedBy", "must be one line without control characters"));
        }
        if (checkedOn == null) {
            findings.add(new Finding("checkedOn", "must be a date such as 2026-11-23"));
        } else if (checkedOn.isAfter(LocalDate.now(clock)) || checkedOn.getYear() < 2000) {
            findings.add(new Finding("checkedOn", "must not lie ahead, and not before the year 2000"));
        }
        if (!findings.isEmpty() || checkedOn == null) {
            throw new InvalidReport(findings);
        }
        DutySwitch before = all().get(duty);
        sql.sql(
                        "insert into duty_switch (duty, is_on, checked_by, checked_on, terms, at, by_user) values (?, ?, ?, ?, ?, ?, ?)")
                .params(duty, on, name, checkedOn, hash(table.newest().wording(duty)), now(), by)
                .update();
        lookAgain();
        events.publishEvent(new AdministratorActed(
                by,
                ACT,
                on ? "switched-on" : "switched-off",
                null,
                duty,
                before == null ? "" : said(before.on(), before.checkedBy(), before.checkedOn()),
                said(on, name, checkedOn)));
    }

    private static String said(boolean on, String checkedBy, LocalDate checkedOn) {
        return (on ? "on" : "off") + ", " + checkedBy + ", " + checkedOn;
    }

    private void lookAgain() {
        lookedAt = System.nanoTime() - LOOK_AGAIN.toNanos() * 2;
    }

    /** What we are, as an administrator said last. */
    @Transactional(readOnly = true)
    public Organisation organisation() {
        return sql.sql("select * from duty_profile order by id desc fetch first 1 rows only")
                .query((row, i) -> new Organisation(
                        words(row.getString("jurisdictions")), row.getString("sector"), words(row.getString("roles"))))
                .optional()
                .orElse(Organisation.UNTOLD);
    }

    /** Whether anybody has said what we are. */
    @Transactional(readOnly = true)
    public boolean isOrganisationTold() {
        return sql.sql("select count(*) from duty_profile").query(Integer.class).single() > 0;
    }

    /** @throws InvalidReport when it names something that is none, or nothing; nothing is kept then */
    public void tell(Organisation organisation, String by) {
        List<Finding> findings = new ArrayList<>();
        List<String> jurisdictions = organisation.jurisdictions();
        if (jurisdictions.isEmpty()
                || jurisdictions.size() > 30
                || !jurisdictions.stream()
                        .allMatch(one -> JURISDICTION.matcher(one).matches())) {
            findings.add(new Finding("jurisdictions", "must be words such as CN, EU or US-CA, separated by commas"));
        }
        if (!Organisation.SECTORS.contains(organisation.sector())) {
            findings.add(new Finding("sector", "must be one of " + String.join(", ", Organisation.SECTORS)));
        }
        if (organisation.roles().isEmpty() || !Organisation.ROLES.containsAll(organisation.roles())) {
            findings.add(new Finding("roles", "must be some of " + String.join(", ", Organisation.ROLES)));
        }
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        Organisation before = organisation();
        sql.sql("insert into duty_profile (jurisdictions, sector, roles, at, by_user) values (?, ?, ?, ?, ?)")
                .params(
                        String.join(",", jurisdictions),
                        organisation.sector(),
                        String.join(",", organisation.roles()),
                        now(),
                        by)
                .update();
        events.publishEvent(
                new AdministratorActed(by, ACT, "organisation", null, "", said(before), said(organisation)));
    }

    private static String said(Organisation organisation) {
        return String.join(" ", organisation.jurisdictions()) + "; " + organisation.sector() + "; "
                + String.join(" ", organisation.roles());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",")).filter(word -> !word.isEmpty()).toList();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java knows SHA-256", impossible);
        }
    }

    private static DutySwitch entry(ResultSet row, int i) throws SQLException {
        return new DutySwitch(
                row.getString("duty"),
                row.getBoolean("is_on"),
                row.getString("checked_by"),
                row.getObject("checked_on", LocalDate.class),
                row.getString("terms"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by_user"));
    }

    /** The switches of the duties of the newest plan, in its order; nothing for one that nobody ever touched. */
    @Transactional(readOnly = true)
    public Map<String, @Nullable DutySwitch> ofTheNewestPlan() {
        Map<String, DutySwitch> all = all();
        Map<String, @Nullable DutySwitch> found = new LinkedHashMap<>();
        table.newest().byDuty().keySet().forEach(duty -> found.put(duty, all.get(duty)));
        return found;
    }
}
