package org.crisisplan.media.contact;

import java.util.List;

/** Reads a file as the page does. */
public final class ContactsFileOfTest {

    private ContactsFileOfTest() {}

    public static List<MediaContact> read(byte[] file) {
        return ContactsFile.read(file);
    }
}
