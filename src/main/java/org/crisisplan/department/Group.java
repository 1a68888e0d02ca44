package org.crisisplan.department;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The groups of the plan: the departments that carry it out, and those who look after it. */
public enum Group {
    PUBLIC_RELATIONS("publicRelations", "Public relations 公关部", true),
    TECHNOLOGY("technology", "Technology 技术部", true),
    LEGAL("legal", "Legal 法务部", true),
    CUSTOMER_SERVICE("customerService", "Customer service 客服部", true),
    CONTENT_REVIEW("contentReview", "Content review 内容审核部", true),
    FINANCE("finance", "Finance 财务部", true),
    MANAGEMENT("management", "Management 管理层", true),
    AUDITORS("auditors", "Auditors 审计员", false),
    ANALYSTS("analysts", "Analysts 业务分析员", false),
    ADMINISTRATORS("camunda-admin", "Administrators 管理员", false);

    private final String id;
    private final String label;
    private final boolean team;

    Group(String id, String label, boolean team) {
        this.id = id;
        this.label = label;
        this.team = team;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }

    public static Optional<Group> of(String id) {
        return Arrays.stream(values()).filter(group -> group.id.equals(id)).findFirst();
    }

    public static List<Group> team() {
        return Arrays.stream(values()).filter(group -> group.team).toList();
    }

    /** The departments that tasks are given to; whoever audits or draws the plan is given none. */
    public static List<String> teamIds() {
        return team().stream().map(Group::id).toList();
    }
}
