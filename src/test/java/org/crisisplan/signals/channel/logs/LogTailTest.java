package org.crisisplan.signals.channel.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.signals.channel.logs.LogTail.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is read to its end, each line once, however it is put aside and whenever one looks. */
class LogTailTest {

    @TempDir
    Path folder;

    private Path log;
    private LogTail tail;
    private Place place = Place.NOWHERE;
    private Progress progress = new Progress(place, 0, true, 0, false);

    @BeforeEach
    void begin() {
        log = folder.resolve("access.log");
        tail = new LogTail(log, 100, 1_000_000);
    }

    @Test
    void whatIsAddedIsReadAndOnlyThat() throws IOException {
        add(log, "one\ntwo\r\n\n");

        assertThat(read()).containsExactly("one", "two");
        assertThat(progress.lost()).isFalse();
        assertThat(read()).isEmpty();
        assertThat(progress.bytes()).isZero();
        add(log, "three\n");
        assertThat(read()).containsExactly("three");
    }

    @Test
    void aLineThatIsNotFinishedIsReadWhenItIs() throws IOException {
        add(log, "one\ntw");
        assertThat(read()).containsExactly("one");
        assertThat(read()).isEmpty();
        assertThat(progress.bytes())
                .as("nothing is new until the line is whole")
                .isZero();

        add(log, "o\n");
        assertThat(read()).containsExactly("two");
    }

    @Test
    void aCharacterOfSeveralBytesMayBeCutAnywhere() throws IOException {
        byte[] line = "数据\n".getBytes(StandardCharsets.UTF_8);
        add(log, new String(line, 0, 3, StandardCharsets.UTF_8));
        Files.write(log, new byte[] {line[3]}, StandardOpenOption.APPEND);
        assertThat(read()).isEmpty();
        Files.write(log, new byte[] {line[4], line[5], line[6]}, StandardOpenOption.APPEND);

        assertThat(read()).containsExactly("数据");
    }

    @Test
    void theFirstLookBeginsAtTheEndOrAtTheBeginning() throws IOException {
        add(log, "old\nhalf");

        place = tail.first(false);
        add(log, " of old\nnew\n");
        assertThat(read()).containsExactly("new");
        place = tail.first(true);
        assertThat(read()).containsExactly("old", "half of old", "new");
    }

    @Test
    void aLogThatIsNotThereYetIsReadFromItsBeginning() throws IOException {
        place = tail.first(false);
        assertThatThrownBy(this::read).isInstanceOf(NoSuchFileException.class);

        add(log, "one\n");
        assertThat(read()).containsExactly("one");
        assertThat(progress.lost()).isFalse();
    }

    @Test
    void aRenamedFileIsReadToItsEndBeforeTheNewOne() throws IOException {
        add(log, "one\n");
        assertThat(read()).containsExactly("one");
        add(log, "two\n");

        Path aside = rename("access.log.1");
        assertThat(read()).as("the new file is not there yet").containsExactly("two");
        add(aside, "late\n");
        assertThat(read()).containsExactly("late");
        add(log, "");
        assertThat(read()).as("the new file is empty yet").isEmpty();
        add(log, "three\n");
        add(aside, "very late\n");
        assertThat(read()).containsExactly("very late");
        assertThat(read()).containsExactly("three");
        assertThat(progress.next().key()).isEqualTo(key(log));
    }

    @Test
    void aRestartInTheMiddleOfARotationLosesNothing() throws IOException {
        add(log, "one\n");
        assertThat(read()).containsExactly("one");
        add(log, "two\n");
        rename("access-20261123.log");
        add(log, "three\n");

        tail = new LogTail(log, 100, 1_000_000);

        assertThat(readTwice()).containsExactly("two", "three");
    }

    @Test
    void severalRotationsDuringAStopAreReadInTheirOrder() throws IOException {
        add(log, "one\n");
        assertThat(read()).containsExactly("one");
        add(log, "two\n");
        Path first = rename("access.log.1");
        add(log, "three\n");
        first = Files.move(first, folder.resolve("access.log.2"));
        Path second = rename("access.log.1");
        add(log, "four\n");
        modified(first, 100);
        modified(second, 200);
        modified(log, 300);

        assertThat(read()).containsExactly("two", "three");
        assertThat(read()).containsExactly("four");
    }

