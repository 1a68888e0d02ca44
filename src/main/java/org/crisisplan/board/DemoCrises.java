package org.crisisplan.board;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.crisisplan.cases.ArchivedCase;
import org.crisisplan.cases.ArchivedCaseRepository;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.web.CurrentUser;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** In the demonstration, one of the crises known from public reports can be reported as if it happened here and now. */
@Controller
@Profile("demo")
class DemoCrises {

    private final ArchivedCaseRepository archive;
    private final CrisisPlan plan;

    DemoCrises(ArchivedCaseRepository archive, CrisisPlan plan) {
        this.archive = archive;
        this.plan = plan;
    }

    List<ArchivedCase> all() {
        return archive.seeds();
    }

    @PostMapping("/demo/crises/{id}")
    String report(@PathVariable String id, Authentication login) {
        if (!CurrentUser.of(login).isOfTeam()) {
            throw new AccessDeniedException("Only the response team reports crises");
        }
        ArchivedCase example = all().stream()
                .filter(past -> past.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String number = plan.open(reported(example)).number();
        return "redirect:/crises/" + number;
    }

    private static CrisisReport reported(ArchivedCase example) {
        return new CrisisReport(
                example.nameEn() + " " + example.nameZh(),
                "Example: reported with the facts of %s, as public reports describe them. 演示：按公开报道的 %s 案例事实上报。"
                        .formatted(example.happenedOn(), example.happenedOn()),
                kinds(example),
                example.situation().facts());
    }

    private static Set<Kind> kinds(ArchivedCase example) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (example.situation().technical()) {
            kinds.add(Kind.TECHNICAL);
        }
        if (example.situation().content()) {
            kinds.add(Kind.CONTENT);
        }
        return kinds;
    }
}
