package org.crisisplan.engine.expression;

import java.util.Map;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.ReadOnlyMapELResolver;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.FunctionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The engine's expressions, wherever they stand: in diagrams, in stored filters. They begin at an offered bean or a variable and come no
 * further than {@link OfferedObjects} says. A variable never stands in for a bean, since whoever fills in a form chooses its value.
 */
public class FencedExpressions extends JuelExpressionManager {

    public FencedExpressions(Map<Object, Object> beans) {
        super(beans);
    }

    @Override
    protected ELResolver createElResolver() {
        var names = new CompositeELResolver();
        names.add(new ReadOnlyMapELResolver(beans));
        names.add(new Names());
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

    /** Variables and the running step; what the engine would give by other names is none of a model's business. */
    private static class Names extends VariableScopeElResolver {

        @Override
        public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
            boolean offered = !EXTERNAL_TASK_KEY.equals(property) && !CASE_EXECUTION_KEY.equals(property);
            return base == null && offered ? super.getValue(context, base, property) : null;
        }
    }
}
