package org.crisisplan.media.inquiry;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.api.IdempotentRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a mailbox robot or a switchboard asks: write an inquiry down, and read what became of them (R48). */
@RestController
@RequestMapping(path = "/api/crises/{number}/inquiries", produces = "application/json")
@Tag(name = "Inquiries", description = "What the house was asked about a crisis")
class InquiriesApi {

    private final InquiryLog log;
    private final Crises crises;
    private final IdempotentRequests requests;

    InquiriesApi(InquiryLog log, Crises crises, IdempotentRequests requests) {
        this.log = log;
        this.crises = crises;
        this.requests = requests;
    }

    /**
     * An inquiry as it is sent.
     *
     * @param way mail, phone, social or in-person; mail if it is absent
     * @param address where it can be answered
     * @param language zh or en; zh if it is absent
     * @param answerBy when the answer is needed, with its offset; absent when nobody said
     */
    record Asked(
            @Nullable String question,
            @Nullable String asker,
            @Nullable String outlet,
            @Nullable String way,
            @Nullable String address,
            @Nullable String language,
            @Nullable OffsetDateTime answerBy) {}

    /** An inquiry as it is answered. Who asked is left to the page. */
    record View(
            int number,
            String way,
            String question,
            Instant askedAt,
            @Nullable Instant answerBy,
            String state,
            @Nullable String told,
            @Nullable Instant settledAt) {

        static View of(Inquiry inquiry) {
            return new View(
                    inquiry.ordinal(),
                    inquiry.way(),
                    inquiry.question(),
                    inquiry.askedAt(),
                    inquiry.answerBy(),
                    inquiry.state().word(),
                    inquiry.told(),
                    inquiry.settledAt());
        }
    }

    /** All inquiries of a crisis. */
    record Views(List<View> items) {}

    @Operation(summary = "Write down an inquiry; it becomes a task that is due when the answer is needed")
    @ApiResponse(
            responseCode = "201",
            description = "Written down",
            content = @Content(schema = @Schema(implementation = View.class)))
    @ApiResponse(responseCode = "400", description = "It says too little or something impossible; nothing changed")
    @ApiResponse(responseCode = "404", description = "There is no crisis of that number")
    @ApiResponse(
            responseCode = "409",
            description = "The crisis is over, or the first request with this key still runs")
    @ApiResponse(
            responseCode = "422",
            description = "Another request was sent with this Idempotency-Key; nothing changed")
    @PostMapping(consumes = "application/json")
    ResponseEntity<?> register(
            @PathVariable String number,
            @Parameter(
                            description =
                                    "A key of your own for this request, such as the message's id: the same request with the same key within 24 hours is written down once")
                    @RequestHeader(name = IdempotentRequests.HEADER, required = false)
                    @Nullable String key,
            @RequestBody Asked asked) {
        String path = "/api/crises/" + number + "/inquiries";
        return requests.once(key, path, asked, () -> {
            Inquiry inquiry = log.register(
                    number,
                    new InquiryLog.Asked(
                            asked.question(),
                            asked.asker(),
                            asked.outlet(),
                            asked.way(),
                            asked.address(),
                            asked.language(),
                            asked.answerBy() == null ? null : asked.answerBy().toInstant()));
            return ResponseEntity.created(URI.create(path)).body(View.of(inquiry));
        });
    }

    @Operation(summary = "What was asked about a crisis; the open ones first")
    @ApiResponse(responseCode = "404", description = "There is no crisis of that number")
    @GetMapping
    Views list(@PathVariable String number) {
        if (crises.find(number).isEmpty()) {
            throw UnknownCrisis.noSuch(number);
        }
        return new Views(log.of(number).stream().map(View::of).toList());
    }
}
