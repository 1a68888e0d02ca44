package org.crisisplan.subscribers;

import org.crisisplan.statuspage.StatusPageSettings;
import org.crisisplan.subscribers.LinkTokens.Purpose;
import org.springframework.stereotype.Component;

/** Addresses that mails to subscribers carry. */
@Component
class SubscriberLinks {

    private final LinkTokens tokens;
    private final StatusPageSettings page;

    SubscriberLinks(LinkTokens tokens, StatusPageSettings page) {
        this.tokens = tokens;
        this.page = page;
    }

    String confirm(Request request) {
        return to(
                "/subscribe/confirm/" + tokens.make(Purpose.CONFIRM, request.id()),
                request.choice().language());
    }

    String manage(String subscriber, String language) {
        return to("/subscribe/manage/" + tokens.make(Purpose.MANAGE, subscriber), language);
    }

    /** To be read: it opens a page with one button. */
    String unsubscribe(String subscriber, String language) {
        return to("/unsubscribe/" + tokens.make(Purpose.UNSUBSCRIBE, subscriber), language);
    }

    /** For mail programs, by RFC 8058. */
    String oneClick(String subscriber) {
        return page.to("/unsubscribe/" + tokens.make(Purpose.UNSUBSCRIBE, subscriber));
    }

    String crisis(String number, String language) {
        return to("/status/" + number, language);
    }

    String status(String language) {
        return to("/status", language);
    }

    private String to(String path, String language) {
        return page.to(path) + "?lang=" + language;
    }
}
