package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.ResourceLoader;

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
    Contacts contacts;

    @Autowired
    ResourceLoader files;

    @Autowired
    Clock clock;

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
        assertThat(contacts.all()).hasSize(7);
    }

    @Test
    void aListThatCannotBeUsedLeavesTheOldOneAlone() throws IOException {
        List<Contact> before = contacts.all();
        String broken = list(demo().replace("mail: pr@crisis-plan.example", "mail: pr"));

        assertThatThrownBy(() -> new ImportContacts(new ContactSettings(broken), files, contacts, clock)
                        .afterSingletonsInstantiated())
                .isInstanceOf(ContactListRefused.class)
                .hasMessageContaining("entry 1 (publicRelations, user pr): mail 'pr' is not usable");

        assertThat(contacts.all()).isEqualTo(before);
    }

    @Test
    void withoutAFileTheListImportedLastIsKept() {
        List<Contact> before = contacts.all();

        new ImportContacts(new ContactSettings(null), files, contacts, clock).afterSingletonsInstantiated();

        assertThat(contacts.all()).isEqualTo(before);
    }

    @Test
    void withoutAnyListTheLogSaysThatNobodyWillBeTold(CapturedOutput log) {
        contacts.replaceBy(List.of());

        new ImportContacts(new ContactSettings(null), files, contacts, clock).afterSingletonsInstantiated();

        assertThat(log.getOut()).contains("There is no contact list", "crisis-plan.contacts.location");
    }

    private String list(String yaml) throws IOException {
        return Files.writeString(folder.resolve("contacts.yaml"), yaml).toUri().toString();
    }

    private static String demo() throws IOException {
        return new ClassPathResource("demo/contacts.yaml").getContentAsString(StandardCharsets.UTF_8);
    }
}
