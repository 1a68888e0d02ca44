package org.crisisplan.board.live;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.publish.Corrections;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Asking for a statement from the crisis's page (R45): the next word, or one that sets right or takes back what we published. What is
 * asked for is drafted and approved like any other.
 */
@Controller
class StatementRequests {

    /** What a person may ask for; the others come from the plan's own steps. */
    private static final Set<StatementKind> ON_REQUEST =
            Set.of(StatementKind.PROGRESS, StatementKind.CLARIFICATION, StatementKind.WITHDRAWAL);

    private final CrisisPlan plan;
    private final Corrections corrections;
    private final TimeFormatter moments;

    StatementRequests(CrisisPlan plan, Corrections corrections, TimeFormatter moments) {
        this.plan = plan;
        this.corrections = corrections;
        this.moments = moments;
    }

    /** A published statement in the reader's language. */
    record Correctable(String id, String kind, String title, TimeFormatter.Moment at) {}

    List<Correctable> correctable(String number, Locale language) {
        boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        return corrections.correctable(number).stream()
                .map(one -> new Correctable(
                        one.id(), one.kind().word(), chinese ? one.titleZh() : one.titleEn(), moments.moment(one.at())))
                .toList();
    }

    @PostMapping("/crises/{number}/statements")
    String request(
            @PathVariable String number,
            @RequestParam(defaultValue = "progress") String kind,
            @RequestParam(required = false) @Nullable String about,
            Authentication login,
            RedirectAttributes next) {
        CrisisPage.onlyForTheTeam(login);
        StatementKind asked = ON_REQUEST.stream()
                .filter(one -> one.word().equals(kind))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.BAD_REQUEST,
                        "'kind' is one of "
                                + ON_REQUEST.stream()
                                        .map(StatementKind::word)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
        next.addFlashAttribute("flash", ask(number, asked, about));
        return "redirect:/crises/{number}";
    }

    private String ask(String number, StatementKind asked, @Nullable String about) {
        @Nullable String meant = null;
        if (asked.isAboutAnother()) {
            List<String> published = corrections.correctable(number).stream()
                    .map(Corrections.Published::id)
                    .toList();
            meant = about == null || about.isEmpty()
                    ? published.stream().findFirst().orElse(null)
                    : about;
            if (meant == null ? asked == StatementKind.WITHDRAWAL : !published.contains(meant)) {
                return "notPublished";
            }
        }
        try {
            return plan.requestStatement(number, asked.word(), meant) ? "statement" : "noStatement";
        } catch (CrisisOver over) {
            return "over";
        }
    }
}
