package org.crisisplan.plan.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.crisisplan.site.SiteTables;
import org.crisisplan.site.SiteTables.Row;

/** The questions of a survey can be asked and counted: what is chosen from is written as words with labels, and satisfaction is rated. */
class PlanCheckSurvey {

    private static final String TABLE = "surveyQuestions";
    private static final String SATISFACTION = "satisfaction";
    private static final Pattern CHOICE = Pattern.compile("([a-z][a-z0-9-]{0,39}):\\s*\\S.*");

    private final PlanCheckReport report;

    PlanCheckSurvey(PlanCheckReport report) {
        this.report = report;
    }

    void check(String file, DmnModelInstance model) {
        List<Row> rows = SiteTables.rows(model, TABLE);
        rows.forEach(row -> check(file, row));
        if (!rows.isEmpty()
                && rows.stream()
                        .noneMatch(row -> row.cell("name").equals(SATISFACTION)
                                && row.cell("kind").equals("rating"))) {
            report.add(
                    file,
                    TABLE,
                    "asks no rating \"satisfaction\", from which the result is computed",
                    "Add a row with the name \"satisfaction\" and the kind \"rating\"");
        }
    }

    private void check(String file, Row row) {
        boolean isChoice = row.cell("kind").equals("choice");
        Set<String> values = new HashSet<>();
        for (String part : row.cell("choices").split("[;\n]")) {
            String choice = part.strip();
            if (choice.isEmpty()) {
                continue;
            }
            var written = CHOICE.matcher(choice);
            if (!written.matches() || !values.add(written.group(1))) {
                report.add(
                        file,
                        row.rule(),
                        "has the choice \"" + choice + "\", which is not a word of its own with a label",
                        "Write it as none: Not at all 没有影响, with ; between the choices");
                return;
            }
        }
        if (isChoice && values.size() < 2) {
            report.add(file, row.rule(), "offers fewer than two choices", "Write two at least, with ; between them");
        }
    }
}
