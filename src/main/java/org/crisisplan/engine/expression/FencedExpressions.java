package org.crisisplan.engine.expression;

import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.ReadOnlyMapELResolver;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.FunctionMapper;
import org.crisisplan.engine.KnownValues;
import org.jspecify.annotations.Nullable;

/**
 * The engine's expressions, wherever they stand: in diagrams, in stored filters. They begin at an offered bean or a variable and come no
 * further than {@link OfferedObjects} says. A variable never stands in for a bean, since whoever fills in a form chooses its value.
 */
public class FencedExpressions extends JuelExpressionManager {

    private final Supplier<KnownValues> known;

    /** @param known what a name stands for that is no variable */
    public FencedExpressions(Map<Object, Object> beans, Supplier<KnownValues> known) {
        super(beans);
        this.known = known;
    }

    @Override
    protected ELResolver createElResolver() {
        var names = new CompositeELResolver();
        names.add(new ReadOnlyMapELResolver(beans));
        names.add(new Names(known));
        names.add(new VariableContextElResolver());
        names.add(new OfferedProperties());
        return names;
    }

    @Override
    protected FunctionMapper createFunctionMapper() {
        return new FunctionMapper() {
            @Override
            public java.lang.reflect.@Nullable Method resolveFunction(@Nullable String prefix, String name) {
                String whole = prefix == null || prefix.isBlank() ? name : prefix + ":" + name;
                return OfferedFunctions.function(whole, functions);
            }
        };
    }

    /**
     * Variables, the running step, and what is known of the case; what the engine would give by other names is none of a model's business.
     */
    private static class Names extends VariableScopeElResolver {

        private final Supplier<KnownValues> known;

        Names(Supplier<KnownValues> known) {
            this.known = known;
        }

        @Override
        public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
            boolean offered = !EXTERNAL_TASK_KEY.equals(property) && !CASE_EXECUTION_KEY.equals(property);
            if (base != null || !offered) {
                return null;
            }
            Object variable = super.getValue(context, null, property);
            return variable == null ? known(context, String.valueOf(property)) : variable;
        }

        private @Nullable Object known(ELContext context, String name) {
            ExecutionEntity step = step(context.getContext(VariableScope.class));
            if (step == null || step.getProcessDefinitionId() == null) {
                return null;
            }
            KnownValues values = known.get();
            String key = step.getProcessBusinessKey();
            if (!values.names(step.getProcessDefinitionId(), key).contains(name)) {
                return null;
            }
            context.setPropertyResolved(true);
            return values.of(step.getProcessDefinitionId(), key).get(name);
        }

        private static @Nullable ExecutionEntity step(@Nullable Object scope) {
            return scope instanceof ExecutionEntity step
                    ? step
                    : scope instanceof TaskEntity task ? task.getExecution() : null;
        }
    }
}
