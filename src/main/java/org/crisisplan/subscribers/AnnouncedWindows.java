package org.crisisplan.subscribers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.statuspage.Moments;
import org.crisisplan.statuspage.StatusCache;
import org.springframework.context.MessageSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells subscribers of the components concerned when the plan announces maintenance, changes it before it is over, or calls it off before
 * it begins: in the words of the table, as the page shows them.
 */
@Component
class AnnouncedWindows {

    private final StatusCache site;
    private final JdbcClient sql;
    private final NoticeRepository notices;
    private final Mailings mailings;
    private final MessageSource words;
    private final Moments moments;
    private final SafeMode safeMode;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AnnouncedWindows(
            StatusCache site,
            JdbcClient sql,
            NoticeRepository notices,
            Mailings mailings,
            MessageSource words,
            Moments moments,
            SafeMode safeMode,
            TransactionTemplate transaction,
            Clock clock) {
        this.site = site;
        this.sql = sql;
        this.notices = notices;
        this.mailings = mailings;
        this.words = words;
        this.moments = moments;
        this.safeMode = safeMode;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A window as it was told last. */
    private record Known(
            String key,
            String told,
            Instant from,
            Instant until,
            String components,
            String titleEn,
            String titleZh,
            int changes) {}

    /** Several nodes may look at once: of two that find the same change one is first. */
    void look() {
        if (safeMode.isOn()) {
            return;
        }
        Instant now = clock.instant();
        List<MaintenanceWindow> windows = site.snapshot().windows();
        List<Known> known = known();
        for (MaintenanceWindow window : windows) {
            if (now.isBefore(window.until())) {
                known.stream()
                        .filter(one -> one.key().equals(window.key()))
                        .findFirst()
                        .ifPresentOrElse(one -> changed(window, one), () -> announced(window));
            }
        }
        for (Known one : known) {
            boolean gone = windows.stream().noneMatch(window -> window.key().equals(one.key()));
            // a page that knows no table yet has no windows either
            if (gone
                    && now.isBefore(one.from())
                    && !site.snapshot().components().isEmpty()) {
                calledOff(one);
            }
        }
    }

    private void announced(MaintenanceWindow window) {
        try {
            transaction.executeWithoutResult(status -> {
                sql.sql("""
                                insert into subscriber_window (window_key, told, from_time, until_time, components, title_en, title_zh)
                                values (?, ?, ?, ?, ?, ?, ?)""")
                        .params(
                                window.key(),
                                hash(window),
                                utc(window.from()),
                                utc(window.until()),
                                components(window),
                                window.titleEn(),
                                window.titleZh())
                        .update();
                tell(
                        window.key() + ".0",
                        components(window),
                        said("new", window, Locale.ENGLISH),
                        said("new", window, Locale.CHINESE));
            });
        } catch (DuplicateKeyException anotherNode) {
            // it was told
        }
    }

    private void changed(MaintenanceWindow window, Known before) {
        if (before.told().equals(hash(window))) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            int first = sql.sql("""
                            update subscriber_window
                            set told = ?, from_time = ?, until_time = ?, components = ?, title_en = ?, title_zh = ?, changes = changes + 1
                            where window_key = ? and changes = ?""")
                    .params(
                            hash(window),
                            utc(window.from()),
                            utc(window.until()),
                            components(window),
                            window.titleEn(),
                            window.titleZh(),
                            window.key(),
                            before.changes())
                    .update();
            if (first == 1) {
                // whoever was told of it before hears that it no longer concerns them
                var all = new TreeSet<>(Choice.split(components(window)));
                all.addAll(Choice.split(before.components()));
                tell(
                        window.key() + "." + (before.changes() + 1),
                        String.join(",", all),
                        said("changed", window, Locale.ENGLISH),
                        said("changed", window, Locale.CHINESE));
            }
        });
    }

    private void calledOff(Known before) {
        transaction.executeWithoutResult(status -> {
            int first = sql.sql("delete from subscriber_window where window_key = ? and changes = ?")
                    .params(before.key(), before.changes())
                    .update();
            if (first == 1) {
                tell(
                        before.key() + "." + (before.changes() + 1) + ".off",
                        before.components(),
                        off(before, before.titleEn(), Locale.ENGLISH),
                        off(before, before.titleZh(), Locale.CHINESE));
            }
        });
    }

    private void tell(String key, String components, Mailing.Text english, Mailing.Text chinese) {
        String unique = "window." + key + "." + clock.instant().getEpochSecond();
        notices.add(new Notice(unique, null, components.isEmpty(), Choice.split(components)));
        mailings.open(SubscribersChannel.NAME, unique, null, null, List.of(chinese, english));
    }

    private Mailing.Text said(String what, MaintenanceWindow window, Locale language) {
        boolean chinese = language.equals(Locale.CHINESE);
        String times = words.getMessage(
                "subscribers.window.text",
                new Object[] {moments.inWords(window.from(), language), moments.inWords(window.until(), language)},
                language);
        String text = window.text(chinese);
        return text(what, window.title(chinese), text.isEmpty() ? times : times + "\n\n" + text, language);
    }

    private Mailing.Text off(Known before, String title, Locale language) {
        return text(
                "cancelled",
                title,
                words.getMessage(
                        "subscribers.window.cancelled.text",
                        new Object[] {moments.inWords(before.from(), language)},
                        language),
                language);
    }

    private Mailing.Text text(String what, String title, String body, Locale language) {
        return new Mailing.Text(
                language.getLanguage(),
                words.getMessage("subscribers.window." + what + ".title", new Object[] {title}, language),
                body);
    }

    private List<Known> known() {
        return sql.sql("select * from subscriber_window where until_time > ?")
                .param(utc(clock.instant()))
                .query((row, number) -> new Known(
                        row.getString("window_key"),
                        row.getString("told"),
                        row.getObject("from_time", OffsetDateTime.class).toInstant(),
                        row.getObject("until_time", OffsetDateTime.class).toInstant(),
                        row.getString("components"),
                        row.getString("title_en"),
                        row.getString("title_zh"),
                        row.getInt("changes")))
                .list();
    }

    private static String components(MaintenanceWindow window) {
        return String.join(",", new TreeSet<>(window.components()));
    }

    /** Over all that readers are told. */
    private static String hash(MaintenanceWindow window) {
        String all = String.join(
                "\u0000",
                window.from().toString(),
                window.until().toString(),
                components(window),
                window.titleEn(),
                window.titleZh(),
                window.textEn(),
                window.textZh());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
