package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.affected.AffectedSample;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.mailing.SendingNow;
import org.crisisplan.retention.RetentionJob;
import org.crisisplan.survey.SurveyResult;
import org.crisisplan.survey.Surveys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** R36: some of those affected are asked by a link of their own, once; what they say reaches the estimate of the damage. */
class SurveyDrill extends Drill {

    private static final RequestPostProcessor SERVICE =
            user("service").authorities(new SimpleGrantedAuthority("customerService"));
    private static final Pattern LINK = Pattern.compile("http\\S+?/survey/([0-9a-f]{40})\\?lang=(en|zh)");

    @Autowired
    Surveys surveys;

    @Autowired
    AffectedSample sample;

    @Autowired
    SendingNow sending;

    @Autowired
    CrisisRecord record;

    @Autowired
    RetentionJob retention;

    @Autowired
    WebApplicationContext application;

    private final String house = UUID.randomUUID() + ".example.org";
    private MockMvc browser;

    @BeforeEach
    void openTheBrowser() {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
    }

    @Test
    void aSampleOfThoseAffectedAnswersOnceAndTheResultReachesTheForms() throws Exception {
        respondingWithAList(10);

        Task release = theTask("User_ReleaseSurvey");
        assertThat(groupsOf(release)).containsExactly("publicRelations");
        assertThat(shown(release, "affectedListed")).isEqualTo(10);
        assertThat(String.valueOf(shown(release, "surveyInvitation")))
                .contains("picked at random", "随机抽取")
                .doesNotContain("{{", "http");
        answer(release, "surveyDecision", "send", "sampleSize", 6, "surveyHours", 2);
        sending.send();

        Map<String, String> links = links();
        assertThat(links).as("six of ten, each a link of their own").hasSize(6);
        assertThat(links.values()).doesNotHaveDuplicates();
        assertThat(sql.sql("select token_hash from survey_invitation where token_hash in (:tokens)")
                        .param("tokens", links.values())
                        .query(String.class)
                        .list())
                .as("the database keeps no link")
                .isEmpty();

        List<String> tokens = List.copyOf(links.values());
        browser.perform(get("/survey/" + tokens.get(0)).param("lang", "zh"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("您对我们的处理满意吗？")));
        answered(tokens.get(0), "1", "Nothing works. 打不开").andExpect(status().isOk());
        answered(tokens.get(1), "2", "").andExpect(status().isOk());
        answered(tokens.get(2), "4", "").andExpect(status().isOk());
        answered(tokens.get(0), "5", "")
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("Already answered")));
        browser.perform(post("/survey/" + tokens.get(3)).param("satisfaction", "6"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Nothing was sent yet")));
        browser.perform(get("/survey/" + "0".repeat(40))).andExpect(status().isNotFound());

        assertThat(open("User_SampleUsers")).isEmpty();
        passes("PT2H");
        Task judge = theTask("User_SampleUsers");
        assertThat(shown(judge, "surveyedUsers")).hasToString("3");
        assertThat(shown(judge, "dissatisfiedUsers")).hasToString("2");
        assertThat(String.valueOf(shown(judge, "surveySummary")))
                .contains("6 users were asked, 3 answered (50 %).", "邀请 6 人，答复 3 人（50%）。")
                .contains("Mean satisfaction 2.3 ±", "67 % are dissatisfied", "Fewer than 30 answers");
        answered(tokens.get(3), "5", "").andExpect(status().isGone());

        answer(judge, "surveyedUsers", 3, "dissatisfiedUsers", 2, "surveyFindings", "It does not open.");
        assertThat(crises.factsOf(number).get("surveyedUsers").value()).hasToString("3");
        assertThat(shown(theTask("User_EstimateLoss"), "surveySummary")).isNotNull();

        SurveyResult result = surveys.of(number).get(0);
        assertThat(result.reached()).isEqualTo(6);
        assertThat(result.count("satisfaction", "5"))
                .as("a second answer changes nothing")
                .isZero();
        assertThat(result.words()).isEqualTo(Map.of("comment", List.of("Nothing works. 打不开")));
        assertThat(acts(ActKind.SURVEY_OPENED).get(0).after())
                .containsEntry("invitedPeople", 6)
                .doesNotContainKey("invitations");
        assertThat(acts(ActKind.SURVEY_CLOSED).get(0).after())
                .containsEntry("answeredPeople", 3)
                .containsEntry("dissatisfiedPeople", 2);
        browser.perform(get("/crises/" + number + "/survey").with(SERVICE))
                .andExpect(content().string(containsString("Nothing works.")))
                .andExpect(content().string(containsString("2.3 ±")));
        browser.perform(get("/crises/" + number + "/dossier").with(SERVICE))
                .andExpect(content().string(containsString("Answers to the survey")));
    }

    @Test
    void whoWasAskedBeforeIsNotAskedAgain() throws Exception {
        respondingWithAList(4);
        answers("User_ReleaseSurvey", "sampleSize", 3, "surveyHours", 1);
        passes("PT1H");
        answers("User_SampleUsers", "surveyWay", "mail");
        answers("User_ReleaseSurvey", "sampleSize", 3, "surveyHours", 1);

        assertThat(surveys.of(number).stream().map(one -> one.survey().invited()))
                .containsExactly(3, 1);
    }

    @Test
    void withoutAListUsersAreAskedInAnotherWayAndAListMayComeLater() throws Exception {
        responding();
        teamWorksUntil("User_SampleUsers");
        assertThat(shown(theTask("User_SampleUsers"), "surveyedUsers")).isNull();
        listed(5);
        answers("User_SampleUsers", "surveyWay", "mail");

        answers("User_ReleaseSurvey", "surveyDecision", "hand");
        Task byHand = theTask("User_SampleUsers");
        answer(byHand);
        assertThat(surveys.of(number)).isEmpty();
        assertThat(crises.factsOf(number).get("surveyedUsers").value()).hasToString("200");
        assertThat(open("User_SampleUsers")).isEmpty();
    }

    @Test
    void theTeamClosesASurveyBeforeItsTimeAndNobodyElseDoes() throws Exception {
        respondingWithAList(3);
        answers("User_ReleaseSurvey", "sampleSize", 3, "surveyHours", 12);
        as("auditor");
        assertThatThrownBy(() -> surveys.closeEarly(number)).isInstanceOf(AuthorizationException.class);
        identities.clearAuthentication();
        assertThat(open("User_SampleUsers")).isEmpty();

        browser.perform(post("/crises/" + number + "/survey/close")
                        .with(SERVICE)
                        .with(csrf()))
                .andExpect(redirectedUrl("/crises/" + number + "/survey"));
        identities.clearAuthentication();

        assertThat(open("User_SampleUsers")).hasSize(1);
        assertThat(surveys.of(number).get(0).survey().closedAt()).isEqualTo(now());
        sending.send();
        assertThat(links()).as("nobody is asked once it is closed").isEmpty();
    }

    @Test
    void inADrillNobodyIsInvitedAndTheFormIsClosed() throws Exception {
        number = plan.openDrill(
                        new CrisisReport(
                                "Data offered for sale",
                                "Somebody offers our data.",
                                Set.of(Kind.TECHNICAL),
                                facts("leakedUsers", 6_000_000)),
                        60)
                .number();
        runDueJobs();
        answers("User_VerifyReport", "technical", true);
        listed(4);
        teamWorksUntil("User_ReleaseSurvey");
        answers("User_ReleaseSurvey", "sampleSize", 4, "surveyHours", 2);
        sending.send();

        SurveyResult survey = surveys.of(number).get(0);
        assertThat(survey.survey().invited()).isEqualTo(4);
        assertThat(survey.survey().mailing()).isNull();
        assertThat(Duration.between(survey.survey().openedAt(), survey.survey().closesAt()))
                .as("an hour passes in a minute")
                .isEqualTo(Duration.ofMinutes(2));
        assertThat(links()).isEmpty();
        assertThat(acts(ActKind.SURVEY_OPENED).get(0).after()).containsEntry("invitations", "held-back-drill");
        String somebody = sql.sql("select min(ref) from survey_invitation where survey_id = ?")
                .param(survey.survey().id())
                .query(String.class)
                .single();
        String token =
                sample.secret(number, somebody, "survey " + survey.survey().id());
        browser.perform(get("/survey/" + token)).andExpect(status().isGone());
        answered(token, "1", "").andExpect(status().isGone());
        sql.sql("insert into mailing (source, mailing_key, secret, opened_at, filled, ended_at, told)"
                        + " select 'survey', 'sealed', 'x', opened_at, true, opened_at, true from survey where id = ?")
                .param(survey.survey().id())
                .update();
        assertThatThrownBy(() -> sql.sql(
                                "update survey set mailing = (select id from mailing where mailing_key = 'sealed') where id = ?")
                        .param(survey.survey().id())
                        .update())
                .as("no setting and no hand can open it")
                .isInstanceOf(DataIntegrityViolationException.class);
        sql.sql("delete from mailing where mailing_key = 'sealed'").update();
        passes("PT2M");
        assertThat(open("User_SampleUsers")).hasSize(1);
    }

    @Test
    void whatUsersWroteAndWhoWasAskedGoesInTimeAndTheCountsStay() throws Exception {
        respondingWithAList(3);
        answers("User_ReleaseSurvey", "sampleSize", 3, "surveyHours", 1);
        sending.send();
        answered(links().values().iterator().next(), "1", "Call me on 139-5550-0188")
                .andExpect(status().isOk());
        passes("PT1H");
        long id = surveys.of(number).get(0).survey().id();

        ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofDays(181))));
        retention.run();

        assertThat(sql.sql("select count(*) from survey_invitation where survey_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isZero();
        SurveyResult kept = surveys.of(number).get(0);
        assertThat(kept.words()).isEmpty();
        assertThat(kept.count("satisfaction", "1")).isEqualTo(1);
        assertThat(kept.survey().erasedAt()).isNotNull();
    }

    private void respondingWithAList(int people) throws Exception {
        responding();
        listed(people);
        teamWorksUntil("User_ReleaseSurvey");
    }

    private void responding() {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
    }

    private void listed(int people) throws Exception {
        String list = IntStream.range(0, people)
                .mapToObj(i ->
                        "{\"mail\": \"user%d@%s\", \"language\": \"%s\"}".formatted(i, house, i % 2 == 0 ? "en" : "zh"))
                .collect(Collectors.joining(","));
        browser.perform(post("/api/crises/" + number + "/affected")
                        .with(SERVICE)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\": \"Orders lost\", \"people\": [" + list + "]}"))
                .andExpect(status().isCreated());
        identities.clearAuthentication();
    }

    private ResultActions answered(String token, String rating, String words) throws Exception {
        return browser.perform(post("/survey/" + token)
                .param("satisfaction", rating)
                .param("impact", "severe")
                .param("works", "no")
                .param("stay", "maybe")
                .param("comment", words));
    }

    /** The token of each invitation that arrived, by the address that it arrived at. */
    private Map<String, String> links() throws Exception {
        Map<String, String> links = new TreeMap<>();
        for (MimeMessage mail : mails.messages()) {
            String to = mail.getAllRecipients()[0].toString();
            Matcher link = LINK.matcher(String.valueOf(mail.getContent()));
            if (to.endsWith(house) && link.find()) {
                assertThat(link.group(2)).isEqualTo(Integer.parseInt(to.substring(4, 5)) % 2 == 0 ? "en" : "zh");
                links.put(to, link.group(1));
            }
        }
        return links;
    }

    private List<Act> acts(ActKind kind) {
        return record.of(number, 0, 2000).stream()
                .filter(act -> act.kind() == kind)
                .toList();
    }
}
