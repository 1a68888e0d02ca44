package org.crisisplan.board.live;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.StepTimes;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.notify.TeamRoster;
import org.crisisplan.publish.StatementOverview;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Due;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts a situation into words and times for one language; the templates only lay it out. */
@Component
class LiveView {

    private static final int OTHER_CLOCKS = 12;
    private static final int LONGEST_LINE = 400;

    /** What people ask for first, whether anybody has said it or not. */
    private static final List<String> ASKED_FOR =
            List.of("affectedUsers", "leakedUsers", "discussions", "totalLossLikely", "confirmedLoss");

    private static final List<String> AFFECTED = List.of(
            "affectedUsers", "affectedRegions", "affectedBusinessLines", "leakedUsers", "outageScope", "keyBusiness");
    private static final List<String> ACTIONS =
            List.of("isolationMeasures", "repairMeasures", "removedContent", "contentMeasures", "progressReport");

    private final TimeFormatter moments;
    private final MessageSource messages;
    private final StepTimes times;

    LiveView(TimeFormatter moments, MessageSource messages, StepTimes times) {
        this.times = times;
        this.moments = moments;
        this.messages = messages;
    }

    /** The bar that stays on top. */
    record Bar(
            Crisis crisis,
            boolean suspected,
            @Nullable Moment began,
            Moment known,
            @Nullable Moment over,
            @Nullable String leader,
            @Nullable Clock clock,
            @Nullable Integer lowering,
            List<String> consent) {}

    /**
     * Something that runs out.
     *
     * @param of public, task or plan
     * @param task the id of the task; null for what is no task
     */
    record Clock(String of, String what, Due due, @Nullable String task) {}

    /** What the public knows and what is on its way. */
    record Public(@Nullable Said last, @Nullable Due promised, List<Said> underWay) {}

    /** A statement.
     *
     * @param task the task that is open about it, if there is one */
    record Said(
            String kind,
            String state,
            int version,
            Moment since,
            String title,
            List<String> paragraphs,
            List<Dot> dots,
            List<Place> places,
            @Nullable String task) {}

    /**
     * Where a statement stands, or is to stand.
     *
     * @param href null if the address is none that can be followed
     */
    record Place(
            String channel,
            String state,
            @Nullable String address,
            @Nullable String href,
            @Nullable String problem,
            @Nullable String sent,
            String key,
            @Nullable Moment at) {}

    /** What a group that must approve says. */
    record Dot(String group, String verdict, @Nullable String by, Moment since) {}

    /** Somebody who can be called.
     *
     * @param seen when they did something about the crisis last
     * @param tasks which they have claimed */
    record Member(
            TeamRoster.Seat seat,
            String person,
            @Nullable String tel,
            @Nullable Moment seen,
            List<String> tasks) {}

    /** A department that has not taken what it is asked to do. */
    record Gap(String group, String task, Moment since, String span, boolean late) {}

    /** One of the five lines: what, affected, cause, action, next. */
    record Line(
            String about,
            String text,
            String mark,
            String by,
            @Nullable Moment at) {}

    /** Something known, or asked for and not known. */
    record Known(
            FactDefinition fact,
            String label,
            @Nullable Object value,
            boolean said,
            String by,
            @Nullable Moment at) {}

    /** An open task. */
    record Task(
            String id,
            String name,
            Set<String> groups,
            @Nullable String assignee,
            boolean openable,
            @Nullable Due due) {}

    Bar bar(Situation situation, Locale language) {
        Crisis crisis = situation.crisis;
        Instant began = situation.details.milestones().get(Milestones.BEGAN);
        List<OpenTask> consenting = situation.details.tasks().stream()
                .filter(task -> task.step().startsWith("User_Consent"))
                .toList();
        return new Bar(
                crisis,
                crisis.phase() == Phase.VERIFYING,
                began == null ? null : moments.moment(began),
                moments.moment(crisis.openedAt()),
                crisis.closedAt() == null ? null : moments.moment(crisis.closedAt()),
                situation.details.seats().stream()
                        .filter(TeamRoster.Seat::isLeader)
                        .findFirst()
                        .map(seat -> BilingualText.of(seat.person(), language))
                        .orElse(null),
                situation.countdowns().stream()
                        .findFirst()
                        .map(first -> clock(first, language))
                        .orElse(null),
                situation.lowering().orElse(null),
                consenting.stream()
                        .flatMap(task -> task.groups().stream())
                        .distinct()
                        .toList());
    }

