package phone;

import android.hardware.Sensor;
import android.hardware.SensorEvent;
import android.hardware.SensorEventListener;
import android.location.Location;
import android.location.LocationListener;
import android.view.WindowInsets;
import android.view.accessibility.AccessibilityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a phone's system does of itself: positions, permissions, settings, bars. */
public final class Given {
    private Given() {}

    public static Location location(String provider, double lat, double lon, float accuracy) {
        Location found = new Location(provider);
        found.setLatitude(lat);
        found.setLongitude(lon);
        if (accuracy >= 0) {
            found.setAccuracy(accuracy);
        }
        found.setElapsedRealtimeNanos(State.now.elapsedNanos);
        return found;
    }

    /** Deliver positions as LocationManager does: before Android 12 singly, then as a list. */
    public static void found(String provider, List<Location> locations) throws Exception {
        Ui.settle(() -> {
            LocationListener listener = State.now.listeners.get(provider);
            if (listener == null) {
                return;
            }
            //@ until 30
            for (Location location : locations) {
                listener.onLocationChanged(location);
            }
            //@ end
            //@ since 31
            listener.onLocationChanged(locations);
            //@ end
        });
    }

    public static void found(Location location) throws Exception {
        found(location.getProvider(), Collections.singletonList(location));
    }

    public static void flushed(String provider) throws Exception {
        //@ since 31
        Ui.settle(() -> State.now.listeners.get(provider).onFlushComplete(7));
        //@ end
    }

    /** Only before Android 10 is a status ever told. */
    public static void status(String provider, int status) throws Exception {
        //@ until 28
        Ui.settle(() -> State.now.listeners.get(provider).onStatusChanged(provider, status, null));
        //@ end
    }

    public static void switched(String provider, boolean isOn) throws Exception {
        if (isOn) {
            State.now.enabled.add(provider);
        } else {
            State.now.enabled.remove(provider);
        }
        Ui.settle(() -> {
            LocationListener listener = State.now.listeners.get(provider);
            if (listener != null && isOn) {
                listener.onProviderEnabled(provider);
            } else if (listener != null) {
                listener.onProviderDisabled(provider);
            }
        });
    }

    /** The person answers the question for permissions. */
    public static void answered() throws Exception {
        Runnable answer = State.now.answer;
        State.now.answer = null;
        Ui.settle(answer);
    }

    public static void covered(WindowInsets insets) throws Exception {
        State.now.insets = insets;
        Ui.settle(() -> org.kivy.android.PythonActivity.mActivity.getWindow().getDecorView()
                .dispatchApplyWindowInsets(insets));
    }

    /** A sensor measures something, as SensorManager hands it over. */
    public static void measured(int type, int accuracy, long nanos, float[] values)
            throws Exception {
        Ui.settle(() -> {
            SensorEventListener listener = State.now.sensing.get(type);
            if (listener != null) {
                listener.onSensorChanged(
                        new SensorEvent(new Sensor(type), accuracy, nanos, values));
            }
        });
    }

    public static void graded(int type, int accuracy) throws Exception {
        Ui.settle(() -> State.now.sensing.get(type).onAccuracyChanged(new Sensor(type), accuracy));
    }

    public static void configured() throws Exception {
        Ui.settle(() -> new ArrayList<>(State.now.callbacks).forEach(
                each -> each.onConfigurationChanged(State.now.configuration)));
    }

    public static void lowMemory() throws Exception {
        Ui.settle(() -> new ArrayList<>(State.now.callbacks).forEach(each -> each.onLowMemory()));
    }

    public static void ready(int status) throws Exception {
        Ui.settle(() -> State.now.ready.onInit(status));
    }

    public static void assisted(boolean isOn, boolean isExplored) throws Exception {
        State.now.isAssisted = isOn;
        State.now.isExplored = isExplored;
        Ui.settle(() -> {
            for (AccessibilityManager.AccessibilityStateChangeListener each
                    : new ArrayList<>(State.now.assisting)) {
                each.onAccessibilityStateChanged(isOn);
            }
            for (AccessibilityManager.TouchExplorationStateChangeListener each
                    : new ArrayList<>(State.now.exploring)) {
                each.onTouchExplorationStateChanged(isExplored);
            }
        });
    }
}
