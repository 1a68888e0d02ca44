package org.crisisplan.audit.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crisisplan.PlanTest;
import org.crisisplan.audit.dossier.Block;
import org.crisisplan.audit.dossier.Dossier;
import org.crisisplan.audit.dossier.Section;
import org.crisisplan.audit.print.PrintedDossier.Form;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people wrote stands in what is printed as they wrote it. */
@PlanTest
class PrintedDossierTest {

    private static final String HOSTILE =
            "# <script>alert(1)</script> | ![x](http://evil.example/p.png) www.evil.example *b* `c` $x$ 1. \\";

    @Autowired
    PrintedDossier printed;

    @Test
    void nothingThatPeopleWroteIsReadAsMarkdown() {
        String markdown = new String(printed.print(dossier(HOSTILE, 1), Form.MD), StandardCharsets.UTF_8);

        assertThat(markdown)
                .contains(
                        "\\# \\<script\\>alert(1)\\</script\\> \\| \\!\\[x\\](http\\://evil.example/p.png) www\\.evil.example"
                                .replace("\\!\\[", "!\\["))
                .contains("\\*b\\* \\`c\\` \\$x\\$ 1. \\\\")
                .contains("| When | What |\n| --- | --- |\n");
        assertThat(markdown.lines().filter(line -> line.startsWith("#"))).hasSize(2);
    }

    @Test
    void nothingThatPeopleWroteIsReadAsHtml() {
        String html = new String(printed.print(dossier(HOSTILE, 1), Form.HTML), StandardCharsets.UTF_8);

        assertThat(html).contains("&lt;script&gt;").doesNotContain("<script", "<img", "<a href=\"http://evil");
    }

    @Test
    void aPdfHoldsItsFontAndLeavesNothingOutInSilence() throws Exception {
        byte[] pdf = printed.print(dossier("支付失败 \uD83D\uDCB3 \u202Egnp.exe\u202C\n" + "a".repeat(400), 3), Form.PDF);

        Files.write(Path.of("target/printed.pdf"), pdf);
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("%PDF-").contains("NotoSansSC", "/FontFile2");
        assertThat(new PrintableText("/audit/font/NotoSansSC-Regular.ttf").of("支付 \uD83D\uDCB3\u202E龘\uE000"))
                .isEqualTo("支付 [U+1F4B3][U+202E]龘[U+E000]");
    }

    private static Dossier dossier(String told, int rows) {
        List<Block.Row> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            lines.add(Block.Row.of(Block.Cell.of("2026-11-29 10:00:0" + i), Block.Cell.of(told)));
        }
        return new Dossier(
                "CR-2026-0001",
                told.lines().findFirst().orElse(""),
                Locale.ENGLISH,
                Instant.parse("2026-11-29T02:00:00Z"),
                List.of(new Section(
                        "all",
                        "All of it",
                        "",
                        List.of(
                                Block.Text.of("", told),
                                new Block.Table("acts", "", List.of("When", "What"), lines)))));
    }
}
