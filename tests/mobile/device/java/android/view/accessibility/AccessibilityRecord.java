package android.view.accessibility;

import android.view.View;
import java.util.ArrayList;
import java.util.List;

public class AccessibilityRecord {
    private final List<CharSequence> text = new ArrayList<>();
    private CharSequence className;
    private CharSequence contentDescription;

    /** Read by tests: whose event it is; -1 is the view itself. */
    public int virtualId = View.NO_ID;

    public List<CharSequence> getText() {
        return text;
    }

    public void setSource(View source) {
        setSource(source, View.NO_ID);
    }

    public void setSource(View root, int virtualDescendantId) {
        virtualId = virtualDescendantId;
    }

    public void setClassName(CharSequence className) {
        this.className = className;
    }

    public CharSequence getClassName() {
        return className;
    }

    public void setContentDescription(CharSequence contentDescription) {
        this.contentDescription = contentDescription;
    }

    public CharSequence getContentDescription() {
        return contentDescription;
    }

    public void setEnabled(boolean isEnabled) {}
}
