package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.Locale;
import org.crisisplan.audit.dossier.Dossiers.Shown;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** {@code GET /crises/{number}/dossier}: everything about a crisis on one page, for whoever may read its record. */
@Controller
class DossierPage {

    /** Of longer tables so many rows are shown at first; how many there are stands below, with the way to all of them. */
    private static final int LONG_TABLE = 250;

    private final Dossiers dossiers;
    private final TimeFormatter moments;

    DossierPage(Dossiers dossiers, TimeFormatter moments) {
        this.dossiers = dossiers;
        this.moments = moments;
    }

    /**
     * @param by only acts of this person
     * @param kind only acts of this kind
     * @param whole the timeline on one page
     * @param all the tables that are shown whole, by their section and key, such as {@code mails-mails}
     */
    @GetMapping("/crises/{number}/dossier")
    String show(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "false") boolean whole,
            @RequestParam(defaultValue = "") List<String> all,
            Authentication login,
            Locale language,
            Model model) {
        Shown shown = shown(number, language, TimelineFilter.of(by, kind, page, whole));
        model.addAttribute("dossier", shown.dossier());
        model.addAttribute("timeline", shown.timeline());
        model.addAttribute("most", LONG_TABLE);
        model.addAttribute("all", all);
        model.addAttribute("at", moments.second(shown.dossier().at()));
        model.addAttribute("zone", moments.zone());
        if (shown.root() != null && CurrentUser.of(login).looksIntoCrises()) {
            model.addAttribute("processes", Links.history(shown.root()));
        }
        return "audit/dossier";
    }

    private Shown shown(String number, Locale language, TimelineFilter filter) {
        try {
            return dossiers.of(number, language, filter);
        } catch (UnknownCrisis unknown) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no crisis " + number, unknown);
        }
    }
}
