package org.crisisplan.signals.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.decision.TableLimits.Limit;
import org.crisisplan.signals.page.DryRun.Event;
import org.crisisplan.signals.source.SilenceWatch;
import org.crisisplan.signals.source.SourceRepository;
import org.crisisplan.signals.source.SourceSettings;
import org.crisisplan.signals.trigger.AnnouncedWork;
import org.crisisplan.signals.trigger.EvaluationFailures;
import org.crisisplan.signals.trigger.Finding;
import org.crisisplan.signals.trigger.SubjectRepository;
import org.crisisplan.signals.trigger.SubjectWindows;
import org.crisisplan.signals.trigger.Triggers;
import org.crisisplan.signals.trigger.WindowReader;
import org.crisisplan.signals.trigger.WindowStats;
import org.crisisplan.signals.window.Minutes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the pages show of sources, windows and signals. */
@Component
class SignalViews {

    private static final Logger LOG = LoggerFactory.getLogger(SignalViews.class);

    private static final int MOST_SUBJECTS = 30;
    static final int MOST_SIGNALS = 50;
    private static final int MOST_UNJUDGED = 50;

    /** What stands for an action where the table fails. */
    private static final String FAULT = "fault";

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:00");

    private final JdbcClient sql;
    private final SourceRepository sources;
    private final WindowReader situations;
    private final Triggers triggers;
    private final AnnouncedWork work;
    private final SubjectRepository subjects;
    private final EvaluationFailures unjudged;
    private final Crises crises;
    private final LatestDecisions tables;
    private final SourceSettings settings;
    private final Clock clock;

    SignalViews(
            JdbcClient sql,
            SourceRepository sources,
            WindowReader situations,
            Triggers triggers,
            AnnouncedWork work,
            SubjectRepository subjects,
            EvaluationFailures unjudged,
            Crises crises,
            LatestDecisions tables,
            SourceSettings settings,
            Clock clock) {
        this.sql = sql;
        this.sources = sources;
        this.situations = situations;
        this.triggers = triggers;
        this.work = work;
        this.subjects = subjects;
        this.unjudged = unjudged;
        this.crises = crises;
        this.tables = tables;
        this.settings = settings;
        this.clock = clock;
    }

    /** A point in time, for machines and for people. */
    record Moment(String iso, String text) {}

    /** A source and how it is: heard, faulty, silent, or never heard yet. */
    record SourceLine(
            String name,
            String format,
            String state,
            @Nullable Moment lastHeard,
            @Nullable String fault,
            @Nullable Moment faultAt,
            long signals) {}

    /** A subject with everything its windows say. */
    record SubjectLine(
            String subject,
            long signals,
            String action,
            @Nullable String crisis,
            List<SeriesKey> respects) {

        /** Why it is watched, or raises a crisis. */
        public List<Finding> why() {
            return respects.stream()
                    .filter(respect -> respect.action().equals(action))
                    .flatMap(respect -> respect.findings().stream())
                    .filter(finding -> finding.action().name().equalsIgnoreCase(action))
                    .collect(Collectors.toMap(
                            Finding::reason, finding -> finding, (one, same) -> one, LinkedHashMap::new))
                    .values()
                    .stream()
                    .toList();
        }
    }

    /** One respect of a subject, with what it is compared with. */
    record SeriesKey(String name, String words, String action, List<Finding> findings, List<Gauge> gauges) {}

    /** A signal as it was said. */
    record SaidLine(
            long seq,
            Moment at,
            String source,
            String kind,
            @Nullable String metric,
            @Nullable String value,
            @Nullable String text,
            @Nullable String link,
            @Nullable String author,
            @Nullable String platform,
            @Nullable String sentiment,
            @Nullable String severity,
            boolean resolved) {}

    Moment moment(Instant at) {
        return new Moment(at.toString(), DAY_AND_TIME.format(at.atZone(clock.getZone())));
    }

    String zone() {
        return clock.getZone().getId();
    }

    List<SourceLine> sources() {
        Map<String, Long> today = new HashMap<>();
        sql.sql(
                        "select source, count(*) as signals from (select source, received from signal order by seq desc limit 10000) "
                                + "as last_ones where received > ? group by source")
                .param(utc(clock.instant().minus(Duration.ofDays(1))))
                .query(row -> {
                    today.put(row.getString("source"), row.getLong("signals"));
                });
        List<SourceLine> lines = new ArrayList<>();
        Map<String, SourceRepository.Health> known = new java.util.TreeMap<>();
        sources.all().forEach(health -> known.put(health.name(), health));
        settings.sources().forEach((name, source) -> {
            SourceRepository.Health health = known.remove(name);
            String state = !source.isOpen() ? "shut" : health == null ? "waiting" : state(health);
            lines.add(line(name, source.format(), state, health, today));
        });
        known.remove(SilenceWatch.SOURCE);
        known.values().forEach(health -> lines.add(line(health.name(), "", state(health), health, today)));
        lines.sort(Comparator.comparing(SourceLine::name));
        return lines;
    }

