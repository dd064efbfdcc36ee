package io.henge.druid.fence;

import java.util.ArrayList;
import java.util.List;
import org.apache.druid.indexing.common.actions.TaskAction;
import org.apache.druid.indexing.common.actions.TaskActionClient;
import org.jspecify.annotations.Nullable;

/** Stands for what Druid does with actions: keeps them, and answers all of them alike. For one thread. */
final class RecordedActions implements TaskActionClient {
    private final List<TaskAction<?>> carriedOut = new ArrayList<>();
    private @Nullable Object answer;
    private Runnable meanwhile = () -> {};

    /** What every further action results in. */
    void answerWith(@Nullable Object result) {
        answer = result;
    }

    /** What happens while an action is carried out. */
    void meanwhile(Runnable happening) {
        meanwhile = happening;
    }

    List<TaskAction<?>> carriedOut() {
        return carriedOut;
    }

    @Override
    @SuppressWarnings("unchecked") // The test gives the answer that its action has.
    public <R> @Nullable R submit(TaskAction<R> action) {
        carriedOut.add(action);
        meanwhile.run();
        return (R) answer;
    }
}
