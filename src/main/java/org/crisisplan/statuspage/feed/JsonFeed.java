package org.crisisplan.statuspage.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.statuspage.StatusPageSettings;
import org.crisisplan.statuspage.StatusSnapshot;
import org.crisisplan.web.PageLanguage;
import org.springframework.stereotype.Component;

/** JSON Feed 1.1. */
@Component
public class JsonFeed {

    private final FeedEntries entries;
    private final StatusPageSettings settings;
    private final ObjectMapper json;

    JsonFeed(FeedEntries entries, StatusPageSettings settings, ObjectMapper json) {
        this.entries = entries;
        this.settings = settings;
        this.json = json;
    }

    public byte[] write(StatusSnapshot snapshot, PageLanguage language) {
        String lang = language.locale().getLanguage();
        Map<String, Object> feed = new LinkedHashMap<>();
        feed.put("version", "https://jsonfeed.org/version/1.1");
        feed.put("title", entries.title(language));
        feed.put("home_page_url", settings.to("/status?lang=" + lang));
        feed.put("feed_url", settings.to("/status/feed.json?lang=" + lang));
        feed.put("language", language.code());
        feed.put("authors", List.of(Map.of("name", entries.title(language))));
        feed.put(
                "items",
                entries.of(snapshot, language).stream()
                        .map(entry -> item(entry, language))
                        .toList());
        try {
            return json.writeValueAsBytes(feed);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The JSON feed cannot be written", impossible);
        }
    }

    private static Map<String, Object> item(FeedEntry entry, PageLanguage language) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", entry.id());
        item.put("url", entry.link());
        item.put("title", entry.title());
        item.put("content_html", entry.html());
        item.put("content_text", entry.text());
        item.put("date_published", entry.published().toString());
        item.put("date_modified", entry.updated().toString());
        item.put("tags", entry.tags());
        item.put("language", language.code());
        return item;
    }
}
