package io.henge.druid.fence;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Stands where Druid takes tasks: reads the whole body, keeps it, and answers 200. */
final class TakenTasks extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private transient volatile BooleanSupplier meanwhile = () -> false;
    private volatile boolean observed;

    /** What is looked at while a task is added. */
    void meanwhile(BooleanSupplier look) {
        meanwhile = look;
    }

    /** What was seen meanwhile, the last time. */
    boolean observed() {
        return observed;
    }

    List<byte[]> bodies() {
        return bodies;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        observed = meanwhile.getAsBoolean();
        bodies.add(body);
        response.setStatus(HttpServletResponse.SC_OK);
    }
}
