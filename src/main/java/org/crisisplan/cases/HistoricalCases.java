package org.crisisplan.cases;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.crisisplan.cases.ArchivedCase.Aftermath;
import org.crisisplan.cases.ArchivedCase.Situation;
import org.crisisplan.cases.ArchivedCase.Source;
import org.crisisplan.engine.StartWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Puts the cases known from public reports into the archive, so that the first crisis here already has something to look at. */
@Component
class HistoricalCases implements ApplicationRunner {

    private static final YAMLMapper YAML = YAMLMapper.builder(new YAMLFactory())
            .addModule(new JavaTimeModule())
            .build();

    private final ArchivedCaseRepository archive;
    private final StartWork startWork;
    private final Resource file;

    HistoricalCases(
            ArchivedCaseRepository archive,
            StartWork startWork,
            @Value("classpath:cases/historical.yaml") Resource file) {
        this.startWork = startWork;
        this.archive = archive;
        this.file = file;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        List<ArchivedCase> known = read();
        startWork.beside("archiving the cases known from public reports", () -> {
            known.forEach(archive::addOnce);
            archive.completeTraits();
        });
    }

    private List<ArchivedCase> read() throws IOException {
        try (var in = file.getInputStream()) {
            return YAML.readValue(in, Listing.class).real().stream()
                    .map(Entry::toCase)
                    .toList();
        }
    }

    private record Listing(List<Entry> real) {}

    private record Entry(
            String id,
            Name name,
            LocalDate date,
            String kind,
            Map<String, Object> facts,
            int level,
            String because,
            @Nullable Known known) {

        ArchivedCase toCase() {
            return new ArchivedCase(
                    id,
                    name.en(),
                    name.zh(),
                    date,
                    new Situation(kind.contains("technical"), kind.contains("content"), facts),
                    level,
                    because,
                    known == null
                            ? new Aftermath(null, null, null, null)
                            : new Aftermath(known.recoveredWithinHours(), known.compensation(), null, null),
                    Source.SEEDED);
        }
    }

    private record Name(String en, String zh) {}

    private record Known(
            @Nullable BigDecimal recoveredWithinHours,
            @Nullable String compensation) {}
}
