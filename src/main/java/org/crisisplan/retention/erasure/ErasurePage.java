package org.crisisplan.retention.erasure;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.retention.erasure.PersonErasure.Erasure;
import org.crisisplan.retention.erasure.PersonalData.Found;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page {@code /audit/erasure}: an administrator looks where a person stands, then erases them; auditors see what was erased. Who it
 * is never stands in an address.
 */
@Controller
@RequestMapping("/audit/erasure")
class ErasurePage {

    private static final int ERASURES = 50;
    private static final int SHOWN = 10;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final PersonErasure erasure;
    private final Clock clock;

    ErasurePage(PersonErasure erasure, Clock clock) {
        this.erasure = erasure;
        this.clock = clock;
    }

    /** What somebody typed. */
    record Typed(
            @Nullable String texts,
            @Nullable String user,
            @Nullable String ground) {}

    /** A place where they stand. */
    record Place(String name, long erased, List<Found> shown, long more, List<Found> stays) {}

    /** An erasure that was done. */
    record Done(String at, String by, String ground, List<Map.Entry<String, Long>> entries) {}

    @GetMapping
    String show(Authentication login, Model model) {
        return page(new Typed(null, null, null), List.of(), login, model);
    }

    @PostMapping("/look")
    String look(Typed typed, Authentication login, Model model) {
        try {
            List<Place> places = new ArrayList<>();
            erasure.find(typed.texts(), typed.user()).forEach((name, found) -> places.add(place(name, found)));
            model.addAttribute("places", places);
            model.addAttribute(
                    "erasable", places.stream().mapToLong(Place::erased).sum());
        } catch (InvalidReport invalid) {
            return page(typed, invalid.findings(), login, model);
        }
        return page(typed, List.of(), login, model);
    }

    @PostMapping
    String erase(
            Typed typed,
            @RequestParam(defaultValue = "false") boolean sure,
            Authentication login,
            Model model,
            RedirectAttributes next) {
        if (!sure) {
            look(typed, login, model);
            return page(typed, List.of(new Finding("sure", "must be ticked")), login, model);
        }
        try {
            next.addFlashAttribute(
                    "erased",
                    erasure.erase(
                            typed.texts(),
                            typed.user(),
                            typed.ground(),
                            CurrentUser.of(login).user()));
        } catch (InvalidReport invalid) {
            look(typed, login, model);
            return page(typed, invalid.findings(), login, model);
        }
        return "redirect:/audit/erasure";
    }

    private static Place place(String name, List<Found> found) {
        List<Found> stays = found.stream().filter(one -> one.stays() != null).toList();
        List<Found> goes = found.stream().filter(one -> one.stays() == null).toList();
        return new Place(
                name, goes.size(), goes.stream().limit(SHOWN).toList(), Math.max(0, goes.size() - SHOWN), stays);
    }

    private String page(Typed typed, List<Finding> findings, Authentication login, Model model) {
        model.addAttribute("typed", typed);
        model.addAttribute(
                "faults", findings.stream().map(Finding::field).distinct().toList());
        model.addAttribute("erases", CurrentUser.of(login).erasesWords());
        model.addAttribute(
                "done", erasure.newest(ERASURES).stream().map(this::done).toList());
        model.addAttribute("zone", clock.getZone().getId());
        return "retention/erasure";
    }

    private Done done(Erasure one) {
        return new Done(
                text(one.at()),
                one.by(),
                one.ground(),
                List.copyOf(one.entries().entrySet()));
    }

    private String text(Instant at) {
        return DAY_AND_TIME.format(at.atZone(clock.getZone()));
    }
}
