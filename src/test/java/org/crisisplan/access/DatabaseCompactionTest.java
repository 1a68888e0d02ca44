package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The file of the embedded database does not grow with each commit. */
class DatabaseCompactionTest {

    private static final Duration USE = Duration.ofSeconds(4);
    private static final Duration OFTEN = Duration.ofMillis(100);

    @TempDir
    Path folder;

    @Test
    void theFileHoldsLittleMoreThanWhatIsKept() throws Exception {
        SyncedFile.register();
        long alone;
        long compacted;
        try (HikariDataSource left = open("left");
                HikariDataSource looked = open("looked-after")) {
            var compaction = new DatabaseCompaction(looked, OFTEN, OFTEN);
            compaction.start();
            assertThat(compaction.isRunning()).isTrue();
            long end = System.nanoTime() + USE.toNanos();
            while (System.nanoTime() < end) {
                write(left);
                write(looked);
            }
            alone = size("left");
            compacted = size("looked-after");
            compaction.stop();
            assertThat(rows(looked)).isEqualTo(rows(left)).isPositive();
        }
        assertThat(compacted).as("bytes, against " + alone).isLessThan(alone / 2);
    }

    @Test
    void otherDatabasesAreLeftAlone() {
        try (HikariDataSource memory = pool("jdbc:h2:mem:compaction");
                HikariDataSource delayed =
                        pool(DatabaseFile.durable("jdbc:h2:file:" + folder.resolve("delayed") + ";WRITE_DELAY=500"))) {
            for (HikariDataSource pool : new HikariDataSource[] {memory, delayed}) {
                var compaction = new DatabaseCompaction(pool);
                compaction.start();
                assertThat(compaction.isRunning()).as(pool.getJdbcUrl()).isFalse();
            }
        }
    }

    private HikariDataSource open(String name) {
        HikariDataSource pool = pool(DatabaseFile.durable("jdbc:h2:file:" + folder.resolve(name)));
        new JdbcTemplate(pool).execute("create table signal (id varchar(40) primary key, text varchar(200))");
        return pool;
    }

    private static HikariDataSource pool(String address) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(address);
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setMaximumPoolSize(2);
        return pool;
    }

    private static void write(HikariDataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                var insert = connection.prepareStatement("insert into signal values (?, ?)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, "words ".repeat(20));
            insert.executeUpdate();
        }
    }

    private static int rows(HikariDataSource database) {
        Integer rows = new JdbcTemplate(database).queryForObject("select count(*) from signal", Integer.class);
        return rows == null ? 0 : rows;
    }

    private long size(String name) throws IOException {
        return Files.size(folder.resolve(name + ".mv.db"));
    }
}
