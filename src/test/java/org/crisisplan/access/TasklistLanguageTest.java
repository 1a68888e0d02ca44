package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What Tasklist is told about forms, in the language that its reader's browser asks for. */
@PlanTest
class TasklistLanguageTest {

    private static final String ENGINE = "/camunda/api/engine/engine/default";

    @LocalServerPort
    int port;

    @Autowired
    CrisisPlan plan;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    private String number = "";

    @AfterEach
    void leaveNothing() {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "read"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | {}                                                  | Not sent; nothing was changed. What kind of crisis is it? – Tick at least one kind.
            zh | {}                                                  | 未提交，未作任何更改。“属于哪类危机？”：请至少勾选一类。
            en | {"beganAt":{"value":"2999-01-01T00:00:00Z"}}        | Not sent; nothing was changed. When did it begin? – This lies in the future.
            zh | {"beganAt":{"value":"2999-01-01T00:00:00Z"}}        | 未提交，未作任何更改。“何时开始？”：不能晚于现在。
            zh | {"beganAt":{"value":"1999-01-01T00:00:00Z"},"serviceDown":{"value":true}} | 未提交，未作任何更改。“何时开始？”：不得早于 2000 年。
            """)
    void aReportIsRefusedInTheReadersLanguage(String language, String also, String sentence) {
        String said = "{\"title\":{\"value\":\"Login fails\"},\"description\":{\"value\":\"Since nine.\"}"
                + (also.equals("{}") ? "" : "," + also.substring(1, also.length() - 1)) + "}";

        var answer = asks(
                "service",
                language,
                "/process-definition/key/crisis-response/submit-form",
                "{\"variables\":" + said + "}");

        assertThat(answer).contains("\"message\":\"" + sentence + "\"");
    }

    @Test
    void whatAFormShowsAndWhyItIsNotTakenComeInTheReadersLanguage() {
        number = plan.open(new CrisisReport(
                        "Data offered for sale",
                        "In a forum.",
                        Set.of(Kind.TECHNICAL),
                        Map.of("leakedUsers", 6_000_000)))
                .number();
        String task = "/task/"
                + tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .singleResult()
                        .getId();

        assertThat(asks("tech", "zh", task + "/form-variables?variableNames=levelReasons,title", ""))
                .contains("R28 疑似", "Data offered for sale")
                .doesNotContain("Major leak");
        assertThat(asks("tech", "en", task + "/form-variables?variableNames=levelReasons,title", ""))
                .contains("R28 Major leak")
                .doesNotContain("疑似");
        assertThat(asks("tech", "zh", task + "/submit-form", "{\"variables\":{}}"))
                .contains("“这是真实的危机吗？”：请填写此项。")
                .doesNotContain("Cannot submit", "must be");
    }

    private String asks(String person, String language, String path, String json) {
        Visitor browser = new Visitor(port).loggedInAs(person);
        browser.page("/camunda/app/tasklist/default/");
        var request = browser.to(ENGINE + path)
                .header("Accept", "application/json")
                .header("Accept-Language", language)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN").orElse(""));
        return browser.send(json.isEmpty() ? request.GET() : request.POST(BodyPublishers.ofString(json)))
                .body();
    }
}
