package org.crisisplan.plan;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.crisisplan.plan.check.PlanCheckRefusal;
import org.crisisplan.web.CurrentUser;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

/** The page {@code /plan}: every version with who deployed what and from where, its files, and what was refused last. */
@Controller
@RequestMapping("/plan")
class PlanPage {

    private static final int SIZE = 20;
    private static final int REFUSALS = 5;
    private static final int LONGEST_REASON = 1000;

    private final PlanVersionRepository versions;
    private final PlanViews views;
    private final PlanArchive archive;

    PlanPage(PlanVersionRepository versions, PlanViews views, PlanArchive archive) {
        this.versions = versions;
        this.views = views;
        this.archive = archive;
    }

    @GetMapping
    String show(@RequestParam(defaultValue = "0") int page, Authentication reader, Model model) {
        int total = versions.count();
        int pages = Math.max(1, (total + SIZE - 1) / SIZE);
        int shown = Math.min(Math.max(page, 0), pages - 1);
        model.addAttribute("zone", views.zone());
        model.addAttribute("versions", views.versions(SIZE, shown * SIZE));
        model.addAttribute("newest", versions.newest().map(PlanVersion::number).orElse(0));
        model.addAttribute("warnings", views.warningsOfTheRunningOne());
        model.addAttribute("refusals", views.refusals(REFUSALS));
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        model.addAttribute("mayDeploy", CurrentUser.of(reader).changesPlan());
        return "plan/plan";
    }

    /** All files of a version; from here on this person knows them. */
    @GetMapping("/versions/{number}/files")
    ResponseEntity<byte[]> files(@PathVariable int number, Principal reader) {
        PlanVersion version = kept(number);
        return attachment("plan-v" + number + ".zip", "application/zip", archive.zip(version, reader.getName()));
    }

    @GetMapping("/versions/{number}/files/{folder}/{name}")
    ResponseEntity<byte[]> file(
            @PathVariable int number, @PathVariable String folder, @PathVariable String name, Principal reader) {
        byte[] content = archive.file(kept(number), folder + "/" + name, reader.getName())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return attachment(name, MediaType.APPLICATION_OCTET_STREAM_VALUE, content);
    }

    /**
     * Rolls back: an earlier version runs again, as a new one.
     *
     * @param running the version that ran when the person decided
     */
    @PostMapping("/versions/{number}/deploy")
    String deployAgain(
            @PathVariable int number,
            @RequestParam int running,
            @RequestParam(defaultValue = "") String reason,
            Authentication reader,
            RedirectAttributes next) {
        if (!CurrentUser.of(reader).changesPlan()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        try {
            archive.deployAgain(kept(number), running, shortened(reason));
            next.addFlashAttribute("said", "deployed");
            next.addFlashAttribute("again", number);
        } catch (PlanCheckRefusal refusal) {
            next.addFlashAttribute("said", "refused");
            next.addFlashAttribute("again", number);
            next.addFlashAttribute("findings", views.shortened(refusal.findings()));
        }
        return "redirect:/plan";
    }

    /** Why a version was made, where nobody said so when it was deployed. It is said once. */
    @PostMapping("/versions/{number}/reason")
    String because(
            @PathVariable int number,
            @RequestParam(defaultValue = "") String reason,
            Authentication reader,
            RedirectAttributes next) {
        CurrentUser user = CurrentUser.of(reader);
        if (!user.changesPlan()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        if (versions.find(number).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        boolean kept = !reason.isBlank() && versions.giveReason(number, shortened(reason), user.user());
        next.addFlashAttribute("said", kept ? "reason" : reason.isBlank() ? "noReason" : "reasonKnown");
        next.addFlashAttribute("again", number);
        return "redirect:/plan";
    }

    private static String shortened(String reason) {
        String clean = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() > LONGEST_REASON ? clean.substring(0, LONGEST_REASON) : clean;
    }

    private PlanVersion kept(int number) {
        return versions.find(number)
                .filter(archive::holds)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ResponseEntity<byte[]> attachment(String name, String type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }
}
