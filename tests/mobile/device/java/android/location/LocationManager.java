package android.location;

import android.os.Looper;
import java.util.ArrayList;
import java.util.List;
import phone.State;

public class LocationManager {
    public static final String GPS_PROVIDER = "gps";
    public static final String NETWORK_PROVIDER = "network";
    public static final String PASSIVE_PROVIDER = "passive";
    //@ since 31
    public static final String FUSED_PROVIDER = "fused";
    //@ end

    private static final String FINE = "android.permission.ACCESS_FINE_LOCATION";
    private static final String COARSE = "android.permission.ACCESS_COARSE_LOCATION";

    public List<String> getAllProviders() {
        return new ArrayList<>(State.now.providers);
    }

    public List<String> getProviders(boolean enabledOnly) {
        List<String> found = getAllProviders();
        if (enabledOnly) {
            found.retainAll(State.now.enabled);
        }
        return found;
    }

    public boolean isProviderEnabled(String provider) {
        return State.now.enabled.contains(provider);
    }

    //@ since 28
    public boolean isLocationEnabled() {
        return !State.now.enabled.isEmpty();
    }
    //@ end

    public Location getLastKnownLocation(String provider) {
        check(provider);
        return State.now.last.get(provider);
    }

    public void requestLocationUpdates(
            String provider, long minTimeMs, float minDistanceM, LocationListener listener) {
        requestLocationUpdates(provider, minTimeMs, minDistanceM, listener, null);
    }

    public void requestLocationUpdates(String provider, long minTimeMs, float minDistanceM,
            LocationListener listener, Looper looper) {
        check(provider);
        State.now.listeners.put(provider, listener);
    }

    public void requestLocationUpdates(long minTimeMs, float minDistanceM, Criteria criteria,
            LocationListener listener, Looper looper) {
        throw new IllegalArgumentException("by criteria");
    }

    //@ since 30
    public void requestLocationUpdates(String provider, long minTimeMs, float minDistanceM,
            java.util.concurrent.Executor executor, LocationListener listener) {
        throw new IllegalArgumentException("by an executor");
    }
    //@ end

    //@ since 31
    public void requestLocationUpdates(String provider, LocationRequest request,
            java.util.concurrent.Executor executor, LocationListener listener) {
        throw new IllegalArgumentException("by a request");
    }
    //@ end

    public void removeUpdates(LocationListener listener) {
        if (listener == null) {
            throw new IllegalArgumentException("invalid null listener");
        }
        State.now.listeners.values().removeIf(each -> each.equals(listener));
    }

    private static void check(String provider) {
        if (!State.now.providers.contains(provider)) {
            throw new IllegalArgumentException("provider \"" + provider + "\" does not exist");
        }
        boolean isFine = State.now.granted.contains(FINE);
        boolean isEnough = isFine || State.now.granted.contains(COARSE);
        //@ until 30
        // Before Android 12 satellites, and what other apps found, take the fine permission.
        isEnough = isFine || (isEnough && provider.equals(NETWORK_PROVIDER));
        //@ end
        if (!isEnough) {
            throw new SecurityException("\"" + provider + "\" location provider requires more");
        }
    }
}
