package org.crisisplan.affected;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Files that somebody has sent and not yet said to be right: sealed, piece by piece, and forgotten after an hour. */
@Component
class UploadedLists {

    private static final int PIECE = 64 * 1024;
    private static final Duration KEPT = Duration.ofHours(1);

    private final JdbcClient sql;
    private final Seal seal;
    private final Clock clock;

    UploadedLists(JdbcClient sql, Seal seal, Clock clock) {
        this.sql = sql;
        this.seal = seal;
        this.clock = clock;
    }

    /** A file that waits. @param name as it was called where it came from */
    record Upload(String id, String crisis, String name, String user, Instant at) {}

    @Transactional
    public String keep(String crisis, String name, String user, InputStream content) throws IOException {
        String id = UUID.randomUUID().toString();
        sql.sql("insert into affected_upload (id, crisis, name, brought_by, brought_at) values (?, ?, ?, ?, ?)")
                .params(id, crisis, name, user, AffectedRepository.utc(clock.instant()))
                .update();
        int piece = 0;
        for (byte[] next = content.readNBytes(PIECE); next.length > 0; next = content.readNBytes(PIECE)) {
            sql.sql("insert into affected_upload_piece (upload_id, piece, content) values (?, ?, ?)")
                    .params(id, piece, seal.seal(place(id, piece), next))
                    .update();
            piece++;
        }
        return id;
    }

    /** Only whoever sent it sees it. */
    Optional<Upload> find(String crisis, String id, String user) {
        return sql.sql("select * from affected_upload where crisis = ? and id = ? and brought_by = ?")
                .params(crisis, id, user)
                .query((row, i) -> new Upload(
                        row.getString("id"),
                        row.getString("crisis"),
                        row.getString("name"),
                        row.getString("brought_by"),
                        row.getObject("brought_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    InputStream read(String id) {
        return new Pieces(id);
    }

    @Transactional
    public void forget(String id) {
        sql.sql("delete from affected_upload_piece where upload_id = ?")
                .param(id)
                .update();
        sql.sql("delete from affected_upload where id = ?").param(id).update();
    }

    @Transactional
    public void forgetOld() {
        sql.sql("select id from affected_upload where brought_at < ?")
                .param(AffectedRepository.utc(clock.instant().minus(KEPT)))
                .query(String.class)
                .list()
                .forEach(this::forget);
    }

    private static String place(String id, int piece) {
        return id + " " + piece;
    }

    private final class Pieces extends InputStream {

        private final String id;
        private int piece;
        private int at;
        private byte @Nullable [] open = new byte[0];

        Pieces(String id) {
            this.id = id;
        }

        private byte @Nullable [] open() {
            while (open != null && at == open.length) {
                open = sql.sql("select content from affected_upload_piece where upload_id = ? and piece = ?")
                        .params(id, piece)
                        .query((row, i) -> row.getBytes("content"))
                        .optional()
                        .map(content -> seal.open(place(id, piece), content))
                        .orElse(null);
                piece++;
                at = 0;
            }
            return open;
        }

        @Override
        public int read() {
            byte[] now = open();
            return now == null ? -1 : now[at++] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int most) {
            byte[] now = open();
            if (now == null) {
                return -1;
            }
            int length = Math.min(most, now.length - at);
            System.arraycopy(now, at, to, from, length);
            at += length;
            return length;
        }
    }
}
