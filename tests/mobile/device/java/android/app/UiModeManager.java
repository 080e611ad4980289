package android.app;

public class UiModeManager {
    //@ since 34
    public float getContrast() {
        return phone.State.now.contrast;
    }
    //@ end
}
