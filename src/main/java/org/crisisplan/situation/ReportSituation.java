package org.crisisplan.situation;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;
import org.crisisplan.notify.TellOfSituation;

/**
 * "Report the situation" in {@code handle-and-recover} (R24): conditions, actions, needs and what comes next, written from the record, kept in it,
 * and mailed to whom the table {@code situationReaders} names.
 */
@InPlan("reportSituation")
class ReportSituation implements JavaDelegate {

    private final SituationReports reports;
    private final SituationWriter writer;
    private final ResponseLead lead;
    private final Crises crises;
    private final CrisisRecord record;
    private final TellOfSituation tell;

    ReportSituation(
            SituationReports reports,
            SituationWriter writer,
            ResponseLead lead,
            Crises crises,
            CrisisRecord record,
            TellOfSituation tell) {
        this.reports = reports;
        this.writer = writer;
        this.lead = lead;
        this.crises = crises;
        this.record = record;
        this.tell = tell;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        Crisis crisis = crises.find(number)
                .orElseThrow(() -> new IllegalStateException("There is no crisis " + number + " to report of."));
        Instant next = reports.next(execution);
        int ordinal = lead.reports(number).size() + 1;
        Map<String, Object> english = writer.write(crisis, Locale.ENGLISH);
        Map<String, Object> chinese = writer.write(crisis, Locale.CHINESE);
        Map<String, Object> after = new TreeMap<>();
        after.put("next", next.toString());
        if (crisis.level() != null) {
            after.put("level", crisis.level());
        }
        after.put("told", tell.tell(number, reports.readers(execution), ordinal, english, chinese, next));
        record.append(
                number,
                Entry.of(ActKind.SITUATION_REPORTED, String.valueOf(ordinal))
                        .after(after)
                        .words(Map.of("en", english, "zh", chinese)));
    }
}