    List<Clock> clocks(Situation situation, Locale language) {
        return situation.countdowns().stream()
                .filter(one -> one.task() == null)
                .limit(OTHER_CLOCKS)
                .map(one -> clock(one, language))
                .toList();
    }

    private Clock clock(Situation.Countdown countdown, Locale language) {
        OpenTask task = countdown.task();
        return new Clock(
                countdown.clock().word(),
                task == null ? countdown.what() : BilingualText.of(countdown.what(), language),
                moments.due(countdown.due(), language),
                task == null ? null : task.id());
    }

    Public publicWords(Situation situation, Locale language) {
        List<StatementOverview.Line> lines = situation.details.statements();
        return new Public(
                StatementOverview.lastPublished(lines)
                        .map(line -> said(line, situation, language))
                        .orElse(null),
                situation.promised().map(due -> moments.due(due, language)).orElse(null),
                lines.stream()
                        .filter(StatementOverview.Line::isUnderWay)
                        .filter(line -> !situation.crisis.phase().isOver())
                        .map(line -> said(line, situation, language))
                        .toList());
    }

    private Said said(StatementOverview.Line line, Situation situation, Locale language) {
        boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        return new Said(
                line.kind().word(),
                line.state().name().toLowerCase(Locale.ROOT),
                line.version(),
                moments.moment(line.since()),
                chinese ? line.titleZh() : line.titleEn(),
                Arrays.stream((chinese ? line.textZh() : line.textEn()).split("\\n\\s*\\n"))
                        .map(String::strip)
                        .toList(),
                line.words().stream()
                        .map(word -> new Dot(word.group(), word.verdict(), word.by(), moments.moment(word.since())))
                        .toList(),
                line.places().stream().map(this::place).toList(),
                situation.details.tasks().stream()
                        .filter(task -> task.processInstance().equals(line.processInstance()))
                        .map(OpenTask::id)
                        .findFirst()
                        .orElse(null));
    }

    private Place place(StatementOverview.Place place) {
        String address = place.address();
        boolean leads = address != null && address.matches("https?://\\S+|/status/\\S+");
        return new Place(
                place.channel(),
                place.state(),
                address,
                leads ? address : null,
                place.problem(),
                place.sent(),
                "sent-" + place.statement() + "-" + place.channel().replaceAll("[^A-Za-z0-9]", ""),
                place.at() == null ? null : moments.moment(place.at()));
    }

    List<Member> members(Situation situation, Locale language) {
        return situation.details.seats().stream()
                .filter(seat -> seat.user() != null)
                .map(seat -> new Member(
                        seat,
                        BilingualText.of(seat.person(), language),
                        tel(seat.phone()),
                        seen(situation, seat),
                        taken(situation, seat, language)))
                .toList();
    }

    private @Nullable Moment seen(Situation situation, TeamRoster.Seat seat) {
        Instant last = situation.details.seen().get(String.valueOf(seat.user()));
        return last == null ? null : moments.moment(last);
    }

    private static List<String> taken(Situation situation, TeamRoster.Seat seat, Locale language) {
        return situation.details.tasks().stream()
                .filter(task -> Objects.equals(task.assignee(), seat.user()))
                .map(task -> BilingualText.of(task.name(), language))
                .toList();
    }

    /** What a phone dials; nothing if it is no number. */
    private static @Nullable String tel(String phone) {
        String dialled = phone.replaceAll("[^+\\d]", "");
        return dialled.length() < 3 ? null : dialled;
    }

    /** Whom nobody can call, and who has not taken what waits for them; the longest first. */
    List<Gap> gaps(Situation situation, Locale language) {
        List<Gap> gaps = new ArrayList<>();
        Duration unclaimed = times.within(situation.crisis, StepTimes.UNCLAIMED);
        situation.details.tasks().stream()
                .filter(task -> task.assignee() == null)
                .sorted(Comparator.comparing(OpenTask::offeredAt))
                .forEach(task -> task.groups().forEach(group -> {
                    Duration unseen = Duration.between(task.offeredAt(), situation.readAt);
                    gaps.add(new Gap(
                            group,
                            BilingualText.of(task.name(), language),
                            moments.moment(task.offeredAt()),
                            moments.span(unseen.isNegative() ? Duration.ZERO : unseen, language),
                            unseen.compareTo(unclaimed) >= 0));
                }));
        return gaps;
    }

    /** Departments that the contact list names nobody for. */
    List<String> nobody(Situation situation) {
        return situation.details.seats().stream()
                .filter(seat -> seat.user() == null)
                .map(TeamRoster.Seat::department)
                .distinct()
                .toList();
    }

