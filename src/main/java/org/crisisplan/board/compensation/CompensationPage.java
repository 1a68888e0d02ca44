package org.crisisplan.board.compensation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.crisisplan.compensation.Credit;
import org.crisisplan.compensation.CreditState;
import org.crisisplan.compensation.LedgerDesk;
import org.crisisplan.compensation.LedgerDesk.Standing;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.department.Group;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everybody who reads crises reads it; finance and customer service work with it. It never shows who somebody is. */
@Controller
@RequestMapping("/crises/{number}/compensation")
class CompensationPage {

    private static final int ROWS = 50;
    private static final Set<String> WORK_WITH_IT = Set.of(Group.FINANCE.id(), Group.CUSTOMER_SERVICE.id());

    private final LedgerDesk desk;
    private final Crises crises;
    private final TimeFormatter moments;

    CompensationPage(LedgerDesk desk, Crises crises, TimeFormatter moments) {
        this.desk = desk;
        this.crises = crises;
        this.moments = moments;
    }

    /** One user's entry, in the reader's language. */
    record Row(
            String person,
            String key,
            String state,
            int attempts,
            @Nullable String reference,
            @Nullable String problem,
            TimeFormatter.@Nullable Moment at,
            boolean open) {}

    @GetMapping
    String show(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            Authentication login,
            Locale language,
            Model model) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        CurrentUser visitor = CurrentUser.of(login);
        CreditState wanted = Arrays.stream(CreditState.values())
                .filter(one -> one.word().equals(state))
                .findFirst()
                .orElse(null);
        List<Row> rows = desk.credits(number, wanted, after, ROWS).stream()
                .map(credit -> row(credit, language))
                .toList();
        model.addAttribute("visitor", visitor);
        model.addAttribute("crisis", crisis);
        model.addAttribute("zone", moments.zone());
        Standing standing = desk.of(number).orElse(null);
        model.addAttribute("standing", standing);
        model.addAttribute(
                "approvedAt",
                standing == null ? null : moments.moment(standing.ledger().openedAt()));
        model.addAttribute(
                "counts",
                standing == null
                        ? List.of()
                        : Arrays.stream(CreditState.values())
                                .filter(one -> standing.counts().getOrDefault(one, 0L) > 0)
                                .map(one ->
                                        new Count(one.word(), standing.counts().getOrDefault(one, 0L)))
                                .toList());
        model.addAttribute("rows", rows);
        model.addAttribute("state", wanted == null ? null : wanted.word());
        model.addAttribute(
                "next", rows.size() == ROWS ? rows.get(rows.size() - 1).person() : null);
        model.addAttribute("first", after == null);
        model.addAttribute("works", worksWithIt(visitor) && !crisis.phase().isOver());
        return "board/compensation";
    }

    /** How many entries are in a state. */
    record Count(String state, long users) {}

    private Row row(Credit credit, Locale language) {
        return new Row(
                credit.person(),
                credit.key(),
                credit.state().word(),
                credit.attempts(),
                credit.reference(),
                credit.problem() == null ? null : BilingualText.of(credit.problem(), language),
                credit.settledAt() == null ? null : moments.moment(credit.settledAt()),
                credit.state() == CreditState.IN_DOUBT || credit.state() == CreditState.REFUSED);
    }

    @PostMapping("/file")
    ResponseEntity<byte[]> file(@PathVariable String number, Authentication login) throws IOException {
        onlyForThoseWhoWorkWithIt(login);
        if (desk.of(number).isEmpty()) {
            throw UnknownCrisis.noSuch(number);
        }
        var body = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(body, StandardCharsets.UTF_8)) {
            // spreadsheets read it as UTF-8 then
            writer.write('\uFEFF');
            desk.write(number, writer);
        } catch (CrisisOver over) {
            return ResponseEntity.status(409)
                    .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                    .body("The crisis is over. 危机已结束。".getBytes(StandardCharsets.UTF_8));
        }
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(number + "-compensation.csv")
                                .build()
                                .toString())
                .body(body.toByteArray());
    }

    @PostMapping("/answers")
    String answers(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Authentication login,
            RedirectAttributes next)
            throws IOException {
        onlyForThoseWhoWorkWithIt(login);
        if (desk.of(number).isEmpty()) {
            throw UnknownCrisis.noSuch(number);
        }
        if (file == null || file.isEmpty()) {
            next.addFlashAttribute("flash", "noFile");
            return "redirect:/crises/{number}/compensation";
        }
        try (var reader = new InputStreamReader(withoutMark(file.getBytes()), StandardCharsets.UTF_8)) {
            next.addFlashAttribute("reconciled", desk.reconcile(number, reader));
        } catch (IllegalArgumentException refused) {
            next.addFlashAttribute("flash", "refused");
            next.addFlashAttribute("why", refused.getMessage());
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}/compensation";
    }

    @PostMapping("/decide")
    String decide(
            @PathVariable String number,
            @RequestParam String person,
            @RequestParam boolean credited,
            Authentication login,
            RedirectAttributes next) {
        onlyForThoseWhoWorkWithIt(login);
        if (desk.of(number).isEmpty()) {
            throw UnknownCrisis.noSuch(number);
        }
        try {
            next.addFlashAttribute("flash", desk.decide(number, person, credited) ? "decided" : "unchanged");
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}/compensation";
    }

    private static java.io.InputStream withoutMark(byte[] bytes) {
        boolean marked =
                bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return new java.io.ByteArrayInputStream(bytes, marked ? 3 : 0, bytes.length - (marked ? 3 : 0));
    }

    private static boolean worksWithIt(CurrentUser visitor) {
        return visitor.groups().stream().anyMatch(WORK_WITH_IT::contains);
    }

    private static void onlyForThoseWhoWorkWithIt(Authentication login) {
        if (!worksWithIt(CurrentUser.of(login))) {
            throw new AccessDeniedException("Only finance and customer service work with the compensation");
        }
    }
}
