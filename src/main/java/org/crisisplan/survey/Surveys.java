package org.crisisplan.survey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.crisisplan.affected.AffectedPeople;
import org.crisisplan.affected.AffectedSample;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.MailingProgress;
import org.crisisplan.mailing.Mailings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Surveys are opened and closed by the plan, answered by those who were drawn, and read by the team (R36). */
@Service
@Transactional
public class Surveys {

    static final String SOURCE = "survey";
    private static final String CLOSED = CrisisResponse.SURVEY_CLOSED;

    private final SurveyRepository surveys;
    private final AffectedPeople affected;
    private final AffectedSample sample;
    private final ObjectProvider<Mailings> mailings;
    private final Crises crises;
    private final CrisisRecord record;
    private final OfferedActs acts;
    private final RuntimeService runtime;
    private final Clock clock;

    Surveys(
            SurveyRepository surveys,
            AffectedPeople affected,
            AffectedSample sample,
            ObjectProvider<Mailings> mailings,
            Crises crises,
            CrisisRecord record,
            OfferedActs acts,
            RuntimeService runtime,
            Clock clock) {
        this.surveys = surveys;
        this.affected = affected;
        this.sample = sample;
        this.mailings = mailings;
        this.crises = crises;
        this.record = record;
        this.acts = acts;
        this.runtime = runtime;
        this.clock = clock;
    }

    /**
     * Draws the sample and has the invitations sent; in a drill nobody is sent one, whatever the table or anybody says.
     *
     * @param size how many at most
     * @param open for how long
     */
    Survey open(Crisis crisis, int size, Duration open, List<Question> questions, List<Text> invitation, String user) {
        String number = crisis.number();
        List<String> drawn = sample.draw(number, size, surveys.askedBefore(number));
        Instant closesAt = clock.instant().plus(open);
        long id = surveys.add(number, affected.count(number), drawn.size(), user, closesAt, questions);
        Map<String, String> tokens = new LinkedHashMap<>();
        drawn.forEach(ref -> tokens.put(ref, hash(token(id, number, ref))));
        surveys.invite(id, tokens);
        boolean sent = !crisis.drill() && !drawn.isEmpty();
        if (sent) {
            Mailing mailing = mailings.getObject().open(SOURCE, SOURCE + "-" + id, number, null, invitation);
            surveys.mails(id, mailing.id());
        }
        Map<String, Object> after = new TreeMap<>();
        after.put("survey", id);
        after.put("invitedPeople", drawn.size());
        after.put("closesAt", closesAt.toString());
        if (!sent) {
            after.put("invitations", crisis.drill() ? "held-back-drill" : "none");
        }
        record.append(
                number,
                Entry.of(ActKind.SURVEY_OPENED, "")
                        .after(after)
                        .logged("survey %d opened: %d people drawn".formatted(id, drawn.size())));
        return surveys.find(id).orElseThrow();
    }

    /** What somebody's link carries: nobody without the key of the lists can make it up, and it is stored nowhere. */
    String token(long survey, String crisis, String ref) {
        return sample.secret(crisis, ref, "survey " + survey);
    }

    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** No more answers are taken; closing it again changes nothing. */
    void close(String crisis) {
        surveys.last(crisis).filter(open -> open.closedAt() == null).ifPresent(this::close);
    }

    private void close(Survey survey) {
        if (surveys.close(survey.id())) {
            SurveyResult result = result(surveys.find(survey.id()).orElseThrow());
            Map<String, Object> after = new TreeMap<>();
            after.put("survey", survey.id());
            after.put("invitedPeople", survey.invited());
            after.put("answeredPeople", result.answered());
            after.put("dissatisfiedPeople", result.dissatisfied());
            Estimate mean = result.meanSatisfaction();
            if (mean != null) {
                after.put("meanSatisfaction", Math.round(mean.value() * 100) / 100.0);
            }
            record.append(
                    survey.crisis(),
                    Entry.of(ActKind.SURVEY_CLOSED, "")
                            .after(after)
                            .logged("survey %d closed: %d of %d answered"
                                    .formatted(survey.id(), result.answered(), survey.invited())));
        }
    }

    /**
     * Somebody of the team has seen enough: the plan goes on at once.
     *
     * @return false if none is open
     * @throws UnknownCrisis when there is no such crisis
     * @throws CrisisOver when it is over
     */
    public boolean closeEarly(String number) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        if (crisis.phase().isOver()) {
            throw new CrisisOver(number);
        }
        return acts.perform(OfferedActs.CLOSE_SURVEY, () -> {
            Optional<Survey> open = surveys.last(number).filter(one -> one.closedAt() == null);
            open.ifPresent(survey -> {
                close(survey);
                runtime
                        .createExecutionQuery()
                        .processInstanceBusinessKey(number)
                        .messageEventSubscriptionName(CLOSED)
                        .list()
                        .stream()
                        .map(Execution::getId)
                        .forEach(execution -> runtime.messageEventReceived(CLOSED, execution));
            });
            return open.isPresent();
        });
    }

    /** Whose link it is. */
    record Asked(Survey survey, List<Question> questions, boolean answered, boolean open) {}

    @Transactional(readOnly = true)
    public Optional<Asked> asked(String token) {
        return surveys.invitation(hash(token))
                .flatMap(invitation -> surveys.find(invitation.survey())
                        .map(survey -> new Asked(
                                survey, surveys.questions(survey.id()), invitation.answered(), takesAnswers(survey))));
    }

    private boolean takesAnswers(Survey survey) {
        return survey.isOpen(clock.instant())
                && crises.find(survey.crisis())
                        .filter(crisis -> !crisis.phase().isOver())
                        .isPresent();
    }

    /**
     * Counts what somebody answered; once.
     *
     * @param answers by the name of the question: a choice, or words
     * @return false if they have answered before, or it takes no more answers; nothing is kept then
     */
    public boolean answer(String token, Map<String, String> answers) {
        Optional<Asked> asked = asked(token).filter(one -> one.open() && !one.answered());
        if (asked.isEmpty()) {
            return false;
        }
        long id = asked.get().survey().id();
        if (!surveys.answers(id, hash(token))) {
            return false;
        }
        for (Question question : asked.get().questions()) {
            String answer = answers.getOrDefault(question.name(), "");
            if (question.isWritten() && !answer.isBlank()) {
                surveys.keep(id, question.name(), answer);
            } else if (question.offers(answer)) {
                surveys.count(id, question.name(), answer);
            }
        }
        return true;
    }

    /** All of a crisis, the oldest first. */
    @Transactional(readOnly = true)
    public List<SurveyResult> of(String crisis) {
        List<SurveyResult> results = new ArrayList<>();
        surveys.of(crisis).forEach(survey -> results.add(result(survey)));
        return results;
    }

    /** The one that was opened last. */
    @Transactional(readOnly = true)
    public Optional<SurveyResult> last(String crisis) {
        return surveys.last(crisis).map(this::result);
    }

    private SurveyResult result(Survey survey) {
        return new SurveyResult(
                survey,
                surveys.questions(survey.id()),
                surveys.counts(survey.id()),
                reached(survey),
                surveys.words(survey.id()));
    }

    private @Nullable Long reached(Survey survey) {
        Long mailing = survey.mailing();
        return mailing == null
                ? null
                : Optional.of(mailings.getObject().progress(mailing))
                        .map(MailingProgress::sent)
                        .orElse(null);
    }
}
