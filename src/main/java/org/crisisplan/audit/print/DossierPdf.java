package org.crisisplan.audit.print;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.fop.apps.FOUserAgent;
import org.apache.fop.apps.FopFactory;
import org.apache.fop.apps.FopFactoryBuilder;
import org.apache.fop.apps.io.ResourceResolverFactory;
import org.apache.fop.configuration.ConfigurationException;
import org.apache.fop.configuration.DefaultConfigurationBuilder;
import org.apache.fop.events.EventFormatter;
import org.apache.fop.events.model.EventSeverity;
import org.apache.xmlgraphics.io.Resource;
import org.apache.xmlgraphics.io.ResourceResolver;
import org.apache.xmlgraphics.util.MimeConstants;
import org.crisisplan.audit.dossier.Block;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Mark;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.Dossier;
import org.crisisplan.audit.dossier.Section;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.xml.sax.SAXException;

/**
 * A dossier as PDF, set by Apache FOP in one font that comes with the product and is embedded. FOP is told where what stands, as
 * elements; it reads no file and no address but that font.
 */
@Component
class DossierPdf {

    private static final Logger LOG = LoggerFactory.getLogger(DossierPdf.class);

    /** What names of files are told to be in. */
    private static final URI NOWHERE = URI.create("audit:/");

    private static final String FONT = "NotoSansSC-Regular.ttf";
    private static final String CONFIGURATION = """
            <fop version="1.0"><renderers><renderer mime="application/pdf"><fonts>
              <font embed-url="%1$s" kerning="no" simulate-style="true">
                <font-triplet name="Dossier" style="normal" weight="normal"/><font-triplet name="Dossier" style="normal" weight="bold"/>
              </font>
            </fonts></renderer></renderers></fop>""".formatted(FONT);

    /** Rows that FOP lays out at a time: it keeps all of a sequence of pages in memory. */
    private static final int ROWS_AT_ONCE = 400;
    /** Of what a column's width is found from. */
    private static final int ROWS_LOOKED_AT = 300;

    private static final int NARROWEST = 5;
    private static final int WIDEST = 46;
    /** What is not wider, such as a time, is not broken while there is room. */
    private static final int NARROW = 26;
    /** About so many letters stand side by side on a page. */
    private static final int PAGE = 165;

    private final PrintedWords words;
    // read for the first dossier, not at each start
    private final SingletonSupplier<PrintableText> printable =
            SingletonSupplier.of(() -> new PrintableText("/audit/font/" + FONT));
    private final FopFactory factory;

