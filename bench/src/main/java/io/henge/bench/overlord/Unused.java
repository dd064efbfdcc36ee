package io.henge.bench.overlord;

import java.lang.reflect.Proxy;

/** Makes what Druid wants to be given, but nothing here turns to. */
final class Unused {
    private Unused() {}

    /** One whose every method fails. */
    static <T> T of(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            throw new UnsupportedOperationException("Nothing should turn to " + method);
        }));
    }
}
