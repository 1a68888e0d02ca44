package org.crisisplan.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PublicAddressTest {

    /** What is set, and what holds then: where feeds and mails lead, and posts elsewhere. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # address               page                          base              -> address              page
            https://s.example,      -,                            http://in.house,     https://s.example,   https://s.example/status
            https://s.example/,     -,                            -,                   https://s.example/,  https://s.example/status
            -,                      https://s.example/status,     http://in.house,     https://s.example,   https://s.example/status
            -,                      https://s.example/elsewhere,  http://in.house,     http://in.house,     https://s.example/elsewhere
            https://a.example,      https://b.example/status,     -,                   https://a.example,   https://b.example/status
            -,                      -,                            http://in.house,     http://in.house,     -
            -,                      -,                            -,                   -,                   -
            """)
    void oneOfThemFollowsFromTheOther(String address, String page, String base, String addressThen, String pageThen) {
        var settings = new StandardEnvironment();
        Map<String, Object> set = new java.util.HashMap<>();
        put(set, PublicAddress.ADDRESS, address);
        put(set, PublicAddress.PAGE, page);
        put(set, "crisis-plan.notify.base-url", base);
        settings.getPropertySources().addFirst(new MapPropertySource("set", set));
        settings.getPropertySources().addLast(new MapPropertySource("follows", PublicAddress.following(settings)));
        assertThat(settings.getProperty(PublicAddress.ADDRESS)).isEqualTo(addressThen);
        assertThat(settings.getProperty(PublicAddress.PAGE)).isEqualTo(pageThen);
    }

    private static void put(Map<String, Object> set, String key, String value) {
        if (value != null) {
            set.put(key, value);
        }
    }
}
