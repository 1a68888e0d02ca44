package org.crisisplan.audit;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.audit.RecordHead.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * A head, and how it covers one record.
 *
 * @param covered what it covers of the record; null where that is the same as with the head before, and no path is given
 */
record HeadProof(RecordHead head, @Nullable Covered covered) {

    /**
     * Shows that a record is under a head.
     *
     * @param place of the record among those that the head covers, from 0
     * @param path the hashes beside the way up to the root, the lowest first (RFC 6962, section 2.1.1)
     */
    record Covered(Leaf leaf, int place, List<byte[]> path) {}

    /** As a line of {@code heads.jsonl}. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sequence", head.seq());
        fields.put("time", head.at().toString());
        fields.put("before", head.previous());
        fields.put("crises", head.crises());
        fields.put("root", head.root());
        fields.put("hash", head.hash());
        fields.put("key", head.publicKey());
        fields.put("signature", head.signature());
        if (covered != null) {
            fields.put("acts", covered.leaf().acts());
            fields.put("actHash", covered.leaf().hash());
            fields.put("place", covered.place());
            fields.put(
                    "path",
                    covered.path().stream().map(HexFormat.of()::formatHex).toList());
        }
        return fields;
    }
}
