package org.crisisplan.crisis.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.CrisisRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What other systems ask of the plan: open a crisis, read it, list crises, add facts. Errors are RFC 9457 problem details. */
@RestController
@RequestMapping(path = "/api/crises", produces = "application/json")
@Tag(name = "Crises", description = "The crises that the plan carries")
class CrisesApi {

    private static final int LARGEST_PAGE = 200;

    private static final String KEY =
            "A key of your own for this request, 1 to 255 printable ASCII characters, such as a UUID. The same"
                    + " request with the same key within 24 hours does nothing more and gets the first answer, with the header"
                    + " Idempotent-Replayed. A request that was refused did nothing, and its key may be used again.";
    private static final String FIRST_STILL_RUNS =
            "The first request with this Idempotency-Key is still being carried out; send it again in a few seconds";
    private static final String OTHER_BODY = "Another request was sent with this Idempotency-Key; nothing changed";

    private final CrisisPlan plan;
    private final Crises crises;
    private final CrisisRecord record;
    private final IdempotentRequests requests;

    CrisesApi(CrisisPlan plan, Crises crises, CrisisRecord record, IdempotentRequests requests) {
        this.record = record;
        this.requests = requests;
        this.plan = plan;
        this.crises = crises;
    }

    /** A report as it is sent.
     *
     * @param facts by the names of the grading tables' inputs; absent when unknown
     * @param beganAt when it began, with its offset; absent when unknown */
    record Report(
            @Nullable String title,
            @Nullable String description,
            @JsonSetter(contentNulls = Nulls.FAIL) @Nullable Set<Kind> kinds,
            @Nullable Map<String, Object> facts,
            @Nullable OffsetDateTime beganAt) {

        Report {
            // in one order, so that the same report is the same when it is sent again
            kinds = kinds == null ? null : new TreeSet<>(kinds);
        }
    }

    /** When a crisis began, corrected. */
    record Begin(@Nullable OffsetDateTime beganAt, @Nullable String reason) {}

    /** Why words are erased. */
    record Erasure(@Nullable String reason) {}

    /** One page of a crisis's record, oldest act first.
     *
     * @param firstBroken the first act that is not as it was written; null if all are. Of more than 1000 acts those of the page and the
     *     last one are checked, and all with {@code whole} */
    record Acts(
            List<Act> items,
            int page,
            int size,
            int total,
            @Nullable Integer firstBroken) {}

    /** A crisis as it is answered. */
    record View(
            String number,
            String title,
            Set<Kind> kinds,
            @Nullable Integer level,
            List<Crisis.Reason> reasons,
            String phase,
            Instant openedAt,
            @Nullable Instant closedAt,
            Map<String, Instant> milestones,
            List<Promise> deadlines,
            String planVersion,

            @Schema(description = "Whether it is rehearsed only; lists leave it out then")
            boolean drill) {}

    /** A deadline of the plan: what is due when, whether it has been met, and when. */
    record Promise(
            String what, Instant due, boolean met, @Nullable Instant metAt) {}

    /** One page of crises, newest first. */
    record Views(List<View> items, int page, int size, long total) {}

    @Operation(summary = "Report a crisis; the plan takes it from there")
    @ApiResponse(
            responseCode = "201",
            description = "Opened; Location is its address",
            content = @Content(schema = @Schema(implementation = View.class)))
    @ApiResponse(
            responseCode = "400",
            description = "The report says too little or something impossible; nothing changed")
    @ApiResponse(responseCode = "409", description = FIRST_STILL_RUNS)
    @ApiResponse(responseCode = "413", description = "The body is too large; nothing changed")
    @ApiResponse(responseCode = "422", description = OTHER_BODY)
    @PostMapping(consumes = "application/json")
    ResponseEntity<?> open(
            @Parameter(description = KEY) @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody Report report) {
        return requests.once(key, "/api/crises", report, () -> opened(report));
    }

    private ResponseEntity<View> opened(Report report) {
        Crisis crisis = plan.open(new CrisisReport(
                report.title() == null ? "" : report.title(),
                report.description() == null ? "" : report.description(),
                report.kinds() == null ? Set.of() : report.kinds(),
                report.facts() == null ? Map.of() : report.facts(),
                report.beganAt() == null ? null : report.beganAt().toInstant()));
        return ResponseEntity.created(URI.create("/api/crises/" + crisis.number()))
                .body(view(crisis));
    }

