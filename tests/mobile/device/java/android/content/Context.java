package android.content;

import android.content.res.Resources;
import android.location.LocationManager;
import android.view.accessibility.AccessibilityManager;
import phone.State;

public abstract class Context {
    public static final String LOCATION_SERVICE = "location";
    public static final String ACCESSIBILITY_SERVICE = "accessibility";
    public static final String UI_MODE_SERVICE = "uimode";
    public static final String SENSOR_SERVICE = "sensor";

    private final ContentResolver resolver = new ContentResolver() {};

    public Object getSystemService(String name) {
        switch (name) {
            case LOCATION_SERVICE:
                return new LocationManager();
            case ACCESSIBILITY_SERVICE:
                return new AccessibilityManager();
            case UI_MODE_SERVICE:
                return new android.app.UiModeManager();
            case SENSOR_SERVICE:
                return new android.hardware.SensorManager();
            default:
                return null;
        }
    }

    public Resources getResources() {
        return new Resources();
    }

    public ContentResolver getContentResolver() {
        return resolver;
    }

    public String getPackageName() {
        return "org.umay.umay";
    }

    public void registerComponentCallbacks(ComponentCallbacks callback) {
        State.now.callbacks.add(callback);
    }

    public void startActivity(Intent intent) {
        if (!State.now.hasApps) {
            throw new ActivityNotFoundException("No Activity found to handle " + intent.getAction());
        }
        State.now.intents.add(intent);
    }

    public int checkSelfPermission(String permission) {
        return State.now.granted.contains(permission) ? 0 : -1;
    }
}
