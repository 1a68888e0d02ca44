package org.crisisplan.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Remembers for the length of a request that the engine was asked about a password and said no. */
class WrongPassword {

    private static final String MARK = WrongPassword.class.getName();

    static void inThisRequest() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(MARK, true, RequestAttributes.SCOPE_REQUEST);
        }
    }

    static boolean wasGiven(HttpServletRequest request) {
        return request.getAttribute(MARK) != null;
    }

    private WrongPassword() {}
}
