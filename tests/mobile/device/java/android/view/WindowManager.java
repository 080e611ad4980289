package android.view;

public interface WindowManager {
    Display getDefaultDisplay();

    class LayoutParams extends ViewGroup.LayoutParams {
        public static final int FLAG_SECURE = 0x2000;
        public static final int FLAG_DRAWS_SYSTEM_BAR_BACKGROUNDS = 0x80000000;
        public static final int SOFT_INPUT_ADJUST_RESIZE = 0x10;

        //@ since 28
        public static final int LAYOUT_IN_DISPLAY_CUTOUT_MODE_SHORT_EDGES = 1;
        public int layoutInDisplayCutoutMode = 0;
        //@ end

        //@ since 30
        public static final int LAYOUT_IN_DISPLAY_CUTOUT_MODE_ALWAYS = 3;
        //@ end

        public LayoutParams() {
            super(-1, -1);
        }
    }
}
