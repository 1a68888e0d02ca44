package org.crisisplan.audit.dossier;

import java.util.List;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.crisis.record.Act;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Every act of the record, in its order. */
@Component
@Order(TimelineChapter.ORDER)
class TimelineChapter implements Chapter {

    static final String KEY = "timeline";
    static final int ORDER = 9000;

    @Override
    public Section of(CaseFile file, Words words) {
        return section(file.acts(), words);
    }

    /** @param acts those of the record that are shown */
    static Section section(List<Act> acts, Words words) {
        return new Section(
                KEY,
                words.say("dossier.timeline"),
                words.say("dossier.timeline.about", words.zone().getId()),
                List.of(table(acts, words)));
    }

    private static Table table(List<Act> acts, Words words) {
        return new Table(
                KEY,
                "",
                words.columns("number", "when", "utc", "who", "what", "values", "step"),
                acts.stream().map(act -> row(act, words)).toList());
    }

    /** @param seq of an act */
    static String anchor(Object seq) {
        return "act-" + seq;
    }

    private static Row row(Act act, Words words) {
        String subject = words.subject(act);
        return new Row(
                anchor(act.seq()),
                List.of(
                        Cell.of(String.valueOf(act.seq())),
                        Cell.of(words.time(act.at())),
                        Cell.of(words.utc(act.at())),
                        Cell.of(words.who(act.actor())),
                        Cell.of(words.kind(act.kind()) + (subject.isEmpty() ? "" : words.colon() + subject)),
                        Cell.of(words.told(act)),
                        Cell.of(
                                act.step() == null
                                        ? ""
                                        : (words.step(act.step()) + " "
                                                        + act.step().clause())
                                                .strip())));
    }
}
