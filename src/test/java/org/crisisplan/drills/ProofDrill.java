package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.crisisplan.audit.Verifier;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A level 1 crisis went the whole way; what an auditor takes of it is whole, and holds the words that the public read. */
class ProofDrill extends Drill {

    @TempDir
    Path folder;

    @Autowired
    WebApplicationContext application;

    @Test
    void everyTextThatWasSubmittedIsNamedByTheRecord() throws Exception {
        reported("Accounts of six million users offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        teamWorksToTheEnd();

        Path export = Files.write(
                folder.resolve("record.zip"),
                MockMvcBuilders.webAppContextSetup(application)
                        .apply(springSecurity())
                        .build()
                        .perform(post("/crises/" + crisis().number() + "/record.zip")
                                .with(user("auditor"))
                                .with(csrf()))
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray());

        Verifier checked = Verifier.check(export);
        assertThat(checked.said()).contains("WHOLE  " + crisis().number());
        Map<String, String> files = Verifier.files(export);
        assertThat(files.entrySet().stream()
                        .filter(file -> file.getKey().startsWith("statements/"))
                        .filter(file -> file.getValue().contains("\"verdict\" : \"approve\"")))
                .isNotEmpty();
    }
}
