package org.crisisplan.duty;

import java.time.Instant;

/** The file that an authority, or a mail server, answered with; its content is asked for by its id. */
public record DutyReceipt(
        String id, String crisis, String duty, String name, long size, String sha256, Instant at, String by) {}
