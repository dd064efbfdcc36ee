package io.henge.kubernetes.request;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.henge.core.attempt.Resources;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks for, as the scheduler and quotas count it: {@code PodRequests} of Kubernetes' {@code
 * component-helpers/resource/helpers.go}, after what {@code pkg/apis/core/v1/defaults.go} fills in (Kubernetes 1.34). That is,
 * of each resource,
 *
 * <ul>
 *   <li>the containers' requests and those of init containers that go on running (sidecars) together; or, if that is more,
 *       the request of an init container together with those of the sidecars before it;
 *   <li>in place of that, of CPU, memory and huge pages, what {@code spec.resources} says for the pod as a whole;
 *   <li>and the {@code overhead} in any case.
 * </ul>
 *
 * <p>A limit without a request is the request. What only the API server adds is not known here: the overhead of a {@code
 * runtimeClassName}, and the defaults of a LimitRange.
 */
public final class PodRequests {
    private static final String HUGE_PAGES = "hugepages-";
    private static final String GOES_ON = "Always";

    private PodRequests() {}

    /** Never fails: what is no quantity is taken for nothing. */
    public static Resources of(PodSpec pod) {
        Map<String, BigDecimal> requests = containers(pod);
        podLevel(requests, pod.getResources());
        add(requests, Quantities.exactly(pod.getOverhead()));
        return Quantities.rounded(requests);
    }

    private static Map<String, BigDecimal> containers(PodSpec pod) {
        TreeMap<String, BigDecimal> running = new TreeMap<>();
        pod.getContainers().forEach(container -> add(running, requests(container)));
        TreeMap<String, BigDecimal> sidecars = new TreeMap<>();
        TreeMap<String, BigDecimal> starting = new TreeMap<>();
        for (Container container : pod.getInitContainers()) {
            Map<String, BigDecimal> own = requests(container);
            TreeMap<String, BigDecimal> atOnce = new TreeMap<>(sidecars);
            add(atOnce, own);
            if (GOES_ON.equals(container.getRestartPolicy())) {
                add(running, own);
                add(sidecars, own);
            }
            atOnce.forEach((name, amount) -> starting.merge(name, amount, BigDecimal::max));
        }
        starting.forEach((name, amount) -> running.merge(name, amount, BigDecimal::max));
        return running;
    }

    private static Map<String, BigDecimal> requests(Container container) {
        @Nullable ResourceRequirements resources = container.getResources();
        if (resources == null) {
            return new TreeMap<>();
        }
        Map<String, BigDecimal> requests = Quantities.exactly(resources.getRequests());
        Quantities.exactly(resources.getLimits()).forEach(requests::putIfAbsent);
        return requests;
    }

    private static void podLevel(Map<String, BigDecimal> requests, @Nullable ResourceRequirements pod) {
        if (pod == null) {
            return;
        }
        Map<String, BigDecimal> said = Quantities.exactly(pod.getRequests());
        Quantities.exactly(pod.getLimits()).forEach((name, limit) -> {
            // What containers ask for counts more than the pod's limit, but of huge pages, which cannot be lent.
            if (name.startsWith(HUGE_PAGES) || !requests.containsKey(name)) {
                said.putIfAbsent(name, limit);
            }
        });
        said.forEach((name, amount) -> {
            if (name.equals(Resources.CPU) || name.equals(Resources.MEMORY) || name.startsWith(HUGE_PAGES)) {
                requests.put(name, amount);
            }
        });
    }

    private static void add(Map<String, BigDecimal> sum, Map<String, BigDecimal> more) {
        more.forEach((name, amount) -> sum.merge(name, amount, BigDecimal::add));
    }
}
