package org.crisisplan.signals.channel.tickets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Makes a report of a ticket. What it is about is its feature, else what the table of keywords finds in its text. Of the reporter only a
 * hash is left: the share of users who report a trouble (R22) needs to tell them apart, not to know them.
 */
@Component
class TicketReading {

    private static final String FAILURE = "_failure";
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+", Pattern.CASE_INSENSITIVE);

    /** 2026-11-23T08:00:00+08:00, 2026-11-23 08:00:00, 2026-11-23 08:00, 2026/11/23 8:00 */
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("[uuuu-MM-dd][uuuu/M/d]['T'][' ']H:mm[:ss]")
            .optionalStart()
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(java.time.format.ResolverStyle.STRICT);

    /** What many systems call the features that the plan knows; a setting of one's own goes before. */
    private static final Map<String, String> USUAL_FEATURES = Map.ofEntries(
            Map.entry("log-in", "login"),
            Map.entry("sign-in", "login"),
            Map.entry("登录", "login"),
            Map.entry("登陆", "login"),
            Map.entry("pay", "payment"),
            Map.entry("payments", "payment"),
            Map.entry("checkout", "payment"),
            Map.entry("支付", "payment"),
            Map.entry("付款", "payment"),
            Map.entry("orders", "order"),
            Map.entry("订单", "order"),
            Map.entry("下单", "order"),
            Map.entry("website", "site"),
            Map.entry("网站", "site"));

    private static final Map<String, String> USUAL_PROBLEMS =
            Map.of("安全隐患", "safety-hazard", "缺陷", "defect", "故障", "defect", "数据泄露", "data-leak", "数据丢失", "data-loss");

    private static final Map<String, Severity> PRIORITIES = Map.ofEntries(
            Map.entry("critical", Severity.CRITICAL),
            Map.entry("urgent", Severity.CRITICAL),
            Map.entry("p1", Severity.CRITICAL),
            Map.entry("严重", Severity.CRITICAL),
            Map.entry("紧急", Severity.CRITICAL),
            Map.entry("high", Severity.WARNING),
            Map.entry("warning", Severity.WARNING),
            Map.entry("p2", Severity.WARNING),
            Map.entry("高", Severity.WARNING),
            Map.entry("normal", Severity.INFO),
            Map.entry("medium", Severity.INFO),
            Map.entry("low", Severity.INFO),
            Map.entry("info", Severity.INFO),
            Map.entry("中", Severity.INFO),
            Map.entry("低", Severity.INFO));

    private final TicketSettings settings;
    private final Map<String, String> features = new HashMap<>(USUAL_FEATURES);
    private final Function<String, List<Map<String, Object>>> keywords;
    private final Clock clock;

    @Autowired
    TicketReading(TicketSettings settings, LatestDecisions tables, Clock clock) {
        this(settings, text -> tables.ask("keywords", Map.of("text", text)), clock);
    }

    TicketReading(TicketSettings settings, Function<String, List<Map<String, Object>>> keywords, Clock clock) {
        this.settings = settings;
        this.keywords = keywords;
        this.clock = clock;
        settings.features().forEach((theirs, ours) -> features.put(Signal.subjectOf(theirs), Signal.subjectOf(ours)));
    }

    /** What a ticket is about. */
    private record About(String subject, @Nullable String metric) {}

    Signal signal(String source, Ticket ticket) {
        if (ticket.id() == null) {
            throw new InvalidSignal("id", "must not be empty");
        }
        About about = about(ticket);
        return new Signal(
                source,
                Signal.idOf(ticket.id()),
                Kind.REPORT,
                about.subject(),
                ticket.problem() == null ? about.metric() : metricOf(ticket.problem()),
                null,
                shortened(ticket.text()),
                link(ticket),
                ticket.reporter() == null ? null : hashed(ticket.reporter()),
                channel(ticket),
                null,
                severity(ticket),
                false,
                moment(ticket));
    }

    private About about(Ticket ticket) {
        if (ticket.feature() != null) {
            String words = Signal.subjectOf(ticket.feature());
            String subject = features.getOrDefault(words, words);
            if (!subject.isEmpty()) {
                return new About(subject, failureOf(subject));
            }
        }
        if (ticket.text() != null) {
            for (Map<String, Object> row : keywords.apply(ticket.text().toLowerCase(Locale.ROOT))) {
                Object metric = row.get("metric");
                return new About(String.valueOf(row.get("subject")), metric == null ? null : String.valueOf(metric));
            }
        }
        return new About(Signal.subjectOf(settings.otherwise()), null);
    }

    /** As the table of keywords calls it: login -> login_failure; people may call features in any script, figures are not. */
    private static String failureOf(String subject) {
        String plain = subject.replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return plain.isEmpty() ? "feature" + FAILURE : plain.substring(0, Math.min(70, plain.length())) + FAILURE;
    }

    private static String metricOf(String problem) {
        String plain = USUAL_PROBLEMS
                .getOrDefault(problem, problem)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_.-]+", "-")
                .replaceAll("^[_.-]+|-+$", "");
        if (plain.isEmpty() || plain.length() > 80) {
            throw new InvalidSignal("problem", "must be a name of up to 80 small letters, digits, '_', '.' and '-'");
        }
        return plain;
    }

    private @Nullable String shortened(@Nullable String text) {
        if (text == null || text.length() <= settings.longestText()) {
            return text;
        }
        int end = settings.longestText() - 1;
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static @Nullable String link(Ticket ticket) {
        String link = ticket.link();
        return link != null
                        && link.length() <= Signal.LONGEST_LINK
                        && LINK.matcher(link).matches()
                ? link
                : null;
    }

    private static @Nullable String channel(Ticket ticket) {
        if (ticket.channel() == null) {
            return null;
        }
        String name = Signal.subjectOf(ticket.channel());
        return name.isEmpty() ? null : name.substring(0, Math.min(60, name.length()));
    }

    private static @Nullable Severity severity(Ticket ticket) {
        return ticket.priority() == null
                ? null
                : PRIORITIES.get(ticket.priority().toLowerCase(Locale.ROOT));
    }

    /** The same person writes the same name in capitals, too. */
    private String hashed(String reporter) {
        String name = reporter.toLowerCase(Locale.ROOT);
        if (settings.reporterKey().isEmpty()) {
            return "sha256:" + Signal.hash(name);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(settings.reporterKey().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "hmac:" + HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Instant moment(Ticket ticket) {
        if (ticket.createdAt() == null) {
            return clock.instant();
        }
        try {
            TemporalAccessor read = MOMENT.parseBest(ticket.createdAt(), OffsetDateTime::from, LocalDateTime::from);
            return read instanceof OffsetDateTime withOffset
                    ? withOffset.toInstant()
                    : ZonedDateTime.of(LocalDateTime.from(read), settings.zone())
                            .toInstant();
        } catch (DateTimeException none) {
            throw new InvalidSignal(
                    "createdAt", "must be a moment such as 2026-11-23T08:00:00+08:00 or 2026-11-23 08:00:00");
        }
    }
}
