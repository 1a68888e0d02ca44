package org.crisisplan.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crisisplan.affected.AffectedPeople;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.department.Group;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the surveys of a crisis say and how sure it is, for whoever reads crises; who was asked is on no page (R36). */
@Controller
@RequestMapping("/crises/{number}/survey")
class SurveyPage {

    private static final int MOST_WORDS = 100;

    private final Surveys surveys;
    private final Crises crises;
    private final AffectedPeople affected;
    private final TimeFormatter moments;
    private final MessageSource messages;

    SurveyPage(Surveys surveys, Crises crises, AffectedPeople affected, TimeFormatter moments, MessageSource messages) {
        this.surveys = surveys;
        this.crises = crises;
        this.affected = affected;
        this.moments = moments;
        this.messages = messages;
    }

    /** How many chose something. */
    record Bar(String label, int count, int percent) {}

    /** One question with its answers. @param words what people wrote, some of it */
    record Answered(String text, boolean written, List<Bar> bars, int answers, List<String> words, int more) {}

    /** One survey in the reader's language. @param mean such as 2.4 ± 0.2; null while nobody has answered */
    record Shown(
            SurveyResult result,
            TimeFormatter.Moment opened,
            TimeFormatter.Moment closes,
            TimeFormatter.@Nullable Moment closed,
            @Nullable String mean,
            @Nullable String meanMargin,
            @Nullable Estimate share,
            List<Answered> questions,
            boolean sealed) {

        public boolean isOpen() {
            return closed == null;
        }
    }

    @GetMapping
    String show(@PathVariable String number, Authentication login, Locale language, Model model) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        CurrentUser visitor = CurrentUser.of(login);
        List<Shown> shown = new ArrayList<>();
        surveys.of(number).forEach(result -> shown.add(0, shown(result, language)));
        model.addAttribute("visitor", visitor);
        model.addAttribute("crisis", crisis);
        model.addAttribute("surveys", shown);
        model.addAttribute("listed", affected.count(number));
        model.addAttribute("few", SurveyResult.FEW);
        model.addAttribute("closes", closes(visitor) && !crisis.phase().isOver());
        model.addAttribute("zone", moments.zone());
        return "survey/result";
    }

    @PostMapping("/close")
    String close(@PathVariable String number, Authentication login, RedirectAttributes next) {
        if (!closes(CurrentUser.of(login))) {
            throw new AccessDeniedException("Public relations and customer service close a survey");
        }
        try {
            next.addFlashAttribute("flash", surveys.closeEarly(number) ? "closed" : "none");
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}/survey";
    }

    private static boolean closes(CurrentUser visitor) {
        return visitor.groups().contains(Group.PUBLIC_RELATIONS.id())
                || visitor.groups().contains(Group.CUSTOMER_SERVICE.id());
    }

    private Shown shown(SurveyResult result, Locale language) {
        Survey survey = result.survey();
        Estimate mean = result.meanSatisfaction();
        return new Shown(
                result,
                moments.moment(survey.openedAt()),
                moments.moment(survey.closesAt()),
                survey.closedAt() == null ? null : moments.moment(survey.closedAt()),
                mean == null ? null : KnownToSurveySteps.decimal(mean.value()),
                mean == null ? null : KnownToSurveySteps.decimal(mean.margin()),
                result.dissatisfiedShare(),
                result.questions().stream()
                        .map(question -> answered(question, result, language))
                        .toList(),
                survey.mailing() == null && Crisis.isDrill(survey.crisis()));
    }

    private Answered answered(Question question, SurveyResult result, Locale language) {
        int answers = result.answersTo(question.name());
        List<Bar> bars = question.choices().stream()
                .map(choice -> {
                    int count = result.count(question.name(), choice.value());
                    return new Bar(
                            label(question, choice, language),
                            count,
                            answers == 0 ? 0 : Math.round(100f * count / answers));
                })
                .toList();
        List<String> words = result.words().getOrDefault(question.name(), List.of());
        int shown = Math.min(MOST_WORDS, words.size());
        return new Answered(
                question.in(language),
                question.isWritten(),
                bars,
                question.isWritten() ? words.size() : answers,
                words.subList(0, shown),
                words.size() - shown);
    }

    private String label(Question question, Question.Choice choice, Locale language) {
        return question.rates()
                ? choice.value() + " " + messages.getMessage("survey.rating." + choice.value(), null, language)
                : choice.in(language);
    }
}
