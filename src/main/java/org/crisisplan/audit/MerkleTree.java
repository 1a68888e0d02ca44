package org.crisisplan.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The Merkle tree of RFC 6962, section 2.1, with SHA-256: one hash over many texts, and for each of them a short path that shows
 * that it is among them.
 */
final class MerkleTree {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** The lowest level first; a hash without a neighbour goes up as it is. */
    private final List<List<byte[]>> levels = new ArrayList<>();

    MerkleTree(List<String> texts) {
        List<byte[]> level =
                new ArrayList<>(texts.stream().map(MerkleTree::leaf).toList());
        levels.add(level);
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
            }
            levels.add(above);
            level = above;
        }
    }

    byte[] root() {
        List<byte[]> top = levels.get(levels.size() - 1);
        return top.isEmpty() ? Sha256.digest().digest() : top.get(0);
    }

    /** The hashes beside the way from the text at this place up to the root, the lowest first. */
    List<byte[]> path(int place) {
        List<byte[]> path = new ArrayList<>();
        int at = place;
        for (List<byte[]> level : levels.subList(0, levels.size() - 1)) {
            int beside = at ^ 1;
            if (beside < level.size()) {
                path.add(level.get(beside));
            }
            at /= 2;
        }
        return path;
    }

    private static byte[] leaf(String text) {
        MessageDigest digest = Sha256.digest();
        digest.update(LEAF);
        return digest.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = Sha256.digest();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }
}
