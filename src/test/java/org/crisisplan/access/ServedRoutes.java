package org.crisisplan.access;

import jakarta.ws.rs.core.Application;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every address the started application answers at, asked of the frameworks that serve it. */
class ServedRoutes {

    /** One address.
     *
     * @param by what serves it */
    record Route(String method, String path, String by) implements Comparable<Route> {

        /** The address with every variable in it filled with something that does not exist. */
        String address() {
            return path.replaceAll("\\{[^/]*}", "x").replace("/**", "/x");
        }

        @Override
        public int compareTo(Route other) {
            return (path + " " + method).compareTo(other.path + " " + other.method);
        }
    }

    /** Methods of controllers, ours and those of libraries, the health endpoint among them. */
    static Set<Route> ofControllers(ApplicationContext context) {
        Set<Route> routes = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping ->
                        mapping.getHandlerMethods().forEach((info, handler) -> routes.addAll(routes(info, handler))));
        return routes;
    }

    private static List<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        Set<String> names = methods.isEmpty()
                ? Set.of("GET")
                : methods.stream().map(RequestMethod::name).collect(Collectors.toSet());
        return info.getPatternValues().stream()
                .flatMap(path -> names.stream().map(method -> new Route(method, path, handler.toString())))
                .toList();
    }

    /** Files and redirects. */
    static Set<Route> ofFiles(ApplicationContext context) {
        Set<Route> routes = new TreeSet<>();
        context.getBeansOfType(AbstractUrlHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMap()
                        .forEach((path, handler) -> routes.add(new Route("GET", path, handler.toString()))));
        return routes;
    }

    /** The resources of a JAX-RS application and what they lead to. */
    static Set<Route> of(String root, Application application) {
        Set<Route> routes = new LinkedHashSet<>();
        for (Class<?> type : application.getClasses()) {
            Resource resource = Resource.from(type);
            if (resource != null) {
                collect(resource, root, routes, 0);
            }
        }
        return new TreeSet<>(routes);
    }

    private static void collect(Resource resource, String above, Set<Route> routes, int depth) {
        String path = resource.getPath() == null ? above : join(above, resource.getPath());
        for (ResourceMethod method : resource.getResourceMethods()) {
            routes.add(new Route(
                    method.getHttpMethod(),
                    path,
                    method.getInvocable().getHandlingMethod().toString()));
        }
        ResourceMethod locator = resource.getResourceLocator();
        if (locator != null && depth < 12) {
            Resource below = Resource.from(locator.getInvocable().getRawResponseType());
            if (below != null) {
                below.getResourceMethods()
                        .forEach(method -> routes.add(new Route(
                                method.getHttpMethod(),
                                path,
                                method.getInvocable().getHandlingMethod().toString())));
                below.getChildResources().forEach(child -> collect(child, path, routes, depth + 1));
            }
        }
        resource.getChildResources().forEach(child -> collect(child, path, routes, depth + 1));
    }

    private static String join(String above, String path) {
        String plain = path.replaceAll(":[^}]*}", "}");
        return (above + (plain.startsWith("/") ? plain : "/" + plain)).replaceAll("/+$", "");
    }

    private ServedRoutes() {}
}
