package org.crisisplan.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.crisisplan.engine.SafeModeSettings.Mode;
import org.crisisplan.engine.SafeModeSettings.Reason;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Safe mode: people can read and work, but the product does nothing by itself. No timer fires, no mail is sent, nothing is published,
 * until an administrator has looked at what waits and releases it. It begins by a switch at the start, and by itself when the
 * database was restored or nobody was there for long: everybody would be mailed again, and days of deadlines would be told at once.
 *
 * <p>All nodes of a database are in it together. The database's own clock says how long nobody was there.
 */
@Component
public class SafeMode implements SmartInitializingSingleton, DisposableBean {

    static final String SUBJECT = "safe-mode";

    private static final Logger LOG = LoggerFactory.getLogger(SafeMode.class);
    private static final int SECONDS_BETWEEN_LOOKS = 5;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final SafeModeRepository rows;
    private final SafeModeSettings settings;
    private final ManagementService management;
    private final ApplicationEventPublisher events;
    private final Notices notices;
    private final Clock clock;
    private final RememberedBeat remembered;
    private volatile @Nullable State on;
    private volatile boolean collecting;
    private final PeriodicTask looking;

    /** It began, once for all nodes. @param raiseNumbersBy see {@link SafeModeSettings} */
    public record Began(Reason reason, int raiseNumbersBy) {}

    /** Since when the product waits, and why. */
    public record State(Reason reason, Instant since) {}

    SafeMode(
            SafeModeRepository rows,
            SafeModeSettings settings,
            ManagementService management,
            ApplicationEventPublisher events,
            Notices notices,
            Clock clock,
            @Value("${crisis-plan.home}") Path home) {
        this.rows = rows;
        this.settings = settings;
        this.management = management;
        this.events = events;
        this.notices = notices;
        this.clock = clock;
        this.remembered = new RememberedBeat(home.resolve("last-beat"));
        this.looking = new PeriodicTask("safe-mode", Duration.ofSeconds(SECONDS_BETWEEN_LOOKS), this::look);
    }

    public boolean isOn() {
        return on != null;
    }

    public Optional<State> state() {
        return Optional.ofNullable(on);
    }

    /** Whether it was released a moment ago: what becomes due now is told in one mail for each person. */
    public boolean isCollecting() {
        return collecting;
    }

    /** Decides before anything can act. */
    @Override
    public void afterSingletonsInstantiated() {
        if (!settings.backgroundEnabled()) {
            return;
        }
        decide();
        looking.start();
    }

    private void decide() {
        SafeModeRepository.Row row = row();
        if (row.on() == null) {
            reason(row).ifPresent(this::enter);
        }
        beat(row.databaseId());
        refresh();
    }

    private Optional<Reason> reason(SafeModeRepository.Row row) {
        if (settings.mode() == Mode.ON) {
            return Optional.of(Reason.SWITCHED_ON);
        }
        if (settings.mode() == Mode.OFF) {
            return Optional.empty();
        }
        if (remembered.of(row.databaseId()) > row.beat()) {
            return Optional.of(Reason.RESTORE);
        }
        // with nothing overdue there is nothing that a release could let loose
        return row.isLongAgo() && isAnythingOverdue() ? Optional.of(Reason.ABSENCE) : Optional.empty();
    }

    private boolean isAnythingOverdue() {
        return management
                        .createJobQuery()
                        .duedateLowerThan(Date.from(clock.instant()))
                        .count()
                > 0;
    }

    private void enter(Reason reason) {
        if (rows.begin(reason)) {
            LOG.warn(
                    "Safe mode ({}): no timer fires and nothing is sent or published until an administrator releases it at /safe-mode.",
                    reason.word());
            events.publishEvent(new AdministratorActed("", "safe-mode", "begun", null, "", "", reason.word()));
            events.publishEvent(new Began(reason, settings.raiseNumbersBy()));
        }
    }

    /** @return whether it was on */
    public boolean release(String administrator) {
        boolean released = rows.release(administrator);
        if (released) {
            LOG.warn("{} has ended safe mode.", administrator);
            events.publishEvent(new AdministratorActed(
                    administrator,
                    "safe-mode",
                    "released",
                    null,
                    "",
                    state().map(state -> state.reason().word()).orElse(""),
                    ""));
        }
        refresh();
        return released;
    }

    private void look() {
        try {
            beat(row().databaseId());
            refresh();
        } catch (DataAccessException | org.springframework.transaction.TransactionException away) {
            LOG.debug("Whether this node may act is not known", away);
        }
    }

    private SafeModeRepository.Row row() {
        return rows.row(settings.after(), settings.digestAfter());
    }

    private void beat(String databaseId) {
        remembered.keep(databaseId, rows.beat());
    }

    private void refresh() {
        SafeModeRepository.Row row = row();
        collecting = row.isCollecting();
        on = row.on();
        State state = row.on();
        if (state == null) {
            notices.settled(SUBJECT);
        } else {
            notices.say(Notice.forEverybody(
                    SUBJECT,
                    DAY_AND_TIME.format(state.since().atZone(clock.getZone())),
                    List.of(state.reason().word())));
        }
    }

    @Override
    public void destroy() {
        looking.stop();
    }
}
