package phone;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Android's main thread: views are touched, and listeners called, there and nowhere else. */
public final class Ui {
    private static volatile Thread thread;
    private static final ExecutorService QUEUE = Executors.newSingleThreadExecutor(deed -> {
        thread = new Thread(deed, "main");
        thread.setDaemon(true);
        return thread;
    });

    private Ui() {}

    public static boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    public static void post(Runnable deed) {
        QUEUE.execute(deed);
    }

    /** Wait until everything that was posted so far is done; raises what the last deed raised. */
    public static void settle(Runnable last) throws Exception {
        if (isCurrent()) {
            last.run();
            return;
        }
        Future<?> done = QUEUE.submit(last);
        done.get();
    }

    /** What ViewRootImpl does to whoever touches a view from another thread. */
    public static void check(String what) {
        if (!isCurrent()) {
            throw new IllegalStateException(what + " from a wrong thread");
        }
    }
}