    List<Line> lines(Situation situation, Locale language) {
        List<Line> lines = new ArrayList<>();
        Act reported = situation.details.reported();
        lines.add(new Line(
                "what",
                shortened(
                        situation.crisis.description().isEmpty()
                                ? situation.crisis.title()
                                : situation.crisis.description()),
                "",
                reported == null ? "" : Timeline.by(reported, language),
                moments.moment(situation.crisis.openedAt())));
        lines.add(ofFacts("affected", AFFECTED, "", situation, language, false));
        lines.add(ofFacts("cause", List.of("faultCause"), cause(situation), situation, language, true));
        lines.add(ofFacts("action", ACTIONS, "", situation, language, true));
        lines.add(next(situation, language));
        return lines;
    }

    /** As somebody said of it; what is only written down is suspected. */
    private static String cause(Situation situation) {
        Crisis.Fact state = situation.details.facts().get("causeState");
        return state == null || state.value() == null || "suspected".equals(state.value()) ? "suspected" : "confirmed";
    }

    private Line next(Situation situation, Locale language) {
        Line said = ofFacts("next", List.of("nextProgress"), "", situation, language, true);
        if (said.at() != null) {
            return said;
        }
        return situation.details.tasks().stream()
                .findFirst()
                .map(task -> new Line("next", BilingualText.of(task.name(), language), "", "", null))
                .orElse(said);
    }

    /** @param onlyLast what was said last of them, or else all of them beside each other */
    private Line ofFacts(
            String about, List<String> names, String mark, Situation situation, Locale language, boolean onlyLast) {
        List<Known> known = names.stream()
                .flatMap(name -> known(name, situation, language).stream())
                .filter(fact -> isTelling(fact.value()))
                .toList();
        Optional<Known> last = known.stream()
                .max(Comparator.comparing(fact -> saidAt(fact.fact().name(), situation)));
        if (last.isEmpty()) {
            return new Line(about, "", "", "", null);
        }
        String text = onlyLast
                ? String.valueOf(last.get().value())
                : known.stream()
                        .map(fact -> fact.label() + " " + said(fact.value(), language))
                        .reduce((one, other) -> one + " · " + other)
                        .orElse("");
        return new Line(
                about, shortened(text), mark, last.get().by(), last.get().at());
    }

    /** Whether it is down nowhere, or nobody is affected, needs no line. */
    private static boolean isTelling(@Nullable Object value) {
        return value != null && !value.equals("none") && !(value instanceof Number number && number.doubleValue() == 0);
    }

    private String said(@Nullable Object value, Locale language) {
        return value instanceof Number number
                ? NumberFormat.getInstance(language).format(number)
                : String.valueOf(messages.getMessage("board.choice." + value, null, String.valueOf(value), language));
    }

    private static Instant saidAt(String name, Situation situation) {
        Crisis.Fact fact = situation.details.facts().get(name);
        return fact == null ? Instant.EPOCH : fact.saidAt();
    }

    Optional<Known> instruction(Situation situation, Locale language) {
        return known("managementInstruction", situation, language)
                .filter(known ->
                        known.value() != null && !known.value().toString().isBlank());
    }

    /** In the order of the plan's table: what is known, and what is asked for all the same. */
    List<Known> numbers(Situation situation, Locale language) {
        return situation.details.definitions().all().stream()
                .flatMap(fact -> known(fact.name(), situation, language)
                        .or(() -> ASKED_FOR.contains(fact.name())
                                ? Optional.of(new Known(
                                        fact, BilingualText.of(fact.label(), language), null, false, "", null))
                                : Optional.empty())
                        .stream())
                .filter(known -> !known.fact().name().equals("managementInstruction"))
                .toList();
    }

    private Optional<Known> known(String name, Situation situation, Locale language) {
        Crisis.Fact fact = situation.details.facts().get(name);
        if (fact == null) {
            return Optional.empty();
        }
        Act told = situation.details.told().get(name);
        return situation
                .details
                .definitions()
                .find(name)
                .map(definition -> new Known(
                        definition,
                        BilingualText.of(definition.label(), language),
                        fact.value(),
                        true,
                        told == null ? "" : Timeline.by(told, language),
                        moments.moment(fact.saidAt())));
    }

    Task task(OpenTask task, boolean openable, Locale language) {
        return new Task(
                task.id(),
                BilingualText.of(task.name(), language),
                task.groups(),
                task.assignee(),
                openable,
                task.due() == null ? null : moments.due(task.due(), language));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…";
    }
}
