package org.crisisplan.affected;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.RecipientRow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Who was told a statement and who was not, as a file for the shop's own systems: by the user's id, with the address masked. That it was
 * taken along stands in the record.
 */
@Controller
class OutcomeExport {

    private static final int PAGE = 500;

    private final AffectedRepository affected;
    private final Mailings mailings;
    private final CrisisRecord record;
    private final TransactionOperations transaction;

    OutcomeExport(
            AffectedRepository affected, Mailings mailings, CrisisRecord record, TransactionOperations transaction) {
        this.affected = affected;
        this.mailings = mailings;
        this.record = record;
        this.transaction = transaction;
    }

    @PostMapping("/crises/{number}/affected/mailings/{id}/outcome.csv")
    ResponseEntity<StreamingResponseBody> outcome(@PathVariable String number, @PathVariable long id) {
        Mailing mailing = mailings.find(id)
                .filter(found -> number.equals(found.crisis()) && found.source().equals(AffectedChannel.NAME))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such mailing"));
        transaction.executeWithoutResult(begun -> record.append(
                number,
                Entry.of(ActKind.OUTCOME_EXPORTED, mailing.source())
                        .after(Map.of("people", mailings.progress(id).total()))));
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("%s-told-%d.csv".formatted(number, id))
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(to -> write(mailing, number, to));
    }

    private void write(Mailing mailing, String number, OutputStream to) throws IOException {
        var out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        // spreadsheets take the file for UTF-8 by this
        out.write('\uFEFF');
        print(out, "ref", "user", "address", "name", "language", "state", "status", "at", "problem");
        String after = null;
        List<RecipientRow> page;
        do {
            page = mailings.recipients(mailing.id(), null, after, PAGE);
            Map<String, AffectedRepository.Person> people =
                    affected.people(number, page.stream().map(RecipientRow::ref).toList());
            for (RecipientRow row : page) {
                print(out, row, Optional.ofNullable(people.get(row.ref())));
                after = row.ref();
            }
        } while (page.size() == PAGE);
        out.flush();
    }

    private static void print(Writer out, RecipientRow row, Optional<AffectedRepository.Person> person)
            throws IOException {
        print(
                out,
                row.ref(),
                harmless(person.map(one -> one.data().user()).orElse("")),
                harmless(person.map(one -> Masked.address(one.data())).orElse("")),
                harmless(person.map(one -> Masked.name(one.data().name())).orElse("")),
                person.map(AffectedRepository.Person::language).orElse(""),
                row.state().word(),
                Objects.toString(row.status(), ""),
                Objects.toString(row.settledAt(), ""),
                harmless(Objects.toString(row.problem(), "")));
    }

    private static void print(Writer out, Object... cells) throws IOException {
        out.write(CSVFormat.EXCEL.format(cells) + "\r\n");
    }

    /** A spreadsheet would compute what begins like a formula, whoever wrote it. */
    static String harmless(@Nullable String cell) {
        return cell != null && cell.matches("(?s)\\s*[=+\\-@\\t\\r].*") ? "'" + cell : Objects.toString(cell, "");
    }
}
