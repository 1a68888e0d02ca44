package org.crisisplan.signals.outbound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.OutboundHttpClient.Response;

/** A service that a connector asks: takes good answers only, and leaves it alone for as long as it wishes. */
public final class RemoteService {

    private static final Duration UNSAID = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(100)
                    .maxStringLength(2 * 1024 * 1024)
                    .maxNameLength(1024)
                    .build())
            .build());

    private final OutboundHttpClient outgoing;
    private final Clock clock;
    private volatile Instant leftAloneUntil = Instant.MIN;

    public RemoteService(OutboundHttpClient outgoing, Clock clock) {
        this.outgoing = outgoing;
        this.clock = clock;
    }

    /** Whether there can be a service at all: for settings, which are checked at the start. */
    public static boolean isAddress(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        boolean isOfTheWeb = scheme.equals("https") || scheme.equals("http");
        return isOfTheWeb && address.getHost() != null && address.getUserInfo() == null;
    }

    /** Whether a secret may be sent there: nobody reads it on the way. */
    public static boolean isSafeAddress(URI address) {
        return isAddress(address)
                && (address.getScheme().equalsIgnoreCase("https")
                        || address.getHost().equals("localhost"));
    }

    /** Whether it said not long ago that it is asked too often. */
    public boolean isBackingOff() {
        return clock.instant().isBefore(leftAloneUntil);
    }

    /**
     * @return an answer with a status of 200 to 299, or 304
     * @throws UnexpectedStatus for any other
     * @throws IOException when there is no answer
     */
    public Response ask(Request question) throws IOException {
        Response answer = answer(question);
        boolean good = answer.status() >= 200 && answer.status() < 300;
        if (good || answer.status() == 304) {
            return answer;
        }
        if (answer.status() == 429 || answer.status() == 503) {
            leftAloneUntil = clock.instant().plus(asked(answer));
        }
        throw new UnexpectedStatus(answer);
    }

    private Response answer(Request question) throws IOException {
        try {
            return outgoing.ask(question);
        } catch (SocketTimeoutException silent) {
            // the connection noticed it a moment before the deadline did
            throw new InterruptedIOException("'%s' did not answer within %d seconds"
                    .formatted(question.address().getHost(), question.deadline().toSeconds()));
        }
    }

    /** @throws IOException also when the answer is no JSON */
    public JsonNode askForJson(Request question) throws IOException {
        Response answer = ask(question);
        String host = answer.address().getHost();
        try {
            JsonNode read = JSON.readTree(answer.body());
            if (read == null || !read.isObject()) {
                throw new IOException("'" + host + "' answers with something that is no JSON object");
            }
            return read;
        } catch (JsonProcessingException broken) {
            // the parser's own message may hold a part of the answer
            var at = broken.getLocation();
            throw new IOException("'%s' answers with broken JSON%s"
                    .formatted(
                            host,
                            at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr())));
        }
    }

    private Duration asked(Response answer) {
        Duration wish = answer.header("retry-after").flatMap(this::wish).orElse(UNSAID);
        return wish.isNegative() ? Duration.ZERO : wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }

    /** In seconds, or as a moment. */
    private Optional<Duration> wish(String retryAfter) {
        String said = retryAfter.strip();
        if (said.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(said)));
        }
        try {
            return Optional.of(Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
