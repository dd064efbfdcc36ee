package io.henge.druid.dynamic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Supplier;
import com.google.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.druid.audit.AuditEntry;
import org.apache.druid.audit.AuditInfo;
import org.apache.druid.audit.AuditManager;
import org.apache.druid.common.config.ConfigManager.SetResult;
import org.apache.druid.common.config.JacksonConfigManager;
import org.apache.druid.error.DruidException;
import org.apache.druid.guice.annotations.Json;
import org.apache.druid.metadata.MetadataStorageConnector;
import org.apache.druid.metadata.MetadataStorageTablesConfig;
import org.joda.time.Interval;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dynamic configuration as Druid's metadata store has it: one for the process. A change made here counts at once; one
 * made elsewhere when Druid's configuration manager polls, or when a leadership begins, whichever is first.
 */
public final class ExecutionConfigs {
    /** As in Druid's own runner, so that its configuration is taken over. */
    public static final String KEY = "k8s.taskrunner.config";

    private static final int SHOWN_MAX = 1_000;

    private static final Logger log = LoggerFactory.getLogger(ExecutionConfigs.class);

    private final JacksonConfigManager manager;
    private final AuditManager audits;
    private final MetadataStorageConnector connector;
    private final String table;
    private final ObjectMapper json;

    /** Published to all readers; the configuration manager sets it too. */
    private final AtomicReference<@Nullable ExecutionConfig> current;

    @Inject
    public ExecutionConfigs(
            JacksonConfigManager manager,
            AuditManager audits,
            MetadataStorageConnector connector,
            Supplier<MetadataStorageTablesConfig> tables,
            @Json ObjectMapper json) {
        this.manager = manager;
        this.audits = audits;
        this.connector = connector;
        this.table = tables.get().getConfigTable();
        this.json = json;
        this.current = manager.watch(KEY, ExecutionConfig.class, ExecutionConfig.NOTHING_SAID);
    }

    public ExecutionConfig current() {
        @Nullable ExecutionConfig config = current.get();
        return config == null ? ExecutionConfig.NOTHING_SAID : config;
    }

    /** Reads the metadata store, in case an earlier leader changed something that was not polled yet. */
    public synchronized void refresh() {
        stored(lookUp()).ifPresent(current::set);
    }

    /**
     * Changes what {@code change} says, leaves the rest, and has it audited.
     *
     * @throws DruidException if the metadata store did not take it; nothing has changed then
     */
    public synchronized void change(ExecutionConfig change, AuditInfo who) {
        become(present -> present.changedBy(change), who);
    }

    /**
     * Takes back what was said of one field, so that it is as if nobody had said anything of it, and has it audited.
     *
     * @throws DruidException if the metadata store did not take it; nothing has changed then
     */
    public synchronized void takeBack(ExecutionConfig.Field field, AuditInfo who) {
        become(present -> present.without(field), who);
    }

    private void become(UnaryOperator<ExecutionConfig> change, AuditInfo who) {
        byte @Nullable [] before = ofStore(this::lookUp);
        ExecutionConfig changed = change.apply(stored(before).orElseGet(this::current));
        SetResult result = ofStore(() -> manager.set(KEY, before, changed, who));
        if (!result.isOk()) {
            throw notTaken(result.getException());
        }
        current.set(changed);
        log.info("The dynamic configuration is now [{}], as [{}] wants", shown(changed), who.getIdentity());
    }

    /** Whatever a store fails with, it has not taken the change. */
    private static <T extends @Nullable Object> T ofStore(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            throw notTaken(e);
        }
    }

    private static DruidException notTaken(Exception why) {
        return DruidException.forPersona(DruidException.Persona.OPERATOR)
                .ofCategory(DruidException.Category.SERVICE_UNAVAILABLE)
                .build(why, "The metadata store did not take the change. Send it again");
    }

    /** As much as a person reads in a log; the history has the whole. */
    private static String shown(ExecutionConfig config) {
        String text = config.toString();
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
    }

    /**
     * Who changed what, the newest last.
     *
     * @param count how many of the newest changes; counts only without an interval
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public List<AuditEntry> history(@Nullable Interval interval, @Nullable Integer count) {
        return interval == null && count != null
                ? audits.fetchAuditHistory(KEY, KEY, count)
                : audits.fetchAuditHistory(KEY, KEY, interval);
    }

    private static String reason(IOException e) {
        if (e.getCause() instanceof IllegalArgumentException refusal) {
            return String.valueOf(refusal.getMessage());
        }
        return e instanceof JsonProcessingException wrong ? wrong.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    private byte @Nullable [] lookUp() {
        return connector.lookup(
                table,
                MetadataStorageConnector.CONFIG_TABLE_KEY_COLUMN,
                MetadataStorageConnector.CONFIG_TABLE_VALUE_COLUMN,
                KEY);
    }

    /** Empty where the bytes make no sense, which must not keep an Overlord from leading. */
    private Optional<ExecutionConfig> stored(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.of(ExecutionConfig.NOTHING_SAID);
        }
        try {
            return Optional.ofNullable(json.readValue(bytes, ExecutionConfig.class));
        } catch (IOException e) {
            log.warn("The stored configuration [{}] cannot be read, and is left out: {}", KEY, reason(e));
            return Optional.empty();
        }
    }
}
