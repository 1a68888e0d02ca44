package org.crisisplan.mailing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crisisplan.mailing.Outcome.Later;
import org.crisisplan.mailing.Outcome.Refused;
import org.crisisplan.mailing.Outcome.Taken;
import org.crisisplan.mailing.Outcome.Unknown;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.remote.Json;
import org.crisisplan.publish.remote.NoReply;
import org.crisisplan.publish.remote.RemoteCall;
import org.crisisplan.publish.remote.Reply;
import org.crisisplan.publish.remote.SigningKey;
import org.crisisplan.signals.outbound.AddressRefused;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.OutboundHttpClient.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What goes by HTTP: short messages and notices to the operator's gateway, and requests to addresses that recipients named. All of it is
 * signed by Standard Webhooks and has an id that stays the same, by which its receiver knows it again.
 */
@Component
class PostedMessages {

    private static final String WHO = "The gateway";
    private static final int MOST_READ = 64 * 1024;

    private final MailingSettings settings;
    private final RemoteCall remote;
    private final OutboundHttpClient outgoing;
    private final Clock clock;
    private final @Nullable SigningKey key;

    PostedMessages(MailingSettings settings, RemoteCall remote, OutboundHttpClient outgoing, Clock clock) {
        this.settings = settings;
        this.remote = remote;
        this.outgoing = outgoing;
        this.clock = clock;
        this.key = settings.gateway() == null
                ? null
                : new SigningKey(
                        "crisis-plan.mailing.gateway.secret", settings.gateway().secret());
    }

    boolean isPossible() {
        return key != null;
    }

    Outcome send(PersonalMessage.Notice notice, Mailing mailing, Token token) {
        MailingSettings.Gateway gateway = settings.gateway();
        if (gateway == null || key == null) {
            return new Refused(null, "No gateway for short messages is configured. 未配置短信或推送网关。");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "org.crisisplan.notice");
        body.put("way", notice.way().name().toLowerCase(Locale.ROOT));
        body.put("to", notice.to());
        body.put("language", notice.language());
        body.put("title", notice.title());
        body.put("text", notice.text());
        body.put("crisis", mailing.crisis());
        body.put("statement", mailing.statement());
        try {
            Reply reply = remote.ask(signed(gateway.url(), key, id(token), "application/json", Json.of(body)));
            return reply.isGood() ? new Taken() : outcome(reply.notPublished(WHO));
        } catch (NoReply none) {
            return outcome(none.asAnswer(WHO));
        }
    }

    private static Outcome outcome(Answer answer) {
        if (answer instanceof Answer.TryAgain later) {
            return new Later(null, later.reason(), later.notBefore());
        }
        if (answer instanceof Answer.InDoubt doubt) {
            return new Unknown(doubt.reason());
        }
        return answer instanceof Answer.GiveUp refusal ? new Refused(null, refusal.reason()) : new Taken();
    }

    Outcome send(PersonalMessage.Hook hook, Token token) {
        long at = clock.instant().getEpochSecond();
        String id = id(token);
        try {
            SigningKey theirs = new SigningKey("The secret of a webhook", hook.secret());
            Response answer = outgoing.askHere(Request.post(hook.address(), hook.contentType(), hook.body())
                    .with("webhook-id", id)
                    .with("webhook-timestamp", String.valueOf(at))
                    .with("webhook-signature", theirs.sign(id, at, hook.body()))
                    .within(settings.sendWithin().dividedBy(2))
                    .readingAtMost(MOST_READ));
            return outcome(answer.status());
        } catch (AddressRefused inTheHouse) {
            return new Refused(null, Words.of(inTheHouse.getMessage()));
        } catch (IllegalArgumentException noSecret) {
            return new Refused(null, Words.of(noSecret.getMessage()));
        } catch (IOException away) {
            return new Later(null, Words.of(away.getMessage()), null);
        }
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return new Taken();
        }
        String words = "It answers " + status;
        boolean later = status >= 500 || status == 408 || status == 425 || status == 429;
        // Standard Webhooks: 410 means that nobody wants it any more
        return later ? new Later(null, words, null) : new Refused(null, words);
    }

    private HttpRequest.Builder signed(URI address, SigningKey signing, String id, String type, String body) {
        // receivers hold it against their own clock
        long at = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(at))
                .header("webhook-signature", signing.sign(id, at, body))
                .POST(BodyPublishers.ofString(body));
    }

    private static String id(Token token) {
        return "msg_" + UUID.nameUUIDFromBytes(token.written().getBytes(StandardCharsets.US_ASCII));
    }
}
