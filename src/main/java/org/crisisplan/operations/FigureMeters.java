package org.crisisplan.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.crisisplan.crisis.Phase;
import org.crisisplan.operations.Figures.Channel;
import org.crisisplan.operations.Figures.Source;
import org.crisisplan.operations.Figures.Standing;
import org.crisisplan.operations.Figures.Waiting;
import org.crisisplan.publish.ChannelSettings;
import org.crisisplan.publish.PublicChannel;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The figures of the database as metrics. They are read when somebody asks for metrics, at most every ten seconds; when the database
 * does not answer in time the last ones are told, and how old they are.
 */
@Component
class FigureMeters implements MeterBinder, DisposableBean {

    private static final String PREFIX = "crisis.plan.";
    private static final String SECONDS = "seconds";
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final List<String> LEVELS = List.of("1", "2", "3", "none");
    private static final List<String> STATES = List.of("published", "refused", "doubt");

    private final DatabaseProbe database;
    private final SharedAnswer<Figures> figures;
    private final List<String> channels;
    private final Clock clock;
    private final List<Labelled> labelled = new ArrayList<>();
    private volatile boolean databaseAnswers = true;

    FigureMeters(
            DatabaseProbe database,
            FigureRepository figures,
            List<PublicChannel> own,
            ChannelSettings channels,
            Clock clock) {
        this.database = database;
        this.figures = new SharedAnswer<>("figures", FRESH, figures::read);
        this.channels = Stream.concat(own.stream().map(PublicChannel::name), channels.names().stream())
                .sorted()
                .toList();
        this.clock = clock;
    }

    /** A metric with labels, one value for each row. */
    private record Labelled(MultiGauge gauge, Function<Figures, Stream<Row<Number>>> rows) {

        void tell(Figures figures) {
            gauge.register(rows.apply(figures).toList(), true);
        }
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Gauge.builder(PREFIX + "database.up", this, meters -> meters.databaseAnswers ? 1 : 0)
                .description("Whether the database answers (1) or not (0)")
                .register(registry);
        age(
                registry,
                "database.figures.age",
                "Time since the figures below were read from the database",
                Figures::asOf);

        waiting(registry, "jobs.due", "Jobs of the engine that are due and not done", Figures::jobs);
        count(registry, "jobs.failed", "Jobs that the engine gave up; each is an incident", Figures::failedJobs);
        waiting(registry, "mails.waiting", "Mails that are not sent yet", Figures::mails);
        count(registry, "mails.failed", "Mails that could not be sent and are not tried again", Figures::failedMails);
        waiting(
                registry,
                "signal.commits.uncounted",
                "Commits of signals that are not counted yet",
                Figures::uncountedSignals);
        count(registry, "signal.commits.faulty", "Commits of signals that cannot be counted", Figures::faultySignals);
        waiting(
                registry,
                "signal.subjects.unevaluated",
                "Subjects whose new signals no table has judged yet",
                Figures::unevaluatedSubjects);
        count(
                registry,
                "deadlines.late",
                "Promises of open crises that are overdue and not met",
                Figures::lateDeadlines);

        labelled(registry, "crises.open", "Open crises", "", FigureMeters::standings);
        labelled(
                registry,
                "source.last.heard.timestamp",
                "When a source of signals last spoke",
                SECONDS,
                bySource(source -> source.lastHeard() == null
                        ? Double.NaN
                        : source.lastHeard().getEpochSecond()));
        labelled(
                registry,
                "source.failed",
                "Whether a source of signals could not be asked or understood last (1)",
                "",
                bySource(source -> source.failed() ? 1 : 0));
        labelled(
                registry,
                "source.silent",
                "Whether a source of signals is silent for longer than it may be (1)",
                "",
                bySource(source -> source.silent() ? 1 : 0));
        labelled(
                registry,
                "channel.statements",
                "Statements that a channel to the public took or refused",
                "",
                this::statements);
    }

    /** Before the metrics are told: whether the database answers, and new figures if they come at once. */
    synchronized void refresh() {
        database.ask();
        figures.within(PATIENCE);
        databaseAnswers = database.answersWithin(PATIENCE);
        Figures latest = figures.known();
        if (latest != null) {
            labelled.forEach(metric -> metric.tell(latest));
        }
    }

    private void waiting(MeterRegistry registry, String name, String help, Function<Figures, Waiting> waiting) {
        count(registry, name, help, all -> waiting.apply(all).count());
        age(registry, name + ".oldest", help + ": how long the oldest waits", all -> {
            Instant since = waiting.apply(all).since();
            return since == null ? clock.instant() : since;
        });
    }

    private void count(MeterRegistry registry, String name, String help, ToLongFunction<Figures> count) {
        Gauge.builder(PREFIX + name, figures, all -> value(all, count::applyAsLong))
                .description(help)
                .register(registry);
    }

    private void age(MeterRegistry registry, String name, String help, Function<Figures, Instant> since) {
        Gauge.builder(
                        PREFIX + name,
                        figures,
                        all -> value(
                                all,
                                known -> Math.max(
                                                0,
                                                Duration.between(since.apply(known), clock.instant())
                                                        .toMillis())
                                        / 1000.0))
                .baseUnit(SECONDS)
                .description(help)
                .register(registry);
    }

    private static double value(SharedAnswer<Figures> figures, Function<Figures, Number> value) {
        Figures known = figures.known();
        return known == null ? Double.NaN : value.apply(known).doubleValue();
    }

    private void labelled(
            MeterRegistry registry,
            String name,
            String help,
            String unit,
            Function<Figures, Stream<Row<Number>>> rows) {
        labelled.add(new Labelled(
                MultiGauge.builder(PREFIX + name)
                        .description(help)
                        .baseUnit(unit.isEmpty() ? null : unit)
                        .register(registry),
                rows));
    }

    private static Function<Figures, Stream<Row<Number>>> bySource(Function<Source, Number> value) {
        return all ->
                all.sources().stream().map(source -> Row.of(Tags.of("source", source.name()), value.apply(source)));
    }

    /** Also those that there are none of: a figure that goes away looks like one that is not measured. */
    private static Stream<Row<Number>> standings(Figures figures) {
        return Arrays.stream(Phase.values())
                .filter(phase -> !phase.isOver())
                .flatMap(phase -> LEVELS.stream().map(level -> new Standing(phase.word(), level)))
                .map(standing -> Row.of(
                        Tags.of("phase", standing.phase(), "level", standing.level()),
                        figures.openCrises().getOrDefault(standing, 0L)));
    }

    private Stream<Row<Number>> statements(Figures figures) {
        Map<Tags, Number> counts = new HashMap<>();
        channels.forEach(channel -> STATES.forEach(state -> counts.put(tags(channel, state), 0)));
        for (Channel channel : figures.channels()) {
            counts.put(tags(channel.name(), channel.state()), channel.statements());
        }
        return counts.entrySet().stream().map(one -> Row.of(one.getKey(), one.getValue()));
    }

    private static Tags tags(String channel, String state) {
        return Tags.of("channel", channel, "state", state);
    }

    @Override
    public void destroy() {
        figures.close();
    }
}
