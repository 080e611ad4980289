package android.view;

import android.content.Context;
import android.view.accessibility.AccessibilityEvent;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;
import phone.State;
import phone.Ui;

public class View {
    public static final int NO_ID = -1;
    public static final int IMPORTANT_FOR_ACCESSIBILITY_AUTO = 0;
    public static final int IMPORTANT_FOR_ACCESSIBILITY_YES = 1;
    public static final int IMPORTANT_FOR_ACCESSIBILITY_NO = 2;
    public static final int IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS = 4;
    public static final int ACCESSIBILITY_LIVE_REGION_NONE = 0;
    public static final int ACCESSIBILITY_LIVE_REGION_POLITE = 1;
    public static final int SYSTEM_UI_FLAG_LAYOUT_STABLE = 0x100;
    public static final int SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION = 0x200;
    public static final int SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN = 0x400;

    public interface OnApplyWindowInsetsListener {
        WindowInsets onApplyWindowInsets(View v, WindowInsets insets);
    }

    private final Context context;
    private OnApplyWindowInsetsListener insetsListener;
    private int importance = IMPORTANT_FOR_ACCESSIBILITY_AUTO;
    private CharSequence paneTitle;
    ViewParent parent;

    /** Read by tests: how often this view asked for its insets, and what its default did. */
    public int insetsAsked = 0;
    public int insetsApplied = 0;

    public View(Context context) {
        this.context = context;
    }

    public final Context getContext() {
        return context;
    }

    public final ViewParent getParent() {
        return parent;
    }

    public boolean post(Runnable action) {
        Ui.post(action);
        return true;
    }

    public void setOnApplyWindowInsetsListener(OnApplyWindowInsetsListener listener) {
        Ui.check("setOnApplyWindowInsetsListener");
        insetsListener = listener;
    }

    public WindowInsets onApplyWindowInsets(WindowInsets insets) {
        insetsApplied++;
        return insets;
    }

    public WindowInsets dispatchApplyWindowInsets(WindowInsets insets) {
        return insetsListener == null
                ? onApplyWindowInsets(insets)
                : insetsListener.onApplyWindowInsets(this, insets);
    }

    public void requestApplyInsets() {
        Ui.check("requestApplyInsets");
        insetsAsked++;
        if (State.now.insets != null) {
            Ui.post(() -> dispatchApplyWindowInsets(State.now.insets));
        }
    }

    public WindowInsets getRootWindowInsets() {
        return State.now.insets;
    }

    @Deprecated
    public void setSystemUiVisibility(int visibility) {
        Ui.check("setSystemUiVisibility");
        State.now.systemUi = visibility;
    }

    public void setImportantForAccessibility(int mode) {
        importance = mode;
    }

    public int getImportantForAccessibility() {
        return importance;
    }

    public AccessibilityNodeProvider getAccessibilityNodeProvider() {
        return null;
    }

    public void onInitializeAccessibilityNodeInfo(AccessibilityNodeInfo info) {
        info.setClassName("android.view.View");
        info.setPackageName(context.getPackageName());
        info.setEnabled(true);
        info.setVisibleToUser(true);
    }

    protected boolean dispatchHoverEvent(MotionEvent event) {
        return false;
    }

    /** What the window does with a finger that explores. */
    public boolean hover(MotionEvent event) {
        return dispatchHoverEvent(event);
    }

    public void getLocationOnScreen(int[] outLocation) {
        outLocation[0] = 0;
        outLocation[1] = 0;
    }

    public void setFocusable(boolean focusable) {}

    public void invalidate() {}

    public void sendAccessibilityEvent(int eventType) {
        AccessibilityEvent event = AccessibilityEvent.obtain(eventType);
        event.setSource(this);
        if (parent != null) {
            parent.requestSendAccessibilityEvent(this, event);
        }
    }

    //@ since 28
    public void setAccessibilityPaneTitle(CharSequence accessibilityPaneTitle) {
        Ui.check("setAccessibilityPaneTitle");
        paneTitle = accessibilityPaneTitle;
        AccessibilityEvent event =
                AccessibilityEvent.obtain(AccessibilityEvent.TYPE_WINDOW_STATE_CHANGED);
        event.setContentChangeTypes(AccessibilityEvent.CONTENT_CHANGE_TYPE_PANE_TITLE);
        event.setSource(this);
        event.getText().add(paneTitle);
        if (parent != null) {
            parent.requestSendAccessibilityEvent(this, event);
        }
    }

    public CharSequence getAccessibilityPaneTitle() {
        return paneTitle;
    }
    //@ end
}