    @Operation(summary = "One crisis")
    @ApiResponse(responseCode = "404", description = "There is no crisis of that number")
    @GetMapping("/{number}")
    View one(@PathVariable String number) {
        return view(crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number)));
    }

    @Operation(summary = "Crises, newest first, by phase and level")
    @GetMapping
    Views list(
            @RequestParam(required = false) @Nullable String phase,
            @RequestParam(required = false) @Nullable Integer level,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        List<InvalidReport.Finding> findings = new java.util.ArrayList<>();
        Phase wanted = phase == null ? null : Phase.of(phase).orElse(null);
        if (phase != null && wanted == null) {
            findings.add(new InvalidReport.Finding(
                    "phase",
                    "must be one of "
                            + String.join(
                                    ", ",
                                    java.util.Arrays.stream(Phase.values())
                                            .map(Phase::word)
                                            .toList())));
        }
        if (level != null && (level < 1 || level > 3)) {
            findings.add(new InvalidReport.Finding("level", "must be 1, 2 or 3"));
        }
        checkPage(page, size, findings);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        Crises.Page found = crises.page(wanted, level, page, size);
        return new Views(found.items().stream().map(this::view).toList(), page, size, found.total());
    }

    private static void checkPage(int page, int size, List<InvalidReport.Finding> findings) {
        if (page < 0) {
            findings.add(new InvalidReport.Finding("page", "must not be negative"));
        }
        if (size < 1 || size > LARGEST_PAGE) {
            findings.add(new InvalidReport.Finding("size", "must be from 1 to " + LARGEST_PAGE));
        }
    }

    @Operation(summary = "Add facts to a running crisis and grade it again")
    @ApiResponse(
            responseCode = "200",
            description = "Added",
            content = @Content(schema = @Schema(implementation = View.class)))
    @ApiResponse(responseCode = "404", description = "There is no crisis of that number")
    @ApiResponse(responseCode = "409", description = "The crisis is over. " + FIRST_STILL_RUNS)
    @ApiResponse(responseCode = "413", description = "The body is too large; nothing changed")
    @ApiResponse(responseCode = "422", description = OTHER_BODY)
    @PostMapping(path = "/{number}/facts", consumes = "application/json")
    ResponseEntity<?> facts(
            @PathVariable String number,
            @Parameter(description = KEY) @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody Map<String, Object> facts) {
        return requests.once(
                key,
                "/api/crises/" + number + "/facts",
                facts,
                () -> ResponseEntity.ok(view(plan.reportFacts(number, facts))));
    }

    @Operation(summary = "Correct when a crisis began")
    @ApiResponse(responseCode = "400", description = "The time lies ahead or no reason is given; nothing changed")
    @ApiResponse(responseCode = "404", description = "There is no crisis of that number")
    @ApiResponse(responseCode = "409", description = "The crisis is over")
    @PostMapping(path = "/{number}/began", consumes = "application/json")
    View began(@PathVariable String number, @RequestBody Begin begin) {
        return view(plan.correctBegin(
                number, begin.beganAt() == null ? null : begin.beganAt().toInstant(), begin.reason()));
    }

    @Operation(summary = "The record of a crisis: every act with who, when, before and after, chained by hash")
    @ApiResponse(responseCode = "404", description = "There is no crisis of that number")
    @GetMapping("/{number}/record")
    Acts record(
            @PathVariable String number,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "100") int size,
            @RequestParam(defaultValue = "false") boolean whole) {
        List<InvalidReport.Finding> findings = new java.util.ArrayList<>();
        checkPage(page, size, findings);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        if (crises.find(number).isEmpty()) {
            throw UnknownCrisis.noSuch(number);
        }
        long from = (long) page * size;
        int total = record.count(number);
        boolean all = whole || total <= CrisisRecord.CHECKED_AT_ONCE;
        int first = (int) Math.min(from, total);
        return new Acts(
                from >= total ? List.of() : record.of(number, first, size),
                page,
                size,
                total,
                (all ? record.firstBroken(number) : record.firstBroken(number, first, size)).orElse(null));
    }

    @Operation(summary = "Erase what people wrote in one act of a record, and who it was; the chain stays whole")
    @ApiResponse(responseCode = "200", description = "Erased; the answer is the act as it is now")
    @ApiResponse(responseCode = "400", description = "No reason is given; nothing changed")
    @ApiResponse(responseCode = "404", description = "There is no such act, or there are no words in it")
    @PostMapping(path = "/{number}/record/{seq}/erase", consumes = "application/json")
    Act erase(@PathVariable String number, @PathVariable int seq, @RequestBody Erasure erasure) {
        plan.eraseWords(number, seq, erasure.reason());
        return record.of(number, seq - 1, 1).get(0);
    }

    private View view(Crisis crisis) {
        return new View(
                crisis.number(),
                crisis.title(),
                crisis.kinds(),
                crisis.level(),
                crisis.reasons(),
                crisis.phase().word(),
                crisis.openedAt(),
                crisis.closedAt(),
                crises.milestonesOf(crisis.number()),
                crises.deadlinesOf(crisis.number()).stream()
                        .map(d -> new Promise(d.what(), d.due(), d.metAt() != null, d.metAt()))
                        .toList(),
                crisis.planVersion(),
                crisis.drill());
    }
}
