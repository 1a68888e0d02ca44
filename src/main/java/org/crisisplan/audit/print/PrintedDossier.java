package org.crisisplan.audit.print;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.crisisplan.audit.dossier.Dossier;
import org.crisisplan.audit.dossier.Dossiers;
import org.crisisplan.crisis.UnknownCrisis;
import org.springframework.stereotype.Component;

/** A crisis's dossier as a file of its own, in each of the forms that people take along. */
@Component
public class PrintedDossier {

    /** The forms, by how the names of their files end. */
    public enum Form {
        HTML,
        MD,
        PDF;

        public String ending() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Dossiers dossiers;
    private final DossierHtml html;
    private final DossierMarkdown markdown;
    private final DossierPdf pdf;

    PrintedDossier(Dossiers dossiers, DossierHtml html, DossierMarkdown markdown, DossierPdf pdf) {
        this.dossiers = dossiers;
        this.html = html;
        this.markdown = markdown;
        this.pdf = pdf;
    }

    /** @throws UnknownCrisis when there is no such crisis */
    public Dossier of(String number, Locale language) {
        return dossiers.of(number, language);
    }

    /** @throws UnknownCrisis when there is no such crisis */
    public byte[] print(String number, Locale language, Form form) {
        return print(dossiers.of(number, language), form);
    }

    public byte[] print(Dossier dossier, Form form) {
        return switch (form) {
            case HTML -> html.write(dossier).getBytes(StandardCharsets.UTF_8);
            case MD -> markdown.write(dossier).getBytes(StandardCharsets.UTF_8);
            case PDF -> pdf.write(dossier);
        };
    }
}
