package android.view.accessibility;

import android.graphics.Rect;
import android.view.View;
import java.util.ArrayList;
import java.util.List;

public class AccessibilityNodeInfo {
    public static final int ACTION_CLICK = 0x10;
    public static final int ACTION_ACCESSIBILITY_FOCUS = 0x40;
    public static final int ACTION_CLEAR_ACCESSIBILITY_FOCUS = 0x80;
    public static final int ACTION_SCROLL_FORWARD = 0x1000;
    public static final int ACTION_SCROLL_BACKWARD = 0x2000;
    public static final int ACTION_SET_TEXT = 0x200000;
    public static final int FOCUS_INPUT = 1;
    public static final int FOCUS_ACCESSIBILITY = 2;
    public static final String ACTION_ARGUMENT_SET_TEXT_CHARSEQUENCE =
            "ACTION_ARGUMENT_SET_TEXT_CHARSEQUENCE";

    public static final class AccessibilityAction {
        public static final AccessibilityAction ACTION_CLICK = new AccessibilityAction(0x10, null);
        public static final AccessibilityAction ACTION_ACCESSIBILITY_FOCUS =
                new AccessibilityAction(0x40, null);
        public static final AccessibilityAction ACTION_CLEAR_ACCESSIBILITY_FOCUS =
                new AccessibilityAction(0x80, null);
        public static final AccessibilityAction ACTION_SCROLL_FORWARD =
                new AccessibilityAction(0x1000, null);
        public static final AccessibilityAction ACTION_SCROLL_BACKWARD =
                new AccessibilityAction(0x2000, null);
        public static final AccessibilityAction ACTION_SET_TEXT =
                new AccessibilityAction(0x200000, null);
        public static final AccessibilityAction ACTION_SHOW_ON_SCREEN =
                new AccessibilityAction(0x01020036, null);

        private final int id;

        public AccessibilityAction(int actionId, CharSequence label) {
            id = actionId;
        }

        public int getId() {
            return id;
        }
    }

    private static final int HOST = -1;

    /** Read by tests: which node this is, above it, before it, and below it. */
    public int virtualId = HOST;
    public int parentId = Integer.MIN_VALUE;
    public int after = Integer.MIN_VALUE;
    public final List<Integer> children = new ArrayList<>();
    public final List<Integer> actions = new ArrayList<>();

    private CharSequence className;
    private CharSequence packageName;
    private CharSequence text;
    private CharSequence description;
    private final Rect inScreen = new Rect();
    private final Rect inParent = new Rect();
    private boolean isEnabled;
    private boolean isVisible;
    private boolean isClickable;
    private boolean isFocusable;
    private boolean isSelected;
    private boolean isCheckable;
    private boolean isChecked;
    private boolean isScrollable;
    private boolean isEditable;
    private boolean isFocused;
    private int live;

    private AccessibilityNodeInfo() {}

    public static AccessibilityNodeInfo obtain(View source) {
        return new AccessibilityNodeInfo();
    }

    public static AccessibilityNodeInfo obtain(View root, int virtualDescendantId) {
        AccessibilityNodeInfo info = new AccessibilityNodeInfo();
        info.virtualId = virtualDescendantId;
        return info;
    }

    public void setParent(View parent) {
        parentId = HOST;
    }

    public void setParent(View root, int virtualDescendantId) {
        parentId = virtualDescendantId;
    }

    public void addChild(View root, int virtualDescendantId) {
        children.add(virtualDescendantId);
    }

    public void setTraversalAfter(View root, int virtualDescendantId) {
        after = virtualDescendantId;
    }

    public void addAction(AccessibilityAction action) {
        actions.add(action.getId());
    }

    public void setClassName(CharSequence className) {
        this.className = className;
    }

    public CharSequence getClassName() {
        return className;
    }

    public void setPackageName(CharSequence packageName) {
        this.packageName = packageName;
    }

    public CharSequence getPackageName() {
        return packageName;
    }

    public void setText(CharSequence text) {
        this.text = text;
    }

    public CharSequence getText() {
        return text;
    }

    public void setContentDescription(CharSequence contentDescription) {
        description = contentDescription;
    }

    public CharSequence getContentDescription() {
        return description;
    }

    public void setBoundsInScreen(Rect bounds) {
        inScreen.set(bounds);
    }

    public void getBoundsInScreen(Rect outBounds) {
        outBounds.set(inScreen);
    }

    @Deprecated
    public void setBoundsInParent(Rect bounds) {
        inParent.set(bounds);
    }

    public void setEnabled(boolean enabled) {
        isEnabled = enabled;
    }

    public boolean isEnabled() {
        return isEnabled;
    }

    public void setVisibleToUser(boolean visibleToUser) {
        isVisible = visibleToUser;
    }

    public boolean isVisibleToUser() {
        return isVisible;
    }

    public void setClickable(boolean clickable) {
        isClickable = clickable;
    }

    public boolean isClickable() {
        return isClickable;
    }

    public void setFocusable(boolean focusable) {
        isFocusable = focusable;
    }

    public boolean isFocusable() {
        return isFocusable;
    }

    public void setSelected(boolean selected) {
        isSelected = selected;
    }

    public boolean isSelected() {
        return isSelected;
    }

    public void setCheckable(boolean checkable) {
        isCheckable = checkable;
    }

    public boolean isCheckable() {
        return isCheckable;
    }

    public void setChecked(boolean checked) {
        isChecked = checked;
    }

    public boolean isChecked() {
        return isChecked;
    }

    public void setScrollable(boolean scrollable) {
        isScrollable = scrollable;
    }

    public boolean isScrollable() {
        return isScrollable;
    }

    public void setEditable(boolean editable) {
        isEditable = editable;
    }

    public boolean isEditable() {
        return isEditable;
    }

    public void setAccessibilityFocused(boolean focused) {
        isFocused = focused;
    }

    public boolean isAccessibilityFocused() {
        return isFocused;
    }

    public void setLiveRegion(int mode) {
        live = mode;
    }

    public int getLiveRegion() {
        return live;
    }

    //@ since 26
    private CharSequence hint;

    public void setHintText(CharSequence hintText) {
        hint = hintText;
    }

    public CharSequence getHintText() {
        return hint;
    }
    //@ end

    //@ since 28
    private boolean isHeading;

    public void setHeading(boolean isHeading) {
        this.isHeading = isHeading;
    }

    public boolean isHeading() {
        return isHeading;
    }

    public void setPaneTitle(CharSequence paneTitle) {}
    //@ end
}
