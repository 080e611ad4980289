package android.view.accessibility;

public final class AccessibilityEvent extends AccessibilityRecord {
    public static final int TYPE_VIEW_CLICKED = 0x1;
    public static final int TYPE_WINDOW_STATE_CHANGED = 0x20;
    public static final int TYPE_VIEW_HOVER_ENTER = 0x80;
    public static final int TYPE_VIEW_HOVER_EXIT = 0x100;
    public static final int TYPE_WINDOW_CONTENT_CHANGED = 0x800;
    public static final int TYPE_VIEW_SCROLLED = 0x1000;
    public static final int TYPE_VIEW_ACCESSIBILITY_FOCUSED = 0x8000;
    public static final int TYPE_VIEW_ACCESSIBILITY_FOCUS_CLEARED = 0x10000;
    public static final int CONTENT_CHANGE_TYPE_UNDEFINED = 0;
    public static final int CONTENT_CHANGE_TYPE_SUBTREE = 1;
    public static final int CONTENT_CHANGE_TYPE_TEXT = 2;
    //@ since 28
    public static final int CONTENT_CHANGE_TYPE_PANE_TITLE = 8;
    //@ end

    private final int type;
    private int changes = CONTENT_CHANGE_TYPE_UNDEFINED;
    private CharSequence packageName;

    private AccessibilityEvent(int type) {
        this.type = type;
    }

    public static AccessibilityEvent obtain(int eventType) {
        return new AccessibilityEvent(eventType);
    }

    public int getEventType() {
        return type;
    }

    public void setContentChangeTypes(int changeTypes) {
        changes = changeTypes;
    }

    public int getContentChangeTypes() {
        return changes;
    }

    public void setPackageName(CharSequence packageName) {
        this.packageName = packageName;
    }

    public CharSequence getPackageName() {
        return packageName;
    }
}
