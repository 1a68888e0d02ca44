package org.crisisplan.signals.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strangers wrote is made to fit; platforms have the names that people use. */
class MentionTest {

    @ParameterizedTest
    @CsvSource({
        "https://techcrunch.com/a, techcrunch",
        "https://www.weibo.com/1, weibo",
        "https://news.people.com.cn/n1, people",
        "https://m.bbc.co.uk, bbc",
        "https://X.com/a, x",
        "http://10.0.0.1/a,",
        "http://[::1]/a,",
        "not an address,",
        "localhost,"
    })
    void aPlatformIsCalledByItsSite(String address, String platform) {
        assertThat(Mention.platformAt(address)).isEqualTo(platform);
    }

    @Test
    void wordsStayWithoutTheirMarkup() {
        assertThat(PlainText.ofHtml("<p>One&nbsp;&amp; <b>two</b><br>three</p><script>x()</script><style>y</style>"
                        + "<ul><li>a<li>b</ul><!-- no -->"))
                .isEqualTo("One & two\nthree\na\nb");
        assertThat(PlainText.ofHtml("no <markup")).isEqualTo("no");
        assertThat(PlainText.ofHtml("<div>".repeat(50_000) + "deep")).isEqualTo("");
    }
}
