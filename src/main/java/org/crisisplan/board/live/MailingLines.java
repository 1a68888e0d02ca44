package org.crisisplan.board.live;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.MailingProgress;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the plan got in telling people outside, for everybody who looks at a crisis. It goes on between two acts, so it is counted anew. */
@Component
class MailingLines {

    private static final int CRISES = 100;
    private static final long COUNTED_EVERY = Duration.ofSeconds(2).toNanos();

    private final Mailings mailings;
    private final Map<String, Counted> counted = new ConcurrentHashMap<>();

    MailingLines(Mailings mailings) {
        this.mailings = mailings;
    }

    private record Counted(long at, List<One> all) {}

    private record One(Mailing mailing, MailingProgress progress, String page) {}

    /**
     * One thing that an audience is told.
     *
     * @param page where it is seen who was not reached; null for readers who may not
     */
    record Line(
            String audience,
            String subject,
            MailingProgress progress,
            @Nullable String page) {}

    List<Line> of(String crisis, CurrentUser reader, Locale language) {
        String code = language.getLanguage().equals("zh") ? "zh" : "en";
        return counted(crisis).stream()
                .map(one -> new Line(
                        one.mailing().source(),
                        subject(one.mailing(), code),
                        one.progress(),
                        reader.readsAffected() ? one.page() : null))
                .toList();
    }

    private List<One> counted(String crisis) {
        Counted known = counted.get(crisis);
        if (known == null || System.nanoTime() - known.at() > COUNTED_EVERY) {
            known = new Counted(
                    System.nanoTime(),
                    mailings.of(crisis).stream()
                            .map(mailing -> new One(mailing, mailings.progress(mailing.id()), mailings.pageOf(mailing)))
                            .filter(one -> one.progress().total() > 0)
                            .toList());
            if (counted.size() > CRISES) {
                counted.clear();
            }
            counted.put(crisis, known);
        }
        return known.all();
    }

    private static String subject(Mailing mailing, String code) {
        return mailing.texts().stream()
                .filter(text -> text.language().equals(code))
                .findFirst()
                .orElse(mailing.texts().get(0))
                .subject();
    }
}
