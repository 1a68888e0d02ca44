package org.crisisplan.plan.check;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.model.xml.ModelInstance;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.w3c.dom.Node;

/**
 * The elements of a model by their type, each type looked for once: dozens of rules ask, the models do not change while they are
 * checked, and each search goes through the whole document. What was found is kept at the document, and goes when it goes.
 */
final class Elements {

    private static final String KEY = Elements.class.getName();

    private Elements() {}

    @SuppressWarnings("unchecked")
    static <E extends ModelElementInstance> List<E> of(ModelInstance model, Class<E> type) {
        return (List<E>) found(model).computeIfAbsent(type, first -> List.copyOf(model.getModelElementsByType(type)));
    }

    @SuppressWarnings("unchecked")
    private static Map<Class<?>, List<?>> found(ModelInstance model) {
        Node document = model.getDocument().getDomSource().getNode();
        synchronized (document) {
            var found = (Map<Class<?>, List<?>>) document.getUserData(KEY);
            if (found == null) {
                found = new ConcurrentHashMap<>();
                document.setUserData(KEY, found, null);
            }
            return found;
        }
    }
}
