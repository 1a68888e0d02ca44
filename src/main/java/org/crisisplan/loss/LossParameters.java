package org.crisisplan.loss;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.engine.AdministratorActed;
import org.crisisplan.web.BilingualText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finance sets its figures here; what held before stays, with its day. */
@Service
public class LossParameters {

    private static final Pattern LINE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} &_/.-]{0,59}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,14}(?:\\.\\d{1,4})?");
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cc}\\p{Cs}]*");
    private static final int LONGEST_SOURCE = 300;
    private static final int LAST_HOUR = 23;
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

    private final LossParameterRepository figures;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    LossParameters(LossParameterRepository figures, ApplicationEventPublisher events, Clock clock) {
        this.figures = figures;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What somebody typed.
     *
     * @param fromHour of weights: the first hour that it holds for
     * @param toHour the last one; the first alone if nothing is said
     * @param amount empty to end a figure
     */
    record Typed(
            @Nullable String parameter,
            @Nullable String line,
            @Nullable String fromHour,
            @Nullable String toHour,
            @Nullable String amount,
            @Nullable String validFrom,
            @Nullable String source) {

        static final Typed NOTHING = new Typed(null, null, null, null, null, null, null);
    }

    /** Today on the clock of the people here. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    @Transactional(readOnly = true)
    public List<LossFigure> inForce(LocalDate day) {
        return figures.inForce(day);
    }

    @Transactional(readOnly = true)
    List<LossFigure> toCome() {
        return figures.after(today());
    }

    @Transactional(readOnly = true)
    List<LossFigure> history(int most) {
        return figures.history(most);
    }

    /**
     * Keeps a figure, of weights one for each hour.
     *
     * @throws InvalidReport naming every field with something wrong; nothing is kept then
     */
    @Transactional
    public List<LossFigure> set(Typed typed, String user) {
        List<Finding> findings = new ArrayList<>();
        Optional<LossParameter> parameter = LossParameter.of(said(typed.parameter()));
        if (parameter.isEmpty()) {
            findings.add(new Finding("parameter", "must be one of the figures"));
        }
        String line = said(typed.line());
        boolean byLine = parameter.map(LossParameter::byLine).orElse(true);
        if (!line.isEmpty() && (!byLine || !LINE.matcher(line).matches())) {
            findings.add(new Finding("line", byLine ? "must be a name of letters and digits" : "must stay empty here"));
        }
        int[] hours = hours(typed, parameter.map(LossParameter::byHour).orElse(false), findings);
        BigDecimal amount = amount(typed, parameter.orElse(null), findings);
        LocalDate validFrom = day(typed, findings);
        String source = said(typed.source());
        if (source.isEmpty()
                || source.length() > LONGEST_SOURCE
                || !ONE_LINE.matcher(source).matches()) {
            findings.add(new Finding("source", "must say where the figure is from, in up to 300 characters"));
        }
        if (!findings.isEmpty() || parameter.isEmpty()) {
            throw new InvalidReport(findings);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<LossFigure> set = new ArrayList<>();
        for (int hour = hours[0]; hour <= hours[1]; hour++) {
            LossFigure figure = new LossFigure(parameter.get(), line, hour, amount, validFrom, source, user, now);
            String before = before(figure);
            figures.add(figure);
            set.add(figure);
            events.publishEvent(new AdministratorActed(
                    user, "loss-parameters", "set", null, about(figure), before, figure.written() + " · " + validFrom));
        }
        return set;
    }

    private String before(LossFigure figure) {
        return figures.inForce(figure.validFrom()).stream()
                .filter(known -> known.place().equals(figure.place()))
                .map(known -> known.written() + " · " + known.validFrom())
                .findFirst()
                .orElse("");
    }

    private static String about(LossFigure figure) {
        return String.join(" ", List.of(figure.parameter().word(), figure.line(), figure.hours()))
                .strip();
    }

    private static int[] hours(Typed typed, boolean byHour, List<Finding> findings) {
        String from = said(typed.fromHour());
        String to = said(typed.toHour());
        if (!byHour) {
            return new int[] {LossFigure.ANY_HOUR, LossFigure.ANY_HOUR};
        }
        int first = hour(from);
        int last = to.isEmpty() ? first : hour(to);
        if (first < 0 || last < first) {
            findings.add(new Finding("hours", "must be hours from 0 to 23, the first before the last"));
        }
        return new int[] {first, last};
    }

    private static int hour(String typed) {
        return typed.matches("\\d{1,2}") && Integer.parseInt(typed) <= LAST_HOUR ? Integer.parseInt(typed) : -1;
    }

    private static @Nullable BigDecimal amount(Typed typed, @Nullable LossParameter parameter, List<Finding> findings) {
        String said = said(typed.amount()).replace(",", "").replace(" ", "");
        if (said.isEmpty()) {
            return null;
        }
        if (!AMOUNT.matcher(said).matches()) {
            findings.add(new Finding("amount", "must be a number such as 2400000 or 0.45"));
            return null;
        }
        BigDecimal amount = new BigDecimal(said);
        if (parameter != null && amount.compareTo(parameter.most()) > 0) {
            findings.add(new Finding(
                    "amount", "must not be more than " + parameter.most().toPlainString()));
        }
        return amount;
    }

    private LocalDate day(Typed typed, List<Finding> findings) {
        String said = said(typed.validFrom());
        try {
            LocalDate day = said.isEmpty() ? today() : LocalDate.parse(said);
            if (!day.isBefore(FIRST_DAY) && !day.isAfter(today().plusYears(1))) {
                return day;
            }
        } catch (DateTimeParseException noDay) {
            // the sentence below says it
        }
        findings.add(new Finding("validFrom", "must be a day such as " + today() + ", within a year from now"));
        return today();
    }

    private static String said(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** Whether somebody speaks of this business line: by its name in either language, in whatever letters. */
    static boolean names(String text, String line) {
        String spoken = text.toLowerCase(Locale.ROOT);
        return List.of(line, BilingualText.of(line, Locale.ENGLISH), BilingualText.of(line, Locale.CHINESE)).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> !name.isEmpty() && spoken.contains(name));
    }
}
