package org.kivy.android;

import android.view.ViewGroup;
import org.libsdl.app.SDLActivity;

/** What python-for-android 2026.5.9 puts into its sdl2 bootstrap, as far as it is asked for. */
public class PythonActivity extends SDLActivity {
    public static PythonActivity mActivity = null;

    public interface PermissionsCallback {
        void onRequestPermissionsResult(int requestCode, String[] permissions, int[] grantResults);
    }

    private PermissionsCallback permissionCallback;
    private boolean havePermissionsCallback = false;

    public void addPermissionsCallback(PermissionsCallback callback) {
        permissionCallback = callback;
        havePermissionsCallback = true;
    }

    @Override
    public void onRequestPermissionsResult(
            int requestCode, String[] permissions, int[] grantResults) {
        if (havePermissionsCallback) {
            permissionCallback.onRequestPermissionsResult(requestCode, permissions, grantResults);
        }
    }

    public boolean checkCurrentPermission(String permission) {
        return checkSelfPermission(permission) == 0;
    }

    public void requestPermissionsWithRequestCode(String[] permissions, int requestCode) {
        requestPermissions(permissions, requestCode);
    }

    public void requestPermissions(String[] permissions) {
        requestPermissionsWithRequestCode(permissions, 1);
    }

    /** A new activity, as Android starts one; nothing else makes one. */
    public static void begin() {
        mActivity = new PythonActivity();
        mLayout = new ViewGroup(mActivity);
        mActivity.getWindow().content().addView(mLayout, new ViewGroup.LayoutParams(-1, -1));
    }
}
