package org.crisisplan.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Makes a bean callable from the plan's models ({@code ${name}}). Models can reach these beans and no others, so that whoever
 * draws a diagram can use what the product offers and cannot reach into the application. A bean whose methods a model calls
 * ({@code ${name.method(...)}}) must be a public class; one that is only a delegate need not be.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface InPlan {

    /** The name used in the models: a verb phrase for a service task's delegate, a noun for a bean with several methods. */
    @AliasFor(annotation = Component.class)
    String value();
}
