package io.henge.druid.program;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.apache.druid.indexer.TaskStatus;
import org.apache.druid.indexing.common.TaskToolbox;
import org.apache.druid.indexing.common.actions.TaskActionClient;
import org.apache.druid.indexing.common.config.TaskConfig;
import org.apache.druid.indexing.common.task.AbstractTask;
import org.apache.druid.server.coordination.BroadcastDatasourceLoadingSpec;

/** A task of which only the JSON is known: it says of itself what that says, is written as it was given, and cannot run. */
final class GivenTask extends AbstractTask implements JsonSerializable {
    private final ObjectNode json;
    private final GivenTaskType type;

    private GivenTask(ObjectNode json, GivenTaskType type, String id, Map<String, Object> context) {
        super(id, type.groupId(json, id), null, type.dataSource(json), context);
        this.json = json;
        this.type = type;
    }

    /**
     * The task of this JSON, which gets an id if it has none.
     *
     * @param context that of the JSON
     * @throws IllegalArgumentException if it does not say what a Job is made from, with a sentence
     */
    static GivenTask of(ObjectNode json, Map<String, Object> context) {
        GivenTaskType type = new GivenTaskType(json.path("type").asText());
        ObjectNode whole = json.deepCopy();
        if (json.path("id").asText().isEmpty()) {
            whole.put("id", getOrMakeId(null, type.name(), type.dataSource(json)));
        }
        return new GivenTask(whole, type, whole.path("id").asText(), context);
    }

    /** Druid's constructor asks before ours has begun, for a metric that nobody sends. */
    @Override
    public String getType() {
        return type == null ? "" : type.name();
    }

    @Override
    public BroadcastDatasourceLoadingSpec getBroadcastDatasourceLoadingSpec() {
        return type.loadsNoBroadcast()
                ? BroadcastDatasourceLoadingSpec.NONE
                : super.getBroadcastDatasourceLoadingSpec();
    }

    @Override
    public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeTree((JsonNode) json);
    }

    @Override
    public void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer ignored)
            throws IOException {
        serialize(out, provider);
    }

    @Override
    public boolean isReady(TaskActionClient actions) {
        throw new UnsupportedOperationException("Only its JSON is known");
    }

    @Override
    public TaskStatus runTask(TaskToolbox toolbox) {
        throw new UnsupportedOperationException("Only its JSON is known");
    }

    @Override
    public void stopGracefully(TaskConfig config) {
        throw new UnsupportedOperationException("Only its JSON is known");
    }
}
