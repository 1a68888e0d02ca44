package org.crisisplan.signals.watchlist;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** The words of what is written in HTML. The result is text, to be escaped by whoever shows it. */
public final class PlainText {

    /** Nobody says more than this in earnest; what is behind is not looked at. */
    private static final int MOST = 200_000;

    private static final String LINES = "p, div, li, tr, h1, h2, h3, h4, h5, h6, blockquote, pre";
    private static final Pattern SPACES = Pattern.compile("[ \\t\\x0B\\f\\r\\u00a0]+");
    private static final Pattern EMPTY_LINES = Pattern.compile(" ?\\n[ \\n]*");

    private PlainText() {}

    public static String ofHtml(String html) {
        Document document = Jsoup.parse(html.length() > MOST ? html.substring(0, MOST) : html);
        for (Element lineBreak : document.select("br")) {
            lineBreak.after(new TextNode("\n"));
        }
        for (Element line : document.select(LINES)) {
            line.prependChild(new TextNode("\n"));
            line.appendChild(new TextNode("\n"));
        }
        return tidied(document.body().wholeText());
    }

    /** Without runs of spaces and empty lines. */
    public static String tidied(String text) {
        String oneSpace = SPACES.matcher(text).replaceAll(" ");
        return EMPTY_LINES.matcher(oneSpace).replaceAll("\n").strip();
    }
}
