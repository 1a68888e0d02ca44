package org.crisisplan.publish;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R45 in the code: there is one way from a text to the public, and it leads through the recorded approvals. */
class PublishRulesTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.crisisplan");

    @Test
    void onlyTheCheckMakesAnApprovedStatement() {
        classes()
                .that()
                .areAssignableTo(ApprovedStatement.class)
                .should()
                .haveOnlyPrivateConstructors()
                .check(PRODUCT);
        noClasses()
                .that(are(neitherTheStepNorTheSender()))
                // it hands them on for people to say, after the same check
                .and()
                .areNotAssignableTo(ApprovedTexts.class)
                .should()
                .callMethodWhere(
                        target(owner(assignableTo(ApprovedStatement.class))).and(target(name("of"))))
                .check(PRODUCT);
    }

    @Test
    void onlyTheProcessStepAndItsSenderHandStatementsToChannels() {
        noClasses()
                .that(are(neitherTheStepNorTheSender()))
                .should()
                .callMethodWhere(
                        target(owner(assignableTo(PublicChannel.class))).and(target(name("publish"))))
                .check(PRODUCT);
    }

    /** They tell what there is and change nothing. */
    private static final List<Class<?>> FOR_PAGES_AND_MAILS = List.of(
            StatementOverview.class,
            StatementPreview.class,
            Rejections.class,
            StatementPublished.class,
            PromisedUpdates.class,
            Corrections.class,
            Corrections.Published.class,
            ApprovedTexts.class,
            StatementLog.class,
            StatementSearch.class,
            StatementCopies.class);

    @Test
    void channelsSeeApprovedStatementsAndNothingBehindThem() {
        List<Class<?>> theirs = List.of(
                PublicChannel.class,
                ChannelService.class,
                ChannelSettings.class,
                ChannelSettings.Account.class,
                Post.class,
                Post.Conversation.class,
                PostLanguage.class,
                Answer.class,
                Answer.Receipt.class,
                Answer.TryAgain.class,
                Answer.GiveUp.class,
                Answer.InDoubt.class,
                ApprovedStatement.class,
                ChannelRefused.class,
                StatementText.class,
                StatementKind.class,
                PersonalWords.class,
                PublishSettings.class);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.crisisplan.publish")
                .should()
                .dependOnClassesThat(resideInAPackage("org.crisisplan.publish")
                        .and(DescribedPredicate.describe(
                                "are not meant for channels, nor show pages what there is",
                                type -> theirs.stream().noneMatch(known -> type.isEquivalentTo(known))
                                        && FOR_PAGES_AND_MAILS.stream()
                                                .noneMatch(
                                                        known -> type.getName().startsWith(known.getName())))))
                .check(PRODUCT);
    }

    @Test
    void onlyTheStatusPageChannelPutsSomethingOnTheStatusPage() {
        noClasses()
                .that(are(DescribedPredicate.describe(
                        "not the status page's channel",
                        type -> !type.getSimpleName().equals("StatusPageChannel"))))
                .should()
                .callMethodWhere(target(name("add"))
                        .and(target(owner(DescribedPredicate.describe(
                                "StatusPostRepository",
                                type -> type.getSimpleName().equals("StatusPostRepository"))))))
                .check(PRODUCT);
    }

    @ParameterizedTest
    @CsvSource({
        "statement, StatementRepository.java",
        "approval, StatementRepository.java",
        "publication, PublicationRepository.java",
        "status_post, StatusPostRepository.java"
    })
    void everyTableHasOneWriter(String table, String writer) {
        var writes = Pattern.compile(
                "(insert\\s+into|update|delete\\s+from|merge\\s+into|truncate\\s+table)\\s+" + table + "\\b");
        assertThat(sources()
                        .filter(source -> writes.matcher(read(source)).find())
                        .map(source -> source.getFileName().toString()))
                .containsExactly(writer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"statement", "approval", "publication", "status_post"})
    void whatWasSaidIsNeverUnsaid(String table) {
        var removes = Pattern.compile("(delete\\s+from|truncate\\s+table)\\s+" + table + "\\b");
        assertThat(sources().filter(source -> removes.matcher(read(source)).find()))
                .isEmpty();
    }

    private static DescribedPredicate<JavaClass> are(DescribedPredicate<JavaClass> predicate) {
        return predicate;
    }

    private static DescribedPredicate<JavaClass> neitherTheStepNorTheSender() {
        return DescribedPredicate.describe(
                "neither the step that publishes nor the sender behind it",
                other -> !other.isEquivalentTo(PublishToChannel.class) && !other.isEquivalentTo(SendPosts.class));
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source).toLowerCase(Locale.ROOT);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
