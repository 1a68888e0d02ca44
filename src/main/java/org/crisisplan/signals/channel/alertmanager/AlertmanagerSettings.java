package org.crisisplan.signals.channel.alertmanager;

import java.util.List;
import java.util.Map;
import org.crisisplan.signals.Signal.Severity;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the labels of alerts are read. Who may post them is a matter of {@code crisis-plan.signals.sources}.
 *
 * @param subjectLabels the labels that say what an alert is about; the first one that it has counts
 * @param severityLabel the label that says how bad it is
 * @param severities what other words of that label mean, beside those that everybody uses
 * @param heartbeat the alert that fires always, to show that the way is open; it is heard and becomes no signal
 */
@ConfigurationProperties("crisis-plan.signals.alertmanager")
record AlertmanagerSettings(
        @DefaultValue({"subject", "service", "job", "alertname"})
        List<String> subjectLabels,

        @DefaultValue("severity") String severityLabel,
        @DefaultValue Map<String, Severity> severities,
        @DefaultValue("Watchdog") String heartbeat) {

    AlertmanagerSettings {
        if (subjectLabels.isEmpty()) {
            throw new IllegalArgumentException(
                    "crisis-plan.signals.alertmanager.subject-labels must name at least one label");
        }
    }
}
