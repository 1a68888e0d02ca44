package org.crisisplan.statuspage.copy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crisisplan.statuspage.PublicCrisis;
import org.crisisplan.statuspage.PublicFile;
import org.crisisplan.statuspage.StatusPageView;
import org.crisisplan.statuspage.StatusSnapshot;
import org.crisisplan.statuspage.api.Badge;
import org.crisisplan.statuspage.api.PublicNotices;
import org.crisisplan.statuspage.api.StatuspageJson;
import org.crisisplan.statuspage.feed.AtomFeed;
import org.crisisplan.statuspage.feed.JsonFeed;
import org.crisisplan.web.PageLanguage;
import org.springframework.stereotype.Component;

/** All files of one copy. What others lead to comes first, the page that leads to them last. */
@Component
class CopyFiles {

    private static final int MOST_CRISES = 50;
    private static final List<PageLanguage> LANGUAGES =
            List.of(new PageLanguage(Locale.CHINESE, true), new PageLanguage(Locale.ENGLISH, true));

    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final StatusPageView view;
    private final AtomFeed atom;
    private final JsonFeed jsonFeed;
    private final StatuspageJson statuspage;
    private final PublicNotices notices;
    private final Badge badge;

    CopyFiles(
            StatusPageView view,
            AtomFeed atom,
            JsonFeed jsonFeed,
            StatuspageJson statuspage,
            PublicNotices notices,
            Badge badge) {
        this.view = view;
        this.atom = atom;
        this.jsonFeed = jsonFeed;
        this.statuspage = statuspage;
        this.notices = notices;
        this.badge = badge;
    }

    List<CopyFile> of(StatusSnapshot snapshot) {
        List<CopyFile> files = new ArrayList<>();
        files.add(new CopyFile("css/status.css", "text/css; charset=utf-8", PublicFile.read("static/css/status.css")));
        files.add(new CopyFile("css/status.svg", "image/svg+xml", PublicFile.read("static/css/status.svg")));
        files.add(new CopyFile("age.js", SCRIPT, PublicFile.read("statuspage/age.js")));
        files.add(new CopyFile("notice.js", SCRIPT, PublicNotices.script()));
        for (PublicCrisis crisis : snapshot.latest().stream().limit(MOST_CRISES).toList()) {
            for (PageLanguage language : LANGUAGES) {
                files.add(page(crisis.number(), language, view.copyOfCrisis(snapshot, crisis, language)));
            }
        }
        for (PageLanguage language : LANGUAGES) {
            String end = language.chinese() ? ".zh." : ".";
            files.add(page("history", language, view.copyOfHistory(snapshot, language)));
            files.add(new CopyFile("feed" + end + "atom", "application/atom+xml", atom.write(snapshot, language)));
            files.add(new CopyFile("feed" + end + "json", "application/feed+json", jsonFeed.write(snapshot, language)));
            files.add(new CopyFile("badge" + end + "svg", "image/svg+xml", badge.write(snapshot, language)));
        }
        for (StatuspageJson.Answer answer : StatuspageJson.Answer.values()) {
            files.add(new CopyFile(
                    "api/v2/" + answer.file(), JSON, statuspage.write(answer, snapshot, LANGUAGES.get(1))));
        }
        files.add(new CopyFile("notices.json", JSON, notices.write(snapshot)));
        for (PageLanguage language : LANGUAGES) {
            files.add(page("index", language, view.copyOfOverview(snapshot, language)));
        }
        return files;
    }

    private static CopyFile page(String name, PageLanguage language, String html) {
        return new CopyFile(
                name + (language.chinese() ? ".zh" : "") + ".html", HTML, html.getBytes(StandardCharsets.UTF_8));
    }
}
