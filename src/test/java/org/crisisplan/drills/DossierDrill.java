package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.crisisplan.audit.dossier.Block;
import org.crisisplan.audit.dossier.Dossier;
import org.crisisplan.audit.dossier.Dossiers;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What an auditor reads of a crisis afterwards. */
class DossierDrill extends Drill {

    @Autowired
    Dossiers dossiers;

    @Autowired
    WebApplicationContext application;

    @Test
    void explore() throws Exception {
        reported("Some users see other users' orders", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        answers("User_ApproveStatement", "verdict", "reject", "verdictComment", "Say which service.");
        answers("User_DraftStatement");
        teamWorksUntil("User_InvestigateFault");
        passes(Duration.between(now(), deadline("respond").due()).plusHours(1).toString());
        newFacts(facts("leakedUsers", 20_000));
        teamWorksToTheEnd();
        passes("PT10M");
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
            long t = System.nanoTime();
            Dossier dossier = dossiers.of(number, language);
            System.out.println("### dossier ms " + (System.nanoTime() - t) / 1000000);
            var out = new StringBuilder();
            dossier.sections().forEach(section -> {
                out.append("\n## ")
                        .append(section.title())
                        .append("  [")
                        .append(section.key())
                        .append("] ")
                        .append(section.about())
                        .append('\n');
                section.blocks().forEach(block -> {
                    if (block instanceof Block.Values values) {
                        out.append("# ").append(values.heading()).append('\n');
                        values.values()
                                .forEach(v -> out.append(v.name())
                                        .append(" = ")
                                        .append(v.cell().text().replace("\n", " ⏎ "))
                                        .append('\n'));
                    } else if (block instanceof Block.Table table) {
                        out.append("# ")
                                .append(table.heading())
                                .append(" ")
                                .append(table.columns())
                                .append('\n');
                        table.rows().forEach(r -> {
                            r.cells()
                                    .forEach(c ->
                                            out.append("| ").append(c.text().replace("\n", " ⏎ ")));
                            out.append('\n');
                        });
                    } else if (block instanceof Block.Text text) {
                        out.append("# ").append(text.heading()).append('\n');
                        text.pieces()
                                .forEach(p -> out.append(p.mark())
                                        .append(' ')
                                        .append(p.text())
                                        .append('\n'));
                    }
                });
            });
            Files.writeString(Path.of("/tmp/dossier-out/" + language + ".txt"), out);
            var browser = MockMvcBuilders.webAppContextSetup(application)
                    .apply(springSecurity())
                    .build();
            t = System.nanoTime();
            String page = browser.perform(get("/crises/" + number + "/dossier")
                            .locale(language)
                            .with(user("auditor")
                                    .authorities(new org.springframework.security.core.authority.SimpleGrantedAuthority(
                                            "auditors"))))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
            System.out.println("### page ms " + (System.nanoTime() - t) / 1000000 + " " + page.length());
            Files.writeString(
                    Path.of("/tmp/dossier-out/" + language + ".html"),
                    page.replace("href=\"/css/", "href=\"/work/wt2/dossier/src/main/resources/static/css/"));
        }
        assertThat(number).isNotEmpty();
    }
}
