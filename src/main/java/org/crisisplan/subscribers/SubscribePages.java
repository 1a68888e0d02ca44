package org.crisisplan.subscribers;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.statuspage.Moments;
import org.crisisplan.statuspage.StatusCache;
import org.crisisplan.web.PageLanguage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/** Writes the public pages around subscriptions: no script, no cookie, nothing for caches, and no address of a page given away. */
@Component
class SubscribePages {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private final ISpringTemplateEngine templates;
    private final PublishSettings publisher;
    private final StatusCache site;
    private final SubscriberMails mails;
    private final Moments moments;

    SubscribePages(
            ISpringTemplateEngine templates,
            PublishSettings publisher,
            StatusCache site,
            SubscriberMails mails,
            Moments moments) {
        this.templates = templates;
        this.publisher = publisher;
        this.site = site;
        this.mails = mails;
        this.moments = moments;
    }

    /** A component to tick. */
    record Box(String key, String name, String description, boolean ticked) {}

    /**
     * What was filled in, and what is wrong with it.
     *
     * @param problem why the form is shown again, as the end of a message key; null the first time
     */
    record Filled(
            String address, Choice choice, @Nullable String problem, boolean addressWrong, boolean nothingTicked) {

        static Filled nothing(PageLanguage language) {
            return new Filled("", Choice.of(language.chinese() ? "zh" : "en", ""), null, false, false);
        }

        Filled because(String reason) {
            return new Filled(address, choice, reason, addressWrong, nothingTicked);
        }
    }

    ResponseEntity<byte[]> form(HttpStatus status, PageLanguage language, Filled filled) {
        Map<String, Object> page = page(language, "", "form");
        page.put("filled", filled);
        page.put("boxes", boxes(filled.choice(), language, filled.nothingTicked()));
        return answer(status).body(write("subscribe", language, page));
    }

    /** The one button that confirms. */
    ResponseEntity<byte[]> confirm(PageLanguage language, Request request) {
        Map<String, Object> page = page(language, "../../", "confirm");
        page.put("address", request.address().masked());
        page.put("wanted", mails.wanted(request.choice(), language.locale()));
        page.put("spoken", request.choice().language());
        return answer(HttpStatus.OK).body(write("confirm", language, page));
    }

    ResponseEntity<byte[]> manage(
            HttpStatus status,
            PageLanguage language,
            Subscriber person,
            Choice shown,
            String unsubscribe,
            String erase,
            @Nullable String said) {
        Map<String, Object> page = page(language, "../../", "manage");
        MailAddress address = person.address();
        page.put("address", address == null ? "" : address.masked());
        page.put("choice", shown);
        page.put("boxes", boxes(shown, language, "nothing".equals(said)));
        page.put("unsubscribe", unsubscribe);
        page.put("erase", erase);
        page.put("said", said == null ? "" : said);
        return answer(status).body(write("manage", language, page));
    }

    /** The one button that ends it. */
    ResponseEntity<byte[]> unsubscribe(PageLanguage language, @Nullable MailAddress address) {
        Map<String, Object> page = page(language, "../", "unsubscribe");
        page.put("address", address == null ? "" : address.masked());
        return answer(HttpStatus.OK).body(write("unsubscribe", language, page));
    }

    /** A few words. @param root what leads from the page to where {@code /subscribe} is */
    ResponseEntity<byte[]> told(HttpStatus status, PageLanguage language, String root, String state) {
        return told(status, language, root, state, null, null);
    }

    ResponseEntity<byte[]> told(
            HttpStatus status,
            PageLanguage language,
            String root,
            String state,
            @Nullable String manage,
            @Nullable Instant until) {
        Map<String, Object> page = page(language, root, state);
        page.put("manage", manage == null ? "" : manage);
        page.put("until", until == null ? "" : moments.inWords(until, language.locale()));
        return answer(status).body(write("told", language, page));
    }

    private List<Box> boxes(Choice choice, PageLanguage language, boolean none) {
        Set<String> ticked = choice.components();
        return site.snapshot().components().stream()
                .map(component -> new Box(
                        component.key(),
                        component.name(language.chinese()),
                        component.description(language.chinese()),
                        !none && (choice.all() || ticked.contains(component.key()))))
                .toList();
    }

    private Map<String, Object> page(PageLanguage language, String root, String state) {
        Map<String, Object> page = new HashMap<>();
        page.put("organisation", publisher.organisation());
        page.put("language", language);
        page.put("root", root);
        page.put("state", state);
        return page;
    }

    private byte[] write(String template, PageLanguage language, Map<String, Object> page) {
        return templates
                .process("subscribers/" + template, new Context(language.locale(), page))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header("Content-Security-Policy", POLICY)
                // the address of the page is a secret
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex");
    }
}
