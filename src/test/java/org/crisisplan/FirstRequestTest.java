package org.crisisplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the product and reports a crisis in the very moment in which its port opens. */
class FirstRequestTest {

    /** Is called when the port is open and nothing after that has begun. */
    private static class ReportAtOnce implements ApplicationListener<ServletWebServerInitializedEvent> {

        private @Nullable HttpResponse<String> answer;
        private boolean jobsRan = true;

        @Override
        public void onApplicationEvent(ServletWebServerInitializedEvent open) {
            jobsRan = jobsRun(open.getApplicationContext().getBean(ProcessEngine.class));
            answer = report(open.getWebServer().getPort());
        }
    }

    @Test
    void theFirstReportFindsThePlan() {
        var first = new ReportAtOnce();
        try (ConfigurableApplicationContext product = new SpringApplicationBuilder(CrisisPlanApplication.class)
                .profiles("demo")
                .listeners(first)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=jdbc:h2:mem:first-request",
                        "--spring.mail.host=127.0.0.1",
                        "--spring.mail.port=1",
                        // beside the engine that the other tests share
                        "--camunda.bpm.process-engine-name=firstRequest")) {
            assertThat(first.answer).isNotNull();
            assertThat(first.answer.statusCode()).as(first.answer.body()).isEqualTo(201);
            assertThat(first.answer.body()).contains("\"phase\":\"verifying\"");
            assertThat(first.jobsRan)
                    .as("jobs ran before the product was ready")
                    .isFalse();
            assertThat(jobsRun(product.getBean(ProcessEngine.class)))
                    .as("jobs run now")
                    .isTrue();
        }
    }

    private static boolean jobsRun(ProcessEngine engine) {
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getJobExecutor()
                .isActive();
    }

    private static HttpResponse<String> report(int port) {
        String login = Base64.getEncoder().encodeToString("pr:demo".getBytes(StandardCharsets.UTF_8));
        HttpRequest report = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/crises"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"title": "Shop down", "description": "Nothing loads", "kinds": ["technical"], "facts": {}}"""))
                .build();
        try {
            return HttpClient.newHttpClient().send(report, BodyHandlers.ofString());
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
