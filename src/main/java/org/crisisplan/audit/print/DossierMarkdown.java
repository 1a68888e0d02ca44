package org.crisisplan.audit.print;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.Block;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Piece;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.Dossier;
import org.crisisplan.audit.dossier.Section;
import org.springframework.stereotype.Component;

/**
 * A dossier as Markdown: CommonMark with the tables of GitHub. What people wrote stands there as they wrote it, whatever signs are in it: it
 * makes no heading, link, picture or HTML.
 */
@Component
class DossierMarkdown {

    /** These mean something anywhere in a line. */
    private static final Pattern SIGNS = Pattern.compile("[\\\\`*_\\[\\]<>|~&$@]");
    /** These mean something at the beginning of a line only. */
    private static final Pattern AT_BEGINNING = Pattern.compile("^(\\s*)(#|[-+=!]|:(?=-))");

    private static final Pattern NUMBERED = Pattern.compile("^(\\s*\\d{1,9})([.)])");
    /** Readers make links of these by themselves. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)\\b(https?|ftp|mailto|xmpp)(:)|\\b(www)(\\.)");

    private static final Pattern LINE_END = Pattern.compile("\\R");

    private final PrintedWords words;

    DossierMarkdown(PrintedWords words) {
        this.words = words;
    }

    String write(Dossier dossier) {
        var out = new StringBuilder();
        out.append("# ").append(line(words.heading(dossier))).append("\n\n");
        out.append("**").append(line(dossier.title())).append("**\n\n");
        out.append(line(words.asOf(dossier))).append("\n\n");
        for (Section section : dossier.sections()) {
            out.append("## ").append(line(section.title())).append("\n\n");
            if (!section.about().isEmpty()) {
                out.append('*').append(line(section.about())).append("*\n\n");
            }
            section.blocks().forEach(block -> write(dossier, block, out));
        }
        return out.toString();
    }

    private void write(Dossier dossier, Block block, StringBuilder out) {
        if (!block.heading().isEmpty()) {
            out.append("### ").append(line(block.heading())).append("\n\n");
        }
        if (block instanceof Block.Values values) {
            values.values()
                    .forEach(value -> out.append("- **")
                            .append(line(value.name()))
                            .append("** ")
                            .append(cell(value.cell()))
                            .append('\n'));
            out.append('\n');
        } else if (block instanceof Block.Text text) {
            text(text.pieces(), out);
        } else if (block instanceof Block.Table table) {
            table(dossier, table, out);
        }
    }

    private static void text(List<Piece> pieces, StringBuilder out) {
        String told = pieces.stream().map(DossierMarkdown::piece).collect(Collectors.joining());
        // a quotation, so that it does not run into what is around it
        LINE_END.splitAsStream(told)
                .map(line -> beginning(line).stripTrailing())
                .forEach(line ->
                        out.append(line.isEmpty() ? ">" : "> " + line + "\\").append('\n'));
        int last = out.length() - 2;
        if (out.charAt(last) == '\\') {
            out.deleteCharAt(last);
        }
        out.append('\n');
    }

    private static String piece(Piece piece) {
        String text = signs(piece.text());
        return switch (piece.mark()) {
            case ADDED -> marked(text, "<ins>", "</ins>");
            case REMOVED -> marked(text, "<del>", "</del>");
            case BAD -> marked(text, "**", "**");
            case SAME, GOOD, MUTED -> text;
        };
    }

    /** Each line by itself: no mark goes over the end of one. */
    private static String marked(String text, String begin, String end) {
        return LINE_END.splitAsStream(text)
                        .map(line -> line.isBlank() ? line : begin + line.strip() + end)
                        .collect(Collectors.joining("\n"))
                + (text.endsWith("\n") ? "\n" : "");
    }

    private void table(Dossier dossier, Block.Table table, StringBuilder out) {
        if (table.rows().isEmpty()) {
            out.append(line(words.none(dossier))).append("\n\n");
            return;
        }
        out.append(
                table.columns().stream().map(DossierMarkdown::line).collect(Collectors.joining(" | ", "| ", " |\n")));
        out.append("|").append(" --- |".repeat(table.columns().size())).append('\n');
        table.rows()
                .forEach(row -> out.append(row.cells().stream()
                        .map(DossierMarkdown::cell)
                        .collect(Collectors.joining(" | ", "| ", " |\n"))));
        out.append('\n');
    }

    private static String cell(Cell cell) {
        String text =
                LINE_END.splitAsStream(cell.text()).map(DossierMarkdown::signs).collect(Collectors.joining("<br>"));
        String told = cell.tone() == Tone.BAD && !text.isBlank() ? "**" + text.strip() + "**" : text;
        String link = PrintedWords.link(cell);
        return PrintedWords.isAddress(link) ? "[" + told + "](<" + link.replaceAll("[<>\\s\\\\|]", "") + ">)" : told;
    }

    /** What stands alone on a line. */
    private static String line(String text) {
        return beginning(signs(LINE_END.matcher(text).replaceAll(" ").strip()));
    }

    private static String beginning(String line) {
        return NUMBERED.matcher(AT_BEGINNING.matcher(line).replaceFirst("$1\\\\$2"))
                .replaceFirst("$1\\\\$2");
    }

    private static String signs(String text) {
        String escaped = SIGNS.matcher(text).replaceAll(sign -> Matcher.quoteReplacement("\\" + sign.group()));
        return ADDRESS.matcher(escaped)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null ? found.group(1) + "\\:" : found.group(3) + "\\."));
    }
}
