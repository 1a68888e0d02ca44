package org.crisisplan.contact.page;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.contact.Absence;
import org.crisisplan.contact.AbsenceRepository;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.OnCall;
import org.crisisplan.contact.RotaRepository;
import org.crisisplan.contact.Shift;
import org.crisisplan.contact.check.CadenceTable;
import org.crisisplan.contact.check.ContactCheckRepository;
import org.crisisplan.contact.check.Reachability;
import org.crisisplan.contact.file.ContactFile;
import org.crisisplan.contact.file.ContactListRefused;
import org.crisisplan.contact.file.ContactLists;
import org.crisisplan.contact.file.ContactTable;
import org.crisisplan.contact.file.PlanTime;
import org.crisisplan.contact.file.Problem;
import org.crisisplan.contact.file.WrittenEntry;
import org.crisisplan.contact.page.ListView.Department;
import org.crisisplan.contact.page.ListView.Entry;
import org.crisisplan.contact.page.ListView.TimeLine;
import org.crisisplan.contact.page.ListView.WayLine;
import org.crisisplan.department.Group;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /contacts}: who answers for each department, who is away and who is on duty (R62). The team reads it, its owners keep it. */
@Controller
@RequestMapping("/contacts")
class ContactsPage {

    private static final int SHOWN_FAULTS = 30;
    private static final Duration SHOWN_SHIFTS = Duration.ofDays(28);

    private final ContactRepository contacts;
    private final AbsenceRepository absences;
    private final RotaRepository rota;
    private final OnCall onCall;
    private final ContactCheckRepository checks;
    private final CadenceTable cadences;
    private final Reachability reachability;
    private final ContactDesk desk;
    private final Clock clock;

