package org.crisisplan.media.inquiry;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.department.Group;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.mailing.MailingProgress;
import org.crisisplan.media.Faults;
import org.crisisplan.media.MediaReader;
import org.crisisplan.media.MediaTimes;
import org.crisisplan.media.Spokespeople;
import org.crisisplan.media.mail.InquiryMailing;
import org.crisisplan.publish.ApprovedTexts;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /crises/{number}/inquiries}: who asked what, until when, and what it was answered with (R48). */
@Controller
@RequestMapping("/crises/{number}/inquiries")
class InquiriesPage {

    private static final int MOST_TASKS = 500;

    private final Crises crises;
    private final InquiryLog log;
    private final ApprovedTexts texts;
    private final InquiryMailing mailing;
    private final Spokespeople spokespeople;
    private final TaskService tasks;
    private final OfferedActs acts;
    private final MediaTimes moments;

    InquiriesPage(
            Crises crises,
            InquiryLog log,
            ApprovedTexts texts,
            InquiryMailing mailing,
            Spokespeople spokespeople,
            TaskService tasks,
            OfferedActs acts,
            MediaTimes moments) {
        this.crises = crises;
        this.log = log;
        this.texts = texts;
        this.mailing = mailing;
        this.spokespeople = spokespeople;
        this.tasks = tasks;
        this.acts = acts;
        this.moments = moments;
    }

    /** What somebody typed. */
    record Typed(
            @Nullable String question,
            @Nullable String asker,
            @Nullable String outlet,
            @Nullable String way,
            @Nullable String address,
            @Nullable String language,
            @Nullable String answerBy) {

        static final Typed NOTHING = new Typed(null, null, null, null, null, null, null);
    }

    /**
     * An inquiry as the page shows it.
     *
     * @param task where it is answered; null if it is settled, or waits for an answer that is being written
     * @param late whether the journalist waits longer than they can
     * @param text the approved words that it was answered with
     * @param delivery sent, waiting, failed or doubt; null if nothing was mailed
     */
    record Line(
            Inquiry inquiry,
            String askedAt,
            @Nullable String answerBy,
            boolean late,
            @Nullable String settledAt,
            @Nullable String task,
            @Nullable Words text,
            @Nullable String delivery) {}

    /** The words that were passed on, in the inquiry's language. */
    record Words(String title, String body) {}

    @GetMapping
    String list(@PathVariable String number, Authentication login, Model model) {
        return page(number, Typed.NOTHING, Faults.NONE, login, model);
    }

    @PostMapping
    String register(
            @PathVariable String number, Typed typed, Authentication login, Model model, RedirectAttributes next) {
        MediaReader.of(login).mustBeOf(Group.PUBLIC_RELATIONS, Group.CUSTOMER_SERVICE);
        List<Finding> findings = new ArrayList<>();
        @Nullable Instant answerBy = moments.of("answerBy", typed.answerBy(), findings);
        if (!findings.isEmpty()) {
            return page(number, typed, Faults.of(findings), login, model);
        }
        try {
            Inquiry inquiry = log.register(
                    number,
                    new InquiryLog.Asked(
                            typed.question(),
                            typed.asker(),
                            typed.outlet(),
                            typed.way(),
                            typed.address(),
                            typed.language(),
                            answerBy));
            next.addFlashAttribute("flash", "registered");
            next.addFlashAttribute("ordinal", inquiry.ordinal());
        } catch (InvalidReport invalid) {
            return page(number, typed, Faults.of(invalid), login, model);
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}/inquiries";
    }

    @ExceptionHandler(UnknownCrisis.class)
    void nothingThere(HttpServletResponse answer) throws IOException {
        answer.sendError(HttpStatus.NOT_FOUND.value());
    }

    private String page(String number, Typed typed, Faults faults, Authentication login, Model model) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        List<Inquiry> all = log.of(number);
        Map<String, String> open = openTasks(number);
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute(
                "writes", MediaReader.of(login).isAsked() && !crisis.phase().isOver());
        // also when the crisis is over: what nobody answered is settled then
        model.addAttribute("answers", MediaReader.of(login).isAsked());
        model.addAttribute("crisis", crisis);
        model.addAttribute("speaking", spokespeople.of(crisis));
        model.addAttribute("typed", typed);
        model.addAttribute("faults", faults);
        model.addAttribute(
                "open",
                all.stream().filter(Inquiry::isOpen).map(one -> line(one, open)).toList());
        model.addAttribute(
                "settled",
                all.stream()
                        .filter(one -> !one.isOpen())
                        .map(one -> line(one, open))
                        .toList());
        model.addAttribute("zone", moments.zone());
        return "media/inquiries";
    }

    private Line line(Inquiry inquiry, Map<String, String> open) {
        return new Line(
                inquiry,
                moments.text(inquiry.askedAt()),
                inquiry.answerBy() == null ? null : moments.text(inquiry.answerBy()),
                inquiry.isOpen()
                        && inquiry.answerBy() != null
                        && inquiry.answerBy().isBefore(moments.now()),
                inquiry.settledAt() == null ? null : moments.text(inquiry.settledAt()),
                open.get(inquiry.id()),
                Optional.ofNullable(inquiry.statement())
                        .flatMap(texts::find)
                        .map(text -> inquiry.language().equals("zh")
                                ? new Words(text.text().titleZh(), text.text().textZh())
                                : new Words(text.text().titleEn(), text.text().textEn()))
                        .orElse(null),
                mailing.progress(inquiry).map(InquiriesPage::word).orElse(null));
    }

    private static String word(MailingProgress progress) {
        return progress.sent() > 0
                ? "sent"
                : progress.inDoubt() > 0 ? "doubt" : progress.notReached() > 0 ? "failed" : "waiting";
    }

    /** The open task of each inquiry; whoever may read of the crisis may know that there is one. */
    private Map<String, String> openTasks(String number) {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> tasks
                        .createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .processDefinitionKey(InquiryLog.PROCESS)
                        .listPage(0, MOST_TASKS)
                        .stream()
                        .collect(Collectors.toMap(
                                task -> String.valueOf(tasks.getVariable(task.getId(), InquiryLog.INQUIRY)),
                                Task::getId,
                                (one, other) -> one)));
    }
}
