package org.crisisplan.contact.file;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the contact list (R62) is read from.
 *
 * @param location a file such as {@code file:/etc/crisis-plan/contacts.yaml}; without one, the list imported last is kept
 */
@ConfigurationProperties("crisis-plan.contacts")
record ContactSettings(@Nullable String location) {}
