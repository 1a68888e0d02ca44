package org.crisisplan.publish;

/**
 * A group's word on a statement.
 *
 * @param hash of the text that the approver had before him
 * @param group for which group he spoke
 * @param approver the user who was logged in
 */
record Approval(String hash, String group, String approver, Verdict verdict) {

    /** Yes or no. */
    enum Verdict {
        APPROVE,
        REJECT
    }

    boolean counts(Statement statement) {
        return verdict == Verdict.APPROVE && hash.equals(statement.hash()) && !approver.equals(statement.author());
    }
}
