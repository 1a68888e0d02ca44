package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.survey.Estimate;
import org.crisisplan.survey.Question;
import org.crisisplan.survey.SurveyResult;
import org.crisisplan.survey.Surveys;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What those affected said when a sample of them was asked, and how sure that is (R36). Who was asked stands nowhere. */
@Component
@Order(950)
class SurveyChapter implements Chapter {

    private static final int MOST_WORDS = 100;

    private final Surveys surveys;

    SurveyChapter(Surveys surveys) {
        this.surveys = surveys;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        List<SurveyResult> results = surveys.of(file.number());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(
                "surveys",
                "",
                words.columns("when", "invited", "answered", "mean", "dissatisfied", "state"),
                results.stream().map(result -> row(result, words)).toList()));
        results.forEach(result -> blocks.add(answers(result, words)));
        blocks.add(new Table(
                "acts",
                words.say("dossier.survey.acts"),
                words.columns("when", "what", "values", "who"),
                file.acts(ActKind.SURVEY_OPENED, ActKind.SURVEY_CLOSED)
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(words.kind(act.kind())),
                                Cell.of(words.told(act)),
                                Cell.of(words.who(act.actor()))))
                        .toList()));
        return new Section("survey", words.say("dossier.survey"), words.say("dossier.survey.about"), blocks);
    }

    private static Row row(SurveyResult result, Words words) {
        Estimate mean = result.meanSatisfaction();
        Estimate share = result.dissatisfiedShare();
        return Row.of(
                words.at(result.survey().openedAt()),
                Cell.of(result.survey().invited() + " / " + result.survey().listed()),
                Cell.of(
                        result.answered() + " (" + result.responsePercent() + " %)",
                        result.isThin() ? Tone.LATE : Tone.PLAIN),
                Cell.of(mean == null ? "" : String.format(Locale.ROOT, "%.1f ± %.1f", mean.value(), mean.margin())),
                Cell.of(
                        share == null
                                ? ""
                                : "%d %% (%d–%d %%)"
                                        .formatted(share.percent(), share.lowPercent(), share.highPercent())),
                result.survey().closedAt() == null
                        ? Cell.of(words.say("dossier.open"), Tone.LATE)
                        : words.at(result.survey().closedAt()));
    }

    private static Table answers(SurveyResult result, Words words) {
        List<Row> rows = new ArrayList<>();
        for (Question question : result.questions()) {
            if (question.isWritten()) {
                List<String> said = result.words().getOrDefault(question.name(), List.of());
                said.stream()
                        .limit(MOST_WORDS)
                        .forEach(text ->
                                rows.add(Row.of(Cell.of(question.in(words.language())), Cell.of(text), Cell.EMPTY)));
                if (result.survey().erasedAt() != null) {
                    rows.add(Row.of(
                            Cell.of(question.in(words.language())),
                            Cell.of(words.say("dossier.wordsErased"), Tone.MUTED),
                            Cell.EMPTY));
                }
            } else {
                question.choices()
                        .forEach(choice -> rows.add(Row.of(
                                Cell.of(question.in(words.language())),
                                Cell.of(choice.in(words.language())),
                                Cell.of(String.valueOf(result.count(question.name(), choice.value()))))));
            }
        }
        return new Table(
                "answers-" + result.survey().id(),
                words.say("dossier.survey.answers", words.time(result.survey().openedAt())),
                words.columns("question", "answer", "answers"),
                rows);
    }
}
