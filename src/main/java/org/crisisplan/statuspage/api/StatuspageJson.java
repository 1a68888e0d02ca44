package org.crisisplan.statuspage.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.site.ComponentState;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.SiteComponent;
import org.crisisplan.statuspage.Moments;
import org.crisisplan.statuspage.PublicCrisis;
import org.crisisplan.statuspage.Severity;
import org.crisisplan.statuspage.StatusPageSettings;
import org.crisisplan.statuspage.StatusPost;
import org.crisisplan.statuspage.StatusSnapshot;
import org.crisisplan.statuspage.api.StatuspageShape.AffectedComponent;
import org.crisisplan.statuspage.api.StatuspageShape.Component;
import org.crisisplan.statuspage.api.StatuspageShape.Incident;
import org.crisisplan.statuspage.api.StatuspageShape.Page;
import org.crisisplan.statuspage.api.StatuspageShape.Status;
import org.crisisplan.statuspage.api.StatuspageShape.Update;
import org.crisisplan.web.PageLanguage;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Says what the snapshot holds as Statuspage would: crises are incidents, statements their updates, windows scheduled maintenance. */
@org.springframework.stereotype.Component
public class StatuspageJson {

    /** The answers, by their addresses below {@code /api/v2/}. */
    public enum Answer {
        SUMMARY("summary"),
        STATUS("status"),
        COMPONENTS("components"),
        INCIDENTS("incidents"),
        UNRESOLVED("incidents/unresolved"),
        MAINTENANCES("scheduled-maintenances"),
        UPCOMING("scheduled-maintenances/upcoming"),
        ACTIVE("scheduled-maintenances/active");

        private final String address;

        Answer(String address) {
            this.address = address;
        }

        /** Such as {@code incidents/unresolved.json}. */
        public String file() {
            return address + ".json";
        }
    }

    /** Tools tell pages apart by it; each asks one page only. */
    private static final String PAGE_ID = "crisis-plan";

    private static final int MOST = 50;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private final PublishSettings publishing;
    private final StatusPageSettings settings;
    private final Moments moments;
    private final MessageSource messages;
    private final ObjectMapper json;

    StatuspageJson(
            PublishSettings publishing,
            StatusPageSettings settings,
            Moments moments,
            MessageSource messages,
            ObjectMapper json) {
        this.publishing = publishing;
        this.settings = settings;
        this.moments = moments;
        this.messages = messages;
        this.json = json;
    }

