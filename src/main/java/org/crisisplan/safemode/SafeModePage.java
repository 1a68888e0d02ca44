package org.crisisplan.safemode;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.HeldMails;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /safe-mode}, for administrators: what would happen at once, and the button that lets it. */
@Controller
class SafeModePage {

    private static final int MOST = 50;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final SafeMode safeMode;
    private final HeldMails mails;
    private final ManagementService management;
    private final Clock clock;

    SafeModePage(SafeMode safeMode, HeldMails mails, ManagementService management, Clock clock) {
        this.safeMode = safeMode;
        this.mails = mails;
        this.management = management;
        this.clock = clock;
    }

    /** A timer whose time is over. */
    record Overdue(String process, String due) {}

    @GetMapping("/safe-mode")
    String show(Model model) {
        Date now = Date.from(clock.instant());
        safeMode.state().ifPresent(state -> {
            model.addAttribute("reason", state.reason().word());
            model.addAttribute("since", time(state.since()));
        });
        model.addAttribute("collecting", safeMode.isCollecting());
        model.addAttribute("mails", mails.waitingByPerson());
        model.addAttribute(
                "overdueCount",
                management.createJobQuery().duedateLowerThan(now).count());
        model.addAttribute(
                "overdue",
                management.createJobQuery().duedateLowerThan(now).orderByJobDuedate().asc().listPage(0, MOST).stream()
                        .map(this::overdue)
                        .toList());
        model.addAttribute("zone", clock.getZone().getId());
        return "safemode/safe-mode";
    }

    /** Everything that waits becomes one mail for each person; then timers fire and the product acts by itself again. */
    @PostMapping("/safe-mode/release")
    String release(Principal administrator, RedirectAttributes answer) {
        List<HeldMails.OfPerson> waiting = mails.waitingByPerson();
        if (safeMode.isOn()) {
            mails.hold();
        }
        if (safeMode.release(administrator.getName())) {
            answer.addFlashAttribute("released", waiting.size());
        }
        return "redirect:/safe-mode";
    }

    private Overdue overdue(Job job) {
        return new Overdue(
                job.getProcessDefinitionKey() == null ? "" : job.getProcessDefinitionKey(),
                time(job.getDuedate().toInstant()));
    }

    private String time(Instant at) {
        return DAY_AND_TIME.format(at.atZone(clock.getZone()));
    }
}