    ContactsPage(
            ContactRepository contacts,
            AbsenceRepository absences,
            RotaRepository rota,
            OnCall onCall,
            ContactCheckRepository checks,
            CadenceTable cadences,
            Reachability reachability,
            ContactDesk desk,
            Clock clock) {
        this.contacts = contacts;
        this.absences = absences;
        this.rota = rota;
        this.onCall = onCall;
        this.checks = checks;
        this.cadences = cadences;
        this.reachability = reachability;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping
    String list(Authentication login, Locale language, Model model) {
        return page(List.of(), "", login, language, model);
    }

    @GetMapping("/new")
    String empty(@RequestParam String department, Authentication login, Locale language, Model model) {
        keeper(login).mustKeep(known(department));
        return form(Typed.in(department), true, List.of(), login, language, model);
    }

    @GetMapping("/{department}/{user}")
    String entry(
            @PathVariable String department,
            @PathVariable String user,
            Authentication login,
            Locale language,
            Model model) {
        Contact contact = found(department, user);
        mustKeep(contact, login);
        return form(Typed.of(contact), false, List.of(), login, language, model);
    }

    @PostMapping
    String save(
            Typed typed,
            @RequestParam(defaultValue = "") String known,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        String department = known(Typed.text(typed.department()));
        boolean isNew = known.isEmpty();
        try {
            if (isNew) {
                keeper(login).mustKeep(department);
            } else {
                mustKeep(found(department, Typed.text(typed.user())), login);
            }
            Contact contact = WrittenEntry.contact(
                    department,
                    Typed.text(typed.user()),
                    Typed.text(typed.person()),
                    typed.ways(),
                    typed.deputies(),
                    Typed.text(typed.language()),
                    cadences.today());
            if (isNew && contacts.find(department, contact.user()).isPresent()) {
                return form(typed, true, List.of("there"), login, language, model);
            }
            desk.save(contact, keeper(login));
        } catch (ContactListRefused refused) {
            return form(typed, isNew, fields(refused), login, language, model);
        }
        next.addFlashAttribute("flash", "saved");
        return "redirect:/contacts";
    }

    @PostMapping("/{department}/{user}/remove")
    String remove(
            @PathVariable String department,
            @PathVariable String user,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        Contact contact = found(department, user);
        keeper(login).mustKeep(department);
        try {
            desk.remove(contact, keeper(login));
        } catch (ContactListRefused refused) {
            return page(refused.problems(), "remove", login, language, model);
        }
        next.addFlashAttribute("flash", "removed");
        return "redirect:/contacts";
    }

    @PostMapping("/{department}/{user}/confirm")
    String confirm(
            @PathVariable String department, @PathVariable String user, Authentication login, RedirectAttributes next) {
        mustKeep(found(department, user), login);
        desk.confirm(user, keeper(login));
        next.addFlashAttribute("flash", "confirmed");
        return "redirect:/contacts";
    }

    @PostMapping("/verify")
    String verify(@RequestParam String department, Authentication login, RedirectAttributes next) {
        keeper(login).mustKeep(known(department));
        desk.verify(department);
        next.addFlashAttribute("flash", "asked");
        return "redirect:/contacts";
    }

    @PostMapping("/absences")
    String addAbsence(
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String why,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        try {
            Absence absence = WrittenEntry.absence(user, from, until, why, clock.getZone());
            mustEnter(absence, login);
            desk.add(absence, keeper(login));
        } catch (ContactListRefused refused) {
            return page(refused.problems(), "absence", login, language, model);
        }
        next.addFlashAttribute("flash", "absence");
        return "redirect:/contacts";
    }

    @PostMapping("/absences/{id}/remove")
    String removeAbsence(@PathVariable String id, Authentication login, RedirectAttributes next) {
        Absence absence = absences.find(id).orElseThrow(ContactsPage::nothingThere);
        mustEnter(absence, login);
        desk.removeAbsence(id);
        next.addFlashAttribute("flash", "removed");
        return "redirect:/contacts";
    }

    @PostMapping("/shifts")
    String addShift(
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "0") int weeks,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        try {
            Shift shift = WrittenEntry.shift(department, user, from, until, clock.getZone());
            keeper(login).mustKeep(department);
            desk.add(shift, weeks);
        } catch (ContactListRefused refused) {
            return page(refused.problems(), "shift", login, language, model);
        }
        next.addFlashAttribute("flash", "shift");
        return "redirect:/contacts";
    }

    @PostMapping("/shifts/{id}/remove")
    String removeShift(@PathVariable String id, Authentication login, RedirectAttributes next) {
        Shift shift = rota.find(id).orElseThrow(ContactsPage::nothingThere);
        keeper(login).mustKeep(shift.department());
        desk.removeShift(id);
        next.addFlashAttribute("flash", "removed");
        return "redirect:/contacts";
    }

    @PostMapping("/import")
    String takeOver(
            @RequestParam("file") MultipartFile file,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next)
            throws IOException {
        try {
            ContactLists lists = read(file);
            desk.takeOver(lists, keeper(login));
            next.addFlashAttribute("flash", "imported");
            next.addFlashAttribute(
                    "imported",
                    lists.contacts().size()
                            + lists.absences().size()
                            + lists.shifts().size());
        } catch (ContactListRefused refused) {
            return page(refused.problems(), "file", login, language, model);
        }
        return "redirect:/contacts";
    }

    private ContactLists read(MultipartFile file) throws IOException {
        String name = String.valueOf(file.getOriginalFilename()).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml")
                ? ContactFile.readSome(
                        new ByteArrayResource(file.getBytes()),
                        "file",
                        cadences.today().plusDays(1),
                        clock.getZone())
                : ContactTable.read(file.getBytes(), cadences.today().plusDays(1), clock.getZone());
    }

    @GetMapping("/contacts.yaml")
    ResponseEntity<byte[]> yaml() {
        var lists = new ContactLists(contacts.all(), absences.from(clock.instant()), rota.from(clock.instant()));
        return file("contacts.yaml", "application/yaml;charset=UTF-8", ContactFile.write(lists, clock.getZone()));
    }

