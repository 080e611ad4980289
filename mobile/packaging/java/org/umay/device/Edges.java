package org.umay.device;

import android.app.Activity;
import android.graphics.Insets;
import android.os.Build;
import android.view.DisplayCutout;
import android.view.View;
import android.view.Window;
import android.view.WindowInsets;
import android.view.WindowInsetsController;
import android.view.WindowManager;

/**
 * Lets the app draw to the edges of its window, and tells how much of each edge is covered.
 *
 * <p>In Java, because Python's bridge would read hundreds of methods of View before it could call
 * one, which the first list would wait for.
 */
public final class Edges implements View.OnApplyWindowInsetsListener {
    /** Whoever lays the app out; told on Android's main thread, in pixels. */
    public interface Told {
        void told(int left, int top, int right, int bottom, int keyboard);
    }

    private static final int LIGHT_BARS =
            WindowInsetsController.APPEARANCE_LIGHT_STATUS_BARS
                    | WindowInsetsController.APPEARANCE_LIGHT_NAVIGATION_BARS;

    private final Told told;

    private Edges(Told told) {
        this.told = told;
    }

    /** Draw to the edges from now on, and tell what covers them, now and after each change. */
    public static void watch(final Activity activity, final Told told) {
        activity.runOnUiThread(() -> new Edges(told).begin(activity.getWindow()));
    }

    /** Draw the clock and the system's buttons so that they can be read on the app's ground. */
    public static void dress(final Activity activity, final boolean isDark) {
        if (Build.VERSION.SDK_INT < 30) {
            return;
        }
        activity.runOnUiThread(() -> {
            WindowInsetsController bars = activity.getWindow().getInsetsController();
            if (bars != null) {
                bars.setSystemBarsAppearance(isDark ? 0 : LIGHT_BARS, LIGHT_BARS);
            }
        });
    }

    @Override
    public WindowInsets onApplyWindowInsets(View decor, WindowInsets insets) {
        tell(insets);
        // What the window does by itself, such as drawing grounds of bars, goes on.
        return decor.onApplyWindowInsets(insets);
    }

    private void begin(Window window) {
        View decor = window.getDecorView();
        if (Build.VERSION.SDK_INT >= 30) {
            window.setDecorFitsSystemWindows(false);
            window.addFlags(WindowManager.LayoutParams.FLAG_DRAWS_SYSTEM_BAR_BACKGROUNDS);
            if (Build.VERSION.SDK_INT < 35) {
                window.setStatusBarColor(0);
                window.setNavigationBarColor(0);
            }
        } else {
            decor.setSystemUiVisibility(
                    View.SYSTEM_UI_FLAG_LAYOUT_STABLE
                            | View.SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION
                            | View.SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN);
        }
        if (Build.VERSION.SDK_INT >= 28) {
            WindowManager.LayoutParams wanted = window.getAttributes();
            wanted.layoutInDisplayCutoutMode =
                    Build.VERSION.SDK_INT >= 30
                            ? WindowManager.LayoutParams.LAYOUT_IN_DISPLAY_CUTOUT_MODE_ALWAYS
                            : WindowManager.LayoutParams
                                    .LAYOUT_IN_DISPLAY_CUTOUT_MODE_SHORT_EDGES;
            window.setAttributes(wanted);
        }
        // Before Android 11 the keyboard is told of in no other mode.
        window.setSoftInputMode(WindowManager.LayoutParams.SOFT_INPUT_ADJUST_RESIZE);
        decor.setOnApplyWindowInsetsListener(this);
        WindowInsets now = decor.getRootWindowInsets();
        if (now != null) {
            tell(now);
        }
        decor.requestApplyInsets();
    }

    private void tell(WindowInsets insets) {
        if (Build.VERSION.SDK_INT >= 30) {
            Insets bars =
                    insets.getInsets(
                            WindowInsets.Type.systemBars() | WindowInsets.Type.displayCutout());
            int keyboard = insets.getInsets(WindowInsets.Type.ime()).bottom;
            told.told(bars.left, bars.top, bars.right, bars.bottom, keyboard);
            return;
        }
        tellOld(insets);
    }

    /** Before Android 11 the lower inset is the keyboard's while it is shown. */
    private void tellOld(WindowInsets insets) {
        int left = insets.getSystemWindowInsetLeft();
        int top = insets.getSystemWindowInsetTop();
        int right = insets.getSystemWindowInsetRight();
        int lower = insets.getSystemWindowInsetBottom();
        int bottom = Math.min(lower, insets.getStableInsetBottom());
        int keyboard = lower > bottom ? lower : 0;
        if (Build.VERSION.SDK_INT >= 28 && insets.getDisplayCutout() != null) {
            DisplayCutout cut = insets.getDisplayCutout();
            left = Math.max(left, cut.getSafeInsetLeft());
            top = Math.max(top, cut.getSafeInsetTop());
            right = Math.max(right, cut.getSafeInsetRight());
            bottom = Math.max(bottom, cut.getSafeInsetBottom());
        }
        told.told(left, top, right, bottom, keyboard);
    }
}
