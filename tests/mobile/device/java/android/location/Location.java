package android.location;

public class Location {
    private final String provider;
    private double lat;
    private double lon;
    private float accuracy = -1;
    private long elapsedNanos;

    public Location(String provider) {
        this.provider = provider;
    }

    public String getProvider() {
        return provider;
    }

    public double getLatitude() {
        return lat;
    }

    public void setLatitude(double latitude) {
        lat = latitude;
    }

    public double getLongitude() {
        return lon;
    }

    public void setLongitude(double longitude) {
        lon = longitude;
    }

    public boolean hasAccuracy() {
        return accuracy >= 0;
    }

    public float getAccuracy() {
        return hasAccuracy() ? accuracy : 0;
    }

    public void setAccuracy(float horizontalAccuracyMeters) {
        accuracy = horizontalAccuracyMeters;
    }

    public long getElapsedRealtimeNanos() {
        return elapsedNanos;
    }

    public void setElapsedRealtimeNanos(long elapsedRealtimeNs) {
        elapsedNanos = elapsedRealtimeNs;
    }

    public float getSpeed() {
        return 0;
    }

    public float getBearing() {
        return 0;
    }

    public double getAltitude() {
        return 0;
    }
}
