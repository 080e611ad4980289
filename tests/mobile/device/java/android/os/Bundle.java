package android.os;

import java.util.HashMap;
import java.util.Map;

public class Bundle {
    private final Map<String, CharSequence> held = new HashMap<>();

    public void putCharSequence(String key, CharSequence value) {
        held.put(key, value);
    }

    public CharSequence getCharSequence(String key) {
        return held.get(key);
    }
}
