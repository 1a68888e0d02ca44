package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** Who may read the embedded database. */
class DatabaseFileTest {

    @TempDir
    Path folder;

    private Path home;
    private Path database;

    @BeforeEach
    void where() {
        home = folder.resolve("home");
        database = home.resolve("crisis-plan");
    }

    @Test
    void aNewDatabaseIsItsOwnersAlone() throws Exception {
        DatabaseFile.keepToTheOwner(database, home.toString());
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + database, "sa", "")) {
            connection.createStatement().execute("create table t (x int)");
        }
        assertThat(rights(home)).isEqualTo("rwx------");
        assertThat(rights(home.resolve("crisis-plan.mv.db"))).isEqualTo("rw-------");
        try (var again = DriverManager.getConnection("jdbc:h2:file:" + database, "sa", "")) {
            assertThat(again.createStatement().execute("select * from t")).isTrue();
        }
    }

    @Test
    void anOldOneIsClosedToOthersWithAllItsFiles() throws Exception {
        Files.createDirectories(home);
        for (String ending : new String[] {".mv.db", ".trace.db", ".lock.db", ".7.temp.db"}) {
            Path file = Files.createFile(home.resolve("crisis-plan" + ending));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));

        DatabaseFile.keepToTheOwner(database, home.toString());

        assertThat(rights(home)).isEqualTo("rwx------");
        assertThat(home.toFile().listFiles())
                .hasSize(4)
                .allSatisfy(file -> assertThat(rights(file.toPath())).isEqualTo("rw-------"));
    }

    @Test
    void aFolderOfOthersStaysAsItIs() throws Exception {
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path other = Files.createFile(home.resolve("other.txt"));
        String before = rights(other);

        DatabaseFile.keepToTheOwner(database, "/somewhere/else");

        assertThat(rights(home)).isEqualTo("rwxr-xr-x");
        assertThat(rights(other)).isEqualTo(before);
        assertThat(rights(home.resolve("crisis-plan.mv.db"))).isEqualTo("rw-------");
    }

    @Test
    void theStartDoesItBeforeAnythingIsOpened() {
        var application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application
                .run(
                        "--spring.config.location=optional:file:/nowhere/",
                        "--crisis-plan.home=" + home,
                        "--spring.datasource.url=jdbc:h2:file:" + database + ";DB_CLOSE_ON_EXIT=FALSE")
                .close();
        assertThat(rights(home)).isEqualTo("rwx------");
    }

    @Test
    void theProductOpensItDurably() {
        var application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (var started = application.run(
                "--spring.config.location=optional:file:/nowhere/",
                "--spring.datasource.url=jdbc:h2:file:" + database + ";DB_CLOSE_ON_EXIT=FALSE")) {
            assertThat(started.getEnvironment().getProperty("spring.datasource.url"))
                    .isEqualTo("jdbc:h2:synced:async:" + database
                            + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000;WRITE_DELAY=0");
        }
    }

    @Test
    void whatIsCommittedIsInTheFileBeforeItIsAnswered() throws Exception {
        SyncedFile.register();
        Files.createDirectories(home);
        Path killed = home.resolve("killed.mv.db");
        String address = DatabaseFile.durable("jdbc:h2:file:" + database);
        try (var connection = DriverManager.getConnection(address, "sa", "")) {
            connection.createStatement().execute("create table t (x int)");
            for (int x = 0; x < 50; x++) {
                connection.createStatement().execute("insert into t values (" + x + ")");
                Files.copy(home.resolve("crisis-plan.mv.db"), killed, StandardCopyOption.REPLACE_EXISTING);
                DatabaseFileCheck.check(killed, false);
                assertThat(rows("jdbc:h2:file:" + home.resolve("killed"))).isEqualTo(x + 1);
            }
        }
    }

    @Test
    void aThreadThatIsInterruptedShutsItForNobody() throws Exception {
        SyncedFile.register();
        Files.createDirectories(home);
        String address = DatabaseFile.durable("jdbc:h2:file:" + database);
        try (var connection = DriverManager.getConnection(address, "sa", "")) {
            connection.createStatement().execute("create table t (x int)");
            Thread.currentThread().interrupt();
            connection.createStatement().execute("insert into t values (1)");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(rows(address)).isEqualTo(1);
        }
    }

    private static int rows(String address) throws Exception {
        try (var connection = DriverManager.getConnection(address, "sa", "");
                var found = connection.createStatement().executeQuery("select count(*) from t")) {
            found.next();
            return found.getInt(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/a/b;X=1, jdbc:h2:synced:async:/a/b;X=1;LOCK_TIMEOUT=10000;WRITE_DELAY=0",
        "jdbc:h2:~/b, jdbc:h2:synced:async:~/b;LOCK_TIMEOUT=10000;WRITE_DELAY=0",
        "jdbc:h2:./b, jdbc:h2:synced:async:./b;LOCK_TIMEOUT=10000;WRITE_DELAY=0",
        "jdbc:h2:file:/a/b;write_delay=10, jdbc:h2:file:/a/b;write_delay=10;LOCK_TIMEOUT=10000"
    })
    void anAddressBecomesADurableOne(String given, String durable) {
        assertThat(DatabaseFile.durable(given)).isEqualTo(durable);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/a/b;X=1, /a/b",
        "jdbc:h2:/a/b, /a/b",
        "jdbc:h2:nio:/a/../b, /b",
        "jdbc:h2:file:/a/b c, /a/b c"
    })
    void itKnowsWhereTheDatabaseIs(String address, String path) {
        assertThat(DatabaseFile.path(address)).contains(Path.of(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:h2:tcp://localhost/x", "jdbc:postgresql://h/x", ""})
    void itLeavesOthersAlone(String address) {
        assertThat(DatabaseFile.path(address)).isEmpty();
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    /** An application of nothing. */
    static class Nothing {}
}
