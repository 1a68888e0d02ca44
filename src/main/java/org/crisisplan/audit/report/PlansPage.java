package org.crisisplan.audit.report;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.audit.report.difference.Difference;
import org.crisisplan.audit.report.difference.FileDifference;
import org.crisisplan.audit.report.difference.PlanDifference;
import org.crisisplan.crisis.CrisisHistories;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.plan.PlanHistory;
import org.crisisplan.plan.PlanHistory.Version;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** {@code /audit/plans}: every version of the plan with who made it and why, which crises ran on it, and how any two differ. */
@Controller
class PlansPage {

    private static final int SIZE = 20;
    private static final int CRISES = 20;
    private static final int NEWEST = 999_999;

    private final PlanHistory plans;
    private final CrisisHistories histories;
    private final OfferedActs acts;
    private final TimeFormatter moments;
    private final MessageSource messages;
    private final Clock clock;

    PlansPage(
            PlanHistory plans,
            CrisisHistories histories,
            OfferedActs acts,
            TimeFormatter moments,
            MessageSource messages,
            Clock clock) {
        this.plans = plans;
        this.histories = histories;
        this.acts = acts;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    /** A version as the page shows it; those who may not see crises get no numbers of them. */
    record Shown(Version version, Moment at, long count, List<String> crises) {}

    /** A file and what of it is not the same, in the reader's language. */
    record File(String name, String change, List<Difference> differences, String unreadable, int count) {}

    @GetMapping("/audit/plans")
    String show(@RequestParam(defaultValue = "0") String page, Authentication login, Model model) {
        Paging paging = Paging.of(page, SIZE, plans.count());
        Map<String, Long> counts = histories.byPlanVersion();
        boolean mayRead = CurrentUser.of(login).readsCrises();
        List<Version> versions =
                acts.perform(OfferedActs.READ_FOR_PAGE, () -> plans.newest(paging.size(), paging.from()));
        model.addAttribute("paging", paging);
        model.addAttribute(
                "versions",
                versions.stream()
                        .map(version -> new Shown(
                                version,
                                moments.moment(version.at()),
                                counts.getOrDefault("v" + version.number(), 0L),
                                mayRead ? histories.ofPlanVersion("v" + version.number(), CRISES) : List.of()))
                        .toList());
        model.addAttribute("mayReadPlan", CurrentUser.of(login).readsPlan());
        model.addAttribute("audits", CurrentUser.of(login).audits());
        model.addAttribute("zone", moments.zone());
        return "audit/plans";
    }

    /** From one version to another; asked for nothing, the newest with the one before. */
    @GetMapping("/audit/plans/difference")
    String difference(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Authentication login,
            Locale language,
            Model model) {
        var question = new Question(clock);
        @Nullable Integer first = question.number("from", from, 1, NEWEST);
        @Nullable Integer second = question.number("to", to, 1, NEWEST);
        List<Version> newest = acts.perform(OfferedActs.READ_FOR_PAGE, () -> plans.newest(2, 0));
        int after =
                second != null ? second : newest.isEmpty() ? 1 : newest.get(0).number();
        int before = first != null ? first : Math.max(1, after - 1);
        Version was = known(before);
        Version is = known(after);
        List<FileDifference> differences = acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> was.kept() && is.kept()
                        ? PlanDifference.between(plans.files(before), plans.files(after))
                        : List.of());
        model.addAttribute(
                "wrong",
                question.wrong().stream()
                        .map(wrong -> wrong.sentence(messages, language))
                        .toList());
        model.addAttribute("was", was);
        model.addAttribute("is", is);
        model.addAttribute("wasAt", moments.moment(was.at()));
        model.addAttribute("isAt", moments.moment(is.at()));
        model.addAttribute("between", between(before, after));
        model.addAttribute(
                "files", differences.stream().map(file -> file(file, language)).toList());
        model.addAttribute("audits", CurrentUser.of(login).audits());
        model.addAttribute("zone", moments.zone());
        return "audit/difference";
    }

    /** The versions that came between, by whom and why: what one difference adds up from. */
    private List<Shown> between(int before, int after) {
        List<Shown> between = new ArrayList<>();
        int newest = acts.perform(OfferedActs.READ_FOR_PAGE, plans::count);
        List<Version> all = acts.perform(OfferedActs.READ_FOR_PAGE, () -> plans.newest(newest, 0));
        all.stream()
                .filter(version ->
                        version.number() > Math.min(before, after) && version.number() <= Math.max(before, after))
                .forEach(version -> between.add(new Shown(version, moments.moment(version.at()), 0, List.of())));
        return between;
    }

    private Version known(int number) {
        return acts.perform(OfferedActs.READ_FOR_PAGE, () -> plans.find(number))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no version v" + number + " of the plan"));
    }

    private File file(FileDifference file, Locale language) {
        List<Difference> differences = file.differences().stream()
                .map(one -> new Difference(
                        one.change(),
                        one.type(),
                        one.id(),
                        BilingualText.of(one.name(), language),
                        one.clause(),
                        one.values().stream()
                                .map(value -> new Difference.Value(
                                        BilingualText.of(value.name(), language), value.before(), value.after()))
                                .toList()))
                .toList();
        return new File(file.file(), file.change(), differences, file.unreadable(), differences.size());
    }
}
