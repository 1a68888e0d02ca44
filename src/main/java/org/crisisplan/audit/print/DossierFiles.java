package org.crisisplan.audit.print;

import java.util.Locale;
import java.util.Map;
import org.crisisplan.audit.print.PrintedDossier.Form;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * {@code POST /crises/{number}/dossier.pdf} and {@code dossier.md}: the dossier alone, in the reader's language, to be read elsewhere. That it
 * was taken stands in the record.
 */
@Controller
class DossierFiles {

    private static final MediaType MARKDOWN = MediaType.parseMediaType("text/markdown;charset=UTF-8");

    private final Crises crises;
    private final CrisisRecord record;
    private final PrintedDossier printed;
    private final TransactionTemplate transaction;

    DossierFiles(Crises crises, CrisisRecord record, PrintedDossier printed, TransactionTemplate transaction) {
        this.crises = crises;
        this.record = record;
        this.printed = printed;
        this.transaction = transaction;
    }

    @PostMapping("/crises/{number}/dossier.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String number, Locale language) {
        return file(number, language, Form.PDF, MediaType.APPLICATION_PDF);
    }

    @PostMapping("/crises/{number}/dossier.md")
    ResponseEntity<byte[]> markdown(@PathVariable String number, Locale language) {
        return file(number, language, Form.MD, MARKDOWN);
    }

    private ResponseEntity<byte[]> file(String number, Locale language, Form form, MediaType type) {
        if (crises.find(number).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no crisis " + number);
        }
        String name = number + "-dossier." + form.ending();
        transaction.executeWithoutResult(
                begun -> record.append(number, Entry.of(ActKind.EXPORTED, "").after(Map.of("file", name))));
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(printed.print(number, language, form));
    }
}
