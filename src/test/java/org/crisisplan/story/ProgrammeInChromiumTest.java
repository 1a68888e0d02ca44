package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.drill.DrillDesk;
import org.crisisplan.drill.PlayedDepartments;
import org.crisisplan.drill.Rehearsal;
import org.crisisplan.drills.JobsOfDrills;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The programme of drills on a phone: one is begun with the departments played and scored, another is broken off (R61). */
class ProgrammeInChromiumTest extends InChromium {

    private static final By MARK = By.cssSelector(".drill-bar");
    private static final By BEGIN = By.cssSelector("#begin-form button");
    private static final By STANDING = By.id("standing");

    @Autowired
    DrillDesk desk;

    @Autowired
    PlayedDepartments departments;

    @Autowired
    JdbcClient sql;

    @AfterEach
    void nothingIsLeftRunning() {
        ClockUtil.reset();
        runtime.createProcessInstanceQuery()
                .processDefinitionKey("drill")
                .list()
                .forEach(drill -> runtime.deleteProcessInstance(drill.getId(), "story over"));
        sql.sql("update drill set ended_at = began_at, running = null where ended_at is null")
                .update();
    }

    @Test
    void aDrillIsBegunPlayedAndScored() {
        programme();
        assertThat(browser.text()).contains("演练计划", "数据泄露", "全国性中断", "舆情");
        assertThat(browser.overflow()).isZero();
        browser.assertUsableByEverybody();
        browser.picture("programme-zh");

        begins("leak", true);
        browser.open("/drills/" + number);
        assertThat(browser.see(MARK).getText()).contains("演练 DRILL", "不会对外发出");
        assertThat(browser.see(STANDING).getText()).isEqualTo("进行中");
        assertThat(browser.text()).contains("由系统代演各部门", "60 倍速", "成绩单", "演练结束后生成");
        assertThat(browser.overflow()).isZero();
        browser.assertUsableByEverybody();
        browser.picture("drill-running-zh");
        browser.open("/crises/" + number);
        assertThat(browser.see(MARK).getText()).contains("演练 DRILL");
        browser.picture("drill-crisis-zh");

        playedToTheEnd();
        browser.open("/drills/" + number);
        assertThat(browser.see(STANDING).getText()).isEqualTo("评估中");
        assertThat(browser.see(By.id("clauses")).getText())
                .contains("R42", "达到")
                .doesNotContain("未达到");
        assertThat(browser.see(By.id("hand-offs")).getText())
                .contains("公关部", "技术部", "法务部", "客服部", "内容审核部", "财务部", "管理层");
        assertThat(browser.see(By.id("words")).getText()).contains("已批准，已拦截");
        assertThat(browser.overflow()).isZero();
        browser.assertUsableByEverybody();
        browser.picture("drill-scorecard-zh");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anotherIsBrokenOffWithAReason() {
        programme();
        begins("outage", false);
        browser.open("/drills/" + number);
        assertThat(browser.text()).contains("人员参演");

        browser.write(By.name("why"), "真实故障发生");
        browser.picture("drill-break-off-zh");
        browser.click(By.cssSelector("form[action$='/break-off'] button"));
        assertThat(browser.see(By.id("flash")).getText()).contains("演练已中止");
        assertThat(browser.see(STANDING).getText()).isEqualTo("已中止");
        assertThat(browser.text()).contains("真实故障发生", "不计成绩");
        engineRuns();
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(number).count())
                .isZero();
        browser.assertUsableByEverybody();
        browser.picture("drill-broken-off-zh");
        browser.open("/drills");
        assertThat(browser.text()).contains(number, "已中止");
        assertThat(browser.complaints()).isEmpty();
    }

    private void programme() {
        browser.speaks("zh-CN");
        browser.onPhone();
        browser.open("/drills");
        frontPage.enter("pr");
        browser.see(By.id("programme"));
    }

    private void begins(String scenario, boolean played) {
        List<String> before = drills().toList();
        browser.click(By.cssSelector("select[name=scenario] option[value='" + scenario + "']"));
        browser.write(By.name("pace"), "60");
        if (played) {
            browser.choose(By.name("played"));
        }
        browser.click(BEGIN);
        assertThat(browser.see(By.id("flash")).getText()).contains("演练即将开始");
        engineRuns();
        isAbout(drills().filter(drill -> !before.contains(drill)).findFirst().orElseThrow());
        browser.open("/drills");
        assertThat(browser.text()).contains(number, "进行中");
    }

    private Stream<String> drills() {
        return crises.drills().stream().map(Crisis::number);
    }

    private void playedToTheEnd() {
        for (int round = 0; round < 400; round++) {
            engineRuns();
            departments.playDue();
            ledgers.issueDue();
            mails.deliver();
            if (desk.find(number).map(Rehearsal::scorecard).isPresent()) {
                return;
            }
            ClockUtil.setCurrentTime(Date.from(now().plusSeconds(5)));
        }
        throw new AssertionError("The drill never came to its end");
    }

    private void engineRuns() {
        new JobsOfDrills(runtime, management, desk).runUntil(now());
    }

    private static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }
}
