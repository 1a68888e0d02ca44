package org.crisisplan.crisis;

/** Words that stand in the record and once more in the tables of another module: what is erased there is erased here too. */
public interface WordsBeside {

    /**
     * In the transaction in which the words of the act are erased.
     *
     * @param seq the act; what it was about can still be read in the record, its words cannot
     */
    void erase(String number, int seq);

    /** In the transaction in which all words about a crisis are erased, after those of each act. */
    default void eraseAll(String number) {}
}
