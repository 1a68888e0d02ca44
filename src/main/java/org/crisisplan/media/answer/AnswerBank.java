package org.crisisplan.media.answer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.media.PlanProcesses;
import org.crisisplan.media.Words;
import org.crisisplan.media.answer.Answer.State;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.ApprovedTexts;
import org.crisisplan.publish.StatementText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The bank of questions and answers (R45 R48). A question that is asked becomes a text that somebody writes and others approve, by the
 * same table, the same hash and the same record of approvals as a statement; what is not approved can be passed on by nobody. A text that
 * is changed is a new version and is approved anew; the old ones can still be read.
 */
@Service
@Transactional
public class AnswerBank {

    static final String PROCESS = "approve-answer";
    static final String ENTRY = "answerEntry";

    /** What the process calls its case when it belongs to no crisis. */
    private static final String NO_CRISIS = "answers";

    private static final int LONGEST_QUESTION = 200;

    private final AnswerRepository answers;
    private final ApprovedTexts texts;
    private final Crises crises;
    private final PlanProcesses processes;

    AnswerBank(AnswerRepository answers, ApprovedTexts texts, Crises crises, PlanProcesses processes) {
        this.answers = answers;
        this.texts = texts;
        this.crises = crises;
        this.processes = processes;
    }

    /**
     * A question somebody wants an answer for.
     *
     * @param crisis its number; null for one of the plan
     */
    public record Asked(
            @Nullable String crisis,
            @Nullable String question,
            @Nullable String kind,
            @Nullable String audience,
            @Nullable String about) {}

    /** An entry with the text that may be passed on, if there is one. */
    public record Entry(Answer answer, @Nullable ApprovedStatement text) {}

    /** A version that was approved, with its text. */
    public record Version(int version, Instant approvedAt, ApprovedStatement text) {}

    /**
     * Enters a question and gives public relations the task to write its answer.
     *
     * @return the entry's id
     * @throws InvalidReport when it says too little or something impossible
     */
    public String ask(Asked asked, String by) {
        Answer entry = enter(asked, by);
        start(entry, begun(entry.question()));
        return entry.id();
    }

    /** Enters a question whose answer a diagram has written itself. */
    public Answer enter(Asked asked, String by) {
        List<Finding> findings = new ArrayList<>();
        var entry = new Answer(
                UUID.randomUUID().toString(),
                asked.crisis() == null || asked.crisis().isBlank() ? null : asked.crisis(),
                Words.word("kind", asked.kind(), Answer.KINDS, findings),
                Words.word("audience", asked.audience(), Answer.AUDIENCES, findings),
                Words.word("about", asked.about(), Answer.ABOUT, findings),
                Words.line("question", asked.question(), LONGEST_QUESTION, true, findings),
                0,
                null,
                null,
                null,
                null,
                State.ASKED);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        running(entry.crisis());
        answers.add(entry, by);
        return entry;
    }

    /**
     * Has a text written anew; until it is approved, the one before stays in force.
     *
     * @throws InvalidReport when somebody is at work on it already
     */
    public void revise(String id) {
        Answer entry = answers.findForUpdate(id).orElseThrow(() -> none(id));
        if (entry.isInHand()) {
            throw new InvalidReport(List.of(new Finding("answer", "is being written or judged already")));
        }
        StatementText before = Optional.ofNullable(entry.statement())
                .flatMap(texts::find)
                .map(ApprovedStatement::text)
                .orElseGet(() -> begun(entry.question()));
        start(entry, before);
    }

    /** From now on nobody passes it on, until somebody takes that back. */
    public void retire(String id, boolean retired, String by) {
        Answer entry = answers.findForUpdate(id).orElseThrow(() -> none(id));
        answers.retire(entry.id(), retired ? by : null);
    }

    /** The run that has it in hand, so that the page can say how far it is. */
    void inHand(String id, String processInstance) {
        answers.inHand(id, processInstance);
    }

    /** Keeps the text of a run as the version in force. Once it is kept, doing it again changes nothing. */
    void approved(String id, String processInstance) {
        Answer entry = answers.findForUpdate(id).orElseThrow(() -> none(id));
        ApprovedStatement text = texts.latestOf(processInstance)
                .orElseThrow(() -> new IllegalStateException(
                        "The answer of " + processInstance + " is not approved, so it does not become valid."));
        if (!text.id().equals(entry.statement())) {
            boolean chinese = !text.text().titleZh().isBlank();
            answers.approved(
                    entry,
                    text.id(),
                    chinese ? text.text().titleZh() : text.text().titleEn());
        }
    }

    @Transactional(readOnly = true)
    public Optional<Entry> find(String id) {
        return answers.find(id).map(this::entry);
    }

    /** All entries, for the page. */
    @Transactional(readOnly = true)
    public List<Entry> all() {
        return answers.all().stream().map(this::entry).toList();
    }

    /** The entries that may be passed on in a crisis: its own first, then those of the plan that fit its kind. */
    @Transactional(readOnly = true)
    public List<Entry> validFor(Crisis crisis) {
        return answers.of(crisis.number()).stream()
                .filter(Answer::isValid)
                .filter(answer -> answer.about().equals("any")
                        || crisis.kinds().stream().anyMatch(kind -> kind.name().equalsIgnoreCase(answer.about())))
                .map(this::entry)
                .filter(entry -> entry.text() != null)
                .toList();
    }

    /** The approved versions, the newest first. */
    @Transactional(readOnly = true)
    public List<Version> versions(String id) {
        return answers.versions(id).stream()
                .flatMap(version -> texts
                        .find(version.statement())
                        .map(text -> new Version(version.version(), version.approvedAt(), text))
                        .stream())
                .toList();
    }

    private Entry entry(Answer answer) {
        return new Entry(
                answer,
                Optional.ofNullable(answer.statement()).flatMap(texts::find).orElse(null));
    }

    private void start(Answer entry, StatementText begun) {
        @Nullable Crisis crisis = running(entry.crisis());
        Map<String, Object> variables = variables(entry, begun);
        if (crisis == null) {
            variables.put(Variables.TITLE, "Questions and answers 问答: " + entry.question());
        }
        processes.start(
                OfferedActs.WRITE_ANSWER,
                PROCESS,
                crisis,
                Objects.requireNonNullElse(entry.crisis(), NO_CRISIS),
                variables);
    }

    /** What the process begins with: which entry it is for, and its texts as far as they are known. */
    public static Map<String, Object> variables(Answer entry, StatementText begun) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(ENTRY, entry.id());
        variables.put("statementTitleEn", begun.titleEn());
        variables.put("statementTitleZh", begun.titleZh());
        variables.put("statementTextEn", begun.textEn());
        variables.put("statementTextZh", begun.textZh());
        return variables;
    }

    /** The question stands in the language it was asked in; the other one is for the author. */
    public static StatementText begun(String question) {
        boolean chinese = question.codePoints().anyMatch(Character::isIdeographic);
        return new StatementText(chinese ? "" : question, chinese ? question : "", "", "");
    }

    private @Nullable Crisis running(@Nullable String number) {
        if (number == null) {
            return null;
        }
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        if (crisis.phase().isOver()) {
            throw new CrisisOver(number);
        }
        return crisis;
    }

    private static InvalidReport none(String id) {
        return new InvalidReport(List.of(new Finding("answer", "there is no entry " + id)));
    }
}
