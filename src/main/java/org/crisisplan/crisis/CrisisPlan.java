package org.crisisplan.crisis;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.form.FormFieldCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the outside does with the plan: open a crisis, report facts about it, ask for a statement. */
@Service
@Transactional
public class CrisisPlan {

    /** What is wrong with a moment that has not come yet. */
    public static final String LIES_AHEAD = "must not lie ahead";

    private static final String MARKED = "[" + Crisis.DRILL_MARK + "] ";

    /** A day in a minute: the fastest clock of a drill. */
    public static final int FASTEST = 1440;

    private static final int TITLE_LENGTH = 200;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final int DESCRIPTION_LENGTH = 3500;

    /** A title is the subject of mails and the heading of pages. */
    private static final Pattern NOT_ON_A_LINE = Pattern.compile("\\p{Cc}|\\p{Cs}");

    private final RuntimeService runtime;
    private final Crises crises;
    private final CrisisFacts facts;
    private final FactTable table;
    private final RunningPlan plan;
    private final RepositoryService repository;
    private final OfferedActs acts;
    private final ObjectProvider<WordsBeside> beside;
    private final Clock clock;

    CrisisPlan(
            RuntimeService runtime,
            RepositoryService repository,
            Crises crises,
            RunningPlan plan,
            CrisisFacts facts,
            FactTable table,
            OfferedActs acts,
            ObjectProvider<WordsBeside> beside,
            Clock clock) {
        this.beside = beside;
        this.facts = facts;
        this.table = table;
        this.clock = clock;
        this.runtime = runtime;
        this.plan = plan;
        this.repository = repository;
        this.crises = crises;
        this.acts = acts;
    }

    /**
     * Opens a crisis; from here on the diagrams carry it.
     *
     * @throws InvalidReport when the report says too little or something impossible
     */
    public Crisis open(CrisisReport report) {
        return opened(report, variables -> acts.perform(OfferedActs.REPORT_CRISIS, () -> start(variables)));
    }

    /**
     * Opens a drill: the same version of the plan, under a number of its own, of which nothing leaves the house (R61). No form, address or
     * variable opens one.
     *
     * @param pace how many times faster the plan's clock runs, from 1, the real one, to {@link #FASTEST}
     * @throws InvalidReport when the report says too little or something impossible, or the pace is none
     */
    public Crisis openDrill(CrisisReport report, int pace) {
        if (pace < Crisis.REAL_PACE || pace > FASTEST) {
            throw new InvalidReport(List.of(new Finding("pace", "must be from 1 to " + FASTEST)));
        }
        return opened(
                new CrisisReport(
                        report.title().isBlank() ? "" : MARKED + report.title().strip(),
                        report.description(),
                        report.kinds(),
                        report.facts(),
                        report.beganAt()),
                variables -> acts.perform(OfferedActs.RUN_DRILL, () -> crises.asDrill(pace, () -> start(variables))));
    }

    private ProcessInstance start(Map<String, Object> variables) {
        return runtime.startProcessInstanceById(newestPlan(), passing(variables));
    }

    private Crisis opened(CrisisReport report, Function<Map<String, Object>, ProcessInstance> start) {
        List<Finding> findings = new ArrayList<>();
        checkWords(report, findings);
        if (report.kinds().isEmpty()) {
            findings.add(new Finding("kinds", "must name technical, content or both"));
        }
        checkBegin(report.beganAt(), clock.instant(), findings);
        Map<String, Object> variables = new HashMap<>(table.newest().check(report.facts(), findings));
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        if (report.beganAt() != null) {
            variables.put(Variables.BEGAN_AT, report.beganAt().toString());
        }
        variables.put(Variables.TITLE, report.title().strip());
        variables.put(Variables.DESCRIPTION, report.description().strip());
        variables.put(Variables.TECHNICAL, report.kinds().contains(Kind.TECHNICAL));
        variables.put(Variables.CONTENT, report.kinds().contains(Kind.CONTENT));
        return crises.find(start.apply(variables).getBusinessKey()).orElseThrow();
    }

    /** The crisis keeps what is reported; the process does not. */
    private static Map<String, Object> passing(Map<String, Object> values) {
        Map<String, Object> variables = new HashMap<>();
        values.forEach((name, value) ->
                variables.put(name, org.camunda.bpm.engine.variable.Variables.untypedValue(value, true)));
        return variables;
    }

    private String newestPlan() {
        ProcessDefinition response = plan.deployment()
                .map(deployment -> repository
                        .createProcessDefinitionQuery()
                        .deploymentId(deployment)
                        .processDefinitionKey(CrisisResponse.KEY)
                        .singleResult())
                .orElseThrow(() -> new IllegalStateException("There is no plan yet; no crisis can be opened."));
        return response.getId();
    }

    /**
     * Adds facts to a running crisis, grades it again, and tells the diagrams that wait for a message of one of them.
     *
     * @throws InvalidReport when a fact is unknown or has an impossible value
     * @throws UnknownCrisis when there is no such crisis
     * @throws CrisisOver when it is over
     */
    public Crisis reportFacts(String number, Map<String, ?> facts) {
        Crisis crisis = running(number);
        FactDefinitions definitions = table.of(table.processOf(crisis.planVersion()));
        Map<String, Object> checked = definitions.checked(facts);
        if (!checked.isEmpty()) {
            Set<String> messages = messages(definitions, checked, crises.factsOf(number));
            acts.perform(OfferedActs.TELL_FACTS, () -> {
                String definition = table.processOf(crisis.planVersion());
                this.facts.tell(number, definition, checked);
                if (this.facts.isToBeGraded(number, definition)) {
                    runtime.createMessageCorrelation(CrisisResponse.FACTS_REPORTED)
                            .processInstanceBusinessKey(number)
                            .correlate();
                }
                messages.forEach(message -> runtime.createMessageCorrelation(message)
                        .processInstanceBusinessKey(number)
                        .correlateAll());
                return number;
            });
        }
        return crises.find(number).orElseThrow();
    }

