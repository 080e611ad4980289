package android.view;

import phone.State;

public final class Display {
    public int getRotation() {
        return State.now.rotation;
    }
}
