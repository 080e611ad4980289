package android.view;

import android.content.Context;
import android.view.accessibility.AccessibilityEvent;
import java.util.ArrayList;
import java.util.List;
import phone.State;
import phone.Ui;

public class ViewGroup extends View implements ViewParent {
    public static class LayoutParams {
        public static final int MATCH_PARENT = -1;

        public int width;
        public int height;

        public LayoutParams(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private final List<View> children = new ArrayList<>();

    public ViewGroup(Context context) {
        super(context);
    }

    public void addView(View child, LayoutParams params) {
        put(child);
    }

    /** Take a child without asking for a thread: while an activity is made. */
    void put(View child) {
        children.add(child);
        child.parent = this;
    }

    public void removeView(View view) {
        Ui.check("removeView");
        if (children.remove(view)) {
            view.parent = null;
        }
    }

    public int getChildCount() {
        return children.size();
    }

    public View getChildAt(int index) {
        return children.get(index);
    }

    @Override
    public boolean requestSendAccessibilityEvent(View child, AccessibilityEvent event) {
        Ui.check("requestSendAccessibilityEvent");
        State.now.events.add(event);
        return true;
    }
}
