package org.crisisplan.affected;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.api.IdempotentRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Lists of those affected as other systems bring them, such as by a query of the shop's own (R47). */
@RestController
@Tag(name = "Those affected", description = "Lists of people who are told privately")
class AffectedApi {

    private static final int MOST = 5000;
    private static final int LONGEST_REASON = 1000;
    private static final int FINDINGS = 20;

    private final AffectedLists lists;
    private final IdempotentRequests requests;

    AffectedApi(AffectedLists lists, IdempotentRequests requests) {
        this.lists = lists;
        this.requests = requests;
    }

    /**
     * A list as it is sent.
     *
     * @param reason for whom it is, and why they are told
     * @param origin the system that sends it; the user who logged in if it does not say
     */
    record Sent(
            @Nullable String reason,
            @Nullable String origin,
            @Nullable List<@Nullable Entry> people) {}

    /**
     * Somebody: a mail address, a phone or a user's id at least.
     *
     * @param language zh or en
     * @param values further words, by names that texts and compensation use
     */
    record Entry(
            @Nullable String mail,
            @Nullable String phone,
            @Nullable String user,
            @Nullable String name,
            @Nullable String language,
            @Nullable Map<String, String> values) {}

    /** What became of it. @param added who were on no list of the crisis before */
    record Kept(long list, int entries, int added) {}

    @Operation(summary = "Bring a list of people who are affected by a crisis")
    @ApiResponse(responseCode = "201", description = "Kept; whoever stands on several lists is one person")
    @ApiResponse(responseCode = "400", description = "Something is wrong with it, see errors; nothing was kept")
    @ApiResponse(responseCode = "404", description = "There is no crisis of that number")
    @ApiResponse(
            responseCode = "409",
            description = "The crisis is over, or the first request with this key still runs")
    @PostMapping(path = "/api/crises/{number}/affected", consumes = "application/json", produces = "application/json")
    ResponseEntity<?> bring(
            @PathVariable String number,
            @RequestHeader(name = IdempotentRequests.HEADER, required = false) @Nullable String key,
            @RequestBody Sent sent,
            Authentication login) {
        return requests.once(key, "/api/crises/" + number + "/affected", sent, () -> kept(number, sent, login));
    }

    private ResponseEntity<Kept> kept(String number, Sent sent, Authentication login) {
        lists.checkOpen(number);
        List<Finding> findings = new ArrayList<>();
        String reason = sent.reason() == null ? "" : sent.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            findings.add(new Finding("reason", "must have 1 to " + LONGEST_REASON + " characters"));
        }
        String origin = sent.origin() == null ? login.getName() : sent.origin().strip();
        if (origin.length() > ListEntry.LONGEST) {
            findings.add(new Finding("origin", "must not be longer than " + ListEntry.LONGEST + " characters"));
        }
        List<Optional<ListEntry>> entries = entries(sent, findings);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        AffectedList list =
                lists.bring(number, new AffectedLists.About(reason, origin, login.getName()), entries.iterator());
        return ResponseEntity.status(HttpStatus.CREATED).body(new Kept(list.id(), list.entries(), list.added()));
    }

    private static List<Optional<ListEntry>> entries(Sent sent, List<Finding> findings) {
        List<@Nullable Entry> people = sent.people() == null ? List.of() : sent.people();
        if (people.isEmpty() || people.size() > MOST) {
            findings.add(new Finding("people", "must name 1 to " + MOST + " people; send more in several requests"));
            return List.of();
        }
        List<Optional<ListEntry>> entries = new ArrayList<>();
        for (int i = 0; i < people.size() && findings.size() < FINDINGS; i++) {
            try {
                entries.add(Optional.of(entry(people.get(i))));
            } catch (ListEntry.Refused wrong) {
                findings.add(new Finding("people[" + i + "]", sentence(wrong.fault())));
            }
        }
        return entries;
    }

    private static ListEntry entry(@Nullable Entry sent) throws ListEntry.Refused {
        if (sent == null) {
            throw new ListEntry.Refused(ListEntry.Fault.NOBODY);
        }
        return ListEntry.of(
                sent.mail(),
                sent.phone(),
                sent.user(),
                sent.name(),
                sent.language(),
                sent.values() == null ? Map.of() : sent.values());
    }

    private static String sentence(ListEntry.Fault fault) {
        return switch (fault) {
            case NOBODY -> "needs a mail address, a phone or a user's id";
            case MAIL -> "has a mail that is not one address";
            case PHONE -> "has a phone that is not one number";
            case CONTROL -> "has a line break or another control character in it";
            case TOO_LONG -> "has words that are too long";
            case TOO_MANY_VALUES -> "has more than 20 values";
            case SHAPE -> "has more values than its list has columns";
        };
    }
}
