package org.crisisplan.signals.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.signals.page.PublicVolume.Series;
import org.crisisplan.web.CurrentUser;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The public volume of a crisis as a chart with its sentiment, and by platform (R37). */
@Controller
class VolumePage {

    private final PublicVolume volume;
    private final Crises crises;
    private final SignalViews views;
    private final MessageSource texts;

    VolumePage(PublicVolume volume, Crises crises, SignalViews views, MessageSource texts) {
        this.volume = volume;
        this.crises = crises;
        this.views = views;
        this.texts = texts;
    }

    /** What the chart is drawn from. @param times in seconds since 1970 @param texts the same on the clock of the people here */
    record Chart(List<Long> times, @JsonIgnore List<String> texts, List<Line> series) {

        /** Whether anything was said in that hour. */
        public boolean saidIn(int hour) {
            return series.stream().anyMatch(line -> line.points().get(hour) > 0);
        }

        public String text(int hour) {
            return texts.get(hour);
        }
    }

    /** @param key the sentiment, by which it is drawn */
    record Line(String key, String name, List<Long> points) {}

    @GetMapping("/crises/{number}/volume")
    String show(@PathVariable String number, Authentication login, Locale reader, Model model) {
        Crisis crisis = find(number);
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("crisis", crisis);
        model.addAttribute("volume", volume.figures(crisis));
        model.addAttribute("chart", chart(crisis, reader));
        model.addAttribute("words", new SignalWords(texts, reader));
        model.addAttribute("zone", views.zone());
        return "signals/volume";
    }

    @GetMapping("/crises/{number}/volume.json")
    ResponseEntity<Chart> chart(@PathVariable String number, Locale reader) {
        return ResponseEntity.ok(chart(find(number), reader));
    }

    private Chart chart(Crisis crisis, Locale reader) {
        Series series = volume.series(crisis);
        List<Line> lines = new ArrayList<>();
        series.counts().forEach((sentiment, points) -> {
            String key = sentiment.isEmpty() ? "unjudged" : sentiment;
            lines.add(new Line(key, texts.getMessage("signals.volume.sentiment." + key, null, reader), points));
        });
        return new Chart(
                series.hours(),
                series.hours().stream()
                        .map(hour -> views.moment(Instant.ofEpochSecond(hour)).text())
                        .toList(),
                lines);
    }

    private Crisis find(String number) {
        return crises.find(number)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such crisis."));
    }
}
