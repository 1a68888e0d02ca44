package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crisisplan.NodeProcess;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;

/** A database that cannot be trusted or written is not opened, and the operator reads why in a sentence. */
class DatabaseFileCheckTest {

    private static final int BLOCK = 4096;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void where() {
        file = folder.resolve("crisis-plan.mv.db");
    }

    @Test
    void aWholeFileIsOpened() throws Exception {
        fill();
        assertThatCode(() -> DatabaseFileCheck.check(file, false)).doesNotThrowAnyException();
        assertThatCode(() -> DatabaseFileCheck.check(folder.resolve("new.mv.db"), false))
                .doesNotThrowAnyException();
        Files.createFile(folder.resolve("empty.mv.db"));
        assertThatCode(() -> DatabaseFileCheck.check(folder.resolve("empty.mv.db"), false))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 25, 50, 75, 97})
    void aFileThatWasCutIsRefusedUnlessSomebodyWantsIt(int percent) throws Exception {
        fill();
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(Math.max(2 * BLOCK, cut.length() * percent / 100));
        }
        assertThatThrownBy(() -> DatabaseFileCheck.check(file, false))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining("The database " + file + " is damaged: ");
        assertThatCode(() -> DatabaseFileCheck.check(file, true)).doesNotThrowAnyException();
    }

    @Test
    void aForeignFileIsRefused() throws Exception {
        Files.writeString(file, "A spreadsheet of somebody, saved under this name by mistake.\n".repeat(1000));
        refused("The file " + file + " is no database of this product, or is destroyed.");
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        fill();
        byte[] all = Files.readAllBytes(file);
        for (int header : new int[] {0, BLOCK}) {
            String text = new String(all, header, BLOCK, StandardCharsets.ISO_8859_1);
            String other = text.substring(0, text.indexOf(",fletcher:")).replace("format:3", "format:2");
            byte[] bytes = other.getBytes(StandardCharsets.ISO_8859_1);
            byte[] whole = (other + ",fletcher:" + Integer.toHexString(DataUtils.getFletcher32(bytes, 0, bytes.length))
                            + "\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(whole, 0, all, header, whole.length);
        }
        Files.write(file, all);
        refused("The database " + file + " was written by another version of H2");
    }

    @Test
    void aSecondInstanceIsRefused() throws Exception {
        try (Connection first = open()) {
            first.createStatement().execute("create table t (x int)");
            refused("Another instance of the product, or another program, uses the database " + file + ".");
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() throws Exception {
        Path noFolder = Files.createFile(folder.resolve("no-folder"));
        assertThatThrownBy(() -> start(noFolder.resolve("home")))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining("The folder " + noFolder.resolve("home") + " of the database cannot be made");
        Files.createDirectories(file);
        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining("The database " + file + " cannot be written.");
    }

    private static void start(Path home) {
        new SpringApplication(DatabaseFileTest.Nothing.class)
                .run("--spring.datasource.url=jdbc:h2:file:" + home.resolve("crisis-plan"));
    }

    @Test
    void theOperatorReadsTheSentenceAndLittleElse() throws Exception {
        try (Connection other = open();
                NodeProcess node = NodeProcess.launch("check", List.of("--spring.datasource.url=" + address()))) {
            assertThat(other.isValid(1)).isTrue();
            assertThat(node.process().waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(node.process().exitValue()).isEqualTo(1);
            List<String> log = Files.readAllLines(node.log().toPath());
            assertThat(log)
                    .contains("Another instance of the product, or another program, uses the database " + file + ".")
                    .hasSizeLessThan(20);
        }
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> DatabaseFileCheck.check(file, false))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining(sentence);
    }

    private Connection open() throws Exception {
        return DriverManager.getConnection(address(), "sa", "");
    }

    private String address() {
        return "jdbc:h2:file:" + folder.resolve("crisis-plan");
    }

    private void fill() throws Exception {
        try (Connection connection = open()) {
            connection
                    .createStatement()
                    .execute("create table if not exists kept (x int primary key, words varchar(2000))");
            for (int i = 0; i < 20; i++) {
                connection
                        .createStatement()
                        .execute("insert into kept select x + " + i * 200
                                + ", random_uuid() || repeat('x', 1000) from system_range(1, 200)");
                connection.createStatement().execute("checkpoint");
            }
        }
    }
}
