package org.crisisplan.contact.check;

import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.check.ConfirmLinkRepository.Link;
import org.crisisplan.contact.check.ContactCheckRepository.Check;
import org.crisisplan.contact.check.ContactCheckRepository.State;
import org.crisisplan.contact.file.ContactListRefused;
import org.crisisplan.contact.file.Problem;
import org.crisisplan.contact.file.WrittenEntry;
import org.crisisplan.contact.file.WrittenEntry.TypedWay;
import org.crisisplan.engine.AdministratorActed;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.ClientAddress;
import org.crisisplan.web.LruCache;
import org.crisisplan.web.TooManyRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What the link of a contact check opens: the entry, and one button that says that all of it is right; below it the ways can be put right.
 * Looking changes nothing, so that a program which opens every link of a mail confirms nothing.
 */
@Controller
@RequestMapping("/contacts/confirm/{token}")
class ConfirmPage {

    private static final String PAGE = "contact/confirm";
    private static final int ADDRESSES = 20_000;
    private static final int PER_MINUTE = 30;
    private static final int EMPTY_ROWS = 2;

    private final ConfirmLinkRepository links;
    private final ContactCheckRepository checks;
    private final ContactRepository contacts;
    private final ContactAnswers answers;
    private final CadenceTable cadences;
    private final TransactionOperations together;
    private final ApplicationEventPublisher events;
    private final LruCache<ClientAddress, Bucket> addresses = new LruCache<>(ADDRESSES);

    ConfirmPage(
            ConfirmLinkRepository links,
            ContactCheckRepository checks,
            ContactRepository contacts,
            ContactAnswers answers,
            CadenceTable cadences,
            TransactionOperations together,
            ApplicationEventPublisher events) {
        this.links = links;
        this.checks = checks;
        this.contacts = contacts;
        this.answers = answers;
        this.cadences = cadences;
        this.together = together;
        this.events = events;
    }

    /** What the page says of the link. */
    enum Stands {
        READY(HttpStatus.OK),
        DONE(HttpStatus.OK),
        /** Something that was typed is not usable. */
        WRONG(HttpStatus.OK),
        /** The entry was confirmed with this link, another one, or by somebody who called. */
        OVER(HttpStatus.GONE),
        EXPIRED(HttpStatus.GONE),
        UNKNOWN(HttpStatus.NOT_FOUND);

        private final HttpStatus status;

        Stands(HttpStatus status) {
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
        return page(
                link.map(this::stands).orElse(Stands.UNKNOWN), check(link), null, List.of(), response, language, page);
    }

    /** @param kind the kinds of the ways as they were put right; none if all is right as it is */
    @PostMapping
    String confirm(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable List<String> kind,
            @RequestParam(required = false) @Nullable List<String> address,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale language,
            Model page) {
        limit(request);
        Optional<Link> link = links.find(token);
        Stands stands = link.map(this::stands).orElse(Stands.UNKNOWN);
        Optional<Check> check = check(link);
        if (stands != Stands.READY) {
            return page(stands, check, null, List.of(), response, language, page);
        }
        List<TypedWay> typed = typed(kind, address);
        try {
            boolean used = Boolean.TRUE.equals(
                    together.execute(begun -> keep(token, link.orElseThrow(), check.orElseThrow(), typed)));
            return page(used ? Stands.DONE : Stands.OVER, check, null, List.of(), response, language, page);
        } catch (ContactListRefused refused) {
            return page(Stands.WRONG, check, typed, refused.problems(), response, language, page);
        }
    }

    private boolean keep(String token, Link link, Check check, List<TypedWay> typed) {
        if (!links.use(token)) {
            return false;
        }
        boolean changed = !typed.isEmpty() && correct(check.user(), typed);
        contacts.arrived(check.user(), link.address());
        answers.right(check.user(), changed ? State.CORRECTED : State.CONFIRMED, check.user());
        return true;
    }

    /** All entries of the person have the same ways from now on. @return whether that is something else than before */
    private boolean correct(String user, List<TypedWay> typed) {
        boolean changed = false;
        for (Contact entry : contacts.users(Set.of(user))) {
            Contact corrected = WrittenEntry.contact(
                    entry.department(),
                    user,
                    entry.person(),
                    typed,
                    entry.deputies(),
                    entry.language().code(),
                    cadences.today());
            if (!corrected.saysTheSame(entry)) {
                contacts.save(corrected);
                events.publishEvent(new AdministratorActed(
                        user, "contacts", "changed", null, entry.department() + "/" + user, "", "ways"));
                changed = true;
            }
        }
        return changed;
    }

    private static List<TypedWay> typed(@Nullable List<String> kinds, @Nullable List<String> addresses) {
        List<TypedWay> typed = new ArrayList<>();
        if (kinds != null && addresses != null) {
            for (int i = 0; i < Math.min(kinds.size(), addresses.size()); i++) {
                typed.add(new TypedWay(kinds.get(i), addresses.get(i)));
            }
        }
        return typed;
    }

    private Stands stands(Link link) {
        Optional<Check> check = checks.find(link.check());
        if (link.usedAt() != null || check.isEmpty() || !check.get().isOpen()) {
            return Stands.OVER;
        }
        return links.isExpired(link) ? Stands.EXPIRED : Stands.READY;
    }

    private Optional<Check> check(Optional<Link> link) {
        return link.flatMap(known -> checks.find(known.check()));
    }

    private String page(
            Stands stands,
            Optional<Check> check,
            @Nullable List<TypedWay> typed,
            List<Problem> problems,
            HttpServletResponse response,
            Locale language,
            Model page) {
        response.setStatus(stands.status.value());
        response.setHeader("Referrer-Policy", "no-referrer");
        page.addAttribute("word", stands.name().toLowerCase(Locale.ROOT));
        page.addAttribute("asks", stands == Stands.READY || stands == Stands.WRONG);
        page.addAttribute("wrong", !problems.isEmpty());
        List<Contact> entries =
                check.map(known -> contacts.users(Set.of(known.user()))).orElse(List.of());
        if (stands.status == HttpStatus.OK && !entries.isEmpty()) {
            Contact entry = entries.get(0);
            page.addAttribute("person", BilingualText.of(entry.person(), language));
            page.addAttribute("ways", entry.ways());
            page.addAttribute("rows", typed == null ? rows(entry) : typed);
            page.addAttribute("kinds", List.of("mail", "phone", "mobile", "chat"));
            page.addAttribute(
                    "deputies",
                    contacts.deputiesOf(entries).stream()
                            .map(deputy -> BilingualText.of(deputy.person(), language))
                            .distinct()
                            .toList());
        }
        return PAGE;
    }

    private static List<TypedWay> rows(Contact entry) {
        List<TypedWay> rows = new ArrayList<>();
        entry.ways().forEach(way -> rows.add(new TypedWay(way.kind().word(), way.address())));
        for (int i = 0; i < EMPTY_ROWS; i++) {
            rows.add(new TypedWay("mobile", ""));
        }
        return rows;
    }

    private void limit(HttpServletRequest request) {
        var answer = addresses
                .of(
                        ClientAddress.of(request.getRemoteAddr()),
                        first -> Bucket.builder()
                                .addLimit(limit ->
                                        limit.capacity(PER_MINUTE).refillGreedy(PER_MINUTE, Duration.ofMinutes(1)))
                                .build())
                .tryConsumeAndReturnRemaining(1);
        if (!answer.isConsumed()) {
            throw new TooManyRequests(
                    "Too many links were opened from your address. Nothing was changed.",
                    Duration.ofNanos(answer.getNanosToWaitForRefill()));
        }
    }
}