    /** Of those that say something new. */
    private static Set<String> messages(
            FactDefinitions definitions, Map<String, Object> told, Map<String, Crisis.Fact> known) {
        Set<String> messages = new TreeSet<>();
        told.forEach((name, value) -> {
            Crisis.Fact before = known.get(name);
            if (value != null && (before == null || !value.equals(before.value()))) {
                definitions.find(name).map(FactDefinition::message).ifPresent(messages::add);
            }
        });
        return messages;
    }

    /** Asks for the next word on how things stand. @see #requestStatement(String, String, String) */
    public boolean requestStatement(String number) {
        return requestStatement(number, "progress", null);
    }

    /**
     * Asks the team for a statement to the public before the next one is due (R45); where the plan would stay silent, for the holding
     * statement.
     *
     * @param kind the word of a kind of statement, such as {@code progress} or {@code withdrawal}; the first words are always the
     *     holding statement
     * @param about the id of the published statement that it sets right or takes back; null if it is about none
     * @return whether the crisis is at a stage that informs the public; if not, nothing happens
     * @throws UnknownCrisis when there is no such crisis
     * @throws CrisisOver when it is over
     */
    public boolean requestStatement(String number, String kind, @Nullable String about) {
        running(number);
        return acts.perform(OfferedActs.REQUEST_STATEMENT, () -> {
            List<ProcessInstance> informing = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(number, "control-information")
                    .list();
            boolean silent = crises.deadlinesOf(number).stream()
                    .noneMatch(promise -> promise.what().equals("respond"));
            informing.forEach(instance -> {
                boolean first = silent && runtime.getVariable(instance.getId(), Variables.WORDS_NEEDED) == null;
                if (!first) {
                    // what waits for the request goes on with it, so it is told first what was asked for
                    runtime.setVariable(instance.getId(), Variables.REQUESTED_KIND, kind);
                    runtime.setVariable(instance.getId(), Variables.CORRECTED_STATEMENT, about);
                }
                runtime.setVariable(
                        instance.getId(), first ? Variables.WORDS_NEEDED : Variables.STATEMENT_REQUESTED, true);
            });
            return !informing.isEmpty();
        });
    }

    /**
     * Corrects when a crisis began.
     *
     * @param why for the record; must not be empty
     * @throws InvalidReport when the time lies ahead or no reason is given
     * @throws UnknownCrisis when there is no such crisis
     * @throws CrisisOver when it is over
     */
    public Crisis correctBegin(String number, @Nullable Instant beganAt, @Nullable String why) {
        List<Finding> findings = new ArrayList<>();
        if (beganAt == null) {
            findings.add(new Finding("beganAt", "must be a time with its offset, such as 2026-11-23T16:00:00+08:00"));
        }
        checkBegin(beganAt, clock.instant(), findings);
        checkText("reason", why, TITLE_LENGTH, NOT_ON_A_LINE, findings);
        if (!findings.isEmpty() || beganAt == null || why == null) {
            throw new InvalidReport(findings);
        }
        running(number);
        acts.perform(OfferedActs.TELL_FACTS, () -> {
            crises.began(number, beganAt, why.strip());
            return number;
        });
        return crises.find(number).orElseThrow();
    }

    /**
     * Erases what people wrote in one act of the record and who it was; also of a crisis that is over.
     *
     * @param why for the record; must not be empty
     * @throws InvalidReport when no reason is given
     * @throws UnknownCrisis when there is no such crisis, or no such act with words in its record
     */
    public void eraseWords(String number, int seq, @Nullable String why) {
        acts.perform(OfferedActs.ERASE_WORDS, () -> {
            List<Finding> findings = new ArrayList<>();
            checkText("reason", why, TITLE_LENGTH, NOT_ON_A_LINE, findings);
            if (!findings.isEmpty() || why == null) {
                throw new InvalidReport(findings);
            }
            if (crises.find(number).isEmpty()) {
                throw UnknownCrisis.noSuch(number);
            }
            if (!crises.eraseWords(number, seq, why.strip())) {
                throw UnknownCrisis.noWords(number, seq);
            }
            beside.orderedStream().forEach(one -> one.erase(number, seq));
            return number;
        });
    }

    /** It began before now, and in this century: what lies further back is a slip, and no database keeps any date. */
    public static void checkBegin(@Nullable Instant beganAt, Instant now, List<Finding> findings) {
        if (beganAt != null && beganAt.isAfter(now)) {
            findings.add(new Finding("beganAt", LIES_AHEAD));
        } else if (beganAt != null && beganAt.isBefore(EARLIEST)) {
            findings.add(new Finding("beganAt", "must not lie before the year 2000"));
        }
    }

    private Crisis running(String number) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        if (crisis.phase().isOver()) {
            throw new CrisisOver(number);
        }
        return crisis;
    }

    public static void checkWords(CrisisReport report, List<Finding> findings) {
        checkText("title", report.title(), TITLE_LENGTH, NOT_ON_A_LINE, findings);
        checkText("description", report.description(), DESCRIPTION_LENGTH, FormFieldCheck.UNPRINTABLE, findings);
    }

    private static void checkText(
            String field, @Nullable String text, int most, Pattern unprintable, List<Finding> findings) {
        if (text == null || text.isBlank()) {
            findings.add(new Finding(field, "must not be empty"));
        } else if (text.length() > most) {
            findings.add(new Finding(field, "must not be longer than " + most + " characters"));
        } else if (unprintable.matcher(text).find()) {
            findings.add(new Finding(field, "must not contain control characters"));
        }
    }
}
