package org.crisisplan.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationEntryPoint;

/** What whoever is not let in gets to read: machines and people, with the time to wait when they guessed too often. */
class Refusals {

    private static final AuthenticationFailureHandler BACK_TO_LOGIN =
            (request, response, wrong) -> response.sendRedirect(request.getContextPath() + "/login?error");

    static AuthenticationEntryPoint ofMachines() {
        var basic = new BasicAuthenticationEntryPoint();
        basic.setRealmName("crisis-plan");
        return (request, response, refused) -> {
            if (refused instanceof TooManyLoginAttempts tooMany) {
                if (tooMany.isWrong()) {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"crisis-plan\"");
                }
                tooMany.answer(response);
            } else {
                basic.commence(request, response, refused);
            }
        };
    }

    static AuthenticationFailureHandler ofPeople() {
        return Refusals::answer;
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException, ServletException {
        if (refused instanceof TooManyLoginAttempts tooMany) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
            request.getRequestDispatcher("/login?wait=" + tooMany.seconds()).forward(new Shown(request), response);
        } else {
            BACK_TO_LOGIN.onAuthenticationFailure(request, response, refused);
        }
    }

    /** The login page is shown, not posted to. */
    private static class Shown extends HttpServletRequestWrapper {

        Shown(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.name();
        }
    }

    private Refusals() {}
}
