//@ since 28
package android.view;

public final class DisplayCutout {
    private final int left;
    private final int top;
    private final int right;
    private final int bottom;

    public DisplayCutout(int left, int top, int right, int bottom) {
        this.left = left;
        this.top = top;
        this.right = right;
        this.bottom = bottom;
    }

    public int getSafeInsetLeft() {
        return left;
    }

    public int getSafeInsetTop() {
        return top;
    }

    public int getSafeInsetRight() {
        return right;
    }

    public int getSafeInsetBottom() {
        return bottom;
    }
}
