package org.crisisplan.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;

/** What whoever is not let in gets to read: machines and people, with the time to wait when they guessed too often. */
class Refusals {

    /** What the page that says so is told: the form came from a login that has ended, or from one before this. */
    private static final String LOGIN_ENDED = "loginEnded";

    private static final String PAGE_OF_THE_FORM = "pageOfTheForm";

    /** No form of ours is larger; one that is cannot be taken apart, and its token is not found. */
    private static final long LARGEST_FORM = 11L * 1024 * 1024;

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

    /** A script whose login is over has no token against forged requests any more either: the login is what it must be told of. */
    static AccessDeniedHandler ofPages() {
        return (request, response, denied) -> {
            Authentication login = SecurityContextHolder.getContext().getAuthentication();
            boolean nobody = login == null || login instanceof AnonymousAuthenticationToken;
            response.setStatus((nobody ? HttpStatus.UNAUTHORIZED : HttpStatus.FORBIDDEN).value());
        };
    }

    static AuthenticationFailureHandler ofPeople() {
        return Refusals::answer;
    }

    /** A form that was sent after its login had ended is told so, and one that is too large to be read at all that it is. */
    static AccessDeniedHandler ofForms() {
        var refusal = new AccessDeniedHandlerImpl();
        return (request, response, denied) -> {
            if (denied instanceof CsrfException && request.getContentLengthLong() > LARGEST_FORM) {
                response.sendError(HttpStatus.PAYLOAD_TOO_LARGE.value());
                return;
            }
            if (denied instanceof CsrfException) {
                request.setAttribute(LOGIN_ENDED, isLoggedIn() ? "again" : "ended");
                request.setAttribute(PAGE_OF_THE_FORM, pageOfTheForm(request));
            }
            refusal.handle(request, response, denied);
        };
    }

    /** Where the form was, on this very host, so that the way leads through the login and back. */
    private static String pageOfTheForm(HttpServletRequest request) {
        String from = Objects.requireNonNullElse(request.getHeader(HttpHeaders.REFERER), "");
        String own = "://" + request.getHeader(HttpHeaders.HOST) + "/";
        int begin = from.indexOf(own);
        String page = begin < 0 ? "/" : from.substring(begin + own.length() - 1).replaceFirst("^/+", "/");
        return page.matches("[\\w/?&=.%-]*") ? page : "/";
    }

    private static boolean isLoggedIn() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login != null && !(login instanceof AnonymousAuthenticationToken);
    }

    private static void answer(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException, ServletException {
        if (refused instanceof TooManyLoginAttempts tooMany) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
            showLogin("/login?wait=" + tooMany.seconds(), request, response);
        } else {
            BACK_TO_LOGIN.onAuthenticationFailure(request, response, refused);
        }
    }

    static void showLogin(String address, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.getRequestDispatcher(address).forward(new Shown(request), response);
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
