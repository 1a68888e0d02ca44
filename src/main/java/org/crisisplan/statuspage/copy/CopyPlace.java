package org.crisisplan.statuspage.copy;

import java.io.IOException;

/** Where a copy is kept. */
interface CopyPlace {

    /** What people call it. */
    String name();

    /** Readers see the file as it was or as it is, never a part of it. */
    void put(CopyFile file) throws IOException, InterruptedException;
}