    @GetMapping("/contacts.csv")
    ResponseEntity<byte[]> csv() {
        return file("contacts.csv", "text/csv;charset=UTF-8", ContactTable.contacts(contacts.all()));
    }

    @GetMapping("/absences.csv")
    ResponseEntity<byte[]> absencesCsv() {
        return file(
                "absences.csv",
                "text/csv;charset=UTF-8",
                ContactTable.absences(absences.from(clock.instant()), clock.getZone()));
    }

    @GetMapping("/shifts.csv")
    ResponseEntity<byte[]> shiftsCsv() {
        return file(
                "shifts.csv",
                "text/csv;charset=UTF-8",
                ContactTable.shifts(rota.from(clock.instant()), clock.getZone()));
    }

    private static ResponseEntity<byte[]> file(String name, String type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }

    // ---- who may

    private Keeper keeper(Authentication login) {
        return desk.keeper(login.getName(), CurrentUser.of(login).groups());
    }

    private void mustKeep(Contact contact, Authentication login) {
        Keeper keeper = keeper(login);
        if (!keeper.keeps(contact)) {
            keeper.mustKeep(contact.department());
        }
    }

    private void mustEnter(Absence absence, Authentication login) {
        if (!desk.mayEnter(absence, keeper(login))) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Absences are entered by the person, by those who answer for their department, and by administrators");
        }
    }

    private Contact found(String department, String user) {
        return contacts.find(department, user).orElseThrow(ContactsPage::nothingThere);
    }

    private static String known(String department) {
        if (Group.of(department).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such department");
        }
        return department;
    }

    private static ResponseStatusException nothingThere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such entry");
    }

    // ---- what is shown

    private static List<String> fields(ContactListRefused refused) {
        return refused.problems().stream()
                .map(problem -> problem.field().isEmpty() ? "deputies" : problem.field())
                .distinct()
                .toList();
    }

    private String form(
            Typed typed, boolean isNew, List<String> faults, Authentication login, Locale language, Model model) {
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("typed", typed);
        model.addAttribute("isNew", isNew);
        model.addAttribute("faults", faults);
        model.addAttribute("department", label(Typed.text(typed.department()), language));
        model.addAttribute("people", people(contacts.all(), language));
        model.addAttribute("kinds", List.of("mail", "phone", "mobile", "chat"));
        return "contact/entry";
    }

    private String page(List<Problem> problems, String what, Authentication login, Locale language, Model model) {
        Keeper keeper = keeper(login);
        Instant now = clock.instant();
        List<Contact> all = contacts.all();
        Map<String, String> people = people(all, language);
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("mayImport", keeper.keepsAny());
        model.addAttribute("problems", problems.stream().limit(SHOWN_FAULTS).toList());
        model.addAttribute("what", what);
        model.addAttribute("gaps", gaps(language));
        model.addAttribute("departments", departments(all, keeper, people, language));
        model.addAttribute(
                "absences",
                absences.from(now).stream()
                        .map(absence -> new TimeLine(
                                absence.id(),
                                people.getOrDefault(absence.user(), absence.user()),
                                "",
                                text(absence.from()),
                                text(absence.until()),
                                desk.mayEnter(absence, keeper) ? absence.why() : "",
                                !absence.from().isAfter(now),
                                desk.mayEnter(absence, keeper)))
                        .toList());
        model.addAttribute(
                "shifts",
                rota.from(now).stream()
                        .filter(shift -> shift.from().isBefore(now.plus(SHOWN_SHIFTS)))
                        .map(shift -> new TimeLine(
                                shift.id(),
                                people.getOrDefault(shift.user(), shift.user()),
                                label(shift.department(), language),
                                text(shift.from()),
                                text(shift.until()),
                                "",
                                !shift.from().isAfter(now),
                                keeper.keeps(shift.department())))
                        .toList());
        model.addAttribute("people", people);
        model.addAttribute("mine", mine(all, keeper, people));
        model.addAttribute(
                "kept",
                keptDepartments(all, keeper).stream()
                        .collect(Collectors.toMap(
                                id -> id, id -> label(id, language), (one, other) -> one, LinkedHashMap::new)));
        model.addAttribute("zone", clock.getZone().getId());
        return "contact/contacts";
    }

    /** A gap as the page shows it. */
    record GapLine(String department, String why) {}

    private List<GapLine> gaps(Locale language) {
        return reachability.ifLevel1CameNow().stream()
                .map(gap -> new GapLine(
                        BilingualText.of(gap.label(), language),
                        gap.why().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private List<Department> departments(
            List<Contact> all, Keeper keeper, Map<String, String> people, Locale language) {
        Set<String> onDuty = new TreeSet<>();
        List<Shift> running = rota.at(clock.instant());
        running.forEach(shift -> onDuty.add(shift.department() + " " + shift.user()));
        List<Department> departments = new ArrayList<>();
        for (String id : ids(all)) {
            departments.add(new Department(
                    id,
                    label(id, language),
                    keeper.keeps(id),
                    running.stream()
                            .filter(shift -> shift.department().equals(id))
                            .map(shift -> people.getOrDefault(shift.user(), shift.user()))
                            .distinct()
                            .toList(),
                    onCall.present(id).stream()
                            .map(contact -> people.getOrDefault(contact.user(), contact.user()))
                            .toList(),
                    all.stream()
                            .filter(contact -> contact.department().equals(id))
                            .map(contact -> entry(contact, keeper, people))
                            .toList()));
        }
        return departments;
    }

    private Entry entry(Contact contact, Keeper keeper, Map<String, String> people) {
        var check = checks.open(contact.user());
        return new Entry(
                contact,
                contacts.waysOf(contact).stream()
                        .map(state -> WayLine.of(state, this::text))
                        .toList(),
                contact.deputies().stream()
                        .map(deputy -> people.getOrDefault(deputy, deputy))
                        .toList(),
                onCall.isAway(contact.user()),
                cadences.isOverdue(contact),
                check.map(one -> text(one.begunAt())).orElse(null),
                check.map(ContactCheckRepository.Check::rounds).orElse(0),
                keeper.keeps(contact));
    }

    /** Those that are given tasks, whether somebody answers for them or not, and after them the others that somebody answers for. */
    private static List<String> ids(List<Contact> all) {
        Set<String> named = all.stream().map(Contact::department).collect(Collectors.toSet());
        List<String> ids = new ArrayList<>(Group.teamIds());
        for (Group group : Group.values()) {
            if (named.contains(group.id()) && !ids.contains(group.id())) {
                ids.add(group.id());
            }
        }
        return ids;
    }

    private static List<String> keptDepartments(List<Contact> all, Keeper keeper) {
        return ids(all).stream().filter(keeper::keeps).toList();
    }

    /** Roles by login, in the reader's language. */
    private static Map<String, String> people(List<Contact> all, Locale language) {
        Map<String, String> people = new LinkedHashMap<>();
        all.forEach(contact -> people.putIfAbsent(contact.user(), BilingualText.of(contact.person(), language)));
        return people;
    }

    /** Those whose absences the visitor may enter. */
    private static Map<String, String> mine(List<Contact> all, Keeper keeper, Map<String, String> people) {
        Map<String, String> mine = new LinkedHashMap<>();
        all.stream()
                .filter(keeper::keeps)
                .forEach(contact -> mine.put(contact.user(), people.getOrDefault(contact.user(), contact.user())));
        return mine;
    }

    private static String label(String department, Locale language) {
        return Group.of(department)
                .map(group -> BilingualText.of(group.label(), language))
                .orElse(department);
    }

    private String text(Instant at) {
        return PlanTime.written(at, clock.getZone());
    }
}
