package org.crisisplan.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.audit.ReadableRecord;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.web.TimeFormatter;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/** The page of a crisis's record as a file of its own, all acts on one page: what an exported record brings for people to read. */
@Component
class RecordReport implements ReadableRecord {

    private static final int AT_ONCE = 1000;

    private final Crises crises;
    private final CrisisRecord record;
    private final TimeFormatter moments;
    private final ISpringTemplateEngine templates;

    RecordReport(Crises crises, CrisisRecord record, TimeFormatter moments, ISpringTemplateEngine templates) {
        this.crises = crises;
        this.record = record;
        this.moments = moments;
        this.templates = templates;
    }

    @Override
    public String html(String number, Locale language) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        List<ActLine> acts = new ArrayList<>();
        List<Act> some;
        do {
            some = record.of(number, acts.size(), AT_ONCE);
            some.forEach(act -> acts.add(ActLine.of(act, moments, language)));
        } while (some.size() == AT_ONCE);
        return templates.process(
                "board/report", new Context(language, Map.of("crisis", crisis, "acts", acts, "zone", moments.zone())));
    }
}
