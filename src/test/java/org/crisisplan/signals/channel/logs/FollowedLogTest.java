package org.crisisplan.signals.channel.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.Signals.Accepted;
import org.crisisplan.signals.channel.logs.LogSettings.Form;
import org.crisisplan.signals.channel.logs.LogSettings.LogFile;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.SourceRepository;
import org.crisisplan.signals.source.SourceState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a log becomes signals without a gap and without repetition, whatever happens to the log and to the product. */
class FollowedLogTest {

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2026-11-23T12:00:00Z");
    private final SourceRepository sources = mock(SourceRepository.class);
    private final SourceState state = mock(SourceState.class);
    private final List<Signal> told = new ArrayList<>();
    private final Map<String, String> kept = new TreeMap<>();
    private Signals signals = (source, some) -> {
        told.addAll(some);
        return new Accepted(some.size(), 0);
    };
    private Path log;

    @BeforeEach
    void begin() {
        log = folder.resolve("waf.log");
        when(state.of(anyString()))
                .thenAnswer(asked -> Optional.ofNullable(kept.get(asked.getArgument(0, String.class))));
        doAnswer(asked -> kept.put(asked.getArgument(0), asked.getArgument(1)))
                .when(state)
                .keep(anyString(), anyString());
    }

    @Test
    void withoutConfigurationNothingIsFollowed() {
        assertThat(new LogSources(new LogSettings(Map.of(), Duration.ofSeconds(5)), signals, state, sources, clock)
                        .all())
                .isEmpty();
    }

    @Test
    void aLogIsFollowed() throws Exception {
        PolledSource followed = followed(Form.MODSECURITY);
        assertThatThrownBy(followed::poll)
                .isInstanceOf(IOException.class)
                .hasMessage("The log '" + log + "' cannot be read: NoSuchFileException");

        add(log, attack(1) + attack(2));
        assertThat(followed.poll()).isTrue();
        assertThat(followed.poll()).as("it did not grow").isFalse();
        add(log, attack(3));
        assertThat(followed.poll()).isTrue();

        assertThat(ids()).containsExactly("attack-sqli 1", "attack-sqli 2", "attack-sqli 3");
        verify(sources, never()).failed(any(), any());
    }

    @Test
    void whatCouldNotBeKeptIsSaidAgain() throws Exception {
        PolledSource followed = followed(Form.MODSECURITY);
        add(log, attack(1));
        Signals working = signals;
        signals = (source, some) -> {
            throw new IllegalStateException("no database");
        };
        PolledSource failing = followed(Form.MODSECURITY);
        assertThatThrownBy(failing::poll).hasMessage("no database");

        signals = working;
        followed.poll();
        followed.poll();

        assertThat(ids()).containsExactly("attack-sqli 1");
    }

    @Test
    void afterACrashBeforeThePlaceWasKeptTheSameIsSaidAgainWithTheSameId() throws Exception {
        add(log, attack(1));
        followed(Form.MODSECURITY).poll();
        kept.replaceAll(
                (name, place) ->
                        "{\"place\":{\"key\":null,\"headLength\":0,\"head\":\"\",\"offset\":0,\"skipping\":false},\"memory\":\"\"}");

        followed(Form.MODSECURITY).poll();

        assertThat(ids()).containsExactly("attack-sqli 1", "attack-sqli 1");
    }

    @Test
    void anotherNodeGoesOnWhereTheFirstOneWas() throws Exception {
        PolledSource here = followed(Form.MODSECURITY);
        PolledSource there = followed(Form.MODSECURITY);
        add(log, attack(1));
        here.poll();
        add(log, attack(2));
        there.poll();
        add(log, attack(3));
        here.poll();

        assertThat(ids()).containsExactly("attack-sqli 1", "attack-sqli 2", "attack-sqli 3");
    }

