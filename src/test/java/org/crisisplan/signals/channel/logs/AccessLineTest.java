package org.crisisplan.signals.channel.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of nginx and Apache are understood, whatever a visitor made them write. */
class AccessLineTest {

    @Test
    void recordedLinesAreUnderstood() throws IOException {
        List<AccessLine> lines = Files.readAllLines(Path.of("src/test/resources/signals/logs/access.log")).stream()
                .map(AccessLine::read)
                .map(Optional::orElseThrow)
                .toList();

        assertThat(lines).extracting(AccessLine::status).containsExactly(200, 200, 502, 400, 200, 503);
        assertThat(lines).extracting(AccessLine::seconds).containsExactly(0.142, 0.001, 4.002, 0.031, null, null);
        assertThat(lines).extracting(AccessLine::isPage).containsExactly(true, false, false, false, true, true);
        assertThat(lines.stream().map(AccessLine::visitor).distinct()).hasSize(5);
        assertThat(lines.get(0).visitor()).isEqualTo(lines.get(1).visitor());
        assertThat(Instant.ofEpochSecond(lines.get(0).minute() * 60)).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(lines.get(5).minute()).isEqualTo(lines.get(0).minute() + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "/, true",
        "/a/b, true",
        "/index.html?x=1.css, true",
        "/v1.2/list, true",
        "/a.PHP, true",
        "/site.js?v=3, false",
        "/logo.png, false"
    })
    void partsOfPagesAreNoPages(String path, boolean isPage) {
        AccessLine line = AccessLine.read(
                        "1.2.3.4 - - [23/Nov/2026:16:00:01 +0800] \"GET " + path + " HTTP/1.1\" 200 1")
                .orElseThrow();

        assertThat(line.isPage()).isEqualTo(isPage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "[",
                "hello world",
                "1.2.3.4",
                "1.2.3.4 - - [23/Nov/2026:16:00:01 +0800]",
                "1.2.3.4 - - [23/Nov/2026:16:00:01 +0800] \"GET / HTTP/1.1",
                "1.2.3.4 - - [23/Nov/2026:16:00:01 +0800] \"GET / HTTP/1.1\\\" 200 1",
                "1.2.3.4 - - [23/Nov/2026:16:00:01 +0800] \"GET / HTTP/1.1\" 20",
                "1.2.3.4 - - [23/Nov/2026:16:00:01 +0800] \"GET / HTTP/1.1\" 2000 1",
                "1.2.3.4 - - [23/Nov/2026:16:00:01 +0800] \"GET / HTTP/1.1\" 700 1",
                "1.2.3.4 - - [23/Foo/2026:16:00:01 +0800] \"GET / HTTP/1.1\" 200 1",
                "1.2.3.4 - - [31/Dec/2026:16:00:61 +0800] \"GET / HTTP/1.1\" 200 1"
            })
    void whatIsNoAccessLogIsNotMistakenForOne(String line) {
        assertThat(AccessLine.read(line)).isEmpty();
    }

    @Test
    void noChangeOfALineBreaksItsReading() {
        String line = "203.0.113.9 - - [23/Nov/2026:16:00:01 +0800] \"GET /a HTTP/1.1\" 200 5120 \"-\" \"x\" 0.142";
        Random random = new Random(7);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            var changed = new StringBuilder(line.substring(0, random.nextInt(line.length() + 1)));
            if (!changed.isEmpty()) {
                changed.setCharAt(random.nextInt(changed.length()), (char) random.nextInt(0x3000));
            }
            understood += AccessLine.read(changed.toString()).isPresent() ? 1 : 0;
        }
        assertThat(understood).isBetween(1_000, 15_000);
    }
}
