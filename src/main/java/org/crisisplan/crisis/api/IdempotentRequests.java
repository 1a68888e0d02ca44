package org.crisisplan.crisis.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/**
 * Lets a machine send a request again when it never heard the answer. What carries the same {@code Idempotency-Key} as a request of the
 * same user within a day does nothing and gets the first answer. The key is written in the transaction of what the request does, so
 * neither is ever there without the other; a request that was refused did nothing, and its key is free.
 */
@Component
public class IdempotentRequests {

    public static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";
    static final Duration KEPT = Duration.ofHours(24);

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private final IdempotentRequestRepository requests;
    private final TransactionTemplate together;
    private final ObjectMapper json;
    private final ObjectMapper sorted;
    private final Clock clock;

    IdempotentRequests(
            IdempotentRequestRepository requests,
            PlatformTransactionManager transactions,
            ObjectMapper json,
            Clock clock) {
        this.requests = requests;
        this.together = new TransactionTemplate(transactions);
        this.json = json;
        this.sorted = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        this.clock = clock;
    }

    /**
     * @param key as it was sent; without one, the request is carried out and nothing is kept
     * @param path where it was sent to
     * @param body as it was understood; how it was spaced and in which order it was written makes no difference
     * @throws ErrorResponseException when the key is none, belongs to another request, or the first request still runs
     */
    public ResponseEntity<?> once(@Nullable String key, String path, Object body, Supplier<ResponseEntity<?>> effect) {
        if (key == null) {
            return effect.get();
        }
        if (!KEY.matcher(key).matches()) {
            throw problem(
                    HttpStatus.BAD_REQUEST,
                    "Not an idempotency key",
                    HEADER + " must be 1 to 255 printable ASCII characters without spaces; nothing changed.");
        }
        String user = SecurityContextHolder.getContext().getAuthentication().getName();
        String hash = hash(path, body);
        Optional<ResponseEntity<?>> answered = answered(user, key, hash);
        if (answered.isPresent()) {
            return answered.get();
        }
        try {
            return carryOut(user, key, hash, effect);
        } catch (IdempotentRequestRepository.Taken meanwhile) {
            return answered(user, key, hash).orElseThrow(IdempotentRequests::stillRunning);
        } catch (IdempotentRequestRepository.InProgress running) {
            throw stillRunning();
        }
    }

    private ResponseEntity<?> carryOut(String user, String key, String hash, Supplier<ResponseEntity<?>> effect) {
        return Objects.requireNonNull(together.execute(transaction -> {
            requests.begin(user, key, hash, now(), oldest());
            ResponseEntity<?> answer = effect.get();
            URI location = answer.getHeaders().getLocation();
            requests.answered(
                    user,
                    key,
                    answer.getStatusCode().value(),
                    location == null ? null : location.toString(),
                    write(json, answer.getBody()));
            return answer;
        }));
    }

    private Optional<ResponseEntity<?>> answered(String user, String key, String hash) {
        return requests.find(user, key, oldest()).map(first -> {
            if (!first.hash().equals(hash)) {
                throw problem(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "Another request has this key",
                        "You sent another request with this " + HEADER
                                + " within a day. Take a new key for each request; nothing changed.");
            }
            return again(first);
        });
    }

    private ResponseEntity<?> again(IdempotentRequestRepository.Answered first) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(first.status()).header(REPLAYED, "true");
        if (first.location() != null) {
            answer.location(URI.create(first.location()));
        }
        try {
            return answer.body(json.readTree(first.answer()));
        } catch (JsonProcessingException changedByHand) {
            throw new IllegalStateException(changedByHand);
        }
    }

    /** @return whether there was anything to remove */
    boolean removeSomeOld() {
        return requests.remove(oldest()) > 0;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime oldest() {
        return now().minus(KEPT);
    }

    private String hash(String path, Object body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((path + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(write(sorted, body).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String write(ObjectMapper json, @Nullable Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ErrorResponseException stillRunning() {
        return problem(
                HttpStatus.CONFLICT,
                "Still being carried out",
                "The first request with this " + HEADER
                        + " is still being carried out; send it again in a few seconds.");
    }

    private static ErrorResponseException problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return new ErrorResponseException(status, problem, null);
    }
}
