package org.crisisplan.form;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.crisisplan.PlanFacts;
import org.crisisplan.crisis.FactDefinition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every form of the plan keeps to, so that it renders in Tasklist, reads well at night and shows nothing that could run. */
class FormsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = Path.of("forms");

    private static final Set<String> COMPONENTS = Set.of(
            "text",
            "group",
            "expression",
            "table",
            "textfield",
            "textarea",
            "number",
            "checkbox",
            "radio",
            "select",
            "datetime");
    private static final Set<String> WITHOUT_VALUE = Set.of("text", "group", "table");

    /** The longest text a process variable holds is 4000 characters. */
    private static final int LONGEST_TEXT = 3500;

    /**
     * Labels do not wrap in the viewer: what is wider than this is cut off on a phone. Counted in Latin letters; a Chinese
     * character takes two.
     */
    private static final int WIDEST_LABEL = 46;

    private static final int WIDEST_OPTION = 37;

    /** A clarification whose cause may be published has one more: what the public is told is told together. */
    private static final int MOST_QUESTIONS = 8;

    private static final Map<String, Set<String>> FIXED_VALUES = Map.of(
            "outageScope", Set.of("none", "regional", "nationwide"),
            "keyBusiness", Set.of("none", "payment", "order"),
            "businessInterrupted", Set.of("none", "partial", "complete"),
            "userExperienceImpact", Set.of("none", "minor", "severe"),
            "mayRecur", Set.of("yes", "no", "unknown"),
            "responsibility", Set.of("rumour", "victim", "accident", "preventable"),
            "statementKind",
                    Set.of(
                            "holding",
                            "first",
                            "progress",
                            "no-change",
                            "clarification",
                            "withdrawal",
                            "compensation",
                            "all-clear",
                            "post-mortem",
                            "answer"),
            "strategy", Set.of("deny", "inform", "diminish", "rebuild"),
            "compensationKind", Set.of("none", "coupon", "points", "membership", "refund"));

    private static final Set<String> VARIABLES = words("""
            number title description technical content level suspectedLevel gradedLevel gradedReasons levelReasons
            outageScope unresponsiveMinutes coreDatabaseDestroyed leakedUsers leakConfirmed keyBusiness downtimeHours
            topMediaRepost discussions businessInterrupted widespreadComplaints userExperienceImpact outageOver
            serviceDown dataLeak isCrisis falseAlarmReason subject fault crisisTitle crisisDescription crisisKind managementInstruction consent consentReason caseResult caseRecord
            affectedUsers affectedRegions affectedBusinessLines faultCause mayRecur similarCases repeatedCases rootCause
            volumeSummary surveySummary surveyWay surveyInvitation surveyDecision affectedListed sampleSize surveyHours
            lossParametersUsed
            surveyedUsers dissatisfiedUsers surveyFindings negativeMentions negativeMentionsBefore sentimentNote brandDamage
            sensitiveFields regulatorDuty legalRisk responsibility escalationRisk assessmentSummary
            averageDailyOrderAmount outageMinutes hourWeight affectedShare recoveredOrderShare refunds slaCredits lostUsers
            monthlyRevenuePerUser remainingMonths grossMargin acquisitionCost extraTickets ticketCost labourHours labourRate
            legalProvision directLoss indirectLossLow indirectLossLikely indirectLossHigh totalLossLow totalLossLikely
            totalLossHigh confirmedLoss confirmedLossReason
            signature signatureComment objections department objectionDecision objectionReason
            statementKind strategy strategyHint statementTitleEn statementTitleZh statementTextEn statementTextZh draftDecision figuresSeen verdict
            statementFigures statementChanges causeState publicContact publicTitleEn publicTitleZh publicImpactEn publicImpactZh
            publicCauseEn publicCauseZh publicMeasuresEn publicMeasuresZh publicImprovementsEn publicImprovementsZh userAdviceEn
            userAdviceZh leakedDataEn leakedDataZh verifiedFactsEn verifiedFactsZh compensationTermsEn compensationTermsZh
            verdictComment approverGroup channel channelProblem handDecision handNote
            isolationMeasures faultFixed repairMeasures progressReport nextProgress repairWorks repairEvidence
            removedContent contentMeasures reviewImprovements
            recoveryEvidence recoveredAt beganAt compensationKind compensationAmount compensationUsers compensationReason
            compensationDecision compensationBudget compensationTotal reviewCauses reviewWeaknesses postMortem actionItems
            itemWhat1 itemKind1 itemOwner1 itemDue1 itemWhat2 itemKind2 itemOwner2 itemDue2
            itemWhat3 itemKind3 itemOwner3 itemDue3 itemWhat4 itemKind4 itemOwner4 itemDue4
            itemWhat5 itemKind5 itemOwner5 itemDue5 itemWhat itemKind itemOwner itemDue itemResult
            itemNumber itemOf planVersion laterVersions trainingsHeld documentReference drillOn
            compensationListed compensationApproved compensationCredited compensationDue compensationRefused
            compensationInDoubt settleDecision settleUsers settleNote
            person phone address answer mailSubject personReached reachedHow addressCorrected
            contactRounds contactPage contactOutcome contactHow
            factSheet approvedTexts approvedWords inquiryFrom inquiryWay inquiryAddress inquiryQuestion inquiryDecision answerText
            newQuestion declineReason
            drillSummary drillExecution drillPlanFitness drillCommand drillHandling drillEquipment drillAdvice drillPassed
            dutyName dutyAuthority dutyChannel dutyArticle dutyLawDue dutyPlanDue dutyChecklist filingOutcome filedAt filingNumber
            filingReceipt filingText filingReason openDuties personalDataBreach sensitiveData minorsAffected malicious illegalContent
            productVulnerability
            mailingSubject crisisNumber mailingPage peopleSent peopleNotReached peopleInDoubt unreachedOutcome unreachedHow
            """);

    private static final Set<String> FORMS = words("""
            report-crisis verify-report acknowledge-alert consent-to-downgrade investigate-fault sample-users measure-volume
            assess-legal-risk estimate-loss confirm-loss conclude-assessment handle-case sign-activation
            decide-on-objection draft-statement approve-statement publish-by-hand isolate-fault repair-service
            report-progress verify-repair remove-content strengthen-review confirm-recovery approve-compensation
            hold-review change-plan prove-training update-documents plan-drill triage-signals reach-person settle-compensation answer-inquiry draft-answer reach-people
            evaluate-drill
            correct-contact
            file-duty settle-duties release-survey
            """);

    /** A component in the form it belongs to; prints as the place to look. */
    private record Component(String form, JsonNode json, List<JsonNode> around) {

        String type() {
            return json.path("type").asText();
        }

        String key() {
            return json.path("key").asText();
        }

        boolean hasValue() {
            return !WITHOUT_VALUE.contains(type());
        }

        boolean isShownOnly() {
            return json.path("readonly").asBoolean();
        }

        boolean isRequired() {
            return json.path("validate").path("required").asBoolean();
        }

        /** Computed from what was entered; nobody sees it or is asked for it. */
        boolean isComputed() {
            return type().equals("expression");
        }

        Stream<String> labels() {
            return Stream.of("label", "dateLabel", "timeLabel")
                    .filter(json::has)
                    .map(name -> json.path(name).asText());
        }

        Stream<JsonNode> options() {
            return elements(json.path("values"));
        }

        @Override
        public String toString() {
            return form + ": " + json.path("id").asText();
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    @DisplayName("every user task and the start of the plan has its form")
    void everyTaskHasItsForm() throws IOException {
        assertThat(files().map(FormsTest::name)).containsExactlyInAnyOrderElementsOf(FORMS);
    }

    @ParameterizedTest
    @MethodSource("files")
    void isAFormThatTasklistRenders(Path file) throws IOException {
        JsonNode form = read(file);
        assertThat(form.path("id").asText()).isEqualTo(name(file));
        assertThat(form.path("type").asText()).isEqualTo("default");
        assertThat(form.path("schemaVersion").asInt()).isEqualTo(16);
        assertThat(form.path("executionPlatform").asText()).isEqualTo("Camunda Platform");
        assertThat(form.path("executionPlatformVersion").asText()).isEqualTo("7.24.0");
        assertThat(components(file))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.type()).as(each.toString()).isIn(COMPONENTS));
        assertThat(components(file).map(each -> each.json().path("id").asText()))
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("files")
    void showsNothingThatCouldRun(Path file) throws IOException {
        assertThat(Files.readString(file)).doesNotContain("{{").doesNotContain("${");
        assertThat(components(file))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(texts(each))
                        .as(each.toString())
                        .noneMatch(text -> text.startsWith("=") || text.contains("<") || text.contains("](")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void speaksEnglishAndChinese(Path file) throws IOException {
        assertThat(components(file).filter(each -> !each.isComputed()))
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(texts(each)).as(each.toString()).isNotEmpty().allMatch(FormsTest::isBilingual);
                    // a text or a group has no label of its own
                    assertThat(each.labels().count())
                            .as(each.toString())
                            .isGreaterThanOrEqualTo(each.hasValue() ? 1 : 0);
                    assertThat(each.labels()).as(each.toString()).allMatch(label -> width(label) <= WIDEST_LABEL);
                });
    }

    @ParameterizedTest
    @MethodSource("files")
    void writesVariablesThatThePlanKnowsEachOnce(Path file) throws IOException {
        List<Component> fields =
                components(file).filter(each -> !each.key().isEmpty()).toList();
        assertThat(fields)
                .isNotEmpty()
                .allSatisfy(
                        field -> assertThat(field.key()).as(field.toString()).isIn(VARIABLES));
        // what is worked out from the answers is shown beside them
        assertThat(fields.stream().filter(field -> !field.isComputed()))
                .extracting(Component::key)
                .doesNotHaveDuplicates();
        assertThat(components(file).filter(Component::hasValue))
                .isNotEmpty()
                .allSatisfy(
                        field -> assertThat(field.key()).as(field.toString()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("files")
    void limitsWhatIsEntered(Path file) throws IOException {
        assertThat(components(file).filter(Component::hasValue).filter(each -> !each.isShownOnly()))
                .isNotEmpty()
                .allSatisfy(field -> {
                    JsonNode validate = field.json().path("validate");
                    switch (field.type()) {
                        case "number" -> {
                            assertThat(validate.path("min").isNumber())
                                    .as(field + " has a minimum")
                                    .isTrue();
                            // a part is not more than its whole
                            assertThat(validate.path("max").isNumber()
                                            || validate.path("max").asText().startsWith("="))
                                    .as(field + " has a maximum")
                                    .isTrue();
                        }
                        case "textfield", "textarea" -> {
                            assertThat(validate.path("maxLength").asInt())
                                    .as(field + ", longest text")
                                    .isBetween(1, LONGEST_TEXT);
                            // a required text of blanks only passes `required` alone
                            assertThat(validate.path("minLength").asInt())
                                    .as(field + ", shortest text")
                                    .isEqualTo(field.isRequired() ? 1 : 0);
                        }
                        default ->
                            assertThat(validate.path("pattern").isMissingNode()).isTrue();
                    }
                });
    }

    @Test
    void offersTheValuesThatTablesAndGatewaysKnow() throws IOException {
        List<Component> choices = files().flatMap(FormsTest::components)
                .filter(each -> Set.of("radio", "select").contains(each.type()))
                // what the product knows when the form is opened
                .filter(each -> !each.json().has("valuesKey"))
                .toList();
        assertThat(choices).extracting(Component::key).containsAll(FIXED_VALUES.keySet());
        assertThat(choices).allSatisfy(choice -> {
            assertThat(choice.options())
                    .as(choice.toString())
                    .hasSizeGreaterThan(1)
                    .allMatch(option -> option.path("value").isTextual())
                    .allMatch(option -> isBilingual(option.path("label").asText()))
                    .allMatch(option -> width(option.path("label").asText()) <= WIDEST_OPTION);
            if (FIXED_VALUES.containsKey(choice.key())) {
                assertThat(choice.options()
                                .map(option -> option.path("value").asText())
                                .filter(value -> !value.equals(FactDefinition.NOT_KNOWN)
                                        || FIXED_VALUES.get(choice.key()).contains(value)))
                        .as(choice.toString())
                        .containsExactlyInAnyOrderElementsOf(FIXED_VALUES.get(choice.key()));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("what is only shown is never sent back: it may be out of date by then")
    void neverSendsBackWhatItOnlyShows(Path file) throws IOException {
        assertThat(components(file).filter(Component::hasValue)).isNotEmpty().allSatisfy(field -> {
            assertThat(field.json().path("disabled").asBoolean())
                    .as(field.toString())
                    .isEqualTo(field.isShownOnly());
            assertThat(field.isShownOnly() && field.isRequired())
                    .as(field.toString())
                    .isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void asksForSomethingAndShowsWhichCrisisItIs(Path file) throws IOException {
        assertThat(components(file).filter(Component::hasValue)).anyMatch(field -> !field.isShownOnly());
        List<String> shown = components(file)
                .filter(Component::isShownOnly)
                .map(Component::key)
                .toList();
        switch (name(file)) {
            case "report-crisis" -> assertThat(shown).isEmpty();
            // what was agreed outlives its crisis
            case "change-plan", "prove-training", "update-documents", "plan-drill" ->
                assertThat(shown).contains("itemNumber", "itemOf", "itemWhat");
            // nobody knows yet whether there is one
            case "triage-signals" -> assertThat(shown).contains("subject", "fault");
            case "reach-person" -> assertThat(shown).contains("person", "phone", "address", "mailSubject");
            case "correct-contact" -> assertThat(shown).contains("person", "contactRounds", "contactPage");
            case "reach-people" -> assertThat(shown).contains("mailingSubject", "mailingPage", "peopleNotReached");
            default -> assertThat(shown).contains("number", "title");
        }
    }

    @Test
    @DisplayName("text from outside is only shown, except to whoever reports it")
    void textFromOutsideIsOnlyShown() throws IOException {
        assertThat(files().filter(file -> !name(file).equals("report-crisis")).flatMap(FormsTest::components))
                .filteredOn(each -> Set.of("title", "description", "similarCases", "levelReasons")
                        .contains(each.key()))
                .isNotEmpty()
                .allMatch(Component::isShownOnly);
    }

    @Test
    @DisplayName("a condition is a FEEL expression over known variables")
    void hidesByWhatIsKnown() throws IOException {
        Pattern name = Pattern.compile("\"[^\"]*\"|[A-Za-z][A-Za-z0-9]*");
        Set<String> words = Set.of("null", "true", "false", "and", "or");
        assertThat(files().flatMap(FormsTest::components)
                        .filter(each -> each.json().has("conditional")))
                .isNotEmpty()
                .allSatisfy(each -> {
                    String hide = each.json().path("conditional").path("hide").asText();
                    assertThat(hide).as(each.toString()).startsWith("=");
                    assertThat(name.matcher(hide)
                                    .results()
                                    .map(found -> found.group())
                                    .filter(found -> !found.startsWith("\"") && !words.contains(found)))
                            .as(each.toString())
                            .isNotEmpty()
                            .allMatch(VARIABLES::contains);
                });
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("nobody faces more than eight questions at once, whatever they chose")
    void asksAtMostEightQuestionsAtOnce(Path file) throws IOException {
        var form = Form.read(Files.newInputStream(file));
        List<FormField> fields = new ArrayList<>();
        flatten(form.fields(), fields);
        String conditions = fields.stream()
                .map(field -> field.json().path("conditional").path("hide").asText())
                .collect(joining(" "));
        List<Map<String, Object>> answers = List.of(Map.of());
        for (FormField field : fields) {
            boolean onlyTold =
                    field.isFixed(Map.of()) && Set.of("textfield", "textarea").contains(field.type());
            if (!onlyTold
                    && Pattern.compile("\\b" + field.key() + "\\b")
                            .matcher(conditions)
                            .find()) {
                answers = with(answers, field, conditions);
            }
        }
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(questions(form.fields(), answer))
                        .as("asked after " + answer)
                        .hasSizeLessThanOrEqualTo(
                                name(file).equals("draft-statement") ? MOST_QUESTIONS + 1 : MOST_QUESTIONS));
    }

    /** Each of them left open, or answered in one of its ways, ticks in every combination; one text at most. */
    private static List<Map<String, Object>> with(
            List<Map<String, Object>> answers, FormField field, String conditions) {
        List<Map<String, Object>> all = new ArrayList<>(answers);
        List<Object> ways = switch (field.type()) {
            case "radio", "select" ->
                elements(field.json().path("values"))
                        .map(option -> (Object) option.path("value").asText())
                        .collect(partitioningBy(value -> conditions.contains("\"" + value + "\"")))
                        .entrySet()
                        .stream()
                        // no condition tells the others from each other
                        .flatMap(named -> named.getValue().stream().limit(named.getKey() ? Long.MAX_VALUE : 1))
                        .toList();
            case "checkbox" -> List.of(true);
            case "number" -> List.of(1);
            default -> List.of("Something");
        };
        boolean alone = Set.of("textfield", "textarea").contains(field.type());
        for (Map<String, Object> answer : answers) {
            for (Object way : ways) {
                if (!alone || answer.values().stream().noneMatch(other -> other.equals(way))) {
                    Map<String, Object> more = new HashMap<>(answer);
                    more.put(field.key(), way);
                    all.add(more);
                }
            }
        }
        return all;
    }

    /** What is open to be filled in; ticks side by side are one question. */
    private static Set<String> questions(List<FormField> fields, Map<String, Object> answer) {
        Set<String> asked = new TreeSet<>();
        for (FormField field : fields) {
            if (field.isHidden(answer)) {
                continue;
            }
            if (field.isGroup()) {
                asked.addAll(questions(field.fields(), answer));
            } else if (field.type().equals("checkbox") && !field.isFixed(answer)) {
                asked.add("ticks of " + field.json().path("layout").path("row").asText(field.key()));
            } else if (field.hasValue() && !field.isFixed(answer)) {
                asked.add(field.key());
            }
        }
        return asked;
    }

    private static void flatten(List<FormField> fields, List<FormField> all) {
        for (FormField field : fields) {
            if (field.hasValue()) {
                all.add(field);
            }
            flatten(field.fields(), all);
        }
    }

    @Test
    @DisplayName("the start form has no variables to look at: it decides by its own fields alone")
    void theStartFormDecidesByItsOwnFields() throws IOException {
        Path file = FOLDER.resolve("report-crisis.form");
        Set<String> own = components(file).map(Component::key).collect(toCollection(HashSet::new));
        assertThat(components(file)).isNotEmpty().noneMatch(Component::isShownOnly);
        assertThat(own).contains("serviceDown", "dataLeak", "content");
        assertThat(components(file)
                        .map(each ->
                                each.json().path("conditional").path("hide").asText())
                        .filter(hide -> !hide.isEmpty()))
                .allMatch(hide -> own.contains(hide.substring(1).split(" ")[0]));
        assertThat(components(file).filter(Component::isRequired).map(Component::key))
                .containsExactly("title", "description");
    }

    @Test
    @DisplayName("the facts have the names and kinds that are taken from outside")
    void factsAreThoseOfThePlan() throws IOException {
        Set<String> facts = PlanFacts.all().names();
        Set<String> asked = new TreeSet<>();
        for (Component field : files().flatMap(FormsTest::components).toList()) {
            if (facts.contains(field.key()) && !field.isShownOnly()) {
                asked.add(field.key());
                // a tick cannot say "not known"
                assertThat(field.type()).as(field.toString()).isNotEqualTo("checkbox");
            }
        }
        Set<String> workedOut = Set.of("totalLossLow", "totalLossLikely", "totalLossHigh", "rumourVerdict");
        assertThat(asked).isNotEmpty().doesNotContainAnyElementsOf(workedOut);
        asked.addAll(workedOut);
        // legal tests are decided on the page of the duties, with a reason; the others are rare, and told on the page
        // of the crisis
        asked.addAll(Set.of(
                "majorIncident",
                "significantIncident",
                "majorFinancialIncident",
                "materialIncident",
                "highRiskToPersons",
                "ransomPaid",
                "californiansAffected"));
        assertThat(asked).isEqualTo(new TreeSet<>(facts));
    }

    private static Stream<Component> components(Path file) {
        try {
            var found = new ArrayList<Component>();
            collect(name(file), read(file).path("components"), List.of(), found);
            return found.stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void collect(String form, JsonNode components, List<JsonNode> around, List<Component> found) {
        for (JsonNode json : components) {
            found.add(new Component(form, json, around));
            List<JsonNode> inside =
                    Stream.concat(around.stream(), Stream.of(json)).toList();
            collect(form, json.path("components"), inside, found);
        }
    }

    private static List<String> texts(Component component) {
        return Stream.concat(
                        component.labels(),
                        Stream.of("text", "description")
                                .filter(component.json()::has)
                                .map(name -> component.json().path(name).asText()))
                .toList();
    }

    private static boolean isBilingual(String text) {
        return text.codePoints().anyMatch(FormsTest::isChinese)
                && text.codePoints().anyMatch(letter -> letter < 128 && Character.isLetter(letter));
    }

    private static boolean isChinese(int letter) {
        return Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN;
    }

    private static int width(String label) {
        return label.codePoints().map(letter -> letter < 0x2E80 ? 1 : 2).sum();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readAllBytes(file));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".form", "");
    }

    private static Set<String> words(String text) {
        return Set.of(text.trim().split("\\s+"));
    }
}
