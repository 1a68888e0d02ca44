package org.crisisplan.signals.channel.logs;

import org.jspecify.annotations.Nullable;

/**
 * Where a log goes on. The file is known again by its inode, and by how it begins: a file that was truncated keeps its inode, a copy
 * has another one.
 *
 * @param key inode and device; null where the file system has none
 * @param headLength so many bytes at the beginning were looked at
 * @param head their hash
 * @param offset of the first byte that was not read
 * @param skipping whether that is in the middle of a line that is not wanted
 */
record Place(@Nullable String key, int headLength, String head, long offset, boolean skipping) {

    /** The beginning of a file that is not there yet. */
    static final Place NOWHERE = new Place(null, 0, "", 0, false);

    Place at(long newOffset, boolean nowSkipping) {
        return new Place(key, headLength, head, newOffset, nowSkipping);
    }
}
