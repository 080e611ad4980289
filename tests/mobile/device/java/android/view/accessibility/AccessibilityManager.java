package android.view.accessibility;

import phone.State;

public final class AccessibilityManager {
    public interface AccessibilityStateChangeListener {
        void onAccessibilityStateChanged(boolean enabled);
    }

    public interface TouchExplorationStateChangeListener {
        void onTouchExplorationStateChanged(boolean enabled);
    }

    public boolean isEnabled() {
        return State.now.isAssisted;
    }

    public boolean isTouchExplorationEnabled() {
        return State.now.isExplored;
    }

    public boolean addAccessibilityStateChangeListener(AccessibilityStateChangeListener listener) {
        return State.now.assisting.add(listener);
    }

    public boolean addTouchExplorationStateChangeListener(
            TouchExplorationStateChangeListener listener) {
        return State.now.exploring.add(listener);
    }

    //@ since 36
    public boolean isHighContrastTextEnabled() {
        return State.now.hasHighContrastText;
    }
    //@ end
}