    @Test
    void aFileThatIsCopiedAndTruncatedIsReadFromTheCopy() throws IOException {
        add(log, "one\n");
        assertThat(read()).containsExactly("one");
        add(log, "two\n");
        copyAndTruncate("access.log.1");
        add(log, "three\n");

        assertThat(read()).containsExactly("two", "three");
        assertThat(progress.lost()).isFalse();
        add(log, "four\n");
        assertThat(read()).containsExactly("four");
    }

    @Test
    void alsoWhenItHasGrownBeyondThePlaceAgain() throws IOException {
        add(log, "one\n");
        assertThat(read()).containsExactly("one");
        add(log, "two\n");
        copyAndTruncate("access.log.1");
        add(log, "a line that is much longer than what was there before\n");

        assertThat(read()).containsExactly("two", "a line that is much longer than what was there before");
    }

    @Test
    void anEmptyFileThatIsPutAsideLosesNothing() throws IOException {
        add(log, "");
        assertThat(read()).isEmpty();
        add(log, "one\n");
        copyAndTruncate("access.log.1");
        add(log, "two\n");

        read();
        assertThat(progress.lost()).isFalse();
    }

    @Test
    void whatIsGoneIsSaid() throws IOException {
        add(log, "one\n");
        read();
        Files.delete(log);
        add(log, "other\n");

        assertThat(read()).containsExactly("other");
        assertThat(progress.lost()).isTrue();
        assertThat(read()).isEmpty();
        assertThat(progress.lost()).isFalse();
    }

    @Test
    void otherLogsBesideItAreNotTakenForIt() throws IOException {
        add(log, "one\n");
        read();
        rename("access.log.1");
        add(folder.resolve("access.log.api"), "api\n");
        add(folder.resolve("access.log.2.gz"), "gz\n");
        add(folder.resolve("access-ssl.log"), "ssl\n");
        add(log, "two\n");

        assertThat(readTwice()).containsExactly("two");
    }

    @Test
    void aLineThatIsTooLongIsLeftOutAndTheNextOneIsNot() throws IOException {
        add(log, "one\n" + "x".repeat(300));
        assertThat(read()).containsExactly("one");
        assertThat(progress.tooLong()).isEqualTo(1);
        assertThat(progress.next().skipping()).isTrue();
        add(log, "x".repeat(300));
        assertThat(read()).isEmpty();
        assertThat(progress.tooLong()).as("it is the same line").isZero();

        tail = new LogTail(log, 100, 1_000_000);
        add(log, "xx\ntwo\n");
        assertThat(read()).containsExactly("two");
    }

    @Test
    void zerosAtTheBeginningAreNoLine() throws IOException {
        Files.write(log, new byte[5_000]);
        add(log, "one\n");

        assertThat(read()).containsExactly("one");
    }

    @Test
    void aLongBacklogIsReadInParts() throws IOException {
        tail = new LogTail(log, 100, 200_000);
        StringBuilder lines = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            expected.add("line " + i);
            lines.append("line ").append(i).append('\n');
        }
        add(log, lines.toString());

        List<String> all = new ArrayList<>();
        int parts = 0;
        do {
            all.addAll(read());
            parts++;
        } while (!progress.atEnd());

        assertThat(all).isEqualTo(expected);
        assertThat(parts).isBetween(3, 5);
    }

    private List<String> read() throws IOException {
        List<String> lines = new ArrayList<>();
        progress = tail.read(place, line -> lines.add(line.text()));
        place = progress.next();
        return lines;
    }

    private List<String> readTwice() throws IOException {
        List<String> lines = new ArrayList<>(read());
        lines.addAll(read());
        return lines;
    }

    private static void add(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path rename(String to) throws IOException {
        return Files.move(log, folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    private void copyAndTruncate(String to) throws IOException {
        Files.copy(log, folder.resolve(to));
        Files.newByteChannel(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                .close();
    }

    private static void modified(Path file, long second) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000));
    }

    private static String key(Path file) throws IOException {
        return Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey()
                .toString();
    }
}
