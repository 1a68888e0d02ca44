package org.crisisplan.web;

import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** The links on top of every page: the same everywhere, and to each person those that answer. */
@Component("navigation")
public class Navigation {

    /** A link; its text is the message {@code web.nav.} and this key. */
    public record Link(String key, String address) {}

    public List<Link> of(Authentication login) {
        CurrentUser user = CurrentUser.of(login);
        List<Link> links = new ArrayList<>();
        links.add(new Link("situation", "/"));
        add(links, user.readsCrises(), "crises", "/crises");
        add(links, user.readsCrises(), "answers", "/answers");
        add(links, user.readsMediaContacts(), "media", "/media");
        add(links, user.readsCrises(), "drills", "/drills");
        add(links, user.readsCrises(), "contacts", "/contacts");
        links.add(new Link("signals", "/signals"));
        add(links, user.readsCrises(), "improvement", "/improvement");
        add(links, user.readsLossParameters(), "lossParameters", "/loss-parameters");
        add(links, user.readsPlan(), "plan", "/plan");
        add(links, user.audits(), "audit", "/audit");
        add(links, user.comparesPlans() && !user.audits(), "audit", "/audit/plans");
        add(links, user.placesLegalHolds() && !user.audits(), "audit", "/audit/retention");
        add(links, user.usesTasklist(), "tasklist", "/camunda/app/tasklist/default/");
        add(links, user.usesCockpit(), "cockpit", "/camunda/app/cockpit/default/");
        add(links, user.usesAdmin(), "admin", "/camunda/app/admin/default/");
        add(links, user.readsOutbox(), "outbox", "/outbox");
        add(links, user.readsSubscribers(), "subscribers", "/subscribers");
        add(links, user.readsDuties(), "duties", "/duties");
        links.add(new Link("status", "/status"));
        return links;
    }

    private static void add(List<Link> links, boolean offered, String key, String address) {
        if (offered) {
            links.add(new Link(key, address));
        }
    }
}
