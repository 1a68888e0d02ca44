package org.crisisplan.audit;

import java.time.Instant;
import java.util.Locale;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page {@code /audit/heads}: the heads over all records, to be held against the mails that auditors keep, and what the last check found. */
@Controller
class HeadsPage {

    private static final int AT_ONCE = 100;
    private static final int MOST_PAGES = 50_000;

    private final RecordHeads heads;
    private final RecordDifferences differences;
    private final SigningKey key;
    private final TimeFormatter moments;

    HeadsPage(RecordHeads heads, RecordDifferences differences, SigningKey key, TimeFormatter moments) {
        this.heads = heads;
        this.differences = differences;
        this.key = key;
        this.moments = moments;
    }

    /**
     * A head.
     *
     * @param own whether it is signed with the key that this house signs with now
     */
    record Line(int head, Moment at, int crises, String hash, String fingerprint, boolean own) {}

    /** Something that is not as it was written. */
    record Found(String number, String text) {}

    @GetMapping("/audit/heads")
    String show(@RequestParam(defaultValue = "0") int page, Locale language, Model model) {
        int shown = Math.min(Math.max(page, 0), MOST_PAGES);
        int total = heads.count();
        model.addAttribute(
                "heads", heads.page(shown, AT_ONCE).stream().map(this::line).toList());
        model.addAttribute(
                "found",
                differences.open().stream()
                        .map(one -> new Found(
                                one.number().equals(Difference.OF_HEADS) ? "" : one.number(), one.text(language)))
                        .toList());
        model.addAttribute("total", total);
        model.addAttribute("page", shown);
        model.addAttribute("pages", Math.max(1, (total + AT_ONCE - 1) / AT_ONCE));
        model.addAttribute("zone", moments.zone());
        return "audit/heads";
    }

    private Line line(RecordHead head) {
        Instant at = head.at();
        return new Line(
                head.seq(),
                moments.second(at),
                head.crises(),
                head.hash(),
                SigningKey.fingerprint(head.publicKey()),
                head.publicKey().equals(key.publicKey()));
    }
}