    private static String state(SourceRepository.Health health) {
        if (health.isFaulty()) {
            return "faulty";
        }
        if (health.silentSince() != null) {
            return "silent";
        }
        return health.lastHeard() == null ? "waiting" : "heard";
    }

    private SourceLine line(
            String name,
            String format,
            String state,
            SourceRepository.@Nullable Health health,
            Map<String, Long> today) {
        return new SourceLine(
                name,
                format,
                state,
                health == null || health.lastHeard() == null ? null : moment(health.lastHeard()),
                health == null ? null : health.lastFault(),
                health == null || health.lastFaultAt() == null ? null : moment(health.lastFaultAt()),
                today.getOrDefault(name, 0L));
    }

    /** Those of which most was said within a day, and those in which something happened; what would raise a crisis first. */
    List<SubjectLine> busiest() {
        Map<String, Long> signals = signals(worthSeeing());
        Map<String, SubjectRepository.Reported> reported = subjects.of(signals.keySet());
        Map<String, SubjectWindows> all = situations(signals.keySet(), reported);
        List<SubjectLine> lines = new ArrayList<>();
        signals.forEach((subject, count) -> {
            if (all.containsKey(subject)) {
                lines.add(line(all.get(subject), count, reported.get(subject)));
            }
        });
        lines.sort(Comparator.comparing((SubjectLine line) -> rank(line.action()))
                .thenComparing(SubjectLine::signals)
                .reversed());
        return lines;
    }

    /** A single critical alert must not stand behind thirty busy subjects. */
    private Set<String> worthSeeing() {
        long dayAgo = Minutes.hourOf(now()) - 24;
        Set<String> worth = new LinkedHashSet<>();
        worth.addAll(some(
                "select subject from signal_count where bucket_minutes = 60 and bucket > ? and critical > 0 "
                        + "group by subject order by sum(critical) desc, subject limit " + MOST_SUBJECTS,
                dayAgo));
        worth.addAll(some(
                "select subject from signal_trigger where at > ? group by subject "
                        + "order by max(at) desc, subject limit " + MOST_SUBJECTS,
                utc(clock.instant().minus(Duration.ofDays(1)))));
        worth.addAll(some(
                "select subject from signal_count where bucket_minutes = 60 and bucket > ? group by subject "
                        + "order by sum(signals) desc, subject limit " + MOST_SUBJECTS,
                dayAgo));
        unjudged.all(MOST_UNJUDGED).forEach(one -> worth.add(one.subject()));
        return worth;
    }

    private List<String> some(String query, Object since) {
        return sql.sql(query).param(since).query(String.class).list();
    }

    private Map<String, Long> signals(Set<String> of) {
        Map<String, Long> signals = new LinkedHashMap<>();
        of.forEach(subject -> signals.put(subject, 0L));
        if (!of.isEmpty()) {
            sql.sql(
                            "select subject, sum(signals) as signals from signal_count where bucket_minutes = 60 and bucket > :since "
                                    + "and subject in (:subjects) group by subject")
                    .param("since", Minutes.hourOf(now()) - 24)
                    .param("subjects", of)
                    .query(row -> {
                        signals.put(row.getString("subject"), row.getLong("signals"));
                    });
        }
        return signals;
    }

    /** As they are looked at when crises are raised: what a crisis has dealt with counts no more. */
    private Map<String, SubjectWindows> situations(
            Collection<String> of, Map<String, SubjectRepository.Reported> reported) {
        Map<String, String> numbers = new HashMap<>();
        reported.forEach((subject, one) -> {
            if (one.crisis() != null) {
                numbers.put(subject, one.crisis());
            }
        });
        Map<String, Crisis> last = crises.find(Set.copyOf(numbers.values()));
        Map<Long, List<String>> bySince = new HashMap<>();
        of.forEach(subject -> bySince.computeIfAbsent(
                        WindowReader.since(last.get(numbers.getOrDefault(subject, ""))), first -> new ArrayList<>())
                .add(subject));
        Map<String, SubjectWindows> all = new HashMap<>();
        bySince.forEach((since, some) -> all.putAll(situations.of(some, now(), since, (subject, fault) -> {
            LOG.debug("The page shows '{}' without what the tables say", subject, fault);
            all.put(subject, new SubjectWindows(subject, List.of(), Set.of()));
        })));
        return all;
    }

