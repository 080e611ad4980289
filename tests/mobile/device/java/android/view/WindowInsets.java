package android.view;

/** What covers a window, as the system hands it out: bars, a camera, the keyboard. */
public final class WindowInsets {
    private final int[] bars;
    private final int[] cutout;
    private final int keyboard;

    /** Left, top, right, bottom of the bars and of the camera; how high the keyboard stands. */
    public WindowInsets(int[] bars, int[] cutout, int keyboard) {
        this.bars = bars;
        this.cutout = cutout;
        this.keyboard = keyboard;
    }

    public int getSystemWindowInsetLeft() {
        return bars[0];
    }

    public int getSystemWindowInsetTop() {
        return bars[1];
    }

    public int getSystemWindowInsetRight() {
        return bars[2];
    }

    public int getSystemWindowInsetBottom() {
        return Math.max(bars[3], keyboard);
    }

    public int getStableInsetBottom() {
        return bars[3];
    }

    //@ since 28
    public DisplayCutout getDisplayCutout() {
        boolean isThere = cutout[0] + cutout[1] + cutout[2] + cutout[3] > 0;
        return isThere ? new DisplayCutout(cutout[0], cutout[1], cutout[2], cutout[3]) : null;
    }
    //@ end

    //@ since 30
    public static final class Type {
        public static int statusBars() {
            return 1;
        }

        public static int navigationBars() {
            return 1 << 1;
        }

        public static int captionBar() {
            return 1 << 2;
        }

        public static int ime() {
            return 1 << 3;
        }

        public static int displayCutout() {
            return 1 << 7;
        }

        public static int systemBars() {
            return statusBars() | navigationBars() | captionBar();
        }
    }

    public android.graphics.Insets getInsets(int typeMask) {
        int[] most = new int[4];
        for (int side = 0; side < 4; side++) {
            if ((typeMask & Type.systemBars()) != 0) {
                most[side] = bars[side];
            }
            if ((typeMask & Type.displayCutout()) != 0) {
                most[side] = Math.max(most[side], cutout[side]);
            }
        }
        if ((typeMask & Type.ime()) != 0) {
            most[3] = Math.max(most[3], keyboard);
        }
        return android.graphics.Insets.of(most[0], most[1], most[2], most[3]);
    }
    //@ end
}
