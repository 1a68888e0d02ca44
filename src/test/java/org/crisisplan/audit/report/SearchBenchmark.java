package org.crisisplan.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the auditors' pages take with many cases, over HTTP. Not part of the build: run it by its name, with {@code -Dcases=10000}, on each database.
 * Each case has 60 acts, 40 of them with words, 10 facts, 2 grades, 6 promises, 6 milestones and 4 statements.
 */
@PlanTest
class SearchBenchmark {

    private static final int CASES = Integer.getInteger("cases", 10_000);
    private static final int TIMES = 7;

    @LocalServerPort
    int port;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient sql;

    @Test
    void pagesWithManyCases() throws SQLException {
        boolean postgresql;
        try (Connection connection = database.getConnection()) {
            postgresql = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        }
        fill(postgresql);
        var auditor = new Visitor(port).loggedInAs("auditor");
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("all", "/audit");
        asked.put("page 400", "/audit?page=400");
        asked.put("one number", "/audit?q=CR-2017-905000");
        asked.put("rare Latin word", "/audit?q=needle7");
        asked.put("frequent Latin word", "/audit?q=outage");
        asked.put("name of a value (actor)", "/audit?q=actor");
        asked.put("rare Chinese words", "/audit?q=%E6%B5%B7%E5%BA%95%E6%8D%9E%E9%92%88");
        asked.put("three words", "/audit?q=outage+needle7+payment");
        asked.put("person", "/audit?person=legal");
        asked.put("clause", "/audit?clause=R27");
        asked.put("level, kind, days", "/audit?level=1&kind=technical&from=2017-03-01&until=2017-06-30");
        asked.put("report of a year", "/audit/report?span=year&from=2017-01-01");
        asked.put("report of a quarter", "/audit/report?from=2017-01-01");
        asked.forEach((what, address) -> {
            double[] took = new double[TIMES];
            for (int i = 0; i < TIMES; i++) {
                long begun = System.nanoTime();
                assertThat(auditor.page(address).statusCode()).isEqualTo(200);
                took[i] = (System.nanoTime() - begun) / 1e6;
            }
            Arrays.sort(took);
            System.out.printf("### %-26s median %8.1f ms, worst %8.1f ms%n", what, took[TIMES / 2], took[TIMES - 1]);
        });
    }

    private void fill(boolean postgresql) {
        String numbers = postgresql ? "generate_series(1, %d) as s(n)" : "(select x as n from system_range(1, %d)) s";
        String upTo = postgresql ? "generate_series(1, %d) as a(seq)" : "(select x as seq from system_range(1, %d)) a";
        String cases = "select 'CR-2017-9' || lpad(cast(s.n as varchar(10)), 5, '0') as number, s.n from "
                + numbers.formatted(CASES);
        sql.sql(
                        "insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version, opened_at, closed_at)"
                                + " select c.number, 'Case ' || c.n || ' 支付失败', 'Payments were refused during an outage of the gateway', true,"
                                + " mod(c.n, 3) = 0, case when mod(c.n, 10) = 0 then 'false-alarm' else 'closed' end, 1 + mod(c.n, 3), '[]', 'v1',"
                                + " timestamp with time zone '2017-01-01 00:00:00+00' + c.n * interval '40' minute,"
                                + " timestamp with time zone '2018-01-01 00:00:00+00' from (" + cases + ") c")
                .update();
        String many = " from (" + cases + ") c cross join " + upTo;
        sql.sql(
                        "insert into crisis_act (number, seq, at, actor_kind, actor, actor_name, actor_groups, kind, subject, process, element, element_name,"
                                + " clause, plan_version, before_values, after_values, words_hash, hash) select c.number, a.seq,"
                                + " timestamp with time zone '2017-01-01 00:00:00+00', 'person', case mod(c.n + a.seq, 7) when 0 then 'pr' when 1 then 'tech'"
                                + " else 'service' end, '', 'publicRelations', 'task-completed', 'x', 'crisis-response', 'User_VerifyReport',"
                                + " 'Verify the report', case mod(a.seq, 5) when 0 then 'R02 R32' when 1 then 'R45' else 'R24 R27' end, 'v1', '{}',"
                                + " '{\"value\":17,\"due\":\"2017-01-01T00:00:00Z\"}', 'h', 'hash'"
                                + many.formatted(60))
                .update();
        sql.sql("insert into crisis_act_words (number, seq, salt, words) select c.number, a.seq, 's',"
                        + " '{\"actor\":\"Customer service 客服部\",\"remark\":\"We looked at the gateway and at the payment provider, spoke with both and'"
                        + " || ' wrote down what they said; the outage goes on. 网关和支付服务商都已联系，故障仍在持续。' || (c.n * 60 + a.seq) ||"
                        + " case when mod(c.n, 2500) = 7 and a.seq = 3 then ' needle7 海底捞针' else '' end || '\"}'"
                        + many.formatted(40))
                .update();
        sql.sql(
                        "insert into crisis_fact (number, name, fact, in_words, said_at, since) select c.number, 'fact' || a.seq, '\"nationwide\"', false,"
                                + " timestamp with time zone '2017-01-01 00:00:00+00', timestamp with time zone '2017-01-01 00:00:00+00'"
                                + many.formatted(10))
                .update();
        sql.sql(
                        "insert into crisis_grade (number, seq, graded_at, level, reasons, facts, in_force) select c.number, a.seq,"
                                + " timestamp with time zone '2017-01-01 00:00:00+00', 1 + mod(c.n, 3), '[{\"clause\":\"R30\",\"text\":\"x\"}]', '{}', true"
                                + many.formatted(2))
                .update();
        sql.sql(
                        "insert into crisis_moment (number, moment, at) select c.number, case a.seq when 1 then 'verified' when 2 then 'first-word'"
                                + " when 3 then 'recovered' when 4 then 'ended' when 5 then 'reviewed' else 'graded' end,"
                                + " timestamp with time zone '2017-12-01 00:00:00+00' + c.n * interval '1' minute"
                                + many.formatted(6))
                .update();
        sql.sql(
                        "insert into crisis_promise (number, what, seq, made_at, due, met_at, outcome) select c.number, 'p' || a.seq, 1,"
                                + " timestamp with time zone '2017-01-01 00:00:00+00', timestamp with time zone '2017-01-02 00:00:00+00', null, 'missed'"
                                + many.formatted(6))
                .update();
        sql.sql(
                        "insert into statement (id, process_instance, crisis, kind, version, phase, title_en, title_zh, text_en, text_zh, hash, approvers,"
                                + " drafted_at) select c.number || '-' || a.seq, c.number || '-' || a.seq, c.number, 'progress', 1, 'responding', 'Payments',"
                                + " '支付', 'Payments are still refused by our gateway. We are working on it and will tell you more within two hours. We are sorry.',"
                                + " '网关仍在拒绝付款，我们正在处理，两小时内将再次通报。非常抱歉。', 'h', '', timestamp with time zone '2017-01-01 00:00:00+00'"
                                + many.formatted(4))
                .update();
    }
}
