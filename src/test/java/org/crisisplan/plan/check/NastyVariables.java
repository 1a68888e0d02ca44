package org.crisisplan.plan.check;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.Spin;

/** Variables as nobody should have them, among honest ones. */
final class NastyVariables {

    private NastyVariables() {}

    static Map<String, Object> all() throws Exception {
        Map<String, Object> all = new HashMap<>(honest());
        var file = new File("target");
        all.put("file", file);
        all.put("url", URI.create("http://localhost/").toURL());
        all.put("klass", Runtime.class);
        all.put("runtime", Runtime.getRuntime());
        all.put("thread", Thread.currentThread());
        all.put("state", Thread.State.NEW);
        all.put("optional", Optional.of("x"));
        all.put("array", new String[] {"x"});
        all.put("bytes", new byte[] {1});
        all.put("stream", new ByteArrayInputStream(new byte[] {1}));
        all.put("nested", Map.of("file", file));
        all.put("listed", List.of(file));
        all.put("throwable", new IllegalStateException("x"));
        all.put("uuid", UUID.randomUUID());
        all.put("pattern", Pattern.compile("x"));
        all.put("atomic", new AtomicReference<>(file));
        all.put("lambda", (Runnable) () -> {});
        all.put("bean", new Attempt("a", "b", "c", "d"));
        all.put("entry", Map.entry("a", file));
        all.put("iterator", List.of(1).iterator());
        List<Object> self = new ArrayList<>();
        self.add(self);
        all.put("self", self);
        Map<String, Object> looped = new HashMap<>();
        looped.put("me", looped);
        all.put("looped", looped);
        Object deep = 1;
        for (int level = 0; level < 200; level++) {
            deep = List.of(deep);
        }
        all.put("deep", deep);
        all.put("wide", Collections.nCopies(100_000, 1));
        all.put("huge", new BigDecimal("1E+999999999"));
        all.put("tiny", new BigDecimal("1E-999999999"));
        all.put("evil", "((x{100}){100}){100}");
        all.put("long", "x".repeat(150_000));
        all.put("many", numbers(3_000));
        all.put("execution", step(DelegateExecution.class));
        all.put("task", step(DelegateTask.class));
        return all;
    }

    static Map<String, Object> honest() {
        Map<String, Object> honest = new HashMap<>();
        honest.put("title", "A text");
        honest.put("level", 2);
        honest.put("flag", true);
        honest.put("list", new ArrayList<>(List.of("web", "mail")));
        honest.put("map", new HashMap<>(Map.of("reason", "because", "A text", "by a name that is a variable")));
        honest.put("many2", numbers(3));
        honest.put("moment", LocalDateTime.of(2026, 1, 2, 3, 4));
        honest.put("json", Spin.JSON("{\"due\":\"2026-01-02\",\"items\":[{\"name\":\"a\"}]}"));
        honest.put("actionItem", honest.get("json"));
        honest.put("execution", step(DelegateExecution.class));
        honest.put("department", "legal");
        honest.put("technical", true);
        honest.put("signature", "object");
        honest.put("nrOfCompletedInstances", 1);
        return honest;
    }

    private static List<Object> numbers(int length) {
        List<Object> numbers = new ArrayList<>();
        for (int number = 1; number <= length; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    /** Whoever gets as far as its services has got through. */
    private static <T> T step(Class<T> kind) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, values) -> {
                    return switch (method.getName()) {
                        case "getVariable" -> "A text";
                        case "hasVariable" -> true;
                        case "getProcessBusinessKey" -> "CR-2026-0001";
                        case "setVariable" -> null;
                        case "toString" -> "a step";
                        case "hashCode" -> 1;
                        case "equals" -> proxy == values[0];
                        case "isCanceled" -> false;
                        case "getProcessDefinitionId", "getProcessInstanceId", "getId", "getCurrentActivityId" -> null;

                        default -> {
                            System.setProperty("crisisplan.canary", method.getName());
                            yield null;
                        }
                    };
                }));
    }
}
