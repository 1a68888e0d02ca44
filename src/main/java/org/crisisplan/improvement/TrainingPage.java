package org.crisisplan.improvement;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.department.Group;
import org.crisisplan.improvement.ImprovementItem.Kind;
import org.crisisplan.improvement.TrainingRecords.Typed;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /improvement/training}: who was trained in what, and until when that counts (R60). The team writes it. */
@Controller
@RequestMapping("/improvement/training")
class TrainingPage {

    private final TrainingRecords trainings;
    private final ImprovementItemRepository items;
    private final TimeFormatter moments;
    private final Clock clock;

    TrainingPage(TrainingRecords trainings, ImprovementItemRepository items, TimeFormatter moments, Clock clock) {
        this.trainings = trainings;
        this.items = items;
        this.moments = moments;
        this.clock = clock;
    }

    /** A record as the page shows it. @param state valid, expired, renewed or withdrawn */
    record Line(TrainingRecord training, String state) {}

    @GetMapping
    String show(@RequestParam(required = false) @Nullable String item, Authentication login, Model model) {
        return page(new Typed(null, null, null, null, null, null, item), Set.of(), login, model);
    }

    @PostMapping
    String enter(Typed typed, Authentication login, Model model, RedirectAttributes next) {
        try {
            trainings.enter(typed, login.getName());
        } catch (InvalidReport invalid) {
            return page(
                    typed, invalid.findings().stream().map(Finding::field).collect(Collectors.toSet()), login, model);
        }
        next.addFlashAttribute("flash", "entered");
        return "redirect:/improvement/training";
    }

    @PostMapping("/{id}/withdraw")
    String withdraw(@PathVariable long id, Authentication login, RedirectAttributes next) {
        if (!trainings.withdraw(id, login.getName())) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no such record, or it was withdrawn before");
        }
        next.addFlashAttribute("flash", "withdrawn");
        return "redirect:/improvement/training";
    }

    private String page(Typed typed, Set<String> wrong, Authentication login, Model model) {
        List<TrainingRecord> all = trainings.all();
        LocalDate today = LocalDate.now(clock);
        List<TrainingRecord> expired = TrainingRecords.expired(all, today);
        CurrentUser visitor = CurrentUser.of(login);
        model.addAttribute("visitor", visitor);
        model.addAttribute("writes", visitor.isOfTeam());
        model.addAttribute("typed", typed);
        model.addAttribute("wrong", wrong);
        model.addAttribute("departments", Group.teamIds());
        model.addAttribute(
                "items",
                items.open().stream()
                        .filter(item -> item.kind() == Kind.TRAINING)
                        .toList());
        model.addAttribute(
                "trainings",
                all.stream()
                        .map(one -> new Line(one, state(one, expired, today)))
                        .toList());
        model.addAttribute("expired", expired.size());
        model.addAttribute("today", today);
        model.addAttribute("zone", moments.zone());
        return "improvement/training";
    }

    private static String state(TrainingRecord one, List<TrainingRecord> expired, LocalDate today) {
        return one.isWithdrawn()
                ? "withdrawn"
                : expired.contains(one) ? "expired" : one.isExpired(today) ? "renewed" : "valid";
    }

    @GetMapping("/records.csv")
    ResponseEntity<byte[]> csv() {
        CsvTable file = new CsvTable(
                "person",
                "department",
                "topic",
                "held on",
                "valid until",
                "evidence",
                "item",
                "entered at",
                "entered by",
                "state");
        List<TrainingRecord> all = trainings.all();
        LocalDate today = LocalDate.now(clock);
        List<TrainingRecord> expired = TrainingRecords.expired(all, today);
        all.forEach(one -> file.row(
                one.person(),
                one.department(),
                one.topic(),
                one.heldOn(),
                one.validUntil(),
                one.evidence(),
                one.item(),
                one.enteredAt(),
                one.enteredBy(),
                state(one, expired, today)));
        return file.named("training-records.csv");
    }
}
