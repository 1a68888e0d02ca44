package org.crisisplan.signals.channel.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.channel.logs.LogSettings.LogFile;

/**
 * Tells what the Core Rule Set found in requests and answers (R19, R16): attempts of SQL injection, and answers that leak data. Of the
 * request only its method and path are kept: its address, headers and content are of persons.
 */
class AuditLog implements LogReading {

    private static final String SQL_INJECTION = "attack-sqli";
    private static final String SUSPECTED = "attack-sqli-suspected";
    private static final String DATA_LEAK = "data-leak";

    /** 942xxx of paranoia level 1: what they match is rarely anything else. */
    private static final Set<String> STRONG = Set.of(
            "942100", "942140", "942151", "942160", "942170", "942190", "942220", "942230", "942240", "942250",
            "942270", "942280", "942290", "942320", "942350", "942360", "942500", "942540", "942550", "942560");

    /** These count unusual characters, which names and passwords have too. */
    private static final Set<String> ODD_CHARACTERS =
            Set.of("942420", "942421", "942430", "942431", "942432", "942460");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss uuuu", Locale.ENGLISH);
    private static final int LONGEST_PATH = 200;
    private static final int MOST_FINDINGS_SHOWN = 5;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(LogSources.LONGEST_LINE)
                    .build())
            .build());

    private final String source;
    private final LogFile settings;
    private final Clock clock;
    private final List<Signal> ready = new ArrayList<>();

    AuditLog(String source, LogFile settings, Clock clock) {
        this.source = source;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean take(LogLine line) {
        JsonNode transaction;
        try {
            transaction = JSON.readTree(line.bytes()).path("transaction");
        } catch (IOException noJson) {
            return false;
        }
        if (!transaction.isObject()) {
            return false;
        }
        findings(transaction).forEach((metric, messages) -> ready.add(signal(line, transaction, metric, messages)));
        return true;
    }

    @Override
    public List<Signal> ready(boolean isAtEnd) {
        List<Signal> all = List.copyOf(ready);
        ready.clear();
        return all;
    }

    @Override
    public Optional<Place> neededFrom() {
        return Optional.empty();
    }

    @Override
    public String memory() {
        return "";
    }

    /** One transaction counts once for each finding, however many rules made it. */
    private static Map<String, Set<String>> findings(JsonNode transaction) {
        Map<String, Set<String>> findings = new TreeMap<>();
        for (JsonNode message : transaction.path("messages")) {
            String rule = message.path("details").path("ruleId").asText("");
            finding(rule, message.path("details").path("tags"))
                    .ifPresent(metric -> findings.computeIfAbsent(metric, first -> new LinkedHashSet<>())
                            .add(rule + " " + message.path("message").asText("")));
        }
        if (findings.containsKey(SQL_INJECTION)) {
            findings.remove(SUSPECTED);
        }
        return findings;
    }

    private static Optional<String> finding(String rule, JsonNode tags) {
        if (rule.startsWith("951") && rule.length() == 6) {
            return Optional.of(DATA_LEAK);
        }
        boolean ofTheSet = rule.startsWith("942") && rule.length() == 6;
        if (ODD_CHARACTERS.contains(rule) || !ofTheSet && !has(tags, SQL_INJECTION)) {
            return Optional.empty();
        }
        // rules of one's own bear the tag, and no paranoia
        boolean isSure = STRONG.contains(rule) || !ofTheSet || has(tags, "paranoia-level/1");
        return Optional.of(isSure ? SQL_INJECTION : SUSPECTED);
    }

    private static boolean has(JsonNode tags, String wanted) {
        for (JsonNode tag : tags) {
            if (wanted.equals(tag.asText())) {
                return true;
            }
        }
        return false;
    }

    private Signal signal(LogLine line, JsonNode transaction, String metric, Set<String> messages) {
        boolean isLeak = metric.equals(DATA_LEAK);
        return new Signal(
                source,
                Signal.idOf(metric + " " + transaction.path("unique_id").asText(Signal.hash(line.text()))),
                Kind.LOG,
                isLeak ? settings.leakSubject() : settings.subject(),
                metric,
                null,
                Signal.shortened(request(transaction)
                        + messages.stream().limit(MOST_FINDINGS_SHOWN).reduce("", (all, one) -> all + "\n" + one)),
                null,
                null,
                null,
                null,
                severity(metric),
                false,
                occurred(transaction));
    }

    private static Severity severity(String metric) {
        return switch (metric) {
            case DATA_LEAK -> Severity.CRITICAL;
            case SQL_INJECTION -> Severity.WARNING;
            default -> Severity.INFO;
        };
    }

    private static String request(JsonNode transaction) {
        String address = transaction.path("request").path("uri").asText("");
        String path = address.split("[?;#]", 2)[0];
        return "%s %s -> %s"
                .formatted(
                        transaction.path("request").path("method").asText("?"),
                        path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path,
                        transaction.path("response").path("http_code").asText("?"));
    }

    /** Local time without a zone; some versions write it broken, and then it is now. */
    private Instant occurred(JsonNode transaction) {
        String written = transaction.path("time_stamp").asText("").strip().replaceAll(" +", " ");
        try {
            Instant moment = LocalDateTime.parse(written, TIME)
                    .atZone(settings.zoneOrOurs())
                    .toInstant();
            boolean isOfOurTime = moment.getEpochSecond() > 946_684_800L && moment.isBefore(clock.instant());
            return isOfOurTime ? moment : clock.instant();
        } catch (DateTimeException broken) {
            return clock.instant();
        }
    }
}
