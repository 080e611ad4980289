package android.view;

import android.content.Context;
import phone.State;
import phone.Ui;

public class Window {
    private final ViewGroup decor;
    private final ViewGroup content;
    private final WindowManager.LayoutParams attributes = new WindowManager.LayoutParams();

    public Window(Context context) {
        decor = new ViewGroup(context);
        content = new ViewGroup(context);
        decor.put(content);
    }

    /** What stands under android.R.id.content. */
    public ViewGroup content() {
        return content;
    }

    public View getDecorView() {
        return decor;
    }

    public void addFlags(int flags) {
        Ui.check("addFlags");
        State.now.windowFlags |= flags;
    }

    public WindowManager.LayoutParams getAttributes() {
        return attributes;
    }

    public void setAttributes(WindowManager.LayoutParams a) {
        Ui.check("setAttributes");
        //@ since 28
        State.now.cutoutMode = a.layoutInDisplayCutoutMode;
        //@ end
    }

    public void setSoftInputMode(int mode) {
        Ui.check("setSoftInputMode");
        State.now.softInputMode = mode;
    }

    public void setStatusBarColor(int color) {
        Ui.check("setStatusBarColor");
        State.now.done.add("setStatusBarColor");
    }

    public void setNavigationBarColor(int color) {
        Ui.check("setNavigationBarColor");
        State.now.done.add("setNavigationBarColor");
    }

    //@ since 30
    public void setDecorFitsSystemWindows(boolean decorFitsSystemWindows) {
        Ui.check("setDecorFitsSystemWindows");
        State.now.fitsSystemWindows = decorFitsSystemWindows;
    }

    public WindowInsetsController getInsetsController() {
        return (appearance, mask) -> {
            Ui.check("setSystemBarsAppearance");
            State.now.barsAppearance = (State.now.barsAppearance & ~mask) | (appearance & mask);
        };
    }
    //@ end
}
