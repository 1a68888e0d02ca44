package org.crisisplan.publish;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * In whose name the plan speaks to the public.
 *
 * @param organisation the website's name as its users know it; without one, statements and the public page simply say "we"
 * @param contact where people can ask, as it is to be read: a mail address, a telephone number, a page; a crisis may have its own
 */
@ConfigurationProperties("crisis-plan.publish")
public record PublishSettings(
        @DefaultValue("") String organisation,
        @DefaultValue("") String contact) {}
