package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Description;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Text;
import org.crisisplan.audit.dossier.PlanModel.Flow;
import org.crisisplan.audit.dossier.PlanModel.Formula;
import org.crisisplan.audit.dossier.PlanModel.Node;
import org.crisisplan.audit.dossier.PlanModel.Rule;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the diagrams and tables that a plan version was deployed with. */
@Component
class PlanModels {

    private static final String CAMUNDA_NS = "http://camunda.org/schema/1.0/bpmn";
    private static final String CLAUSE = "clause";
    private static final Pattern CLAUSES = Pattern.compile("\\bR\\d{2,3}\\b");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private final RepositoryService repository;
    private final OfferedActs acts;
    // a deployed version never changes
    private final Map<String, PlanModel> known = new ConcurrentHashMap<>();

    PlanModels(RepositoryService repository, OfferedActs acts) {
        this.repository = repository;
        this.acts = acts;
    }

    /** @param processDefinitionId any process of the version */
    PlanModel of(String processDefinitionId) {
        return acts.perform(OfferedActs.READ_FOR_PAGE, () -> {
            String deployment =
                    repository.getProcessDefinition(processDefinitionId).getDeploymentId();
            PlanModel model = known.get(deployment);
            if (model == null) {
                model = read(deployment);
                known.put(deployment, model);
            }
            return model;
        });
    }

    private PlanModel read(String deployment) {
        List<Node> nodes = new ArrayList<>();
        for (ProcessDefinition process : repository
                .createProcessDefinitionQuery()
                .deploymentId(deployment)
                .orderByProcessDefinitionKey()
                .asc()
                .list()) {
            read(process.getKey(), repository.getBpmnModelInstance(process.getId()), nodes);
        }
        List<Rule> rules = new ArrayList<>();
        List<Formula> formulas = new ArrayList<>();
        Set<String> files = new LinkedHashSet<>();
        for (DecisionDefinition decision : repository
                .createDecisionDefinitionQuery()
                .deploymentId(deployment)
                .orderByDecisionDefinitionKey()
                .asc()
                .list()) {
            if (files.add(decision.getResourceName())) {
                read(repository.getDmnModelInstance(decision.getId()), rules, formulas);
            }
        }
        return new PlanModel(deployment, List.copyOf(nodes), List.copyOf(rules), List.copyOf(formulas));
    }

    private static void read(String key, BpmnModelInstance model, List<Node> nodes) {
        Process process = model.getModelElementById(key);
        nodes.add(new Node(
                key,
                key,
                text(process.getName(), key),
                "process",
                clauses(process),
                "",
                null,
                null,
                null,
                false,
                List.of(),
                List.of()));
        for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
            String parent = node.getParentElement() instanceof BaseElement scope ? scope.getId() : key;
            nodes.add(new Node(
                    key,
                    node.getId(),
                    text(node.getName(), node.getId()),
                    node.getElementType().getTypeName(),
                    clauses(node),
                    parent,
                    node instanceof BoundaryEvent boundary
                            ? boundary.getAttachedTo().getId()
                            : null,
                    node instanceof CallActivity call ? call.getCalledElement() : null,
                    node instanceof UserTask task ? task.getAttributeValueNs(CAMUNDA_NS, "formRef") : null,
                    node instanceof SubProcess sub && sub.triggeredByEvent(),
                    flows(node.getIncoming()),
                    flows(node.getOutgoing())));
        }
    }

    private static List<Flow> flows(Collection<SequenceFlow> flows) {
        return flows.stream()
                .map(flow -> new Flow(
                        flow.getId(),
                        text(flow.getName(), ""),
                        flow.getSource().getId(),
                        flow.getTarget().getId()))
                .toList();
    }

    private static List<String> clauses(BaseElement element) {
        ExtensionElements extensions =
                element instanceof FlowElement || element instanceof Process ? element.getExtensionElements() : null;
        return extensions == null
                ? List.of()
                : extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                        .flatMap(properties -> properties.getCamundaProperties().stream())
                        .filter(property -> CLAUSE.equals(property.getCamundaName()))
                        .map(CamundaProperty::getCamundaValue)
                        .flatMap(PlanModels::named)
                        .distinct()
                        .toList();
    }

    private static Stream<String> named(@Nullable String text) {
        return text == null
                ? Stream.of()
                : CLAUSES.matcher(text).results().map(MatchResult::group).distinct();
    }

    /** A rule names its clause in an output of that name or in its description; a table names them in its description. */
    private static void read(DmnModelInstance model, List<Rule> rules, List<Formula> formulas) {
        String first = model.getModelElementsByType(Decision.class).stream()
                .map(Decision::getId)
                .findFirst()
                .orElse("");
        for (Decision decision : model.getModelElementsByType(Decision.class)) {
            String name = text(decision.getName(), decision.getId());
            named(content(decision.getDescription()))
                    .forEach(clause -> rules.add(new Rule("", first, decision.getId(), name, clause, List.of(), "")));
            if (decision.getExpression() instanceof LiteralExpression expression && expression.getText() != null) {
                formulas.add(new Formula(
                        first, name, expression.getText().getTextContent().strip()));
            }
            if (decision.getExpression() instanceof DecisionTable table) {
                table.getRules().forEach(rule -> {
                    List<String> cells = rule.getOutputEntries().stream()
                            .map(OutputEntry::getText)
                            .filter(Objects::nonNull)
                            .map(Text::getTextContent)
                            .toList();
                    List<String> inputs = rule.getInputEntries().stream()
                            .map(entry -> entry.getText() == null
                                    ? ""
                                    : entry.getText().getTextContent().strip())
                            .toList();
                    Stream.concat(cells.stream(), Stream.ofNullable(content(rule.getDescription())))
                            .flatMap(PlanModels::named)
                            .distinct()
                            .forEach(clause -> rules.add(new Rule(
                                    rule.getId(), first, decision.getId(), name, clause, inputs, longest(cells))));
                });
            }
        }
    }

    /** The sentence of a rule is its longest text. */
    private static String longest(List<String> cells) {
        return cells.stream()
                .flatMap(cell -> TEXT.matcher(cell).results().map(found -> found.group(1)))
                .filter(text -> text.contains(" "))
                .reduce((one, other) -> one.length() >= other.length() ? one : other)
                .orElse("");
    }

    private static @Nullable String content(@Nullable Description description) {
        return Optional.ofNullable(description).map(Description::getTextContent).orElse(null);
    }

    private static String text(@Nullable String text, String otherwise) {
        return text == null || text.isBlank()
                ? otherwise
                : text.replaceAll("\\s+", " ").strip();
    }
}
