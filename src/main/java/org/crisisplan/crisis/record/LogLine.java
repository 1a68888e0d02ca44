package org.crisisplan.crisis.record;

import org.crisisplan.web.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An act that operators read of in the log as well, in the product's words and never in those of people. */
record LogLine(String crisis, String words, Actor actor) {

    private static final Logger LOG = LoggerFactory.getLogger(CrisisRecord.class);

    void log() {
        LogContext.Scope about = LogContext.about(LogContext.CRISIS, crisis);
        try {
            LOG.info("Crisis {} {}, by {}", crisis, words, (actor.kind().word() + " " + actor.id()).strip());
        } finally {
            about.end();
        }
    }
}
