package org.crisisplan.signals.trigger;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.intake.Post;
import org.crisisplan.signals.source.PollSchedule;
import org.crisisplan.signals.window.Counting;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The product's watching, step by step: what is said is looked at when a test says so. */
public final class SignalPipeline {

    public static final String SOURCE = "api";

    private SignalPipeline() {}

    public static void looks(ApplicationContext product) {
        product.getBean(Evaluation.class).lookAtAll();
    }

    /** Asks every channel whose turn it is, and waits for what they say. */
    public static void asks(ApplicationContext product) throws Exception {
        for (Future<?> asked : product.getBean(PollSchedule.class).askWhoseTurnItIs()) {
            asked.get();
        }
    }

    /** Counts what came in and looks at nothing. */
    public static void counts(ApplicationContext product) {
        product.getBean(Counting.class).countAll();
    }

    /** Nothing was ever said. */
    public static void forgets(ApplicationContext product) {
        JdbcClient sql = product.getBean(JdbcClient.class);
        for (String table : List.of(
                "signal",
                "signal_delivery",
                "signal_count",
                "signal_reporter",
                "signal_outbox",
                "signal_evaluation_queue",
                "signal_evaluation_failure",
                "signal_subject",
                "signal_trigger")) {
            sql.sql("delete from " + table).update();
        }
    }

    /** Says it in deliveries of a thousand. */
    public static void says(ApplicationContext product, int from, int until, IntFunction<Signal> what) {
        for (int begin = from; begin < until; begin += Signals.MOST) {
            product.getBean(Signals.class)
                    .accept(
                            SOURCE,
                            IntStream.range(begin, Math.min(until, begin + Signals.MOST))
                                    .mapToObj(what)
                                    .toList());
        }
    }

    /** What another system posts in its own format, with the key of the demonstration; it must be taken. */
    public static void posts(int port, String source, String type, String body) {
        var answer = Post.to(port, "/api/signals/" + source)
                .key("demo")
                .header("Content-Type", type)
                .body(body)
                .send();
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    public static Signal report(String id, String subject, String metric, String author, String text, Instant at) {
        return new Signal(
                SOURCE, id, Kind.REPORT, subject, metric, null, text, null, author, null, null, null, false, at);
    }

    public static Signal mention(String id, String subject, String platform, Sentiment sentiment, Instant at) {
        return new Signal(
                SOURCE,
                id,
                Kind.MENTION,
                subject,
                null,
                null,
                "words of " + id,
                null,
                "author of " + id,
                platform,
                sentiment,
                null,
                false,
                at);
    }

    public static Signal figure(String id, String subject, String metric, double value, Instant at) {
        return new Signal(
                SOURCE, id, Kind.METRIC, subject, metric, value, null, null, null, null, null, null, false, at);
    }

    public static Signal alert(String id, String subject, Severity severity, boolean resolved, Instant at) {
        return new Signal(
                SOURCE, id, Kind.ALERT, subject, "fault", null, null, null, null, null, null, severity, resolved, at);
    }
}
