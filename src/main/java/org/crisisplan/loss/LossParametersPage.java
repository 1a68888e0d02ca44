package org.crisisplan.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.loss.LossParameters.Typed;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /loss-parameters}: finance keeps its figures here; management, analysts and auditors read them (R39). */
@Controller
@RequestMapping("/loss-parameters")
class LossParametersPage {

    private static final int HISTORY = 100;

    private final LossParameters parameters;
    private final TimeFormatter moments;

    LossParametersPage(LossParameters parameters, TimeFormatter moments) {
        this.parameters = parameters;
        this.moments = moments;
    }

    /** A figure with when it was set. */
    record Line(LossFigure figure, TimeFormatter.Moment at) {}

    @GetMapping
    String show(Authentication login, Model model) {
        return page(Typed.NOTHING, null, login, model);
    }

    @PostMapping
    String set(
            Typed typed,
            Authentication login,
            Model model,
            jakarta.servlet.http.HttpServletResponse response,
            RedirectAttributes next) {
        if (!CurrentUser.of(login).setsLossParameters()) {
            throw new AccessDeniedException("Finance sets its figures");
        }
        try {
            next.addFlashAttribute("set", parameters.set(typed, login.getName()).size());
        } catch (InvalidReport invalid) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return page(typed, invalid, login, model);
        }
        return "redirect:/loss-parameters";
    }

    private String page(Typed typed, @Nullable InvalidReport invalid, Authentication login, Model model) {
        Map<String, String> wrong = new TreeMap<>();
        if (invalid != null) {
            invalid.findings().forEach(finding -> wrong.putIfAbsent(finding.field(), finding.message()));
        }
        List<LossFigure> inForce = parameters.inForce(parameters.today());
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("sets", CurrentUser.of(login).setsLossParameters());
        model.addAttribute("typed", typed);
        model.addAttribute("wrong", wrong);
        model.addAttribute(
                "kinds",
                Arrays.stream(LossParameter.values()).map(LossParameter::word).toList());
        model.addAttribute(
                "lines",
                inForce.stream()
                        .map(LossFigure::line)
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList());
        model.addAttribute(
                "figures",
                inForce.stream()
                        .filter(figure -> !figure.parameter().byHour())
                        .map(this::line)
                        .toList());
        model.addAttribute("weights", Weights.of(inForce));
        model.addAttribute(
                "toCome", parameters.toCome().stream().map(this::line).toList());
        model.addAttribute(
                "history", parameters.history(HISTORY).stream().map(this::line).toList());
        model.addAttribute("today", parameters.today());
        model.addAttribute("zone", moments.zone());
        return "loss/parameters";
    }

    private Line line(LossFigure figure) {
        return new Line(figure, moments.moment(figure.setAt()));
    }
}
