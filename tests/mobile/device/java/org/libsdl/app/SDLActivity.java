package org.libsdl.app;

import android.app.Activity;
import android.view.View;
import android.view.ViewGroup;

public class SDLActivity extends Activity {
    protected static ViewGroup mLayout;

    public static View getContentView() {
        return mLayout;
    }
}
