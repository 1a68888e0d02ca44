package org.crisisplan.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.web.CurrentUser;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** {@code POST /crises/{number}/record.zip}: the record for an auditor to take along; that it was taken stands in it. */
@Controller
class ExportPage {

    private final Crises crises;
    private final CrisisRecord record;
    private final RecordArchive archive;
    private final SigningKey key;
    private final TransactionTemplate transaction;

    ExportPage(
            Crises crises,
            CrisisRecord record,
            RecordArchive archive,
            SigningKey key,
            TransactionTemplate transaction) {
        this.crises = crises;
        this.record = record;
        this.archive = archive;
        this.key = key;
        this.transaction = transaction;
    }

    @PostMapping("/crises/{number}/record.zip")
    void export(@PathVariable String number, Authentication login, HttpServletResponse answer) throws IOException {
        Crisis crisis = crises.find(number)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no crisis " + number));
        // a key that cannot be used is said before anything is written
        key.pair();
        transaction.executeWithoutResult(begun -> record.append(number, Entry.of(ActKind.EXPORTED, "")));
        answer.setContentType("application/zip");
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(number + "-record.zip")
                        .build()
                        .toString());
        archive.write(crisis, CurrentUser.of(login).user(), answer.getOutputStream());
    }

    @ExceptionHandler(UnusableKey.class)
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    @ResponseBody
    ProblemDetail cannotSign(UnusableKey fault) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, fault.getMessage() + " Tell the operator of the product. 请联系系统运维人员。");
        problem.setTitle("The record cannot be signed");
        return problem;
    }
}