    public byte[] write(Answer answer, StatusSnapshot snapshot, PageLanguage language) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("page", page(snapshot, language));
        switch (answer) {
            case SUMMARY -> {
                body.put("components", components(snapshot, language));
                body.put("incidents", incidents(snapshot.open(), snapshot, language));
                body.put(
                        "scheduled_maintenances",
                        maintenances(
                                Stream.concat(snapshot.active().stream(), snapshot.ahead().stream()),
                                snapshot,
                                language));
                body.put("status", status(snapshot, language));
            }
            case STATUS -> body.put("status", status(snapshot, language));
            case COMPONENTS -> body.put("components", components(snapshot, language));
            case INCIDENTS -> body.put("incidents", incidents(snapshot.latest(), snapshot, language));
            case UNRESOLVED -> body.put("incidents", incidents(snapshot.open(), snapshot, language));
            case MAINTENANCES ->
                body.put(
                        "scheduled_maintenances",
                        maintenances(
                                snapshot.windows().stream()
                                        .sorted(Comparator.comparing(MaintenanceWindow::from)
                                                .reversed()),
                                snapshot,
                                language));
            case UPCOMING ->
                body.put("scheduled_maintenances", maintenances(snapshot.ahead().stream(), snapshot, language));
            case ACTIVE ->
                body.put("scheduled_maintenances", maintenances(snapshot.active().stream(), snapshot, language));
        }
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(answer.file() + " cannot be written", impossible);
        }
    }

    private Page page(StatusSnapshot snapshot, PageLanguage language) {
        String name = publishing.organisation().isEmpty()
                ? messages.getMessage("statuspage.title", null, language.locale())
                : publishing.organisation();
        return new Page(PAGE_ID, name, settings.to("/status"), moments.zoneId(), moment(snapshot.lastChange()));
    }

    /** In Statuspage's own phrases, by which some tools know that all is well. */
    private Status status(StatusSnapshot snapshot, PageLanguage language) {
        String indicator = indicator(snapshot);
        if (language.chinese()) {
            String state = indicator.equals("none") ? "operational" : indicator;
            return new Status(indicator, messages.getMessage("statuspage.overall." + state, null, language.locale()));
        }
        return new Status(
                indicator,
                switch (indicator) {
                    case "critical" -> "Major Service Outage";
                    case "major" -> "Partial System Outage";
                    case "minor" -> "Minor Service Outage";
                    case "maintenance" -> "Service Under Maintenance";
                    default -> "All Systems Operational";
                });
    }

    private static String indicator(StatusSnapshot snapshot) {
        return snapshot.open().stream()
                .map(PublicCrisis::severity)
                .min(Comparator.naturalOrder())
                .map(Severity::word)
                .orElse(snapshot.active().isEmpty() ? "none" : "maintenance");
    }

    private List<Component> components(StatusSnapshot snapshot, PageLanguage language) {
        return snapshot.components().stream()
                .map(component -> component(component, snapshot, language))
                .toList();
    }

    private static Component component(SiteComponent component, StatusSnapshot snapshot, PageLanguage language) {
        String description = component.description(language.chinese());
        return new Component(
                component.key(),
                component.name(language.chinese()),
                snapshot.stateOf(component).word(),
                moment(snapshot.describedSince()),
                moment(latest(snapshot.changedAt(component), snapshot.describedSince())),
                snapshot.components().indexOf(component) + 1,
                description.isEmpty() ? null : description,
                true,
                null,
                null,
                PAGE_ID,
                false,
                false);
    }

    private List<Incident> incidents(List<PublicCrisis> crises, StatusSnapshot snapshot, PageLanguage language) {
        return crises.stream()
                .limit(MOST)
                .map(crisis -> incident(crisis, snapshot, language))
                .toList();
    }

    private Incident incident(PublicCrisis crisis, StatusSnapshot snapshot, PageLanguage language) {
        Set<String> hit = new TreeSet<>();
        crisis.posts().forEach(post -> hit.addAll(post.components().keySet()));
        return new Incident(
                crisis.number(),
                crisis.newest().title(language.chinese()),
                crisis.progress().word(),
                moment(crisis.since()),
                moment(crisis.lastChange()),
                crisis.monitoringAt().map(StatuspageJson::moment).orElse(null),
                crisis.resolvedAt().map(StatuspageJson::moment).orElse(null),
                crisis.severity().word(),
                settings.to("/status/" + crisis.number()),
                moment(crisis.since()),
                PAGE_ID,
                updates(crisis, snapshot, language),
                chosen(hit, snapshot, language),
                null,
                null);
    }

    private static List<Component> chosen(Set<String> keys, StatusSnapshot snapshot, PageLanguage language) {
        return snapshot.components().stream()
                .filter(component -> keys.contains(component.key()))
                .map(component -> component(component, snapshot, language))
                .toList();
    }

    private static List<Update> updates(PublicCrisis crisis, StatusSnapshot snapshot, PageLanguage language) {
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < crisis.posts().size(); i++) {
            StatusPost post = crisis.posts().get(i);
            Optional<StatusPost> before =
                    i + 1 < crisis.posts().size() ? Optional.of(crisis.posts().get(i + 1)) : Optional.empty();
            String at = moment(post.publishedAt());
            updates.add(new Update(
                    post.id(),
                    post.progress().word(),
                    post.text(language.chinese()),
                    crisis.number(),
                    at,
                    at,
                    at,
                    changes(post, before, snapshot, language),
                    true,
                    null,
                    null));
        }
        return updates;
    }

    private static @Nullable List<AffectedComponent> changes(
            StatusPost post, Optional<StatusPost> before, StatusSnapshot snapshot, PageLanguage language) {
        Map<String, ComponentState> then = before.map(StatusPost::components).orElse(Map.of());
        List<AffectedComponent> changes = snapshot.components().stream()
                .filter(component ->
                        post.components().containsKey(component.key()) || then.containsKey(component.key()))
                .map(component -> new AffectedComponent(
                        component.key(),
                        component.name(language.chinese()),
                        then.getOrDefault(component.key(), ComponentState.OPERATIONAL)
                                .word(),
                        post.components()
                                .getOrDefault(component.key(), ComponentState.OPERATIONAL)
                                .word()))
                .collect(Collectors.toList());
        return changes.isEmpty() ? null : changes;
    }

    private List<Incident> maintenances(
            Stream<MaintenanceWindow> windows, StatusSnapshot snapshot, PageLanguage language) {
        return windows.limit(MOST)
                .map(window -> maintenance(window, snapshot, language))
                .toList();
    }

    private Incident maintenance(MaintenanceWindow window, StatusSnapshot snapshot, PageLanguage language) {
        Instant now = snapshot.asOf();
        String status = window.isAhead(now) ? "scheduled" : window.isActive(now) ? "in_progress" : "completed";
        Instant announced = earliest(snapshot.describedSince(), window.from());
        Instant changed = window.isAhead(now) ? announced : window.isActive(now) ? window.from() : window.until();
        String text = window.text(language.chinese()).isEmpty()
                ? window.title(language.chinese())
                : window.text(language.chinese());
        return new Incident(
                window.key(),
                window.title(language.chinese()),
                status,
                moment(announced),
                moment(changed),
                null,
                status.equals("completed") ? moment(window.until()) : null,
                "maintenance",
                settings.to("/status"),
                moment(window.from()),
                PAGE_ID,
                List.of(new Update(
                        window.key() + "-" + status,
                        status,
                        text,
                        window.key(),
                        moment(changed),
                        moment(changed),
                        moment(changed),
                        null,
                        true,
                        null,
                        null)),
                chosen(window.components(), snapshot, language),
                moment(window.from()),
                moment(window.until()));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static String moment(Instant moment) {
        return MOMENT.format(moment.atOffset(ZoneOffset.UTC));
    }
}