    @Test
    void whatIsNotUnderstoodIsToldWithoutAWordOfIt() throws Exception {
        add(log, attack(1) + "evil\u001b[31m\n\u0000\u0001\u0002\n" + attack(2));
        Files.write(log, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'}, StandardOpenOption.APPEND);

        followed(Form.MODSECURITY).poll();

        assertThat(ids()).containsExactly("attack-sqli 1", "attack-sqli 2");
        verify(sources)
                .failed(
                        eq("waf"),
                        eq("3 lines of '%s' are not in the form 'modsecurity', the first one at byte %d"
                                .formatted(log, attack(1).length())));
    }

    @Test
    void whatWasLostIsTold() throws Exception {
        PolledSource followed = followed(Form.MODSECURITY);
        add(log, attack(1));
        followed.poll();
        Files.delete(log);
        add(log, attack(2));
        followed.poll();

        verify(sources).failed(eq("waf"), contains("was truncated or put aside"));
        assertThat(ids()).containsExactly("attack-sqli 1", "attack-sqli 2");
    }

    @Test
    void aMinuteIsCountedAsAWholeAlsoWhenItIsReadByTwoOneAfterTheOther() throws Exception {
        clock.passes(Duration.ofSeconds(-130));
        PolledSource first = followed(Form.ACCESS);
        for (int i = 0; i < 30; i++) {
            add(log, request("11:57:10", 200));
        }
        first.poll();
        assertThat(told).isEmpty();
        add(log, request("11:57:40", 500).repeat(10));
        PolledSource second = followed(Form.ACCESS);
        add(log, request("11:58:01", 200).repeat(20));
        clock.passes(Duration.ofSeconds(50));
        second.poll();
        add(log, request("11:58:30", 200).repeat(20));
        clock.passes(Duration.ofSeconds(60));
        first.poll();

        assertThat(told.stream()
                        .filter(one -> "requests_per_minute".equals(one.metric()))
                        .map(Signal::value))
                .containsExactly(40.0, 40.0);
        assertThat(told.stream()
                        .filter(one -> "error_share".equals(one.metric()))
                        .map(Signal::value))
                .containsExactly(0.25, 0.0);
        assertThat(kept.get("waf")).doesNotContain("203.0.113");
    }

    /** Lines are added in pieces, files are put aside in both ways, the product stops and fails at any moment. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsMissingAndNothingTwiceWhateverHappens(long seed) throws Exception {
        Random random = new Random(seed);
        Set<String> written = new LinkedHashSet<>();
        boolean[] fails = {false};
        Signals working = signals;
        signals = (source, some) -> {
            if (fails[0]) {
                throw new IllegalStateException("no database");
            }
            return working.accept(source, some);
        };
        PolledSource followed = followed(Form.MODSECURITY);
        String rest = "";
        int generation = 0;
        boolean isKnown = false;
        add(log, "");
        followed.poll();
        for (int step = 0; step < 1_500; step++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    int number = written.size();
                    String text = rest + attack(number);
                    written.add("attack-sqli " + number);
                    int cut = random.nextBoolean() ? text.length() : random.nextInt(text.length());
                    add(log, text.substring(0, cut));
                    rest = text.substring(cut);
                }
                case 4 -> {
                    add(log, rest);
                    rest = "";
                    if (Files.size(log) > 0) {
                        // a file is known again by its first line; only its copy needs that
                        putAside(isKnown && random.nextBoolean(), ++generation);
                        isKnown = false;
                    }
                }
                case 5 -> followed = followed(Form.MODSECURITY);
                default -> {
                    fails[0] = random.nextInt(10) == 0;
                    isKnown |= poll(followed) && Files.readString(log).contains("\n");
                }
            }
        }
        add(log, rest);
        fails[0] = false;
        for (int i = 0; i < 3; i++) {
            followed.poll();
        }

        assertThat(String.join("\n", ids())).isEqualTo(String.join("\n", written));
        verify(sources, never()).failed(any(), any());
    }

    private void putAside(boolean byCopy, int generation) throws IOException {
        // as of real files, each is younger than the one before
        Path aside = folder.resolve("waf.log-" + (10_000 + generation));
        if (byCopy) {
            Files.copy(log, aside);
            Files.newByteChannel(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        } else {
            Files.move(log, aside);
            add(log, "");
        }
        Files.setLastModifiedTime(aside, FileTime.fromMillis(1_000_000L * generation));
    }

    private static boolean poll(PolledSource followed) throws Exception {
        try {
            followed.poll();
            return true;
        } catch (IllegalStateException noDatabase) {
            assertThat(noDatabase).hasMessage("no database");
            return false;
        }
    }

    private PolledSource followed(Form form) {
        LogFile file = new LogFile(log, form, "site", "user-data", ZoneOffset.UTC, true, null, 20, 1000);
        return new LogSources(
                        new LogSettings(Map.of("waf", file), Duration.ofSeconds(5)),
                        (source, some) -> signals.accept(source, some),
                        state,
                        sources,
                        clock)
                .all()
                .get(0);
    }

    private List<String> ids() {
        return told.stream().map(Signal::id).toList();
    }

    private static String attack(int number) {
        return "{\"transaction\": {\"unique_id\": \"%d\", \"messages\": [{\"details\": {\"ruleId\": \"942100\"}}]}}\n"
                .formatted(number);
    }

    private static String request(String time, int status) {
        return "203.0.113.7 - - [23/Nov/2026:%s +0000] \"GET / HTTP/1.1\" %d 10\n".formatted(time, status);
    }

    private static void add(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
