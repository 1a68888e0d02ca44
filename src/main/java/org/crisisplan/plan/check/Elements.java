package org.crisisplan.plan.check;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.model.xml.ModelInstance;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * The elements of a model by their type, each type looked for once: dozens of rules ask, the models do not change while they are
 * checked, and each search goes through the whole document.
 */
final class Elements {

    private static final Map<ModelInstance, Map<Class<?>, List<?>>> KNOWN =
            Collections.synchronizedMap(new WeakHashMap<>());

    private Elements() {}

    @SuppressWarnings("unchecked")
    static <E extends ModelElementInstance> List<E> of(ModelInstance model, Class<E> type) {
        return (List<E>) KNOWN.computeIfAbsent(model, first -> new ConcurrentHashMap<>())
                .computeIfAbsent(type, first -> List.copyOf(model.getModelElementsByType(type)));
    }
}
