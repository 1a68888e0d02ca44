package org.crisisplan.contact.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The links by which a contact confirms their entry: each is for one address, so that its use proves that mails arrive there. A link is a
 * random number that nobody can guess; kept is its hash.
 */
@Repository
public class ConfirmLinkRepository {

    /** How a link looks in a mail, as a regular expression. */
    public static final String IN_MAILS = "/contacts/confirm/[A-Za-z0-9_-]+";

    /** What stands in its place wherever others than its reader see the mail. */
    public static final String HIDDEN = "/contacts/confirm/...";

    private static final Duration USABLE = Duration.ofDays(30);
    private static final int BYTES = 32;

    private final JdbcClient database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ConfirmLinkRepository(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is known of a link. */
    record Link(
            String check,
            String address,
            Instant expires,
            @Nullable Instant usedAt) {}

    /** @return the path, the only time that it is known */
    public String issue(String check, String address) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.sql("insert into contact_check_link (token_hash, check_id, address, expires_at) values (?, ?, ?, ?)")
                .params(hash(token), check, address, utc(clock.instant().plus(USABLE)))
                .update();
        return "/contacts/confirm/" + token;
    }

    /** The same text without links that others could use. */
    public static String hidden(String text) {
        return text.replaceAll(IN_MAILS, HIDDEN);
    }

    Optional<Link> find(String token) {
        return database.sql("select * from contact_check_link where token_hash = ?")
                .param(hash(token))
                .query((row, i) -> {
                    OffsetDateTime used = row.getObject("used_at", OffsetDateTime.class);
                    return new Link(
                            row.getString("check_id"),
                            row.getString("address"),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                            used == null ? null : used.toInstant());
                })
                .optional();
    }

    /** Of two who use it at the same moment, one. @return false if it was used before, or is too old */
    boolean use(String token) {
        OffsetDateTime now = utc(clock.instant());
        return database.sql(
                                "update contact_check_link set used_at = ? where token_hash = ? and used_at is null and expires_at > ?")
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
