package org.crisisplan.contact.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.crisisplan.PlanTest;
import org.crisisplan.contact.AbsenceRepository;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.RotaRepository;
import org.crisisplan.engine.StartWork;
import org.crisisplan.web.Notices;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** How the contact file gets into the database at a start (R62). */
@PlanTest
@ExtendWith(OutputCaptureExtension.class)
class ImportContactsTest {

    private static final String DEMO = "classpath:demo/contacts.yaml";

    @TempDir
    Path folder;

    @Autowired
    ImportContacts importContacts;

    @Autowired
    ContactRepository contacts;

    @Autowired
    StartWork startWork;

    @Autowired
    ResourceLoader files;

    @Autowired
    Clock clock;

    @Autowired
    AbsenceRepository absences;

    @Autowired
    RotaRepository rota;

    @Autowired
    JdbcClient database;

    @Autowired
    TransactionOperations transaction;

    @AfterEach
    void asItWas() {
        importContacts.importFrom(DEMO);
    }

    @Test
    void theListOfTheStartIsThere() {
        assertThat(contacts.of(List.of("management")))
                .extracting(Contact::mail)
                .containsExactly("manager@crisis-plan.example");
        assertThat(contacts.deputiesOf(contacts.of(List.of("management"))))
                .extracting(Contact::user)
                .containsExactly("finance");
    }

    @Test
    void importingTheSameListAgainChangesNothing() {
        List<Contact> before = contacts.all();

        importContacts.importFrom(DEMO);

        assertThat(contacts.all()).isEqualTo(before);
    }

    @Test
    void whatChangesInTheFileChangesAndWhoIsNoLongerInItIsGone() throws IOException {
        importContacts.importFrom(list(demo().replace("user: legal", "user: legal2")
                .replace("deputy: legal", "deputy: legal2")
                .replace("pr@", "press@")));

        assertThat(contacts.users(List.of("legal"))).isEmpty();
        assertThat(contacts.users(List.of("legal2"))).hasSize(1);
        assertThat(contacts.users(List.of("pr")))
                .extracting(Contact::mail)
                .containsExactly("press@crisis-plan.example");
        assertThat(contacts.all()).hasSize(8);
    }

    @Test
    void aListThatCannotBeUsedLeavesTheOldOneAlone() throws IOException {
        List<Contact> before = contacts.all();
        String broken = list(demo().replace("mail: pr@crisis-plan.example", "mail: pr"));

        Notices notices = new Notices();

        start(broken, notices);

        assertThat(contacts.all()).isEqualTo(before);
        assertThat(notices.about("contacts").orElseThrow().details())
                .singleElement()
                .asString()
                .contains("entry 1 (publicRelations, user pr): mail 'pr' is not usable");
        assertThat(new ContactsHealth(notices).health().getStatus().getCode()).isEqualTo("DEGRADED");
        start(DEMO, notices);
        assertThat(notices.of(true)).as("once the list is put right").isEmpty();
        assertThat(new ContactsHealth(notices).health().getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void withoutAListToFallBackOnABrokenOneStopsTheStart() throws IOException {
        contacts.replaceBy(List.of());
        String broken = list(demo().replace("mail: pr@crisis-plan.example", "mail: pr"));

        assertThatThrownBy(() -> start(broken, new Notices()))
                .isInstanceOf(ContactListRefused.class)
                .hasMessageContaining("entry 1 (publicRelations, user pr): mail 'pr' is not usable");
    }

    @Test
    void withoutAFileTheListImportedLastIsKept() {
        List<Contact> before = contacts.all();

        start(null, new Notices());

        assertThat(contacts.all()).isEqualTo(before);
    }

    @Test
    void withoutAnyListTheLogSaysThatNobodyWillBeTold(CapturedOutput log) {
        contacts.replaceBy(List.of());

        start(null, new Notices());

        assertThat(log.getOut()).contains("There is no contact list", "crisis-plan.contacts.location");
    }

    private void start(@Nullable String location, Notices notices) {
        new ImportContacts(
                        new ContactSettings(location),
                        files,
                        contacts,
                        absences,
                        rota,
                        database,
                        transaction,
                        clock,
                        notices,
                        startWork,
                        event -> {})
                .afterSingletonsInstantiated();
    }

    private String list(String yaml) throws IOException {
        return Files.writeString(folder.resolve("contacts.yaml"), yaml).toUri().toString();
    }

    private static String demo() throws IOException {
        return new ClassPathResource("demo/contacts.yaml").getContentAsString(StandardCharsets.UTF_8);
    }
}
