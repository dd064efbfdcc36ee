package io.henge.druid.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the reference says of a path or of one of its parameters: docs/reference/openapi.yaml is made from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
@interface Described {
    /** One sentence. */
    String value();

    /** What is in an answer of 200; nothing where it is empty. */
    Class<?> answer() default void.class;

    /** Whether the answer is a list of these. */
    boolean list() default false;

    /** The media types of an answer that is text, not JSON; none for JSON. */
    String[] text() default {};

    /** The parameters of the query. */
    Parameter[] parameters() default {};

    /** What is sent. */
    Class<?> body() default void.class;

    /** The other statuses, beside those that every path may answer. */
    int[] refusals() default {};

    /** One parameter of a query. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Parameter {
        String name();

        /** One sentence. */
        String value();

        boolean isNumber() default false;

        /** What holds without it; nothing where it is empty. */
        String absent() default "";
    }
}
