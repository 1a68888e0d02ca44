package org.crisisplan.notify;

import org.crisisplan.contact.Contact;
import org.jspecify.annotations.Nullable;

/**
 * A seat in the emergency team (R43, R44).
 *
 * @param role what the table {@code team} calls the seat
 * @param contact who takes it; nobody if the contact list names nobody for the department
 */
record TeamMember(String role, String department, @Nullable Contact contact) {}
