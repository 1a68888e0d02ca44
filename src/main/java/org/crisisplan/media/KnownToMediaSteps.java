package org.crisisplan.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.KnownToSteps;
import org.crisisplan.media.answer.AnswerBank;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.ApprovedTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the forms of this module show beside the facts: the fact sheet of the crisis, and the texts that may be passed on, as they are at
 * the moment when the form is opened or sent.
 */
@Component
class KnownToMediaSteps implements KnownToSteps {

    private static final String FACT_SHEET = "factSheet";
    private static final int LONGEST_LABEL = 90;

    private final Crises crises;
    private final FactSheet facts;
    private final ApprovedTexts texts;
    private final AnswerBank bank;

    KnownToMediaSteps(Crises crises, FactSheet facts, ApprovedTexts texts, AnswerBank bank) {
        this.crises = crises;
        this.facts = facts;
        this.texts = texts;
        this.bank = bank;
    }

    @Override
    public Map<String, Object> of(String process, @Nullable String businessKey) {
        boolean answer = process.equals("approve-answer");
        boolean inquiry = process.equals("answer-inquiry");
        Optional<Crisis> crisis = !(answer || inquiry) || businessKey == null || !Crises.isNumber(businessKey)
                ? Optional.empty()
                : crises.find(businessKey);
        Map<String, Object> known = new HashMap<>();
        crisis.ifPresent(one -> {
            known.put(FACT_SHEET, facts.inPairs(one));
            if (inquiry) {
                known.put("approvedTexts", offered(one));
            }
        });
        return known;
    }

    /** Answers of the bank first: they were written for being asked. */
    private List<Map<String, String>> offered(Crisis crisis) {
        List<Map<String, String>> options = new ArrayList<>();
        bank.validFor(crisis).forEach(entry -> {
            if (entry.text() != null) {
                options.add(option(entry.text(), "Answer 答复"));
            }
        });
        texts.published(crisis.number()).forEach(text -> options.add(option(text, "Statement 声明")));
        return options;
    }

    private static Map<String, String> option(ApprovedStatement text, String kind) {
        String label = kind + ": " + text.text().titleEn() + " · " + text.text().titleZh();
        return Map.of(
                "value",
                text.id(),
                "label",
                label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…",
                "words",
                text.text().textZh() + "\n\n" + text.text().textEn());
    }
}
