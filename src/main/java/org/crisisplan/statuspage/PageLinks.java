package org.crisisplan.statuspage;

import org.crisisplan.web.PageLanguage;

/**
 * Where the links of a public page lead. They are relative to the page: they hold behind any proxy, and no header can bend them. A copy
 * on another host consists of files and has no queries.
 *
 * @param root what leads from the page to where {@code /status} is
 * @param page the page itself, as a file without its ending
 * @param files whether it is a page of the copy
 */
public record PageLinks(String root, String page, PageLanguage language, boolean files) {

    static final String OVERVIEW = "index";
    static final String HISTORY = "history";

    static PageLinks served(String root, String page, PageLanguage language) {
        return new PageLinks(root, page, language, false);
    }

    static PageLinks ofCopy(String page, PageLanguage language) {
        return new PageLinks("", page, language, true);
    }

    /** The file that a page is in the copy. */
    static String file(String page, boolean chinese) {
        return page + (chinese ? ".zh" : "") + ".html";
    }

    public String overview() {
        return files ? file(OVERVIEW, language.chinese()) : root + "status" + language.kept();
    }

    public String history() {
        return files ? file(HISTORY, language.chinese()) : root + "status/history" + language.kept();
    }

    public String crisis(String number) {
        return files ? file(number, language.chinese()) : root + "status/" + number + language.kept();
    }

    public String otherLanguage() {
        if (files) {
            return file(page, !language.chinese());
        }
        return language.chinese() ? "?lang=en" : "?lang=zh";
    }

    public String atom() {
        return feed("atom");
    }

    public String jsonFeed() {
        return feed("json");
    }

    private String feed(String ending) {
        return files
                ? "feed" + (language.chinese() ? ".zh." : ".") + ending
                : root + "status/feed." + ending + (language.chinese() ? "?lang=zh" : "?lang=en");
    }

    public String css(String file) {
        return root + "css/" + file;
    }
}
