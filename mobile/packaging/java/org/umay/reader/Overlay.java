package org.umay.reader;

import android.app.Activity;
import android.content.Context;
import android.os.Build;
import android.os.Bundle;
import android.view.MotionEvent;
import android.view.View;
import android.view.ViewGroup;
import android.view.accessibility.AccessibilityEvent;
import android.view.accessibility.AccessibilityNodeProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.libsdl.app.SDLActivity;

/**
 * An empty view over the app's picture, whose virtual views are what stands on the page.
 *
 * <p>Fingers pass through it. It is there only while an assistive service is on.
 */
public final class Overlay extends View {
    /** Whoever can do on the page what an assistive service asks for; asked on the main thread. */
    public interface Page {
        void act(int id, int action, String words);
    }

    static final int NOTHING = Integer.MIN_VALUE;

    final Page page;
    private final Activity activity;
    private final Nodes provider = new Nodes(this);
    private Map<Integer, Node> nodes = new LinkedHashMap<>();
    private String title = "";
    private int hovered = NOTHING;
    private int focused = NOTHING;

    private Overlay(Activity activity, Page page) {
        super(activity);
        this.activity = activity;
        this.page = page;
    }

    /** Return an overlay that will lie over the activity, and hides the picture below it. */
    public static Overlay over(final Activity activity, Page page) {
        final Overlay made = new Overlay(activity, page);
        activity.runOnUiThread(() -> {
            made.setFocusable(false);
            made.setImportantForAccessibility(View.IMPORTANT_FOR_ACCESSIBILITY_YES);
            int all = ViewGroup.LayoutParams.MATCH_PARENT;
            activity.addContentView(made, new ViewGroup.LayoutParams(all, all));
            hideBelow(View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS);
        });
        return made;
    }

    /** Go away: no assistive service is on any more. */
    public void leave() {
        activity.runOnUiThread(() -> {
            if (getParent() instanceof ViewGroup) {
                ((ViewGroup) getParent()).removeView(this);
            }
            hideBelow(View.IMPORTANT_FOR_ACCESSIBILITY_AUTO);
        });
    }

    /** Take what stands on the page now: eight numbers and two words for each node, in order. */
    public void show(final String newTitle, final int[] numbers, final String[] words) {
        activity.runOnUiThread(() -> replace(newTitle, Node.read(numbers, words)));
    }

    @Override
    public AccessibilityNodeProvider getAccessibilityNodeProvider() {
        return provider;
    }

    @Override
    protected boolean dispatchHoverEvent(MotionEvent event) {
        boolean isGone = event.getAction() == MotionEvent.ACTION_HOVER_EXIT;
        hover(isGone ? NOTHING : at((int) event.getX(), (int) event.getY()));
        return true;
    }

    Node node(int id) {
        return nodes.get(id);
    }

    List<Integer> top() {
        List<Integer> found = new ArrayList<>();
        for (Node node : nodes.values()) {
            if (!nodes.containsKey(node.parent)) {
                found.add(node.id);
            }
        }
        return found;
    }

    List<Integer> order() {
        return new ArrayList<>(nodes.keySet());
    }

    int focused() {
        return focused;
    }

    /** Put the service's own focus on a node, or on none; return whether anything changed. */
    boolean focus(int id) {
        if (focused == id) {
            return false;
        }
        int before = focused;
        focused = id;
        if (before != NOTHING) {
            send(before, AccessibilityEvent.TYPE_VIEW_ACCESSIBILITY_FOCUS_CLEARED, 0);
        }
        if (id != NOTHING) {
            send(id, AccessibilityEvent.TYPE_VIEW_ACCESSIBILITY_FOCUSED, 0);
        }
        return true;
    }

    void act(int id, int action, Bundle arguments, String key) {
        CharSequence words = arguments == null ? null : arguments.getCharSequence(key);
        page.act(id, action, words == null ? "" : words.toString());
    }

    /** Tell services of something that happened to a node. */
    void send(int id, int type, int changes) {
        if (getParent() == null) {
            return;
        }
        AccessibilityEvent event = AccessibilityEvent.obtain(type);
        Node node = nodes.get(id);
        event.setPackageName(getContext().getPackageName());
        event.setClassName(node == null ? "android.view.View" : Node.CLASSES[node.role]);
        event.setContentChangeTypes(changes);
        event.setSource(this, id);
        if (node != null) {
            event.getText().add(node.name);
            event.setEnabled(!node.has(Node.DISABLED));
        }
        getParent().requestSendAccessibilityEvent(this, event);
    }

    private void replace(String newTitle, List<Node> found) {
        Map<Integer, Node> before = nodes;
        nodes = new LinkedHashMap<>();
        for (Node node : found) {
            nodes.put(node.id, node);
            if (nodes.containsKey(node.parent)) {
                nodes.get(node.parent).children.add(node.id);
            }
        }
        if (focused != NOTHING && !nodes.containsKey(focused)) {
            focused = NOTHING;
        }
        if (hovered != NOTHING && !nodes.containsKey(hovered)) {
            hovered = NOTHING;
        }
        if (!newTitle.equals(title)) {
            title = newTitle;
            announcePage();
        }
        send(HOST, AccessibilityEvent.TYPE_WINDOW_CONTENT_CHANGED,
                AccessibilityEvent.CONTENT_CHANGE_TYPE_SUBTREE);
        for (Node node : nodes.values()) {
            Node was = before.get(node.id);
            boolean isNews = was == null ? node.has(Node.LIVE) : !node.isSame(was);
            if (isNews && (node.has(Node.LIVE) || node.id == focused)) {
                send(node.id, AccessibilityEvent.TYPE_WINDOW_CONTENT_CHANGED,
                        AccessibilityEvent.CONTENT_CHANGE_TYPE_TEXT);
            }
        }
    }

    /** Another page: its title is read out, as that of a new window would be. */
    private void announcePage() {
        if (Build.VERSION.SDK_INT >= 28) {
            setAccessibilityPaneTitle(title);
            return;
        }
        if (getParent() != null) {
            AccessibilityEvent event =
                    AccessibilityEvent.obtain(AccessibilityEvent.TYPE_WINDOW_STATE_CHANGED);
            event.setPackageName(getContext().getPackageName());
            event.setSource(this);
            event.getText().add(title);
            getParent().requestSendAccessibilityEvent(this, event);
        }
    }

    private int at(int x, int y) {
        int found = NOTHING;
        for (Node node : nodes.values()) {
            // The last one that holds the point: what stands on another comes after it.
            boolean isHeld = node.bounds.contains(x, y) && !node.has(Node.HIDDEN);
            if (isHeld && node.role != Node.SCROLL) {
                found = node.id;
            }
        }
        return found;
    }

    private void hover(int id) {
        if (hovered == id) {
            return;
        }
        int before = hovered;
        hovered = id;
        // As Android's own views do: into the next one first.
        if (id != NOTHING) {
            send(id, AccessibilityEvent.TYPE_VIEW_HOVER_ENTER, 0);
        }
        if (before != NOTHING) {
            send(before, AccessibilityEvent.TYPE_VIEW_HOVER_EXIT, 0);
        }
    }

    private static void hideBelow(int mode) {
        View picture = SDLActivity.getContentView();
        if (picture != null) {
            picture.setImportantForAccessibility(mode);
        }
    }

    private static final int HOST = AccessibilityNodeProvider.HOST_VIEW_ID;
}
