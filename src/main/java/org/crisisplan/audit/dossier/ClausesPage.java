package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.crisisplan.audit.dossier.ClauseOverview.Case;
import org.crisisplan.audit.dossier.ClauseOverview.Line;
import org.crisisplan.audit.dossier.PlanActual.State;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code GET /audit/clauses}: which clauses of the plan are skipped or late most, with the crises behind each number. */
@Controller
class ClausesPage {

    private static final int MOST_PAGES = 50_000;
    private static final int REASONS = 2;

    private final ClauseOverview overview;
    private final Dossiers dossiers;

    ClausesPage(ClauseOverview overview, Dossiers dossiers) {
        this.overview = overview;
        this.dossiers = dossiers;
    }

    /** One clause with what there is to say of it. */
    record Shown(String clause, String asks, List<Number> numbers, List<String> reasons) {}

    /** How many crises, and by what state they are listed. */
    record Number(String state, int count, String tone) {}

    /** A crisis behind a number. */
    record Behind(String number, String title, String why) {}

    /**
     * @param clause whose crises are listed
     * @param state what became of it in them
     */
    @GetMapping("/audit/clauses")
    String show(
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(required = false) @Nullable String clause,
            @RequestParam(required = false) @Nullable String state,
            Authentication login,
            Locale language,
            Model model) {
        ClauseOverview.Page found = overview.page(Math.min(Math.max(page, 0), MOST_PAGES));
        Words words = dossiers.words(language);
        boolean names = CurrentUser.of(login).readsCrises();
        model.addAttribute("page", found.page());
        model.addAttribute("more", found.hasMore());
        model.addAttribute("cases", found.cases());
        model.addAttribute("total", found.total());
        model.addAttribute("names", names);
        model.addAttribute(
                "states",
                Stream.of(State.values())
                        .map(one -> words.say("dossier.clause.state." + one.word()))
                        .toList());
        model.addAttribute(
                "lines", found.lines().stream().map(line -> shown(line, words)).toList());
        if (names && clause != null && state != null) {
            model.addAttribute("clause", clause);
            model.addAttribute(
                    "state", words.maybe("dossier.clause.state." + state).orElse(state));
            model.addAttribute("behind", behind(found.lines(), clause, state, words));
        }
        return "audit/clauses";
    }

    private static Shown shown(Line line, Words words) {
        return new Shown(
                line.clause(),
                words.maybe("dossier.clause." + line.clause()).orElse(""),
                Stream.of(State.values())
                        .map(state -> new Number(
                                state.word(),
                                line.count(state),
                                ClausesChapter.tone(state).word()))
                        .toList(),
                line.reasons().stream()
                        .limit(REASONS)
                        .map(reason -> ClausesChapter.why(reason.getKey(), words) + " · " + reason.getValue())
                        .toList());
    }

    private static List<Behind> behind(List<Line> lines, String clause, String state, Words words) {
        return lines.stream()
                .filter(line -> line.clause().equals(clause))
                .flatMap(line -> line.cases().entrySet().stream())
                .filter(cases -> cases.getKey().word().equals(state))
                .flatMap(cases -> cases.getValue().stream())
                .map(one -> behind(one, words))
                .toList();
    }

    private static Behind behind(Case one, Words words) {
        return new Behind(
                one.crisis().number(),
                one.crisis().title(),
                ClausesChapter.why(one.outcome().why(), words));
    }
}
