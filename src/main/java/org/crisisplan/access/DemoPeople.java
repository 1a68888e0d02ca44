package org.crisisplan.access;

import java.net.InetAddress;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.crisisplan.access.People.Person;
import org.crisisplan.department.Group;
import org.crisisplan.engine.StartWork;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The people of the demonstration, one for each part in the plan, all with the password {@code demo}. With passwords that everyone
 * knows, the demonstration speaks to its own machine only; it marks its database, so that nobody goes live on it.
 */
@Component
@Profile("demo")
class DemoPeople implements SmartInitializingSingleton {

    static final String MARK = "crisis-plan.demo";
    static final String PASSWORD = "demo";

    static final List<Person> ALL = List.of(
            FirstStart.ADMINISTRATOR,
            new Person("pr", "Public relations", "公关部", Group.PUBLIC_RELATIONS),
            new Person("tech", "Technology", "技术部", Group.TECHNOLOGY),
            new Person("legal", "Legal", "法务部", Group.LEGAL),
            new Person("service", "Customer service", "客服部", Group.CUSTOMER_SERVICE),
            new Person("content", "Content review", "内容审核部", Group.CONTENT_REVIEW),
            new Person("finance", "Finance", "财务部", Group.FINANCE),
            new Person("manager", "Management", "管理层", Group.MANAGEMENT),
            new Person("auditor", "Auditor", "审计员", Group.AUDITORS),
            new Person("analyst", "Analyst", "业务分析员", Group.ANALYSTS));

    private final People people;
    private final ManagementService management;
    private final TransactionOperations together;
    private final StartWork startWork;

    DemoPeople(
            People people,
            ManagementService management,
            TransactionOperations together,
            ServerProperties server,
            StartWork startWork) {
        refuseToBeSeen(server.getAddress());
        this.people = people;
        this.management = management;
        this.together = together;
        this.startWork = startWork;
    }

    @Override
    public void afterSingletonsInstantiated() {
        startWork.before(
                "writing the demonstration's people",
                () -> together.executeWithoutResult(transaction -> {
                    management.setProperty(MARK, "true");
                    for (Group group : Group.values()) {
                        people.ensure(group);
                    }
                    ALL.forEach(person -> people.ensure(person, PASSWORD));
                }));
    }

    private static void refuseToBeSeen(@Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new RefusedToStart(
                    "The profile 'demo' has people whose passwords everyone knows, so it listens on this machine only, but"
                            + " server.address is "
                            + (address == null ? "empty, which means every address" : address.getHostAddress())
                            + ".",
                    "Set server.address to 127.0.0.1, or start without the profile 'demo'.");
        }
    }
}
