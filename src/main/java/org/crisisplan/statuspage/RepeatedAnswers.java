package org.crisisplan.statuspage;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Says to the next reader of a public page or its JSON exactly what the last one with the same wish was told, headers included, while
 * the memory that it was written from is the same: in a crisis thousands ask for the same a second. Each of these answers went through
 * all filters and the front door once; this one listens, and {@link RepeatedAnswersValve} says it again. What is asked in any other
 * way goes through them too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RepeatedAnswers extends OncePerRequestFilter {

    private static final int MOST = 500;
    private static final int LONGEST = 512 * 1024;

    private final StatusCache state;
    private final DataAnswers answers;
    private volatile Kept kept = new Kept(StatusSnapshot.NOTHING, false, new ConcurrentHashMap<>());

    RepeatedAnswers(StatusCache state, DataAnswers answers) {
        this.state = state;
        this.answers = answers;
    }

    /** What readers of one snapshot were told. */
    private record Kept(StatusSnapshot of, boolean stale, Map<Wish, Said> said) {}

    /** Whatever an answer depends on. */
    private record Wish(
            String path, @Nullable String query, @Nullable String languages) {}

    private record Said(List<Map.Entry<String, String>> headers, String type, String etag, byte[] body) {}

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isPlain(request);
    }

    private static boolean isPlain(HttpServletRequest request) {
        return "GET".equals(request.getMethod())
                && isPlain(request.getRequestURI())
                && isKnown(request.getQueryString())
                && request.getContentLengthLong() <= 0
                && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                && request.getHeader(HttpHeaders.RANGE) == null
                && request.getHeader(HttpHeaders.IF_MODIFIED_SINCE) == null;
    }

    private static boolean isPlain(String path) {
        if (!path.startsWith("/status") && !path.startsWith("/api/v2/") && !path.equals("/notices.json")) {
            return false;
        }
        for (int i = 0; i < path.length(); i++) {
            char letter = path.charAt(i);
            boolean plain = letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter >= '0' && letter <= '9'
                    || letter == '-'
                    || letter == '/'
                    || letter == '.';
            if (!plain) {
                return false;
            }
        }
        return !path.contains("//") && !path.contains("..") && !path.contains("/.");
    }

    private static boolean isKnown(@Nullable String query) {
        return query == null || query.equals("lang=zh") || query.equals("lang=en");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Kept now = kept();
        Wish wish = wish(request);
        if (request.getHeader(HttpHeaders.IF_NONE_MATCH) != null || now.said().size() >= MOST) {
            chain.doFilter(request, response);
            return;
        }
        var listened = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, listened);
        // what is new meanwhile is not mixed with what was
        if (listened.getStatus() == HttpServletResponse.SC_OK && isStillSo(now)) {
            keep(now, wish, listened);
        }
        listened.copyBodyToResponse();
    }

    private static Wish wish(HttpServletRequest request) {
        return new Wish(
                request.getRequestURI(), request.getQueryString(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** Says it again if it was said before. @return false if somebody else must answer */
    boolean sayAgain(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Said said = isPlain(request) ? kept().said().get(wish(request)) : null;
        if (said == null) {
            return false;
        }
        again(said, request, response);
        return true;
    }

    // each look at the database makes another snapshot; which posts it holds need not be compared
    @SuppressWarnings("ReferenceEquality")
    private Kept kept() {
        StatusSnapshot snapshot = state.snapshot();
        boolean stale = answers.isStale(snapshot);
        Kept now = kept;
        if (now.of() != snapshot || now.stale() != stale) {
            now = new Kept(snapshot, stale, new ConcurrentHashMap<>());
            kept = now;
        }
        return now;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isStillSo(Kept now) {
        return kept() == now;
    }

    private static void keep(Kept now, Wish wish, ContentCachingResponseWrapper answer) {
        String etag = answer.getHeader(HttpHeaders.ETAG);
        String type = answer.getContentType();
        byte[] body = answer.getContentAsByteArray();
        Collection<String> names = answer.getHeaderNames();
        boolean forEverybody =
                String.valueOf(answer.getHeader(HttpHeaders.CACHE_CONTROL)).contains("public")
                        && names.stream().noneMatch(HttpHeaders.SET_COOKIE::equalsIgnoreCase);
        if (etag == null || type == null || body.length > LONGEST || !forEverybody) {
            return;
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String name : names) {
            boolean ofThisAnswer = HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name)
                    || HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)
                    || HttpHeaders.DATE.equalsIgnoreCase(name);
            if (!ofThisAnswer) {
                answer.getHeaders(name).forEach(value -> headers.add(Map.entry(name, value)));
            }
        }
        now.said().put(wish, new Said(List.copyOf(headers), type, etag, body));
    }

    private static void again(Said said, HttpServletRequest request, HttpServletResponse response) throws IOException {
        said.headers().forEach(header -> response.addHeader(header.getKey(), header.getValue()));
        if (isKnownTo(request.getHeader(HttpHeaders.IF_NONE_MATCH), said.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(said.type());
        response.setContentLength(said.body().length);
        response.getOutputStream().write(said.body());
    }

    /** As RFC 9110 compares them for a GET. */
    private static boolean isKnownTo(@Nullable String theirs, String ours) {
        if (theirs == null) {
            return false;
        }
        for (String one : theirs.split(",")) {
            String tag = one.strip();
            if (tag.equals("*") || tag.equals(ours) || tag.equals("W/" + ours)) {
                return true;
            }
        }
        return false;
    }
}
