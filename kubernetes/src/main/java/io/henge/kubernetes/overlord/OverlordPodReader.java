package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.henge.kubernetes.access.ClientFactory;
import io.henge.kubernetes.access.ClusterSettings;
import io.henge.kubernetes.access.KubeconfigException;
import io.henge.kubernetes.call.Api;
import io.henge.kubernetes.call.Api.Answer;
import io.henge.kubernetes.call.ApiFailures;
import io.henge.kubernetes.call.ApiMeter;
import io.henge.kubernetes.call.NamedThreads;
import io.henge.kubernetes.job.JobRefusedException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Overlord's pod from the cluster in which the Overlord runs, with one request each time. Lives as long as the
 * process and has one thread.
 */
public final class OverlordPodReader implements OverlordPod {
    private final ClusterSettings local;
    private final @Nullable String podName;
    private final ExecutorService http;

    /**
     * @param local reaches the cluster of the Overlord; its namespace is that of the Overlord
     * @param podName null if the Overlord does not know its own
     */
    public OverlordPodReader(ClusterSettings local, @Nullable String podName) {
        this.local = local;
        this.podName = podName;
        this.http = Executors.newSingleThreadExecutor(new NamedThreads("overlord", "http"));
    }

    @Override
    public PodSpec spec() throws JobRefusedException {
        if (podName == null) {
            throw new JobRefusedException(
                    "The Overlord does not know the name of its pod, from which the peons' are made: "
                            + "the variable HOSTNAME is not set. Run the Overlord in a pod, or use the customTemplateAdapter.");
        }
        try (Api api = ClientFactory.open(local, http, ApiMeter.NONE)) {
            Answer answer = api.get("api/v1/namespaces/" + local.namespace() + "/pods/" + podName);
            if (!answer.isSuccess()) {
                throw unreadable("The API server answered " + answer.code() + ": " + answer.why(), null);
            }
            Pod pod = answer.as(Pod.class);
            if (pod.getSpec() == null || pod.getSpec().getContainers().isEmpty()) {
                throw unreadable("It has no containers", null);
            }
            return pod.getSpec();
        } catch (KubeconfigException e) {
            throw unreadable(e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(ApiFailures.sentence(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable("The reading was interrupted", e);
        }
    }

    private JobRefusedException unreadable(String why, @Nullable Throwable cause) {
        return JobRefusedException.forNow(
                "The Overlord's own pod[" + local.namespace() + "/" + podName
                        + "], from which the peons' are made, cannot be read. " + why + ".",
                cause);
    }
}
