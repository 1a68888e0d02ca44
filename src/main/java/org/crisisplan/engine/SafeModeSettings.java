package org.crisisplan.engine;

import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the product waits instead of acting by itself.
 *
 * @param mode {@code on}: from this start on; {@code auto}: after a restore or a long absence; {@code off}: never by itself
 * @param after an absence longer than this is a long one
 * @param digestAfter after a release, what became due at once is collected for so long, and each person gets one mail of it
 * @param raiseNumbersBy so many numbers are left out: they may have been told to people before the restore
 * @param backgroundEnabled whether this node says that it is there, and looks whether it may act
 */
@ConfigurationProperties("crisis-plan.safe-mode")
public record SafeModeSettings(
        @DefaultValue("auto") Mode mode,
        @DefaultValue("12h") Duration after,
        @DefaultValue("2m") Duration digestAfter,
        @DefaultValue("100") int raiseNumbersBy,
        @DefaultValue("true") boolean backgroundEnabled) {

    /** Whether, and how, safe mode begins at a start. */
    public enum Mode {
        ON,
        AUTO,
        OFF
    }

    /** Why the product is in safe mode. */
    public enum Reason {
        SWITCHED_ON,
        ABSENCE,
        RESTORE;

        /** The word in the database and in messages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Reason of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
