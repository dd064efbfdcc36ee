package io.henge.druid.program;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.InjectableValues;
import com.google.inject.ConfigurationException;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.ProvisionException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What tasks are handed when they are read, beside their JSON: what reading needs is there, and services of an Overlord or a
 * peon are stood in for, since a task that is only read calls none. Used by one thread.
 */
final class StandInServices extends InjectableValues {
    private final Injector injector;
    private boolean anyMissing;

    StandInServices(Injector injector) {
        this.injector = injector;
    }

    /** Whether something was asked for that nothing stands in for, so that a failure may come from that. */
    boolean isAnyMissing() {
        return anyMissing;
    }

    @Override
    public @Nullable Object findInjectableValue(
            Object valueId, DeserializationContext context, BeanProperty property, @Nullable Object bean) {
        Key<?> key = (Key<?>) valueId;
        if (injector.getExistingBinding(key) != null) {
            return injector.getInstance(key);
        }
        Class<?> type = key.getTypeLiteral().getRawType();
        if (type.isInterface()) {
            return standIn(type);
        }
        try {
            return injector.getInstance(key);
        } catch (ConfigurationException | ProvisionException e) {
            anyMissing = true;
            return null;
        }
    }

    /** One that refuses every call. */
    static <T> T standIn(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException("A task that is only read calls nothing");
                }));
    }
}
