package org.crisisplan.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The Chinese of the web apps beside the English that comes with them, and our own pages' two languages beside each other. */
class WebappTextsTest {

    private static final String APPS = "META-INF/resources/webjars/camunda/app/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}|\\{\\d}");

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "welcome"})
    void wherePeopleWorkEveryTextHasItsChinese(String app) throws IOException {
        // without English behind it, a text that is missing would be shown as its key
        assertThat(labels(app, "zh").keySet()).isEqualTo(labels(app, "en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void aTranslationKeepsThePlaceholdersAndNamesNothingThatIsNotThere(String app) throws IOException {
        Map<String, String> english = labels(app, "en");

        List<String> wrong = new ArrayList<>();
        labels(app, "zh").forEach((key, text) -> {
            if (!english.containsKey(key)) {
                wrong.add(key + " is no text of " + app);
            } else if (!text.isEmpty() && !placeholders(text).equals(placeholders(english.get(key)))) {
                wrong.add(key + ": " + text);
            }
        });

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void everyWebAppHasTheProductsNameAndNoAnnouncement(String app) throws IOException {
        assertThat(ours(app, "scripts/config.js"))
                .contains("vendor: 'crisis-plan'")
                .contains("'zh'")
                .contains("disableWelcomeMessage: true");
        assertThat(ours(app, "styles/user-styles.css")).containsPattern("\\.ce-eol-banner \\{\\s+display: none;");
    }

    @Test
    void theAnnouncementIsStillWhereItIsHidden() throws IOException {
        // an update of the web apps that renames it would bring it back unseen
        assertThat(theirs("tasklist", "camunda-tasklist-bootstrap.js")).contains("class=\"ce-eol-banner\"");
    }

    @Test
    void ourPagesSayTheSameInBothLanguages() throws IOException {
        Properties english = PropertiesLoaderUtils.loadProperties(new ClassPathResource("messages/board.properties"));
        Properties chinese =
                PropertiesLoaderUtils.loadProperties(new ClassPathResource("messages/board_zh.properties"));

        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(english.stringPropertyNames())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(placeholders(chinese.getProperty(key)))
                        .isEqualTo(placeholders(english.getProperty(key))));
    }

    private static Map<String, String> labels(String app, String language) throws IOException {
        String file = "locales/" + language + ".json";
        String text = language.equals("en") ? theirs(app, file) : ours(app, file);
        JsonNode labels =
                new ObjectMapper().readTree(text.replace("\uFEFF", "")).get("labels");
        Map<String, String> all = new TreeMap<>();
        labels.properties()
                .forEach(label -> all.put(label.getKey(), label.getValue().asText()));
        return all;
    }

    private static TreeSet<String> placeholders(String text) {
        var found = new TreeSet<String>();
        PLACEHOLDER
                .matcher(text)
                .results()
                .forEach(match -> found.add(match.group().replace(" ", "")));
        return found;
    }

    private static String ours(String app, String file) throws IOException {
        return new ClassPathResource(APPS + app + "/" + file)
                .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String theirs(String app, String file) throws IOException {
        for (Resource found :
                new PathMatchingResourcePatternResolver().getResources("classpath*:" + APPS + app + "/" + file)) {
            if (found.getURL().toString().contains("camunda-webapp-webjar")) {
                return found.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("The web apps do not have " + app + "/" + file);
    }
}
