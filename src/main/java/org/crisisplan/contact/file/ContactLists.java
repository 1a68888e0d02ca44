package org.crisisplan.contact.file;

import java.util.List;
import org.crisisplan.contact.Absence;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.Shift;

/**
 * What a file says.
 *
 * @param contacts nothing if it is a file of absences or shifts alone
 */
public record ContactLists(List<Contact> contacts, List<Absence> absences, List<Shift> shifts) {}
