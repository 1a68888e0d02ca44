package org.crisisplan.notify.acknowledge;

import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.form.TaskForms;
import org.crisisplan.notify.acknowledge.AcknowledgeLinkRepository.Link;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.ClientAddress;
import org.crisisplan.web.DrillPages;
import org.crisisplan.web.LruCache;
import org.crisisplan.web.TooManyRequests;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What the link of an alert opens: the little that the mail said already, and one button. Looking changes nothing, so that a program
 * which opens every link of a mail acknowledges nothing.
 */
@Controller
@RequestMapping("/acknowledge/{token}")
class AcknowledgePage {

    private static final String PAGE = "notify/acknowledge";
    private static final int ADDRESSES = 20_000;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final AcknowledgeLinkRepository links;
    private final TaskService tasks;
    private final TaskForms forms;
    private final IdentityService identities;
    private final Crises crises;
    private final CrisisRecord record;
    private final TransactionOperations together;
    private final Clock clock;
    private final int perMinute;
    private final LruCache<ClientAddress, Bucket> addresses = new LruCache<>(ADDRESSES);

    AcknowledgePage(
            AcknowledgeLinkRepository links,
            TaskService tasks,
            TaskForms forms,
            IdentityService identities,
            Crises crises,
            CrisisRecord record,
            TransactionOperations together,
            Clock clock,
            AcknowledgeSettings settings) {
        this.links = links;
        this.tasks = tasks;
        this.forms = forms;
        this.identities = identities;
        this.crises = crises;
        this.record = record;
        this.together = together;
        this.clock = clock;
        this.perMinute = settings.perMinute();
    }

    /** What the page says of the link. */
    enum State {
        READY(HttpStatus.OK),
        DONE(HttpStatus.OK),
        USED(HttpStatus.GONE),
        EXPIRED(HttpStatus.GONE),
        /** Somebody else acknowledged the alert, or the plan no longer asks for it. */
        OVER(HttpStatus.GONE),
        /** Whoever it was sent to is not asked any more. */
        NOT_ASKED(HttpStatus.FORBIDDEN),
        UNKNOWN(HttpStatus.NOT_FOUND);

        private final HttpStatus status;

        State(HttpStatus status) {
            this.status = status;
        }
    }

    @GetMapping
    String show(
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language,
            Model page) {
        limit(request);
        Optional<Link> link = links.find(token);
        return page(link.map(this::stateOf).orElse(State.UNKNOWN), link, response, language, page);
    }

    @PostMapping
    String acknowledge(
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language,
            Model page) {
        limit(request);
        Optional<Link> link = links.find(token);
        State state = link.map(this::stateOf).orElse(State.UNKNOWN);
        if (state == State.READY) {
            state = acknowledge(token, link.orElseThrow());
        }
        return page(state, links.find(token), response, language, page);
    }

    private State stateOf(Link link) {
        if (link.usedAt() != null) {
            return State.USED;
        }
        if (links.isExpired(link)) {
            return State.EXPIRED;
        }
        return task(link).isPresent() ? State.READY : State.OVER;
    }

    private Optional<String> task(Link link) {
        return Optional.ofNullable(tasks.createTaskQuery()
                        .processInstanceId(link.processInstance())
                        .taskDefinitionKey(AcknowledgeLinkRepository.TASK)
                        .singleResult())
                .map(Task::getId);
    }

    /** As the person to whom it was sent, with the groups they have now. */
    private State acknowledge(String token, Link link) {
        List<String> groups = identities.createGroupQuery().groupMember(link.user()).list().stream()
                .map(Group::getId)
                .toList();
        Optional<String> task = task(link);
        if (task.isEmpty()) {
            return State.OVER;
        }
        identities.setAuthentication(link.user(), groups);
        try {
            return Boolean.TRUE.equals(together.execute(begun -> {
                        if (!links.use(token)) {
                            return false;
                        }
                        forms.answer(task.get(), Map.of());
                        record.append(
                                link.number(),
                                Entry.of(ActKind.ALERT_ACKNOWLEDGED, AcknowledgeLinkRepository.TASK)
                                        .after(Map.of("how", "signed link")));
                        return true;
                    }))
                    ? State.DONE
                    : State.USED;
        } catch (AuthorizationException refused) {
            return State.NOT_ASKED;
        } catch (OptimisticLockingException overtaken) {
            return State.OVER;
        } finally {
            identities.clearAuthentication();
        }
    }

    private String page(State state, Optional<Link> link, HttpServletResponse response, Locale language, Model page) {
        response.setStatus(state.status.value());
        response.setHeader("Referrer-Policy", "no-referrer");
        page.addAttribute("state", state.name());
        page.addAttribute("word", state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (state == State.READY || state == State.DONE) {
            Link shown = link.orElseThrow();
            page.addAttribute("number", shown.number());
            page.addAttribute(
                    "title", crises.find(shown.number()).map(Crisis::title).orElse(""));
            page.addAttribute("level", shown.level());
            page.addAttribute(
                    "reasons",
                    BilingualText.ofReasons(shown.reasons(), language).lines().toList());
        }
        link.ifPresent(known -> {
            page.addAttribute("usedAt", known.usedAt() == null ? "" : time(known.usedAt()));
            page.addAttribute(DrillPages.HERE, Crisis.isDrill(known.number()));
        });
        page.addAttribute("zone", clock.getZone().getId());
        return PAGE;
    }

    private String time(Instant at) {
        return DAY_AND_TIME.format(at.atZone(clock.getZone()));
    }

    private void limit(HttpServletRequest request) {
        var answer = addresses
                .of(
                        ClientAddress.of(request.getRemoteAddr()),
                        first -> Bucket.builder()
                                .addLimit(limit ->
                                        limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                                .build())
                .tryConsumeAndReturnRemaining(1);
        if (!answer.isConsumed()) {
            throw new TooManyRequests(
                    "Too many links were opened from your address. Nothing was changed.",
                    Duration.ofNanos(answer.getNanosToWaitForRefill()));
        }
    }
}
