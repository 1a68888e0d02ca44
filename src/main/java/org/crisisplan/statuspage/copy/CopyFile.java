package org.crisisplan.statuspage.copy;

/**
 * One file of the copy.
 *
 * @param path below the root, with slashes
 */
record CopyFile(String path, String type, byte[] content) {}
