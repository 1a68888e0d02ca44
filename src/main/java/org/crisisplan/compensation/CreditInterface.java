package org.crisisplan.compensation;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.publish.remote.Json;
import org.crisisplan.publish.remote.NoReply;
import org.crisisplan.publish.remote.RemoteCall;
import org.crisisplan.publish.remote.Reply;
import org.crisisplan.publish.remote.SigningKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The shop's interface: one signed request credits one user. The idempotency key is the same at each attempt, and a shop that has seen it
 * credits nothing and says so (409, or the answer it gave before).
 */
@Component
class CreditInterface {

    private static final String SETTING = "crisis-plan.compensation.secret";

    private final CompensationSettings settings;
    private final RemoteCall remote;
    private final Clock clock;
    private final @Nullable SigningKey key;

    CreditInterface(CompensationSettings settings, RemoteCall remote, Clock clock) {
        this.settings = settings;
        this.remote = remote;
        this.clock = clock;
        this.key = settings.url() == null ? null : new SigningKey(SETTING, String.valueOf(settings.secret()));
    }

    /** How a request ended. */
    sealed interface Answer {

        /** @param reference what the shop calls it; empty if it does not say */
        record Credited(String reference) implements Answer {}

        /** It will not be credited, however often it is asked for. @param why in the shop's words */
        record Refused(String why) implements Answer {}

        /** @param mayBeCredited whether the request may have done its work */
        record NoAnswer(String why, boolean mayBeCredited) implements Answer {}
    }

    Answer credit(Credit credit, String userId) {
        if (Crisis.isDrill(credit.crisis())) {
            throw new IllegalArgumentException("Nobody is credited anything in the drill " + credit.crisis() + ".");
        }
        URI url = Objects.requireNonNull(settings.url(), "asked without an interface");
        String body = Json.of(request(credit, userId));
        long at = clock.instant().getEpochSecond();
        try {
            return answer(remote.ask(HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .header("Idempotency-Key", credit.key())
                    .header("webhook-id", credit.key())
                    .header("webhook-timestamp", String.valueOf(at))
                    .header("webhook-signature", Objects.requireNonNull(key).sign(credit.key(), at, body))
                    .POST(BodyPublishers.ofString(body))));
        } catch (NoReply none) {
            return new Answer.NoAnswer("No answer: " + none.getMessage() + ". 商城接口无响应。", none.mayHaveArrived());
        }
    }

    private Map<String, ?> request(Credit credit, String userId) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("idempotencyKey", credit.key());
        request.put("crisis", credit.crisis());
        request.put("user", userId);
        request.put("kind", credit.kind());
        request.put("amount", credit.amount().toPlainString());
        request.put("currency", settings.currency());
        return request;
    }

    private static Answer answer(Reply reply) {
        if (reply.isGood() || reply.status() == 409) {
            JsonNode said = reply.json();
            return new Answer.Credited(
                    said.path("reference").asText(said.path("id").asText("")));
        }
        String why = "The shop answers %d: %s"
                .formatted(reply.status(), reply.body().replaceAll("\\s+", " ").strip());
        return switch (reply.status()) {
            case 401, 403, 404, 408, 425, 429 -> new Answer.NoAnswer(why, false);
            default ->
                reply.status() >= 500 ? new Answer.NoAnswer(why, reply.status() != 503) : new Answer.Refused(why);
        };
    }
}
