package android.hardware;

import java.util.Map;
import phone.State;

public class SensorManager {
    public static final int SENSOR_DELAY_UI = 2;

    public Sensor getDefaultSensor(int type) {
        return State.now.sensors.contains(type) ? new Sensor(type) : null;
    }

    public boolean registerListener(SensorEventListener listener, Sensor sensor, int delay) {
        if (listener == null || sensor == null || State.now.refusing.contains(sensor.getType())) {
            return false;
        }
        State.now.sensing.put(sensor.getType(), listener);
        State.now.delays.put(sensor.getType(), delay);
        return true;
    }

    public void unregisterListener(SensorEventListener listener) {
        State.now.sensing.values().removeIf(each -> each.equals(listener));
    }

    public void unregisterListener(SensorEventListener listener, Sensor sensor) {
        Map<Integer, SensorEventListener> sensing = State.now.sensing;
        if (listener.equals(sensing.get(sensor.getType()))) {
            sensing.remove(sensor.getType());
        }
    }
}
