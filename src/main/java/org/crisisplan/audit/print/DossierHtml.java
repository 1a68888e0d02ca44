package org.crisisplan.audit.print;

import java.util.Map;
import org.crisisplan.audit.dossier.Block;
import org.crisisplan.audit.dossier.Dossier;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/** A dossier as one HTML page that needs neither the product nor its styles nor a network. */
@Component
class DossierHtml {

    private final PrintedWords words;
    private final ISpringTemplateEngine templates;

    DossierHtml(PrintedWords words, ISpringTemplateEngine templates) {
        this.words = words;
        this.templates = templates;
    }

    /** What a template cannot find out by itself. */
    public static final class Links {

        /** Null if it opens only in the product. */
        @org.jspecify.annotations.Nullable public String of(Block.Cell cell) {
            String link = PrintedWords.link(cell);
            return link.isEmpty() ? null : link;
        }
    }

    String write(Dossier dossier) {
        return templates.process(
                "audit/printed",
                new Context(
                        dossier.language(),
                        Map.of(
                                "dossier",
                                dossier,
                                "heading",
                                words.heading(dossier),
                                "asOf",
                                words.asOf(dossier),
                                "links",
                                new Links())));
    }
}
