package org.crisisplan.subscribers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.publish.remote.Json;
import org.crisisplan.statuspage.StatusPageSettings;
import org.springframework.stereotype.Component;

/** Writes what a program is told: a CloudEvent in JSON, the same at each attempt. */
@Component
class WebhookEvents {

    private final StatusPageSettings page;

    WebhookEvents(StatusPageSettings page) {
        this.page = page;
    }

    PersonalMessage message(Mailing mailing, Notice notice, Webhook webhook) {
        return new PersonalMessage.Hook(
                webhook.address(),
                webhook.secret(),
                "application/cloudevents+json; charset=utf-8",
                Json.of(event(mailing, notice)));
    }

    private Map<String, ?> event(Mailing mailing, Notice notice) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", mailing.key());
        event.put("source", page.to("/status"));
        event.put(
                "type",
                notice.crisis() == null
                        ? "org.crisisplan.maintenance.announced"
                        : "org.crisisplan.statement.published");
        event.put("time", mailing.openedAt().toString());
        event.put("datacontenttype", "application/json");
        event.put("data", data(mailing, notice));
        return event;
    }

    private Map<String, ?> data(Mailing mailing, Notice notice) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("crisis", notice.crisis());
        data.put("statement", mailing.statement());
        data.put("components", List.copyOf(notice.components()));
        data.put(
                "texts",
                mailing.texts().stream()
                        .map(text -> Map.of("language", text.language(), "title", text.subject(), "text", text.body()))
                        .toList());
        data.put("page", notice.crisis() == null ? page.to("/status") : page.to("/status/" + notice.crisis()));
        return data;
    }
}
