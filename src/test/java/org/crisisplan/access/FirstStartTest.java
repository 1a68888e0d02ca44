package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.crisisplan.department.Group;
import org.crisisplan.engine.StartWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.support.TransactionOperations;

/** Starts the front door's own parts on an empty engine: who is known after the first start, and when it refuses to start. */
@ExtendWith(OutputCaptureExtension.class)
class FirstStartTest {

    private static final String GOOD = "crisis-plan.access.admin-password=Quiet-Harbour-42";
    private static final Pattern PRINTED = Pattern.compile("with the password '([^']+)'");

    private ProcessEngine engine;
    private ApplicationContextRunner application;

    @BeforeEach
    void anEmptyEngine() {
        engine = new StandaloneInMemProcessEngineConfiguration()
                .setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
                .setProcessEngineName("first-start")
                .setAuthorizationEnabled(true)
                .setEnablePasswordPolicy(true)
                .buildProcessEngine();
        application = new ApplicationContextRunner()
                .withUserConfiguration(Parts.class)
                .withBean(ProcessEngine.class, () -> engine)
                .withBean(IdentityService.class, engine::getIdentityService)
                .withBean(ManagementService.class, engine::getManagementService)
                .withBean(TransactionOperations.class, TransactionOperations::withoutTransaction);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void thereIsOneAdministratorAndNobodyElse() {
        application.withPropertyValues(GOOD).run(started -> {
            assertThat(started).hasNotFailed();
            assertThat(engine.getIdentityService().createUserQuery().list())
                    .extracting(User::getId)
                    .containsExactly("admin");
            assertThat(engine.getIdentityService().checkPassword("admin", "Quiet-Harbour-42"))
                    .isTrue();
            assertThat(engine.getIdentityService()
                            .createUserQuery()
                            .memberOfGroup("camunda-admin")
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void withoutAConfiguredPasswordOneIsGeneratedAndPrintedOnce(CapturedOutput output) {
        application.run(started -> assertThat(started).hasNotFailed());
        Matcher printed = PRINTED.matcher(output);
        assertThat(printed.find()).isTrue();
        assertThat(engine.getIdentityService().checkPassword("admin", printed.group(1)))
                .isTrue();
        assertThat(printed.find()).isFalse();
    }

    @Test
    void aSecondStartChangesNobodysPassword(CapturedOutput output) {
        application.withPropertyValues(GOOD).run(started -> assertThat(started).hasNotFailed());
        application.run(started -> assertThat(started).hasNotFailed());
        assertThat(engine.getIdentityService().checkPassword("admin", "Quiet-Harbour-42"))
                .isTrue();
        assertThat(output).doesNotContainPattern(PRINTED);
        assertThat(engine.getAuthorizationService()
                        .createAuthorizationQuery()
                        .groupIdIn("auditors")
                        .count())
                .isEqualTo(Right.all().stream()
                                .filter(right -> right.group() == Group.AUDITORS)
                                .count()
                        + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "demo", "12345678", "Administrator-1"})
    void aPasswordThatIsEasyToGuessIsRefused(String password) {
        application
                .withPropertyValues("crisis-plan.access.admin-password=" + password)
                .run(refused -> assertThat(NestedExceptionUtils.getMostSpecificCause(refused.getStartupFailure()))
                        .isInstanceOf(RefusedToStart.class)
                        .hasMessageContaining("too easy to guess"));
        assertThat(engine.getIdentityService().createUserQuery().count()).isZero();
    }

    @Test
    void theDemonstrationHasOnePersonForEachPart() {
        withoutPasswordRules();
        demo("127.0.0.1").run(started -> {
            assertThat(started).hasNotFailed();
            assertThat(engine.getIdentityService().createUserQuery().list())
                    .extracting(User::getId)
                    .containsExactlyInAnyOrder(
                            "admin", "pr", "tech", "legal", "service", "content", "finance", "manager", "auditor",
                            "analyst");
            assertThat(engine.getIdentityService().checkPassword("legal", "demo"))
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.7", "::", ""})
    void theDemonstrationRefusesEveryAddressButThisMachines(String address) {
        withoutPasswordRules();
        demo(address).run(refused -> {
            assertThat(NestedExceptionUtils.getMostSpecificCause(refused.getStartupFailure()))
                    .isInstanceOf(RefusedToStart.class)
                    .hasMessageContaining("demo");
            FailureAnalysis said = new RefusedToStart.Explained().analyze(refused.getStartupFailure());
            assertThat(said.getAction()).contains("Set server.address to 127.0.0.1");
        });
        assertThat(engine.getIdentityService().checkPassword("pr", "demo")).isFalse();
    }

    @Test
    void nobodyGoesLiveOnTheDatabaseOfADemonstration() {
        withoutPasswordRules();
        demo("::1").run(started -> assertThat(started).hasNotFailed());
        application
                .withPropertyValues(GOOD)
                .run(refused -> assertThat(NestedExceptionUtils.getMostSpecificCause(refused.getStartupFailure()))
                        .isInstanceOf(RefusedToStart.class)
                        .hasMessageContaining("This database was filled by the profile 'demo'"));
    }

    private ApplicationContextRunner demo(String address) {
        return application.withPropertyValues(
                "spring.profiles.active=demo",
                "crisis-plan.access.admin-password=demo",
                address.isEmpty() ? "server.port=8080" : "server.address=" + address);
    }

    private void withoutPasswordRules() {
        engine.getProcessEngineConfiguration().setEnablePasswordPolicy(false);
    }

    /** The parts of the front door that write people and rights. */
    @Configuration
    @EnableConfigurationProperties({AccessSettings.class, ServerProperties.class})
    @Import({People.class, NewPassword.class, FirstStart.class, DemoPeople.class, NoDemoLeftOver.class, StartWork.class
    })
    static class Parts {}
}