    DossierPdf(PrintedWords words) {
        this.words = words;
        try {
            var builder = new FopFactoryBuilder(NOWHERE, new OnlyTheFont());
            builder.setConfiguration(new DefaultConfigurationBuilder()
                    .build(new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8))));
            // neither Arabic nor Indic script is in the font
            builder.setComplexScriptFeatures(false);
            factory = builder.build();
            // the builder's is not asked for fonts
            factory.getFontManager()
                    .setResourceResolver(
                            ResourceResolverFactory.createInternalResourceResolver(NOWHERE, new OnlyTheFont()));
        } catch (ConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The only file that FOP gets. */
    private static final class OnlyTheFont implements ResourceResolver {

        @Override
        public Resource getResource(URI asked) throws IOException {
            InputStream font = asked.getPath().endsWith("/" + FONT)
                    ? DossierPdf.class.getResourceAsStream("/audit/font/" + FONT)
                    : null;
            if (font == null) {
                throw new FileNotFoundException("A dossier needs nothing but its font, and not " + asked);
            }
            return new Resource(font);
        }

        @Override
        public OutputStream getOutputStream(URI asked) throws IOException {
            throw new FileNotFoundException("A dossier is written to one place only, and not to " + asked);
        }
    }

    byte[] write(Dossier dossier) {
        var pdf = new ByteArrayOutputStream();
        FOUserAgent agent = factory.newFOUserAgent();
        agent.setTitle(words.heading(dossier));
        agent.setProducer("crisis-plan");
        agent.getEventBroadcaster().addEventListener(event -> {
            if (event.getSeverity() == EventSeverity.ERROR || event.getSeverity() == EventSeverity.FATAL) {
                throw new IllegalStateException(EventFormatter.format(event, Locale.ENGLISH));
            }
            LOG.debug("{}", EventFormatter.format(event, Locale.ENGLISH));
        });
        try {
            var out = new FormattingObjects(
                    factory.newFop(MimeConstants.MIME_PDF, agent, pdf).getDefaultHandler());
            out.document(() -> root(dossier, out));
        } catch (SAXException impossible) {
            throw new IllegalStateException("The dossier of " + dossier.number() + " cannot be set", impossible);
        }
        return pdf.toByteArray();
    }

    private void root(Dossier dossier, FormattingObjects out) {
        String language = dossier.language().getLanguage();
        out.in(
                "root",
                Map.of("font-family", "Dossier", "font-size", "8.5pt", "line-height", "1.45", "language", language),
                () -> {
                    out.in(
                            "layout-master-set",
                            Map.of(),
                            () -> out.in(
                                    "simple-page-master",
                                    Map.of(
                                            "master-name", "page",
                                            "page-width", "297mm",
                                            "page-height", "210mm",
                                            "margin", "10mm 12mm 8mm 12mm"),
                                    () -> {
                                        out.in("region-body", Map.of("margin", "8mm 0 8mm 0"), () -> {});
                                        out.in("region-before", Map.of("extent", "7mm"), () -> {});
                                        out.in("region-after", Map.of("extent", "6mm"), () -> {});
                                    }));
                    out.in(
                            "bookmark-tree",
                            Map.of(),
                            () -> dossier.sections()
                                    .forEach(section -> out.in(
                                            "bookmark",
                                            Map.of("internal-destination", section.key()),
                                            () -> out.in(
                                                    "bookmark-title", Map.of(), () -> out.text(section.title())))));
                    boolean first = true;
                    for (Section section : dossier.sections()) {
                        boolean begins = first;
                        section(dossier, section, begins, out);
                        first = false;
                    }
                });
    }

    private void section(Dossier dossier, Section section, boolean first, FormattingObjects out) {
        List<List<Block>> pages = Pages.of(section.blocks(), ROWS_AT_ONCE);
        for (int i = 0; i < pages.size(); i++) {
            boolean begins = i == 0;
            List<Block> blocks = pages.get(i);
            out.in("page-sequence", Map.of("master-reference", "page"), () -> {
                edges(dossier, section, out);
                out.in("flow", Map.of("flow-name", "xsl-region-body"), () -> {
                    if (first && begins) {
                        front(dossier, out);
                    }
                    if (begins) {
                        block(
                                out,
                                Map.of(
                                        "id",
                                        section.key(),
                                        "font-size",
                                        "13pt",
                                        "font-weight",
                                        "bold",
                                        "space-after",
                                        "1mm"),
                                section.title());
                        if (!section.about().isEmpty()) {
                            block(out, Map.of("color", "#4b5a68", "space-after", "2mm"), section.about());
                        }
                    }
                    blocks.forEach(block -> write(dossier, block, out));
                    // FOP wants one
                    out.in("block", Map.of(), () -> {});
                });
            });
        }
    }

    private void edges(Dossier dossier, Section section, FormattingObjects out) {
        out.in(
                "static-content",
                Map.of("flow-name", "xsl-region-before"),
                () -> block(
                        out,
                        Map.of("color", "#4b5a68", "border-bottom", "0.3pt solid #c9d1d9"),
                        words.heading(dossier) + " · " + section.title()));
        out.in(
                "static-content",
                Map.of("flow-name", "xsl-region-after"),
                () -> out.in("block", Map.of("color", "#4b5a68", "text-align-last", "justify"), () -> {
                    text(out, words.asOf(dossier));
                    out.in("leader", Map.of("leader-pattern", "space"), () -> {});
                    out.in("page-number", Map.of(), () -> {});
                }));
    }

    private void front(Dossier dossier, FormattingObjects out) {
        block(out, Map.of("font-size", "18pt", "font-weight", "bold"), words.heading(dossier));
        block(out, Map.of("font-size", "12pt", "space-after", "4mm"), dossier.title());
    }

    private void write(Dossier dossier, Block block, FormattingObjects out) {
        if (!block.heading().isEmpty()) {
            block(
                    out,
                    Map.of(
                            "font-size",
                            "10pt",
                            "font-weight",
                            "bold",
                            "space-before",
                            "3mm",
                            "keep-with-next",
                            "always"),
                    block.heading());
        }
        if (block instanceof Block.Values values) {
            if (!values.values().isEmpty()) {
                table(
                        List.of(24, 76),
                        out,
                        () -> {},
                        () -> values.values()
                                .forEach(value -> out.in("table-row", Map.of(), () -> {
                                    cell(out, "", Map.of("color", "#4b5a68"), () -> text(out, value.name()));
                                    cell(out, value.cell());
                                })));
            }
        } else if (block instanceof Block.Text told) {
            out.in(
                    "block",
                    Map.of(
                            "border-left", "1.5pt solid #c9d1d9",
                            "padding-left", "3mm",
                            "margin-left", "1mm",
                            "space-before", "1mm",
                            "space-after", "2mm",
                            "linefeed-treatment", "preserve"),
                    () -> told.pieces()
                            .forEach(piece -> out.in("inline", look(piece.mark()), () -> text(out, piece.text()))));
        } else if (block instanceof Block.Table table) {
            table(dossier, table, out);
        }
    }

    private void table(Dossier dossier, Block.Table table, FormattingObjects out) {
        if (table.rows().isEmpty()) {
            block(out, Map.of("color", "#4b5a68"), words.none(dossier));
            return;
        }
        table(
                widths(table),
                out,
                () -> out.in(
                        "table-header",
                        Map.of("font-weight", "bold"),
                        () -> out.in(
                                "table-row",
                                Map.of(),
                                () -> table.columns()
                                        .forEach(column ->
                                                cell(out, "", Map.of("color", "#4b5a68"), () -> text(out, column))))),
                () -> table.rows()
                        .forEach(row -> out.in("table-row", Map.of(), () -> {
                            for (int i = 0; i < row.cells().size(); i++) {
                                Cell cell = row.cells().get(i);
                                String anchor = i == 0 && row.anchor() != null ? row.anchor() : "";
                                cell(out, anchor, look(cell.tone()), () -> told(out, cell));
                            }
                        })));
    }

    private static void table(List<Integer> widths, FormattingObjects out, Runnable header, Runnable rows) {
        out.in(
                "table",
                Map.of("table-layout", "fixed", "width", "100%", "space-before", "1mm", "space-after", "3mm"),
                () -> {
                    widths.forEach(width -> out.in(
                            "table-column",
                            Map.of("column-width", "proportional-column-width(" + width + ")"),
                            () -> {}));
                    header.run();
                    out.in("table-body", Map.of(), rows);
                });
    }

    /** As much as what stands in the column wants, if there is room: FOP does not find it out by itself. */
    private static List<Integer> widths(Block.Table table) {
        List<Integer> wanted = IntStream.range(0, table.columns().size())
                .map(column -> wanted(table, column))
                .boxed()
                .toList();
        int wide = wanted.stream()
                .filter(width -> width > NARROW)
                .mapToInt(width -> width)
                .sum();
        int room = PAGE
                - wanted.stream()
                        .filter(width -> width <= NARROW)
                        .mapToInt(width -> width)
                        .sum();
        return wide <= room || room < PAGE / 3
                ? wanted
                : wanted.stream()
                        .map(width -> width > NARROW ? Math.max(1, width * room / wide) : width)
                        .toList();
    }

    private static int wanted(Block.Table table, int column) {
        int widest = Math.max(NARROWEST, PrintableText.width(table.columns().get(column)));
        for (Block.Row row :
                table.rows().subList(0, Math.min(ROWS_LOOKED_AT, table.rows().size()))) {
            if (column < row.cells().size()) {
                for (String line : row.cells().get(column).text().split("\\R")) {
                    widest = Math.max(widest, PrintableText.width(line));
                }
            }
        }
        return Math.min(WIDEST, widest) + 2;
    }

    private void cell(FormattingObjects out, Cell cell) {
        cell(out, "", look(cell.tone()), () -> told(out, cell));
    }

    private static void cell(FormattingObjects out, String anchor, Map<String, String> look, Runnable content) {
        out.in(
                "table-cell",
                Map.of("padding", "0.8mm 1.2mm", "border-top", "0.3pt solid #c9d1d9"),
                () -> out.in("block", Map.of("linefeed-treatment", "preserve"), () -> {
                    Map<String, String> whole = new TreeMap<>(look);
                    if (!anchor.isEmpty()) {
                        whole.put("id", anchor);
                    }
                    if (whole.isEmpty()) {
                        content.run();
                    } else {
                        out.in("inline", whole, content);
                    }
                }));
    }

    private void told(FormattingObjects out, Cell cell) {
        String link = PrintedWords.link(cell);
        if (link.isEmpty()) {
            text(out, cell.text());
            return;
        }
        Map<String, String> way = link.startsWith("#")
                ? Map.of("internal-destination", link.substring(1), "color", "#0b5394")
                : Map.of(
                        "external-destination",
                        "url('" + link.replaceAll("[^!-~]|['()\\\\]", "") + "')",
                        "color",
                        "#0b5394");
        out.in("basic-link", way, () -> text(out, cell.text()));
    }

    private void block(FormattingObjects out, Map<String, String> look, String text) {
        out.in("block", look, () -> text(out, text));
    }

    private void text(FormattingObjects out, String text) {
        out.text(printable.obtain().of(text));
    }

    private static Map<String, String> look(Tone tone) {
        return switch (tone) {
            case PLAIN -> Map.of();
            case GOOD -> Map.of("color", "#1a6b35");
            case LATE -> Map.of("color", "#8a4b00");
            case BAD -> Map.of("color", "#a3161f", "font-weight", "bold");
            case MUTED -> Map.of("color", "#4b5a68");
        };
    }

    private static Map<String, String> look(Mark mark) {
        return switch (mark) {
            case SAME -> Map.of();
            case ADDED -> Map.of("background-color", "#d9f2e0");
            case REMOVED -> Map.of("background-color", "#f9dcdc", "text-decoration", "line-through");
            case GOOD -> look(Tone.GOOD);
            case BAD -> look(Tone.BAD);
            case MUTED -> look(Tone.MUTED);
        };
    }
}
