package org.crisisplan.audit.cockpit;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.audit.cockpit.DefinitionHistory.Element;
import org.crisisplan.audit.cockpit.DefinitionHistory.Level;
import org.crisisplan.audit.cockpit.InstanceHistory.Entered;
import org.crisisplan.audit.cockpit.InstanceHistory.Instance;
import org.crisisplan.audit.cockpit.InstanceHistory.Operation;
import org.crisisplan.audit.cockpit.InstanceHistory.PersonsTask;
import org.crisisplan.audit.cockpit.ValueChanges.Change;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.TakenFlows;
import org.crisisplan.engine.TakenFlows.TakenFlow;
import org.crisisplan.notify.MailLog;
import org.crisisplan.notify.MailLog.LoggedMail;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the history in Cockpit asks for beside the engine's REST API, with the session that Cockpit has: {@code /audit/cockpit/...}. Every
 * list says how much there is in all.
 */
@RestController
@RequestMapping("/audit/cockpit")
class HistoryApi {

    private static final int LARGEST_PAGE = 500;
    private static final Set<String> STATES = Set.of("running", "finished", "cancelled");

    private final InstanceHistory instances;
    private final DefinitionHistory definitions;
    private final ValueChanges values;
    private final TakenFlows flows;
    private final Crises crises;
    private final RecordSearch record;
    private final MailLog mails;
    private final RunningPlan plan;
    private final Clock clock;

    HistoryApi(
            InstanceHistory instances,
            DefinitionHistory definitions,
            ValueChanges values,
            TakenFlows flows,
            Crises crises,
            RecordSearch record,
            MailLog mails,
            RunningPlan plan,
            Clock clock) {
        this.instances = instances;
        this.definitions = definitions;
        this.values = values;
        this.flows = flows;
        this.crises = crises;
        this.record = record;
        this.mails = mails;
        this.plan = plan;
        this.clock = clock;
    }

    /** A part of a list. @param total how much there is in all */
    record Part<T>(long total, List<T> items) {}

    /** The crisis that an instance belongs to. */
    record OfCrisis(
            String number,
            String title,
            @Nullable Integer level,
            String phase,
            Instant openedAt,
            @Nullable Instant closedAt,
            String planVersion) {

        static OfCrisis of(Crisis crisis) {
            return new OfCrisis(
                    crisis.number(),
                    crisis.title(),
                    crisis.level(),
                    crisis.phase().word(),
                    crisis.openedAt(),
                    crisis.closedAt(),
                    crisis.planVersion());
        }
    }

    /** When a phase of the plan began. */
    record Began(String phase, Instant at) {}

    /**
     * One instance at a glance.
     *
     * @param zone in which the product tells times
     * @param calledAt the name of the caller's step that called it
     * @param phases of its crisis, the first one first
     * @param counts how much there is for each view
     */
    record Glance(
            Instance instance,
            String zone,
            @Nullable OfCrisis crisis,
            @Nullable Instance parent,
            @Nullable String calledAt,
            List<Began> phases,
            List<TakenFlow> flows,
            List<Entered> elements,
            Map<String, Integer> counts) {}

    @GetMapping("/instances/{id}")
    Glance instance(@PathVariable String id, Locale reader) {
        Instance instance = known(id);
        Optional<Crisis> crisis = crisis(instance);
        Map<String, Integer> counts = instances.counts(id);
        counts.put("called", instances.countCalled(instance));
        counts.put("mails", instance.number() == null ? 0 : mails.count(instance.number()));
        counts.put("changes", changes(instance, false, reader).size());
        return new Glance(
                instance,
                clock.getZone().getId(),
                crisis.map(OfCrisis::of).orElse(null),
                instance.parent() == null
                        ? null
                        : instances.find(instance.parent()).orElse(null),
                instances.calledAt(instance).orElse(null),
                crisis.map(this::phases).orElse(List.of()),
                flows.of(id),
                instances.entered(id),
                counts);
    }

