package org.crisisplan.media.contact;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.department.Group;
import org.crisisplan.media.Faults;
import org.crisisplan.media.MediaReader;
import org.crisisplan.media.MediaTimes;
import org.crisisplan.media.contact.MediaContactRepository.Change;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
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

/** The page {@code /media}: public relations keeps whom the press statement goes to; auditors read it, nobody else does. */
@Controller
@RequestMapping("/media")
class MediaContactsPage {

    private static final int SHOWN_FAULTS = 20;

    private final MediaContactRepository contacts;
    private final MediaTimes moments;

    MediaContactsPage(MediaContactRepository contacts, MediaTimes moments) {
        this.contacts = contacts;
        this.moments = moments;
    }

    /** What somebody typed. */
    record Typed(
            @Nullable String id,
            @Nullable String outlet,
            @Nullable String name,
            @Nullable String mail,
            @Nullable String phone,
            @Nullable String language,
            @Nullable String notes,
            @Nullable String active) {

        static final Typed NOTHING = new Typed(null, null, null, null, null, null, null, "on");

        static Typed of(MediaContact contact) {
            return new Typed(
                    contact.id(),
                    contact.outlet(),
                    contact.name(),
                    contact.mail(),
                    contact.phone(),
                    contact.language(),
                    contact.notes(),
                    contact.active() ? "on" : null);
        }
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String edit, Authentication login, Model model) {
        Typed typed = edit == null
                ? Typed.NOTHING
                : contacts.find(edit).map(Typed::of).orElse(Typed.NOTHING);
        return page(typed, null, login, model);
    }

    @PostMapping
    String save(Typed typed, Authentication login, Model model, RedirectAttributes next) {
        onlyPublicRelations(login);
        try {
            contacts.save(
                    MediaContact.of(
                            typed.id() == null || typed.id().isBlank()
                                    ? MediaContactRepository.newId()
                                    : known(typed.id()),
                            typed.outlet(),
                            typed.name(),
                            typed.mail(),
                            typed.phone(),
                            typed.language(),
                            typed.notes(),
                            typed.active() != null),
                    login.getName());
        } catch (InvalidReport invalid) {
            return page(typed, invalid, login, model);
        }
        next.addFlashAttribute("flash", "saved");
        return "redirect:/media";
    }

    @PostMapping("/{id}/remove")
    String remove(@PathVariable String id, Authentication login, RedirectAttributes next) {
        onlyPublicRelations(login);
        contacts.remove(id, login.getName());
        next.addFlashAttribute("flash", "removed");
        return "redirect:/media";
    }

    @PostMapping("/import")
    String takeOver(
            @RequestParam("file") MultipartFile file, Authentication login, Model model, RedirectAttributes next)
            throws IOException {
        onlyPublicRelations(login);
        try {
            List<MediaContact> list = ContactsFile.read(file.getBytes());
            contacts.takeOver(list, login.getName());
            next.addFlashAttribute("flash", "imported");
            next.addFlashAttribute("imported", list.size());
        } catch (InvalidReport invalid) {
            return page(Typed.NOTHING, invalid, login, model);
        }
        return "redirect:/media";
    }

    @GetMapping("/contacts.csv")
    ResponseEntity<byte[]> export() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("media-contacts.csv")
                                .build()
                                .toString())
                .body(ContactsFile.write(contacts.all()));
    }

    private String known(String id) {
        return contacts.find(id)
                .map(MediaContact::id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such contact"));
    }

    /** What is wrong with a file. @param line 0 for the file as a whole */
    record FileFault(long line, String field) {

        static @Nullable FileFault of(InvalidReport.Finding finding) {
            String[] words = finding.field().split(" ");
            return !words[0].equals("file")
                    ? null
                    : words.length < 4 ? new FileFault(0, "file") : new FileFault(Long.parseLong(words[2]), words[3]);
        }
    }

    /** A change as the page shows it. */
    record ChangeLine(String at, Change change) {}

    private String page(Typed typed, @Nullable InvalidReport invalid, Authentication login, Model model) {
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("writes", MediaReader.of(login).isOf(Group.PUBLIC_RELATIONS));
        model.addAttribute("contacts", contacts.all());
        model.addAttribute("typed", typed);
        model.addAttribute("faults", Faults.of(invalid));
        model.addAttribute(
                "fileFaults",
                invalid == null
                        ? List.of()
                        : invalid.findings().stream()
                                .map(FileFault::of)
                                .filter(Objects::nonNull)
                                .limit(SHOWN_FAULTS)
                                .toList());
        model.addAttribute(
                "changes",
                contacts.changes().stream()
                        .map(change -> new ChangeLine(moments.text(change.at()), change))
                        .toList());
        model.addAttribute("zone", moments.zone());
        return "media/contacts";
    }

    private static void onlyPublicRelations(Authentication login) {
        MediaReader.of(login).mustBeOf(Group.PUBLIC_RELATIONS);
    }
}
