package org.crisisplan.audit.report;

import java.util.List;

/** A file was asked for with values that cannot be read; it is answered with RFC 9457 problem details. */
class BadQuestion extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Wrong> wrong;

    BadQuestion(List<Wrong> wrong) {
        super(wrong.toString());
        this.wrong = wrong;
    }

    List<Wrong> wrong() {
        return wrong;
    }
}
