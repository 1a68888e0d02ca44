package org.crisisplan.engine.expression;

import java.beans.FeatureDescriptor;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.jspecify.annotations.Nullable;

/** The last word on every dot, bracket and call in a diagram's expression: what is not offered is refused, never looked up. */
class OfferedProperties extends ELResolver {

    private static final int STEPS_OF_A_CALL = 50;

    private final ELResolver beans = new BeanELResolver(true);
    private final ELResolver lists = new ListELResolver(true);
    private final ELResolver maps = new MapELResolver(true);

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base == null || property == null) {
            return null;
        }
        if (base instanceof Map<?, ?>) {
            return maps.getValue(context, base, property);
        }
        String name = String.valueOf(property);
        if (base instanceof List<?> && name.matches("\\d{1,9}")) {
            return lists.getValue(context, base, property);
        }
        if (OfferedObjects.offersProperty(base, name)) {
            return beans.getValue(context, base, property);
        }
        throw refused("reads ." + shortened(name), base);
    }

    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            @Nullable Object method,
            Class<?> @Nullable [] types,
            Object @Nullable [] arguments) {
        if (base == null || method == null) {
            return null;
        }
        String name = String.valueOf(method);
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (!OfferedObjects.offersMethod(base, name, given.length)) {
            throw refused("calls ." + shortened(name) + "()", base);
        }
        OfferedObjects.faultOfArgument(base, name, given).ifPresent(fault -> {
            throw new ExpressionRefused("An expression calls ." + name + "() with what " + fault
                    + "; only texts, numbers, booleans, dates, lists, maps and JSON become variables.");
        });
        return beans.invoke(context, base, method, types, given);
    }

    private static ExpressionRefused refused(String what, Object base) {
        return new ExpressionRefused("An expression " + what + " of a "
                + base.getClass().getSimpleName()
                + ", which models are not offered. They read variables and call the beans of the product.");
    }

    private static String shortened(String name) {
        return name.length() > STEPS_OF_A_CALL ? name.substring(0, STEPS_OF_A_CALL) + "..." : name;
    }

    @Override
    public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base != null) {
            context.setPropertyResolved(true);
        }
        return base == null ? null : Object.class;
    }

    @Override
    public void setValue(ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
        if (base != null) {
            throw refused("writes ." + shortened(String.valueOf(property)), base);
        }
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base != null) {
            context.setPropertyResolved(true);
        }
        return true;
    }

    @Override
    public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
        return Object.class;
    }

    @Override
    public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
        return null;
    }
}
