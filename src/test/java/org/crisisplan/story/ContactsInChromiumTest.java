package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.check.ContactChecks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The head of legal on a phone: puts a number right, has the department asked, and confirms from the mail (R62). */
class ContactsInChromiumTest extends InChromium {

    private static final Pattern LINK = Pattern.compile("/contacts/confirm/[\\w-]+");

    @Autowired
    ContactRepository contacts;

    @Autowired
    JdbcClient sql;

    private List<Contact> before = new ArrayList<>();

    @BeforeEach
    void list() {
        before = contacts.all();
    }

    @AfterEach
    void asItWas() {
        runtime.createProcessInstanceQuery().processDefinitionKey(ContactChecks.ONE).list().stream()
                .map(one -> one.getId())
                .forEach(one -> runtime.deleteProcessInstance(one, "story over"));
        sql.sql("delete from contact_check_link").update();
        sql.sql("delete from contact_check").update();
        contacts.replaceBy(before);
    }

    @Test
    void aNumberIsPutRightAndTheEntryConfirmedOnAPhone() throws Exception {
        browser.speaks("en-US");
        browser.onPhone();
        frontPage.as("legal");
        browser.open("/contacts");
        assertThat(browser.text()).contains("If a level 1 crisis came now", "Head of legal", "+86 10 5550 0103");
        browser.assertUsableByEverybody();
        browser.picture("contacts-on-a-phone");

        browser.click(By.cssSelector("#contact-legal-legal a.button"));
        browser.write(By.cssSelector(".rows .row:nth-of-type(2) input[name=address]"), "+86 139 0000 0103");
        browser.assertUsableByEverybody();
        browser.picture("contact-on-a-phone");
        browser.click(By.cssSelector("#contact-form button.primary"));
        browser.see(By.id("flash"));
        assertThat(contacts.users(Set.of("legal")).get(0).phone()).isEqualTo("+86 139 0000 0103");

        browser.click(By.cssSelector("#department-legal .heading form button"));
        browser.see(By.id("flash"));
        management
                .createJobQuery()
                .processDefinitionKey(ContactChecks.ONE)
                .messages()
                .list()
                .forEach(job -> management.executeJob(job.getId()));
        mails.deliver();
        browser.open(linkInTheMail());
        assertThat(browser.text()).contains("Are your contact details still right?", "+86 139 0000 0103");
        browser.assertUsableByEverybody();
        browser.picture("contact-confirmed-on-a-phone");
        browser.click(By.cssSelector("#right button"));
        browser.see(By.cssSelector(".card[role=status]"));
        assertThat(browser.text()).contains("Thank you");
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey(ContactChecks.ONE)
                        .count())
                .isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    private String linkInTheMail() throws Exception {
        var sent = mails.messagesTo("legal@crisis-plan.example");
        Matcher link = LINK.matcher(String.valueOf(sent.get(sent.size() - 1).getContent()));
        assertThat(link.find()).isTrue();
        return link.group();
    }
}
