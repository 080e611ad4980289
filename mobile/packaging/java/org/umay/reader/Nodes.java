package org.umay.reader;

import android.graphics.Rect;
import android.os.Build;
import android.os.Bundle;
import android.view.View;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeInfo.AccessibilityAction;
import android.view.accessibility.AccessibilityNodeProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Describes the page's nodes to assistive services, and hands on what these ask for. */
final class Nodes extends AccessibilityNodeProvider {
    private final Overlay overlay;

    Nodes(Overlay overlay) {
        this.overlay = overlay;
    }

    @Override
    public AccessibilityNodeInfo createAccessibilityNodeInfo(int id) {
        if (id == HOST_VIEW_ID) {
            return host();
        }
        Node node = overlay.node(id);
        return node == null ? null : describe(node);
    }

    @Override
    public boolean performAction(int id, int action, Bundle arguments) {
        Node node = overlay.node(id);
        if (node == null) {
            return false;
        }
        if (action == AccessibilityNodeInfo.ACTION_ACCESSIBILITY_FOCUS) {
            return overlay.focus(id);
        }
        if (action == AccessibilityNodeInfo.ACTION_CLEAR_ACCESSIBILITY_FOCUS) {
            return overlay.focused() == id && overlay.focus(Overlay.NOTHING);
        }
        if (!actions(node).contains(action)) {
            return false;
        }
        overlay.act(id, action, arguments,
                AccessibilityNodeInfo.ACTION_ARGUMENT_SET_TEXT_CHARSEQUENCE);
        return true;
    }

    @Override
    public List<AccessibilityNodeInfo> findAccessibilityNodeInfosByText(String text, int id) {
        List<AccessibilityNodeInfo> found = new ArrayList<>();
        String wanted = text.toLowerCase(Locale.ROOT);
        for (int each : overlay.order()) {
            if (overlay.node(each).name.toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(createAccessibilityNodeInfo(each));
            }
        }
        return found;
    }

    @Override
    public AccessibilityNodeInfo findFocus(int focus) {
        boolean isOurs = focus == AccessibilityNodeInfo.FOCUS_ACCESSIBILITY;
        return isOurs ? createAccessibilityNodeInfo(overlay.focused()) : null;
    }

    private AccessibilityNodeInfo host() {
        AccessibilityNodeInfo info = AccessibilityNodeInfo.obtain(overlay);
        overlay.onInitializeAccessibilityNodeInfo(info);
        for (int child : overlay.top()) {
            info.addChild(overlay, child);
        }
        return info;
    }

    private AccessibilityNodeInfo describe(Node node) {
        AccessibilityNodeInfo info = AccessibilityNodeInfo.obtain(overlay, node.id);
        info.setPackageName(overlay.getContext().getPackageName());
        info.setClassName(Node.CLASSES[node.role]);
        place(info, node);
        say(info, node);
        info.setEnabled(!node.has(Node.DISABLED));
        info.setVisibleToUser(!node.has(Node.HIDDEN));
        info.setSelected(node.has(Node.SELECTED));
        info.setCheckable(node.role == Node.CHECK || node.role == Node.RADIO);
        info.setChecked(node.has(Node.CHECKED));
        info.setScrollable(node.role == Node.SCROLL);
        info.setClickable(node.isTarget());
        info.setFocusable(node.role != Node.SCROLL);
        info.setLiveRegion(
                node.has(Node.LIVE)
                        ? View.ACCESSIBILITY_LIVE_REGION_POLITE
                        : View.ACCESSIBILITY_LIVE_REGION_NONE);
        if (Build.VERSION.SDK_INT >= 28) {
            info.setHeading(node.role == Node.HEADING);
        }
        boolean isFocused = overlay.focused() == node.id;
        info.setAccessibilityFocused(isFocused);
        info.addAction(
                isFocused
                        ? AccessibilityAction.ACTION_CLEAR_ACCESSIBILITY_FOCUS
                        : AccessibilityAction.ACTION_ACCESSIBILITY_FOCUS);
        for (int action : actions(node)) {
            info.addAction(new AccessibilityAction(action, null));
        }
        return info;
    }

    /** What it says; a field says what is typed, and what is to be typed as its hint. */
    private static void say(AccessibilityNodeInfo info, Node node) {
        if (node.role != Node.FIELD) {
            info.setText(node.name);
            return;
        }
        info.setEditable(true);
        if (Build.VERSION.SDK_INT >= 26) {
            info.setText(node.value);
            info.setHintText(node.name);
        } else {
            info.setText(node.value.isEmpty() ? node.name : node.name + ": " + node.value);
        }
    }

    private void place(AccessibilityNodeInfo info, Node node) {
        Node above = overlay.node(node.parent);
        if (above == null) {
            info.setParent(overlay);
        } else {
            info.setParent(overlay, above.id);
        }
        for (int child : node.children) {
            info.addChild(overlay, child);
        }
        List<Integer> order = overlay.order();
        int at = order.indexOf(node.id);
        if (at > 0 && Build.VERSION.SDK_INT >= 22) {
            info.setTraversalAfter(overlay, order.get(at - 1));
        }
        int[] corner = new int[2];
        overlay.getLocationOnScreen(corner);
        Rect inScreen = new Rect();
        inScreen.set(node.bounds);
        inScreen.offset(corner[0], corner[1]);
        info.setBoundsInParent(node.bounds);
        info.setBoundsInScreen(inScreen);
    }

    /** The actions beside focus that a node takes; none of them changes what is only shown. */
    private static List<Integer> actions(Node node) {
        List<Integer> found = new ArrayList<>();
        if (node.has(Node.DISABLED)) {
            return found;
        }
        if (node.isTarget()) {
            found.add(AccessibilityNodeInfo.ACTION_CLICK);
        }
        if (node.role == Node.FIELD) {
            found.add(AccessibilityNodeInfo.ACTION_SET_TEXT);
        }
        if (node.role == Node.SCROLL) {
            found.add(AccessibilityNodeInfo.ACTION_SCROLL_FORWARD);
            found.add(AccessibilityNodeInfo.ACTION_SCROLL_BACKWARD);
        } else {
            found.add(AccessibilityAction.ACTION_SHOW_ON_SCREEN.getId());
        }
        return found;
    }
}
