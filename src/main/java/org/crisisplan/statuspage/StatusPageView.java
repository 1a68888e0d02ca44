package org.crisisplan.statuspage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.site.ComponentState;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.SiteComponent;
import org.crisisplan.statuspage.Moments.Moment;
import org.crisisplan.web.PageLanguage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/** Writes the public pages in one language. The template sees the records of this class and nothing else. */
@Component
public class StatusPageView {

    private static final int PAST_ON_THE_PAGE = 10;
    private static final int MOST_IN_HISTORY = 500;

    private final ISpringTemplateEngine templates;
    private final PublishSettings settings;
    private final Moments moments;
    private final ObjectProvider<SubscriptionOffer> subscriptions;

    StatusPageView(
            ISpringTemplateEngine templates,
            PublishSettings settings,
            Moments moments,
            ObjectProvider<SubscriptionOffer> subscriptions) {
        this.subscriptions = subscriptions;
        this.templates = templates;
        this.settings = settings;
        this.moments = moments;
    }

    record Post(String kind, String title, List<String> paragraphs, boolean withdrawn, Moment at) {}

    record CrisisView(
            String number,
            String link,
            String title,
            String severity,
            String progress,
            boolean resolved,
            List<Part> parts,
            Moment since,
            Moment lastChange,
            List<Moment> next,
            List<Post> posts) {}

    /** A component and how it stands. */
    record Part(String key, String name, String description, String state) {}

    /** A time in which parts are worked on. */
    record Work(boolean active, String title, String text, List<String> parts, Moment from, Moment until) {}

    /** The crises of one month of the history. */
    record Month(String name, List<CrisisView> crises) {}

    String overview(StatusSnapshot snapshot, PageLinks links, boolean stale) {
        List<CrisisView> open = snapshot.open().stream()
                .map(crisis -> view(snapshot, crisis, links))
                .toList();
        List<Part> parts = snapshot.components().stream()
                .map(component -> part(component, snapshot.stateOf(component), links))
                .toList();
        Map<String, Object> page = page(snapshot, links, stale);
        page.put("open", open);
        page.put("state", state(snapshot));
        page.put("parts", parts);
        page.put(
                "works",
                Stream.concat(snapshot.active().stream(), snapshot.ahead().stream())
                        .map(window -> work(snapshot, window, links))
                        .toList());
        page.put(
                "past",
                snapshot.past().stream()
                        .limit(PAST_ON_THE_PAGE)
                        .map(crisis -> view(snapshot, crisis, links))
                        .toList());
        return write("status", page, links);
    }

    private static String state(StatusSnapshot snapshot) {
        if (!snapshot.open().isEmpty()) {
            return snapshot.open().get(0).severity().word();
        }
        return snapshot.active().isEmpty() ? "operational" : "maintenance";
    }

    String history(StatusSnapshot snapshot, PageLinks links, boolean stale) {
        Map<String, List<CrisisView>> months = snapshot.past().stream()
                .limit(MOST_IN_HISTORY)
                .collect(Collectors.groupingBy(
                        crisis -> moments.month(crisis.lastChange(), locale(links)),
                        LinkedHashMap::new,
                        Collectors.mapping(crisis -> view(snapshot, crisis, links), Collectors.toList())));
        Map<String, Object> page = page(snapshot, links, stale);
        List<Month> all = new ArrayList<>();
        months.forEach((name, crises) -> all.add(new Month(name, crises)));
        page.put("months", all);
        return write("history", page, links);
    }

    String crisis(StatusSnapshot snapshot, PublicCrisis crisis, PageLinks links, boolean stale) {
        Map<String, Object> page = page(snapshot, links, stale);
        page.put("crisis", view(snapshot, crisis, links));
        return write("crisis", page, links);
    }

    public String copyOfOverview(StatusSnapshot snapshot, PageLanguage language) {
        return overview(snapshot, PageLinks.ofCopy(PageLinks.OVERVIEW, language), false);
    }

    public String copyOfHistory(StatusSnapshot snapshot, PageLanguage language) {
        return history(snapshot, PageLinks.ofCopy(PageLinks.HISTORY, language), false);
    }

    public String copyOfCrisis(StatusSnapshot snapshot, PublicCrisis crisis, PageLanguage language) {
        return crisis(snapshot, crisis, PageLinks.ofCopy(crisis.number(), language), false);
    }

    String unknown(StatusSnapshot snapshot, PageLinks links, boolean stale) {
        return write("unknown", page(snapshot, links, stale), links);
    }

    private String write(String template, Map<String, Object> page, PageLinks links) {
        return templates.process("statuspage/" + template, new Context(locale(links), page));
    }

    private static Locale locale(PageLinks links) {
        return links.language().locale();
    }

    private Map<String, Object> page(StatusSnapshot snapshot, PageLinks links, boolean stale) {
        Map<String, Object> page = new HashMap<>();
        page.put("organisation", settings.organisation());
        page.put("asOf", moments.at(snapshot.asOf(), locale(links)));
        page.put("zone", moments.zone(locale(links)));
        page.put("stale", stale);
        page.put("language", links.language());
        page.put("links", links);
        page.put("subscribe", subscribe(links));
        page.put(
                "promised",
                snapshot.nextUpdateAt().stream().map(at -> moment(at, links)).toList());
        return page;
    }

    /** Where one asks to be told; empty where nobody can, and in a copy, which is read when we are not there. */
    private String subscribe(PageLinks links) {
        boolean offered = !links.files() && subscriptions.stream().anyMatch(SubscriptionOffer::isOffered);
        return offered ? links.root() + "subscribe" + links.language().kept() : "";
    }

    private CrisisView view(StatusSnapshot snapshot, PublicCrisis crisis, PageLinks links) {
        List<Post> posts =
                crisis.posts().stream().map(post -> view(post, links)).toList();
        Map<String, ComponentState> hit = crisis.components();
        return new CrisisView(
                crisis.number(),
                links.crisis(crisis.number()),
                posts.get(0).title(),
                crisis.severity().word(),
                crisis.progress().word(),
                crisis.resolved(),
                snapshot.components().stream()
                        .filter(component -> hit.containsKey(component.key()))
                        .map(component ->
                                part(component, hit.getOrDefault(component.key(), ComponentState.OPERATIONAL), links))
                        .toList(),
                moment(crisis.since(), links),
                moment(crisis.lastChange(), links),
                crisis.nextUpdateAt().stream().map(at -> moment(at, links)).toList(),
                posts);
    }

    private static Part part(SiteComponent component, ComponentState state, PageLinks links) {
        boolean chinese = links.language().chinese();
        return new Part(component.key(), component.name(chinese), component.description(chinese), state.word());
    }

    private Work work(StatusSnapshot snapshot, MaintenanceWindow window, PageLinks links) {
        boolean chinese = links.language().chinese();
        return new Work(
                window.isActive(snapshot.asOf()),
                window.title(chinese),
                window.text(chinese),
                snapshot.components().stream()
                        .filter(component -> window.components().contains(component.key()))
                        .map(component -> component.name(chinese))
                        .toList(),
                moment(window.from(), links),
                moment(window.until(), links));
    }

    private Post view(StatusPost post, PageLinks links) {
        boolean chinese = links.language().chinese();
        return new Post(
                post.kind().word(),
                post.title(chinese),
                post.paragraphs(chinese),
                post.withdrawn(),
                moment(post.publishedAt(), links));
    }

    private Moment moment(Instant at, PageLinks links) {
        return moments.at(at, locale(links));
    }
}
