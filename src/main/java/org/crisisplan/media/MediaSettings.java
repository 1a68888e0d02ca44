package org.crisisplan.media;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From where the media are spoken to.
 *
 * @param from the official address that press statements and answers come from, such as {@code Press office <press@example.org>}; without
 *     one, the sender of all mails to people outside
 * @param replyTo where journalists' replies go; without one, to the sender
 * @param phone the press office's number, as it is to be read; left out without one
 */
@ConfigurationProperties("crisis-plan.media")
public record MediaSettings(
        @DefaultValue("") String from,
        @DefaultValue("") String replyTo,
        @DefaultValue("") String phone) {}
