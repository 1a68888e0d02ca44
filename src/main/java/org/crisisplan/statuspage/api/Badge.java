package org.crisisplan.statuspage.api;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import org.crisisplan.statuspage.PublicCrisis;
import org.crisisplan.statuspage.Severity;
import org.crisisplan.statuspage.StatusSnapshot;
import org.crisisplan.web.PageLanguage;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** The state of the service as a small picture for pages that take nothing else. */
@Component
public class Badge {

    private static final int HEIGHT = 20;
    private static final int MARGIN = 8;
    private static final double NARROW = 6.2;
    private static final double WIDE = 12;
    private static final int FIRST_WIDE = 0x2E80;

    private final MessageSource messages;

    Badge(MessageSource messages) {
        this.messages = messages;
    }

    public byte[] write(StatusSnapshot snapshot, PageLanguage language) {
        Locale locale = language.locale();
        String state = snapshot.open().stream()
                .map(PublicCrisis::severity)
                .min(Comparator.naturalOrder())
                .map(Severity::word)
                .orElse(snapshot.active().isEmpty() ? "operational" : "maintenance");
        String name = messages.getMessage("statuspage.title", null, locale);
        String word = messages.getMessage("statuspage.overall." + state, null, locale);
        int left = width(name);
        int right = width(word);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" role="img" aria-label="%5$s: %6$s">
                <title>%5$s: %6$s</title>
                <rect width="%1$d" height="%2$d" rx="3" fill="#3b4652"/>
                <path d="M%3$d 0h%8$dq3 0 3 3v14q0 3-3 3h-%8$dz" fill="%4$s"/>
                <g fill="#fff" font-family="system-ui,Verdana,'PingFang SC','Microsoft YaHei',sans-serif" font-size="12">
                <text x="%7$d" y="14">%5$s</text>
                <text x="%9$d" y="14">%6$s</text>
                </g>
                </svg>
                """.formatted(
                        left + right,
                        HEIGHT,
                        left,
                        colour(state),
                        HtmlUtils.htmlEscape(name, "UTF-8"),
                        HtmlUtils.htmlEscape(word, "UTF-8"),
                        MARGIN,
                        right - 3,
                        left + MARGIN)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** White text is readable on each of them. */
    private static String colour(String state) {
        return switch (state) {
            case "critical" -> "#b3261e";
            case "major" -> "#a34a08";
            case "minor" -> "#7a6000";
            case "maintenance" -> "#1f5f83";
            default -> "#2b7a4b";
        };
    }

    private static int width(String text) {
        double letters = text.codePoints()
                .mapToDouble(c -> c < FIRST_WIDE ? NARROW : WIDE)
                .sum();
        return (int) Math.ceil(letters) + 2 * MARGIN;
    }
}
