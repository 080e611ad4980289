package android.location;

import android.os.Bundle;

public interface LocationListener {
    void onLocationChanged(Location location);

    //@ since 31
    default void onLocationChanged(java.util.List<Location> locations) {
        for (Location location : locations) {
            onLocationChanged(location);
        }
    }

    default void onFlushComplete(int requestCode) {}
    //@ end

    //@ until 29
    void onStatusChanged(String provider, int status, Bundle extras);

    void onProviderEnabled(String provider);

    void onProviderDisabled(String provider);
    //@ end

    //@ since 30
    @Deprecated
    default void onStatusChanged(String provider, int status, Bundle extras) {}

    default void onProviderEnabled(String provider) {}

    default void onProviderDisabled(String provider) {}
    //@ end
}
