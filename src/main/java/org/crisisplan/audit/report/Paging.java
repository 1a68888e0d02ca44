package org.crisisplan.audit.report;

/**
 * A page of a list.
 *
 * @param page from 0
 */
public record Paging(int page, int size, int total) {

    static final int SIZE = 50;

    /** @param asked as in the address; what is beyond the last page is the last one */
    static Paging of(String asked, int size, int total) {
        int wanted = asked.matches("\\d{1,6}") ? Integer.parseInt(asked) : 0;
        return new Paging(Math.min(wanted, Math.max(0, (total - 1) / size)), size, total);
    }

    public int from() {
        return page * size;
    }

    public int pages() {
        return Math.max(1, (total + size - 1) / size);
    }

    public boolean hasMore() {
        return page + 1 < pages();
    }
}
