package org.crisisplan.signals.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.decision.LatestDecisions.Table;
import org.crisisplan.plan.check.TableTrial;
import org.crisisplan.plan.check.TableTrial.TableRefused;
import org.crisisplan.signals.page.DryRun.Week;
import org.crisisplan.signals.page.SignalViews.SaidLine;
import org.crisisplan.signals.trigger.TriggerRepository;
import org.crisisplan.signals.trigger.Triggers;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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
import org.springframework.web.multipart.MultipartFile;

/** The page {@code /signals}: what each source says now, how near the windows are to the plan's numbers, and other numbers tried. */
@Controller
@RequestMapping("/signals")
class SignalsPage {

    private static final Pattern SUBJECT = Pattern.compile("[\\p{L}\\p{N}-]{1,80}");
    private static final int LAST_TRIGGERS = 20;

    private final SignalViews views;
    private final TriggerRepository triggers;
    private final DryRun dryRun;
    private final LatestDecisions tables;
    private final TableTrial trial;
    private final MessageSource texts;

    SignalsPage(
            SignalViews views,
            TriggerRepository triggers,
            DryRun dryRun,
            LatestDecisions tables,
            TableTrial trial,
            MessageSource texts) {
        this.texts = texts;
        this.views = views;
        this.triggers = triggers;
        this.dryRun = dryRun;
        this.tables = tables;
        this.trial = trial;
    }

    /** A rule that fired, with its moment for people. */
    record FiredLine(SignalViews.Moment at, TriggerRepository.Fired fired) {}

    @GetMapping
    String all(Authentication reader, Locale language, Model model) {
        return page(reader, language, model);
    }

    @GetMapping("/about/{subject}")
    String about(
            @PathVariable String subject,
            @RequestParam(required = false) @Nullable Long before,
            Authentication reader,
            Locale language,
            Model model) {
        model.addAttribute("words", new SignalWords(texts, language));
        boolean possible = SUBJECT.matcher(subject).matches();
        model.addAttribute("zone", views.zone());
        model.addAttribute("subject", possible ? subject : "");
        model.addAttribute("line", possible ? views.about(subject).orElse(null) : null);
        model.addAttribute("chart", views.chart(subject));
        // analysts need figures; what people wrote is personal data and concerns the team alone, and whoever checks its
        // work
        boolean mayRead = CurrentUser.of(reader).readsCrises();
        model.addAttribute("mayRead", mayRead);
        List<SaidLine> said = mayRead ? views.said(subject, before == null ? Long.MAX_VALUE : before) : List.of();
        model.addAttribute("said", said);
        model.addAttribute("before", before);
        model.addAttribute(
                "older",
                said.size() < SignalViews.MOST_SIGNALS
                        ? null
                        : said.get(said.size() - 1).seq());
        return "signals/about";
    }

    /** The newest table as a file, to be changed and tried. */
    @GetMapping("/table")
    ResponseEntity<byte[]> table() {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_XML)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("triggers.dmn")
                                .build()
                                .toString())
                .body(tables.file(Triggers.TABLE).getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/trial")
    String tryOut(
            @RequestParam(required = false) @Nullable MultipartFile table,
            Authentication reader,
            Locale language,
            Model model)
            throws IOException {
        if (table == null || table.isEmpty()) {
            model.addAttribute("refused", "");
            return page(reader, language, model);
        }
        try {
            Table changed = trial.trial(Triggers.TABLE, table.getBytes());
            Week week = dryRun.week();
            model.addAttribute("week", week);
            model.addAttribute("changed", views.events(dryRun.against(changed, week)));
            model.addAttribute("newest", views.events(dryRun.against(tables.newest(Triggers.TABLE), week)));
        } catch (TableRefused refused) {
            model.addAttribute("refused", refused.getMessage());
        }
        return page(reader, language, model);
    }

    private String page(Authentication reader, Locale language, Model model) {
        model.addAttribute("words", new SignalWords(texts, language));
        model.addAttribute("zone", views.zone());
        model.addAttribute("mayTry", CurrentUser.of(reader).changesPlan());
        model.addAttribute("sources", views.sources());
        model.addAttribute("unjudged", views.unjudged());
        model.addAttribute("subjects", views.busiest());
        model.addAttribute(
                "fired",
                triggers.last(LAST_TRIGGERS).stream()
                        .map(one -> new FiredLine(views.moment(one.at()), one))
                        .toList());
        return "signals/signals";
    }
}
