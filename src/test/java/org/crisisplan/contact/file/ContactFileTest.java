package org.crisisplan.contact.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.Language;
import org.crisisplan.contact.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

/** Which contact lists are taken, and what is said about those that are not (R62). */
class ContactFileTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final String demo = demo();

    @Test
    void theDemonstrationsListReachesEveryDepartment() {
        List<Contact> contacts = read(demo);

        assertThat(contacts).hasSize(8);
        assertThat(contacts.get(0))
                .isEqualTo(new Contact(
                        "publicRelations",
                        "pr",
                        "Head of public relations 公关部负责人",
                        List.of(
                                new Way(Way.Kind.MAIL, "pr@crisis-plan.example"),
                                new Way(Way.Kind.PHONE, "+86 10 5550 0101")),
                        List.of("service"),
                        Language.ZH,
                        LocalDate.of(2026, 11, 2),
                        Set.of()));
    }

    static Stream<Arguments> brokenLists() {
        return Stream.of(
                arguments(
                        "mail: legal@crisis-plan.example",
                        "mail: legal at example",
                        "entry 3 (legal, user legal): mail 'legal at example' is not usable; write one address"),
                arguments(
                        "mail: legal@crisis-plan.example",
                        "mail: \"a@b\\r\\nRCPT TO:<x>\"",
                        "entry 3 (legal, user legal): mail 'a@b"),
                arguments(
                        "mail: legal@crisis-plan.example",
                        "mail: a@b,c@d",
                        "entry 3 (legal, user legal): mail 'a@b,c@d' is not usable"),
                arguments(
                        "mail: legal@crisis-plan.example",
                        "address: legal@crisis-plan.example",
                        "entry 3 (legal, user legal): address is unknown; remove it"),
                arguments(
                        "mail: legal@crisis-plan.example",
                        "deputies: 1",
                        "entry 3 (legal, user legal): mail is missing; write one address"),
                arguments(
                        "user: legal",
                        "user: legal-1",
                        "entry 3 (legal, user legal-1): user 'legal-1' is not usable; write the id the person logs in with"),
                arguments(
                        "department: legal",
                        "department: [legal]",
                        "department '[\"legal\"]' is not usable; write the id of a group"),
                arguments(
                        "department: legal",
                        "department: finance",
                        "nobody answers for legal; add an entry with department: legal"),
                arguments(
                        "deputy: finance\n    language: zh",
                        "deputy: nobody\n    language: zh",
                        "legal, user legal: deputy 'nobody' is not in the list; add an entry with user: nobody"),
                arguments(
                        "deputy: finance\n    language: zh",
                        "deputy: legal\n    language: zh",
                        "entry 3 (legal, user legal): deputy is the person itself; name somebody else"),
                arguments(
                        "5550 0103",
                        "5550 <script>",
                        "entry 3 (legal, user legal): phone '+86 10 5550 <script>' is not usable"),
                arguments("contacts:", "people:", "it has no list named 'contacts'"),
                arguments("contacts:", "version: 1\ncontacts:", "unknown field 'version' beside 'contacts'; remove it"),
                arguments("contacts:", "{]", "it cannot be read"));
    }

    @ParameterizedTest
    @MethodSource("brokenLists")
    void aListThatCannotBeUsedIsRefusedWithTheEntryTheFieldAndWhatToDo(String right, String wrong, String message) {
        assertThat(demo).contains(right);
        refused(demo.replace(right, wrong)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            confirmedOn: 2026-02-30 | '2026-02-30' is not a day of the calendar
            confirmedOn: 2027-01-01 | '2027-01-01' is in the future
            confirmedOn: soon       | 'soon' is not usable; write a day such as 2026-11-02
            language: fr            | language 'fr' is not usable; write en or zh
            """)
    void everyEntryIsChecked(String line, String message) {
        String field = line.substring(0, line.indexOf(':'));
        refused(demo.replaceFirst(field + ": \\S+", line))
                .hasMessageContaining("entry 1 (publicRelations, user pr)")
                .hasMessageContaining(message);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        refused(demo.replace("language: zh", "language: cn"))
                .hasMessageContaining("entry 1 ")
                .hasMessageContaining("entry 3 ")
                .hasMessageContaining("entry 4 ");
    }

    @Test
    void theSamePersonTwiceInADepartmentIsRefused() {
        String legal =
                demo.substring(demo.indexOf("  - department: legal"), demo.indexOf("  - department: customerService"));
        refused(demo + legal).hasMessageContaining("legal, user legal: stands in the list twice; remove one entry");
    }

    @Test
    void theSameFieldTwiceIsRefused() {
        refused(demo.replaceFirst("user: pr", "user: pr\n    user: pr")).hasMessageContaining("Duplicate field 'user'");
    }

    @Test
    void aMissingFileIsRefused() {
        assertThatThrownBy(() ->
                        ContactFile.read(new ClassPathResource("nowhere.yaml"), "classpath:nowhere.yaml", TODAY, ZONE))
                .isInstanceOf(ContactListRefused.class)
                .hasMessageContaining("classpath:nowhere.yaml")
                .hasMessageContaining("it cannot be read");
    }

    @Test
    void aRefusedStartSaysWhatToDo() {
        FailureAnalysis analysis = new ContactListRefusal()
                .analyze(new ContactListRefused("file:contacts.yaml", List.of(Problem.ofTheList("entry 1: no mail"))));

        assertThat(analysis.getDescription()).contains("file:contacts.yaml", "entry 1: no mail");
        assertThat(analysis.getAction()).contains("crisis-plan.contacts.location");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String yaml) {
        return assertThatThrownBy(() -> read(yaml)).isInstanceOf(ContactListRefused.class);
    }

    private static List<Contact> read(String yaml) {
        return ContactFile.read(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)), "test.yaml", TODAY, ZONE)
                .contacts();
    }

    private static String demo() {
        try {
            return new ClassPathResource("demo/contacts.yaml").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
