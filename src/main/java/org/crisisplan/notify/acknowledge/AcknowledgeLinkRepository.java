package org.crisisplan.notify.acknowledge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Gives out the links and takes each of them once. A link is a random number that nobody can guess; kept is its hash, so that whoever
 * reads the database cannot make one.
 */
@Repository
public class AcknowledgeLinkRepository {

    /** The task of the alert's process that is answered by the link. */
    public static final String TASK = "User_AcknowledgeAlert";

    /** How a link looks in a mail, as a regular expression. */
    public static final String IN_MAILS = "/acknowledge/[A-Za-z0-9_-]+";

    /** What stands in its place wherever others than its reader see the mail. */
    public static final String HIDDEN = "/acknowledge/...";

    private static final int BYTES = 32;

    private final JdbcClient database;
    private final AcknowledgeSettings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AcknowledgeLinkRepository(JdbcClient database, AcknowledgeSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** A link that was just given out, the only time that it is known. */
    public record Issued(String path, Instant expires) {}

    /**
     * What is known of a link.
     *
     * @param level as the mail said it
     * @param reasons of the level, as the mail said them
     */
    record Link(
            String user,
            String number,
            String processInstance,
            @Nullable Integer level,
            String reasons,
            Instant expires,
            @Nullable Instant usedAt) {}

    /** For one person and one alert; what it will show is what the mail says. Those that have long expired are forgotten. */
    public Issued issue(String user, String number, String processInstance, @Nullable Integer level, String reasons) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = now.plus(settings.within());
        database.sql("delete from acknowledge_link where expires_at < ?")
                .param(utc(now.minus(settings.within().multipliedBy(30))))
                .update();
        database.sql("""
                        insert into acknowledge_link (token_hash, user_id, number, process_instance, level, reasons, issued_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(hash(token), user, number, processInstance, level, reasons, utc(now), utc(expires))
                .update();
        return new Issued("/acknowledge/" + token, expires);
    }

    /** The same text without links that others could use. */
    public static String hidden(String text) {
        return text.replaceAll(IN_MAILS, HIDDEN);
    }

    Optional<Link> find(String token) {
        return database.sql("select * from acknowledge_link where token_hash = ?")
                .param(hash(token))
                .query((row, i) -> new Link(
                        row.getString("user_id"),
                        row.getString("number"),
                        row.getString("process_instance"),
                        row.getObject("level", Integer.class),
                        row.getString("reasons"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        row.getObject("used_at") == null
                                ? null
                                : row.getObject("used_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Of two who use it at the same moment, one. @return false if it was used before, or is too old */
    boolean use(String token) {
        OffsetDateTime now = utc(clock.instant());
        return database.sql(
                                "update acknowledge_link set used_at = ? where token_hash = ? and used_at is null and expires_at > ?")
                        .params(now, hash(token), now)
                        .update()
                == 1;
    }

    boolean isExpired(Link link) {
        return !clock.instant().isBefore(link.expires());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
