package org.crisisplan.duty.page;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.duty.DutySwitch;
import org.crisisplan.duty.DutySwitches;
import org.crisisplan.duty.DutyTexts;
import org.crisisplan.duty.table.DutyTable;
import org.crisisplan.duty.table.DutyTerms;
import org.crisisplan.duty.table.Organisation;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /duties}: every duty of the table, who checked it and when, and what kind of organisation we are (R91). */
@Controller
@RequestMapping("/duties")
class DutiesPage {

    private final DutyTable table;
    private final DutySwitches switches;
    private final DutyTexts texts;
    private final TimeFormatter moments;

    DutiesPage(DutyTable table, DutySwitches switches, DutyTexts texts, TimeFormatter moments) {
        this.table = table;
        this.switches = switches;
        this.texts = texts;
        this.moments = moments;
    }

    /**
     * A duty as the page shows it.
     *
     * @param entry null for one that nobody ever switched
     * @param changed whether the rows say something else than when they were checked
     */
    record Line(
            DutyTerms terms,
            String authority,
            String channel,
            List<String> times,
            boolean usable,
            boolean on,
            @Nullable DutySwitch entry,
            @Nullable String at,
            boolean changed,
            List<String> contents) {}

    /** The duties of one law. */
    record Group(String jurisdiction, List<Line> lines) {}

    /** What somebody typed. */
    record Typed(
            @Nullable String duty,
            @Nullable String checkedBy,
            @Nullable String checkedOn,
            @Nullable String jurisdictions,
            @Nullable String sector,
            @Nullable List<String> roles) {

        static final Typed NOTHING = new Typed(null, null, null, null, null, null);
    }

    @GetMapping
    String show(Authentication login, Locale language, Model model) {
        return page(Typed.NOTHING, List.of(), login, language, model);
    }

    @PostMapping
    String turn(
            @RequestParam(defaultValue = "false") boolean on,
            Typed typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        String duty = typed.duty() == null ? "" : typed.duty().strip();
        try {
            switches.turn(duty, on, typed.checkedBy(), day(typed.checkedOn()), login.getName());
        } catch (InvalidReport invalid) {
            return page(typed, invalid.findings(), login, language, model);
        }
        next.addFlashAttribute("done", on ? "on" : "off");
        next.addFlashAttribute("duty", duty);
        return "redirect:/duties";
    }

    @PostMapping("/organisation")
    String tell(Typed typed, Authentication login, Locale language, Model model, RedirectAttributes next) {
        Organisation told = new Organisation(
                Arrays.stream((typed.jurisdictions() == null ? "" : typed.jurisdictions()).split("[,，\\s]+"))
                        .map(word -> word.strip().toUpperCase(Locale.ROOT))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList(),
                typed.sector() == null ? "" : typed.sector(),
                typed.roles() == null ? List.of() : typed.roles());
        try {
            switches.tell(told, login.getName());
        } catch (InvalidReport invalid) {
            return page(typed, invalid.findings(), login, language, model);
        }
        next.addFlashAttribute("done", "organisation");
        return "redirect:/duties";
    }

    private static @Nullable LocalDate day(@Nullable String typed) {
        try {
            return typed == null || typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }

    private String page(Typed typed, List<Finding> findings, Authentication login, Locale language, Model model) {
        Organisation organisation = switches.organisation();
        Map<String, @Nullable DutySwitch> entries = switches.ofTheNewestPlan();
        List<Line> lines = table.newest().byDuty().entrySet().stream()
                .map(duty -> line(duty.getValue(), entries.get(duty.getKey()), language))
                .toList();
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("switches", CurrentUser.of(login).usesAdmin());
        model.addAttribute("typed", typed);
        model.addAttribute(
                "faults", findings.stream().map(Finding::field).distinct().toList());
        model.addAttribute("organisation", organisation);
        model.addAttribute("told", switches.isOrganisationTold());
        model.addAttribute("sectors", Organisation.SECTORS);
        model.addAttribute("roles", Organisation.ROLES);
        model.addAttribute(
                "groups",
                lines.stream()
                        .collect(Collectors.groupingBy(
                                line -> line.terms().duty().split("-", 2)[0],
                                java.util.LinkedHashMap::new,
                                Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList());
        model.addAttribute("on", lines.stream().filter(Line::on).count());
        model.addAttribute("total", lines.size());
        model.addAttribute("zone", moments.zone());
        return "duty/duties";
    }

    private Line line(List<DutyTerms> rows, @Nullable DutySwitch entry, Locale language) {
        DutyTerms terms = rows.get(0);
        return new Line(
                terms,
                BilingualText.of(terms.authority(), language),
                BilingualText.of(terms.channel(), language),
                rows.stream().map(row -> texts.term(row, language)).distinct().toList(),
                rows.stream().allMatch(DutyTerms::usable),
                entry != null && entry.on(),
                entry,
                entry == null ? null : moments.moment(entry.at()).text(),
                entry != null && entry.on() && switches.isChanged(entry),
                texts.points(terms, language));
    }
}
