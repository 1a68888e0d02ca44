package org.crisisplan.audit.dossier;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.form.FormWords;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts together all that is kept of a crisis, for auditors: on a page, and to take along. */
@Service
public class Dossiers {

    private final Crises crises;
    private final CrisisRecord record;
    private final FactTable facts;
    private final PlanModels models;
    private final EngineHistory history;
    private final FormWords forms;
    private final List<Chapter> chapters;
    private final MessageSource messages;
    private final Clock clock;

    Dossiers(
            Crises crises,
            CrisisRecord record,
            FactTable facts,
            PlanModels models,
            EngineHistory history,
            FormWords forms,
            List<Chapter> chapters,
            MessageSource messages,
            Clock clock) {
        this.crises = crises;
        this.record = record;
        this.facts = facts;
        this.models = models;
        this.history = history;
        this.forms = forms;
        this.chapters = chapters;
        this.messages = messages;
        this.clock = clock;
    }

    /** @throws UnknownCrisis when there is no such crisis */
    @Transactional(readOnly = true)
    public Dossier of(String number, Locale asked) {
        CaseFile file = read(number);
        Words words = words(file, language(asked));
        return dossier(
                file,
                words,
                chapters.stream().map(chapter -> chapter.of(file, words)).toList());
    }

    /**
     * A dossier of whose timeline a part is shown.
     *
     * @param root the main process instance; null if the engine does not have it any more
     */
    record Shown(
            Dossier dossier,
            TimelineFilter.Shown timeline,
            @Nullable String root) {}

    /** @throws UnknownCrisis when there is no such crisis */
    @Transactional(readOnly = true)
    public Shown of(String number, Locale asked, TimelineFilter filter) {
        CaseFile file = read(number);
        Words words = words(file, language(asked));
        TimelineFilter.Shown timeline = filter.of(file.acts(), words);
        List<Section> sections = chapters.stream()
                .map(chapter -> chapter instanceof TimelineChapter
                        ? TimelineChapter.section(timeline.acts(), words)
                        : chapter.of(file, words))
                .toList();
        return new Shown(dossier(file, words, sections), timeline, file.root());
    }

    private Dossier dossier(CaseFile file, Words words, List<Section> sections) {
        return new Dossier(file.number(), file.crisis().title(), words.language(), clock.instant(), sections);
    }

    private CaseFile read(String number) {
        return read(crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number)));
    }

    CaseFile read(Crisis crisis) {
        String number = crisis.number();
        String process = facts.processOf(crisis.planVersion());
        return new CaseFile(
                crisis,
                record.of(number, 0, Integer.MAX_VALUE),
                facts.of(process),
                models.of(process),
                history.of(number));
    }

    Words words(CaseFile file, Locale language) {
        return new Words(
                messages,
                language,
                clock.getZone(),
                file.facts(),
                forms.of(file.plan().deployment()),
                file.names(),
                clock.instant());
    }

    /** Of no crisis in particular. */
    Words words(Locale asked) {
        String process = facts.processOf("");
        return new Words(
                messages,
                language(asked),
                clock.getZone(),
                facts.of(process),
                forms.of(models.of(process).deployment()),
                Map.of(),
                clock.instant());
    }

    /** The language of which there is a dossier, whatever a browser asks for. */
    static Locale language(Locale asked) {
        return Optional.of(asked)
                .filter(locale -> locale.getLanguage().equals(Locale.CHINESE.getLanguage()))
                .orElse(Locale.ENGLISH);
    }
}
