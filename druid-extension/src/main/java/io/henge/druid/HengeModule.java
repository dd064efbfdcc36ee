package io.henge.druid;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import io.henge.druid.config.RunnerType;
import io.henge.druid.dynamic.ExecutionConfigs;
import io.henge.druid.fence.FencedActionClients;
import io.henge.druid.fence.RemoteActions;
import io.henge.druid.fence.RemoteSubmissions;
import io.henge.druid.metrics.HengeMonitor;
import io.henge.druid.rest.ClustersResource;
import io.henge.druid.rest.CrossSiteRequests;
import io.henge.druid.rest.EventsResource;
import io.henge.druid.rest.ExecutionConfigResource;
import io.henge.druid.rest.ExplainResource;
import io.henge.druid.rest.FailoversResource;
import io.henge.druid.rest.LeaseResource;
import io.henge.druid.rest.LogsResource;
import io.henge.druid.rest.MetricsResource;
import io.henge.druid.rest.PauseResource;
import io.henge.druid.rest.PlacementsResource;
import io.henge.druid.rest.RulesResource;
import io.henge.druid.rest.SessionResource;
import io.henge.druid.rest.SummaryResource;
import io.henge.druid.rest.TasksResource;
import io.henge.druid.rest.UiResource;
import io.henge.druid.runner.AnnouncedPeons;
import io.henge.druid.runner.HengeTaskRunnerFactory;
import io.henge.druid.workers.HengeAndWorkerTaskRunnerFactory;
import org.apache.druid.discovery.DruidNodeDiscoveryProvider;
import org.apache.druid.discovery.NodeRole;
import org.apache.druid.guice.Jerseys;
import org.apache.druid.guice.LazySingleton;
import org.apache.druid.guice.PolyBind;
import org.apache.druid.guice.annotations.LoadScope;
import org.apache.druid.indexing.common.actions.TaskActionClientFactory;
import org.apache.druid.indexing.overlord.TaskRunnerFactory;
import org.apache.druid.initialization.DruidModule;
import org.apache.druid.server.initialization.jetty.ServletFilterHolder;
import org.apache.druid.server.metrics.MetricsModule;

/**
 * Registers the runner, its REST API and its metrics with an Overlord. A Coordinator that is also Overlord counts as one; a
 * plain Coordinator has nothing that is needed here, and is left alone.
 */
@LoadScope(roles = NodeRole.OVERLORD_JSON_NAME)
public final class HengeModule implements DruidModule {
    @Override
    @SuppressWarnings("rawtypes") // Druid binds the raw type.
    public void configure(Binder binder) {
        MapBinder<String, TaskRunnerFactory> runners = PolyBind.optionBinder(binder, Key.get(TaskRunnerFactory.class));
        runners.addBinding(RunnerType.K8S.value()).to(HengeTaskRunnerFactory.class);
        runners.addBinding(RunnerType.MULTI_K8S.value()).to(HengeTaskRunnerFactory.class);
        runners.addBinding(RunnerType.K8S_AND_WORKER.value()).to(HengeAndWorkerTaskRunnerFactory.class);
        binder.bind(HengeTaskRunnerFactory.class).in(LazySingleton.class);
        binder.bind(HengeAndWorkerTaskRunnerFactory.class).in(LazySingleton.class);
        Jerseys.addResource(binder, PlacementsResource.class);
        Jerseys.addResource(binder, ClustersResource.class);
        Jerseys.addResource(binder, TasksResource.class);
        Jerseys.addResource(binder, EventsResource.class);
        Jerseys.addResource(binder, FailoversResource.class);
        Jerseys.addResource(binder, ExplainResource.class);
        Jerseys.addResource(binder, PauseResource.class);
        Jerseys.addResource(binder, RulesResource.class);
        Jerseys.addResource(binder, LeaseResource.class);
        Jerseys.addResource(binder, LogsResource.class);
        Jerseys.addResource(binder, MetricsResource.class);
        Jerseys.addResource(binder, ExecutionConfigResource.class);
        Jerseys.addResource(binder, SummaryResource.class);
        Jerseys.addResource(binder, SessionResource.class);
        Jerseys.addResource(binder, UiResource.class);
        MetricsModule.register(binder, HengeMonitor.class);
        OptionalBinder.newOptionalBinder(binder, DruidNodeDiscoveryProvider.class);
        binder.bind(AnnouncedPeons.class).in(LazySingleton.class);
        binder.bind(ExecutionConfigs.class).in(LazySingleton.class);
        binder.bind(TaskActionClientFactory.class).to(FencedActionClients.class).in(LazySingleton.class);
        Multibinder<ServletFilterHolder> filters = Multibinder.newSetBinder(binder, ServletFilterHolder.class);
        filters.addBinding().toInstance(new RemoteActions());
        filters.addBinding().to(RemoteSubmissions.class).in(LazySingleton.class);
        filters.addBinding().to(CrossSiteRequests.class).in(LazySingleton.class);
    }
}
