package org.crisisplan.survey;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.crisisplan.survey.SurveyView.Filled;
import org.crisisplan.survey.Surveys.Asked;
import org.crisisplan.web.ClientAddress;
import org.crisisplan.web.FloodGate;
import org.crisisplan.web.PageLanguage;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The form of a survey at an address that only the reader of one invitation has: no login, session, cookie or script. To open it changes
 * nothing, since mail programs open links by themselves; it is answered once.
 */
@Controller
class SurveyForm {

    static final int LONGEST_WORDS = 1000;

    /** More than anybody means to write is not even shown again. */
    private static final int LONGEST_SHOWN = 5000;

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cntrl}&&[^\n\t]]|[\\u202A-\\u202E\\u2066-\\u2069]");

    private final Surveys surveys;
    private final SurveyView view;
    private final FloodGate gate;

    SurveyForm(Surveys surveys, SurveyView view, SurveySettings settings, Clock clock) {
        this.surveys = surveys;
        this.view = view;
        this.gate = new FloodGate(settings.perMinute(), settings.allPerMinute(), clock);
    }

    @GetMapping("/survey/{token}")
    ResponseEntity<byte[]> show(@PathVariable String token, HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        Optional<Asked> asked = surveys.asked(token);
        if (asked.isEmpty()) {
            return view.told(HttpStatus.NOT_FOUND, language, "unknown");
        }
        if (asked.get().answered()) {
            return view.told(HttpStatus.OK, language, "thanks");
        }
        return asked.get().open()
                ? view.form(HttpStatus.OK, language, asked.get(), Filled.NOTHING)
                : view.told(HttpStatus.GONE, language, "closed");
    }

    @PostMapping("/survey/{token}")
    ResponseEntity<byte[]> answer(@PathVariable String token, HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        Optional<Asked> found = surveys.asked(token);
        if (found.isEmpty()) {
            return view.told(HttpStatus.NOT_FOUND, language, "unknown");
        }
        Asked asked = found.get();
        if (asked.answered()) {
            return view.told(HttpStatus.CONFLICT, language, "already");
        }
        if (!asked.open()) {
            return view.told(HttpStatus.GONE, language, "closed");
        }
        Filled filled = filled(asked, request);
        Optional<Duration> wait =
                gate.tooMany(ClientAddress.of(request.getRemoteAddr()).name());
        if (wait.isPresent()) {
            return view.later(wait.get(), language, asked, filled);
        }
        if (!filled.wrong().isEmpty()) {
            return view.form(HttpStatus.BAD_REQUEST, language, asked, filled);
        }
        return surveys.answer(token, filled.answers())
                ? view.told(HttpStatus.OK, language, "thanks")
                : view.told(HttpStatus.CONFLICT, language, "already");
    }

    private static Filled filled(Asked asked, HttpServletRequest request) {
        Map<String, String> answers = new TreeMap<>();
        Set<String> wrong = new LinkedHashSet<>();
        for (Question question : asked.questions()) {
            // browsers write the end of a line as two characters and count one
            String said = Optional.ofNullable(request.getParameter(question.name()))
                    .map(text -> text.replace("\r\n", "\n").strip())
                    .orElse("");
            if (question.isWritten()) {
                String printable = UNPRINTABLE.matcher(said).replaceAll("");
                answers.put(question.name(), printable.length() > LONGEST_SHOWN ? "" : printable);
                if (printable.length() > LONGEST_WORDS) {
                    wrong.add(question.name());
                }
            } else if (question.offers(said)) {
                answers.put(question.name(), said);
            } else {
                wrong.add(question.name());
            }
        }
        return new Filled(answers, wrong);
    }

    /** What every answer about a link carries: the address is a secret. */
    static ResponseEntity.BodyBuilder secret(ResponseEntity.BodyBuilder answer) {
        return answer.header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex")
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE);
    }
}
