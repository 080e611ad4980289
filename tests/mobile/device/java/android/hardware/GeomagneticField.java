package android.hardware;

import phone.State;

/** The model's answer is the phone's: what it says somewhere is Android's own business. */
public class GeomagneticField {
    private final float[] found;

    public GeomagneticField(float lat, float lon, float altitudeM, long timeMs) {
        if (timeMs < 1_500_000_000_000L) {
            throw new IllegalArgumentException("a time in seconds");
        }
        State.now.askedField = lat + "," + lon;
        found = State.now.field;
    }

    public float getDeclination() {
        return found[0];
    }

    public float getInclination() {
        return found[1];
    }

    public float getFieldStrength() {
        return found[2];
    }
}
