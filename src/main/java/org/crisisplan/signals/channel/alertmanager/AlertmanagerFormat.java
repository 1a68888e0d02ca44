package org.crisisplan.signals.channel.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.SignalJson;
import org.crisisplan.signals.SourceFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The webhook of a Prometheus Alertmanager (its version 4), and of Grafana. A sender gives a notification up when it is refused, so
 * whatever a rule's author may have written into labels and annotations is taken; only what no Alertmanager sends is refused.
 */
@Component
class AlertmanagerFormat implements SourceFormat {

    private static final String ALERT_NAME = "alertname";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+", Pattern.CASE_INSENSITIVE);
    private static final List<String> TELLING = List.of("summary", "title", "description", "message");
    private static final List<String> LEADING = List.of("generatorURL", "panelURL", "dashboardURL");

    private final AlertmanagerSettings settings;
    private final SeverityWords severities;
    private final Clock clock;

    AlertmanagerFormat(AlertmanagerSettings settings, Clock clock) {
        this.settings = settings;
        this.severities = new SeverityWords(settings.severities());
        this.clock = clock;
    }

    @Override
    public String name() {
        return "alertmanager";
    }

    @Override
    public List<Signal> read(String source, byte[] body, @Nullable MediaType contentType) {
        JsonNode notification = SignalJson.read(body);
        JsonNode alerts = notification.path("alerts");
        if (!alerts.isArray()) {
            throw new InvalidSignal("alerts", "must be an array, as an Alertmanager's webhook sends it");
        }
        String status = notification.path("status").asText("firing");
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < alerts.size(); i++) {
            try {
                Alert alert = Alert.read(alerts.get(i), status);
                if (!settings.heartbeat().equals(alert.labels().get(ALERT_NAME))) {
                    signals.add(signal(source, alert));
                }
            } catch (InvalidSignal invalid) {
                throw invalid.within("alerts[" + i + "]");
            }
        }
        if (notification.path("truncatedAlerts").asLong() > 0) {
            signals.add(leftOut(source, notification));
        }
        return signals;
    }

    private Signal signal(String source, Alert alert) {
        String metric = metric(alert.labels());
        return new Signal(
                source,
                Signal.idOf(
                        alert.fingerprint() + " " + alert.startsAt() + (alert.resolved() ? " resolved" : " firing")),
                Kind.ALERT,
                subject(alert.labels()),
                metric,
                value(alert),
                Signal.shortened(text(alert)),
                link(alert.json()),
                null,
                null,
                null,
                severities.of(alert.labels().get(settings.severityLabel())),
                alert.resolved(),
                occurred(alert));
    }

    /** The sender was told to send only so many at once: that there are more must not get lost. */
    private Signal leftOut(String source, JsonNode notification) {
        long more = notification.path("truncatedAlerts").asLong();
        String group = notification.path("groupKey").asText("");
        Map<String, String> common = Alert.texts(notification, "commonLabels");
        Severity severity = severities.of(common.get(settings.severityLabel()));
        Instant now = clock.instant();
        return new Signal(
                source,
                Signal.idOf("left out " + Signal.hash(group) + " " + more + " " + now.getEpochSecond() / 60),
                Kind.ALERT,
                subject(common),
                "alerts_left_out",
                (double) more,
                more + " more alerts of the same group were not sent; see max_alerts of the receiver",
                link(notification.path("externalURL").asText("")),
                null,
                null,
                null,
                severity == null ? Severity.WARNING : severity,
                false,
                now);
    }

    private String subject(Map<String, String> labels) {
        return settings.subjectLabels().stream()
                .map(labels::get)
                .filter(Objects::nonNull)
                .map(Signal::subjectOf)
                .filter(subject -> !subject.isEmpty())
                .findFirst()
                .orElse("monitoring");
    }

    /** The figure that the alert's rule watches, where a label names it; else the rule's name: PageSlow -> page_slow. */
    private static String metric(Map<String, String> labels) {
        return Stream.of("metric", ALERT_NAME)
                .map(labels::get)
                .filter(Objects::nonNull)
                .map(AlertmanagerFormat::metricOf)
                .filter(metric -> !metric.isEmpty())
                .findFirst()
                .orElse("alert");
    }

    private static String metricOf(String words) {
        String small = words.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_.-]+", "_")
                .replaceAll("^[_.-]+|[_.-]+$", "");
        return small.length() > 80 ? small.substring(0, 80) : small;
    }

    /** From the annotation, which a rule fills with {@code {{ $value }}}; Grafana sends its values anyway. */
    private static @Nullable Double value(Alert alert) {
        String written = alert.annotations().get("value");
        JsonNode measured = alert.json().path("values");
        if (written == null && measured.isObject() && measured.size() == 1) {
            written = measured.elements().next().asText();
        }
        if (written == null || !NUMBER.matcher(written.strip()).matches()) {
            return null;
        }
        double value = Double.parseDouble(written.strip());
        return Double.isFinite(value) ? value : null;
    }

    private static String text(Alert alert) {
        Set<String> lines = new LinkedHashSet<>();
        for (String name : TELLING) {
            String line = alert.annotations().get(name);
            if (line != null && !line.isBlank()) {
                lines.add(line.strip());
            }
        }
        return lines.isEmpty() ? alert.labels().getOrDefault(ALERT_NAME, "") : String.join("\n", lines);
    }

    /** A courtesy for whoever looks into it; one that leads nowhere is not worth losing the alert for. */
    private static @Nullable String link(JsonNode json) {
        return LEADING.stream()
                .map(field -> link(json.path(field).asText("")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String link(String address) {
        return address.length() <= Signal.LONGEST_LINK && LINK.matcher(address).matches() ? address : null;
    }

    private Instant occurred(Alert alert) {
        Instant said = alert.resolved() ? alert.ended() : alert.began();
        return said == null ? clock.instant() : said;
    }
}
