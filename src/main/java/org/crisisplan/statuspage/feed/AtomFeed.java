package org.crisisplan.statuspage.feed;

import com.rometools.rome.feed.atom.Category;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.synd.SyndPersonImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import org.crisisplan.statuspage.StatusPageSettings;
import org.crisisplan.statuspage.StatusSnapshot;
import org.crisisplan.web.PageLanguage;
import org.springframework.stereotype.Component;

/** Atom by RFC 4287. */
@Component
public class AtomFeed {

    private final FeedEntries entries;
    private final StatusPageSettings settings;

    AtomFeed(FeedEntries entries, StatusPageSettings settings) {
        this.entries = entries;
        this.settings = settings;
    }

    public byte[] write(StatusSnapshot snapshot, PageLanguage language) {
        String lang = language.locale().getLanguage();
        var feed = new Feed("atom_1.0");
        feed.setEncoding(StandardCharsets.UTF_8.name());
        feed.setId(settings.id("feed/" + lang));
        feed.setTitle(entries.title(language));
        feed.setUpdated(Date.from(snapshot.lastChange()));
        var author = new SyndPersonImpl();
        author.setName(entries.title(language));
        feed.setAuthors(List.of(author));
        feed.setAlternateLinks(List.of(link("alternate", "text/html", settings.to("/status?lang=" + lang), language)));
        feed.setOtherLinks(
                List.of(link("self", "application/atom+xml", settings.to("/status/feed.atom?lang=" + lang), language)));
        feed.setEntries(entries.of(snapshot, language).stream()
                .map(entry -> entry(entry, language))
                .toList());
        try {
            return new WireFeedOutput().outputString(feed).getBytes(StandardCharsets.UTF_8);
        } catch (FeedException incomplete) {
            throw new IllegalStateException("The Atom feed cannot be written", incomplete);
        }
    }

    private static Entry entry(FeedEntry from, PageLanguage language) {
        var entry = new Entry();
        entry.setId(from.id());
        entry.setTitle(from.title());
        entry.setPublished(Date.from(from.published()));
        entry.setUpdated(Date.from(from.updated()));
        entry.setAlternateLinks(List.of(link("alternate", "text/html", from.link(), language)));
        entry.setCategories(from.tags().stream().map(AtomFeed::category).toList());
        var content = new Content();
        content.setType(Content.HTML);
        content.setValue(from.html());
        entry.setContents(List.of(content));
        return entry;
    }

    private static Category category(String term) {
        var category = new Category();
        category.setTerm(term);
        return category;
    }

    private static Link link(String rel, String type, String href, PageLanguage language) {
        var link = new Link();
        link.setRel(rel);
        link.setType(type);
        link.setHref(href);
        link.setHreflang(language.code());
        return link;
    }
}