    @GetMapping("/instances/{id}/called")
    Part<Instance> called(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "50") int most) {
        Instance instance = known(id);
        check(from, most);
        return new Part<>(instances.countCalled(instance), instances.called(instance, from, most));
    }

    /** @param whole of the whole crisis, not only what this instance asked for */
    @GetMapping("/instances/{id}/changes")
    Part<Change> changes(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean whole,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "50") int most,
            Locale reader) {
        check(from, most);
        List<Change> changes = changes(known(id), whole, reader);
        return new Part<>(
                changes.size(), changes.stream().skip(from).limit(most).toList());
    }

    @GetMapping("/instances/{id}/tasks")
    Part<PersonsTask> tasks(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "50") int most) {
        known(id);
        check(from, most);
        return new Part<>(instances.taskIds(id).size(), instances.tasks(id, from, most));
    }

    /** Operations, with those who did any and of what kinds, to choose from. */
    record Operations(long total, List<Operation> items, List<String> people, List<String> kinds) {}

    /** @param whole of all instances of the crisis, not only of this one */
    @GetMapping("/instances/{id}/operations")
    Operations operations(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean whole,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "50") int most) {
        Instance instance = known(id);
        check(from, most);
        String number = whole ? instance.number() : null;
        var wanted = new InstanceHistory.Wanted(
                id, number, text(person), text(kind), time("since", since), time("until", until));
        var all = new InstanceHistory.Wanted(id, number, null, null, null, null);
        return new Operations(
                instances.countOperations(wanted),
                instances.operations(wanted, from, most),
                instances.among(all, "USER_ID_"),
                instances.among(all, "OPERATION_TYPE_"));
    }

    @GetMapping("/instances/{id}/mails")
    Part<LoggedMail> mails(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "50") int most) {
        String number = known(id).number();
        check(from, most);
        return number == null
                ? new Part<>(0, List.of())
                : new Part<>(mails.count(number), mails.of(number, from, most));
    }

    /** A version of a process. @param planVersion the version of the plan that it came with; null if with none */
    record Version(String definition, int version, @Nullable Integer planVersion) {}

    /** All versions, the newest first. @param zone in which the product tells times */
    record Versions(String zone, List<Version> items) {}

    @GetMapping("/definitions/{key}/versions")
    Versions versions(@PathVariable String key) {
        List<Version> versions = definitions.versions(key).stream()
                .map(version -> new Version(
                        version.definition(),
                        version.version(),
                        plan.versionOf(version.deployment()).orElse(null)))
                .toList();
        if (versions.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no process " + key);
        }
        return new Versions(clock.getZone().getId(), versions);
    }

    /** Which version of the plan a deployment is. @param planVersion null if it is none */
    record Deployed(@Nullable Integer planVersion) {}

    @GetMapping("/deployments/{id}")
    Deployed deployment(@PathVariable String id) {
        return new Deployed(plan.versionOf(id).orElse(null));
    }

    /** An instance in a list, with the crisis that it belongs to. */
    record Listed(Instance instance, @Nullable OfCrisis crisis) {}

    @GetMapping("/definitions/{key}/instances")
    Part<Listed> instances(
            @PathVariable String key,
            @RequestParam Map<String, String> filter,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(defaultValue = "50") int most) {
        check(from, most);
        var wanted = wanted(key, filter);
        List<Instance> page = instances.all(definitions.page(wanted, from, most));
        Map<String, Crisis> of = crises.find(page.stream()
                .map(Instance::number)
                .filter(number -> number != null)
                .distinct()
                .toList());
        return new Part<>(
                definitions.count(wanted),
                page.stream()
                        .map(instance -> new Listed(
                                instance,
                                Optional.ofNullable(of.get(instance.number()))
                                        .map(OfCrisis::of)
                                        .orElse(null)))
                        .toList());
    }

    @GetMapping("/definitions/{key}/levels")
    List<Level> levels(@PathVariable String key, @RequestParam Map<String, String> filter) {
        return definitions.levels(wanted(key, filter), clock.instant());
    }

    @GetMapping("/definitions/{key}/elements")
    List<Element> elements(@PathVariable String key, @RequestParam String definition) {
        if (!definition.startsWith(key + ":")) {
            throw bad("'definition' is no version of " + key);
        }
        return definitions.elements(definition, clock.instant());
    }

    private static DefinitionHistory.Wanted wanted(String key, Map<String, String> filter) {
        String state = text(filter.get("state"));
        if (state != null && !STATES.contains(state)) {
            throw bad("'state' is running, finished or cancelled");
        }
        String name = text(filter.get("variable"));
        String comparison = filter.getOrDefault("comparison", "eq");
        if (!DefinitionHistory.COMPARISONS.contains(comparison)) {
            throw bad("'comparison' is eq, neq, gt, lt or like");
        }
        return new DefinitionHistory.Wanted(
                key,
                text(filter.get("definition")),
                state,
                text(filter.get("number")),
                time("since", filter.get("since")),
                time("until", filter.get("until")),
                name == null
                        ? null
                        : new DefinitionHistory.Variable(name, comparison, filter.getOrDefault("value", "")));
    }

    private Instance known(String id) {
        return instances
                .find(id)
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no process instance " + id));
    }

    private Optional<Crisis> crisis(Instance instance) {
        return instance.number() == null ? Optional.empty() : crises.find(instance.number());
    }

    private List<Change> changes(Instance instance, boolean whole, Locale reader) {
        if (instance.number() == null) {
            return List.of();
        }
        return whole
                ? values.of(instance.number(), reader)
                : values.of(instance, instance.number(), instances.taskIds(instance.id()), reader);
    }

    private List<Began> phases(Crisis crisis) {
        List<Act> entered = record.all(crisis.number(), Set.of(ActKind.PHASE_ENTERED));
        String first = entered.isEmpty()
                ? crisis.phase().word()
                : String.valueOf(entered.get(0).before().get("phase"));
        var phases = new ArrayList<Began>();
        phases.add(new Began(first, crisis.openedAt()));
        entered.forEach(act -> phases.add(new Began(act.subject(), act.at())));
        return phases;
    }

    private static void check(int from, int most) {
        if (from < 0 || most < 1 || most > LARGEST_PAGE) {
            throw bad("'from' is 0 or more, 'most' from 1 to " + LARGEST_PAGE);
        }
    }

    private static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    private static @Nullable Instant time(String field, @Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(given);
        } catch (DateTimeParseException unreadable) {
            throw bad("'" + field + "' is a time such as 2026-01-31T00:00:00Z");
        }
    }

    private static ResponseStatusException bad(String sentence) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, sentence);
    }
}
