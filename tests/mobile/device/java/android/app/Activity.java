package android.app;

import android.content.Context;
import android.content.Intent;
import android.view.Display;
import android.view.View;
import android.view.ViewGroup;
import android.view.Window;
import android.view.WindowManager;
import java.util.Arrays;
import phone.State;
import phone.Ui;

public class Activity extends Context {
    private final Window window = new Window(this);

    public Window getWindow() {
        return window;
    }

    public Intent getIntent() {
        return State.now.openedBy;
    }

    public WindowManager getWindowManager() {
        return Display::new;
    }

    public final void runOnUiThread(Runnable action) {
        if (Ui.isCurrent()) {
            action.run();
        } else {
            Ui.post(action);
        }
    }

    public void addContentView(View view, ViewGroup.LayoutParams params) {
        Ui.check("addContentView");
        window.content().addView(view, params);
    }

    public boolean moveTaskToBack(boolean nonRoot) {
        State.now.done.add("moveTaskToBack(" + nonRoot + ")");
        return State.now.movesToBack;
    }

    public void finishAndRemoveTask() {
        Ui.check("finishAndRemoveTask");
        State.now.done.add("finishAndRemoveTask");
    }

    public final void requestPermissions(String[] permissions, int requestCode) {
        State.now.asked.addAll(Arrays.asList(permissions));
        State.now.answer = () -> {
            int[] results = new int[permissions.length];
            for (int at = 0; at < permissions.length; at++) {
                boolean isGiven = State.now.willing.contains(permissions[at]);
                results[at] = isGiven ? 0 : -1;
                if (isGiven) {
                    State.now.granted.add(permissions[at]);
                }
            }
            onRequestPermissionsResult(requestCode, permissions, results);
        };
    }

    public void onRequestPermissionsResult(int code, String[] permissions, int[] results) {}

    /** Read by tests: what was laid over the content last. */
    public View over() {
        ViewGroup content = window.content();
        return content.getChildCount() > 1 ? content.getChildAt(content.getChildCount() - 1) : null;
    }
}
