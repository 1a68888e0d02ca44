package org.crisisplan.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chinese that people read takes full-width punctuation, wherever it stands. */
class ChinesePunctuationTest {

    /** Behind a Chinese character, and with Chinese or nothing behind it: what stands before English belongs to the English. */
    private static final Pattern HALF_WIDTH =
            Pattern.compile("(?<=\\p{IsHan})[,:;?!](?=\\s*$|[\"<&'）”』」]|\\s?\\p{IsHan})");

    @ParameterizedTest
    @CsvSource({
        "processes, *.bpmn",
        "dmn, *.dmn",
        "forms, *.form",
        "src/main/resources/messages, *.properties",
        "src/main/resources/templates, *.html",
        "src/main/resources/templates, *.txt",
        "src/main/resources/texts, *",
        "src/main/resources/cases, *.yaml",
        "src/main/resources/META-INF, zh.json"
    })
    void isFullWidth(Path folder, String names) throws IOException {
        PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:" + names);
        List<String> chinese = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> wanted.matches(file.getFileName()))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.codePoints().anyMatch(ChinesePunctuationTest::isHan)) {
                        chinese.add(line);
                        if (HALF_WIDTH.matcher(line).find()) {
                            faults.add(file + ": " + line.strip());
                        }
                    }
                }
            }
        }
        assertThat(chinese).isNotEmpty();
        assertThat(faults).isEmpty();
    }

    private static boolean isHan(int letter) {
        return Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN;
    }
}
