package io.henge.core.loop;

import io.henge.core.port.Timings;
import java.lang.reflect.Proxy;

/** What takes what a loop measures, and keeps nothing of it. */
final class UntoldTimings {
    private UntoldTimings() {}

    static Timings untold() {
        return (Timings) Proxy.newProxyInstance(
                Timings.class.getClassLoader(), new Class<?>[] {Timings.class}, (proxy, call, given) -> null);
    }
}