    Optional<SubjectLine> about(String subject) {
        Map<String, SubjectRepository.Reported> reported = subjects.of(List.of(subject));
        return Optional.ofNullable(situations(List.of(subject), reported).get(subject))
                .map(found -> line(found, 0, reported.get(subject)));
    }

    /** A subject that waits for people, because the tables fail at its signals. */
    record UnjudgedLine(String subject, String fault, Moment since) {}

    List<UnjudgedLine> unjudged() {
        return unjudged.all(MOST_UNJUDGED).stream()
                .map(one -> new UnjudgedLine(one.subject(), one.fault(), moment(one.since())))
                .toList();
    }

    private SubjectLine line(SubjectWindows situation, long signals, SubjectRepository.@Nullable Reported reported) {
        List<Finding> findings;
        try {
            findings = work.without(
                    triggers.of(situation), situation.subject(), Minutes.of(clock.instant()), WindowReader.EVER);
        } catch (RuntimeException tableFault) {
            LOG.debug("The page shows '{}' without what the table says", situation.subject(), tableFault);
            return new SubjectLine(
                    situation.subject(), signals, FAULT, reported == null ? null : reported.crisis(), List.of());
        }
        List<SeriesKey> respects = situation.figures().stream()
                .filter(figures -> figures.lastDay() > 0)
                .map(figures -> respect(figures, findings))
                .sorted(Comparator.comparing((SeriesKey respect) -> rank(respect.action()))
                        .reversed())
                .toList();
        return new SubjectLine(
                situation.subject(), signals, action(findings), reported == null ? null : reported.crisis(), respects);
    }

    private SeriesKey respect(WindowStats figures, List<Finding> findings) {
        List<Finding> mine = findings.stream()
                .filter(finding -> finding.figures().equals(figures))
                .toList();
        Map<String, @Nullable Object> inputs = figures.asInputs();
        List<Gauge> gauges = tables.limits(tables.newest(Triggers.TABLE), inputs).stream()
                .filter(limit -> isTelling(limit))
                .flatMap(limit -> inputs.get(limit.input()) instanceof Number known
                        ? Stream.of(Gauge.of(limit, known.doubleValue()))
                        : Stream.empty())
                .distinct()
                .toList();
        return new SeriesKey(figures.name(), figures.inWords(), action(mine), mine, gauges);
    }

    /** Whether something happens at all needs no bar. */
    private static boolean isTelling(Limit limit) {
        return limit.number() != 0;
    }

    private static String action(List<Finding> findings) {
        return findings.stream()
                .map(Finding::action)
                .max(Comparator.naturalOrder())
                .orElse(Finding.Action.NOTHING)
                .name()
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static int rank(String action) {
        return List.of("nothing", "watch", "raise", FAULT).indexOf(action);
    }

    HourChart chart(String subject) {
        long hour = Minutes.hourOf(now());
        Map<Long, Long> counts = new HashMap<>();
        sql.sql(
                        "select bucket, sum(signals) as signals from signal_count where subject = ? and bucket_minutes = 60 and bucket > ? "
                                + "group by bucket")
                .params(subject, hour - 24)
                .query(row -> {
                    counts.put(row.getLong("bucket"), row.getLong("signals"));
                });
        return HourChart.of(
                counts,
                hour,
                bucket -> HOUR.format(Minutes.begin(bucket * Minutes.HOUR).atZone(clock.getZone())));
    }

    /**
     * Some of them, newest first, word for word.
     *
     * @param before older than the one with this number
     */
    List<SaidLine> said(String subject, long before) {
        return sql.sql("select * from signal where subject = ? and seq < ? order by seq desc limit " + MOST_SIGNALS)
                .params(subject, before)
                .query((row, i) -> new SaidLine(
                        row.getLong("seq"),
                        moment(row.getObject("occurred", OffsetDateTime.class).toInstant()),
                        row.getString("source"),
                        row.getString("kind"),
                        row.getString("metric"),
                        row.getObject("metric_value") == null ? null : Gauge.number(row.getDouble("metric_value")),
                        row.getString("text"),
                        row.getString("link"),
                        row.getString("author"),
                        row.getString("platform"),
                        row.getString("sentiment"),
                        row.getString("severity"),
                        row.getBoolean("resolved")))
                .list();
    }

    /** What a dry run found, with its moments for people. */
    record EventLine(Moment at, String subject, String action, String clause, String reason, String figures) {}

    List<EventLine> events(List<Event> events) {
        return events.stream()
                .map(event -> new EventLine(
                        moment(Minutes.begin(event.minute())),
                        event.finding().figures().subject(),
                        event.finding().action().name().toLowerCase(java.util.Locale.ROOT),
                        event.finding().clause(),
                        event.finding().reason(),
                        event.finding().figures().inWords()))
                .toList();
    }

    private long now() {
        return Minutes.of(clock.instant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
