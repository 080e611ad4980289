package android.provider;

import android.content.ContentResolver;
import phone.State;

public final class Settings {
    public static final class Global {
        public static final String ANIMATOR_DURATION_SCALE = "animator_duration_scale";

        public static float getFloat(ContentResolver cr, String name, float def) {
            return State.now.global.getOrDefault(name, def);
        }
    }

    public static final class Secure {
        public static int getInt(ContentResolver cr, String name, int def) {
            if (State.now.hidesSecure) {
                throw new SecurityException("Settings key: <" + name + "> is not readable.");
            }
            return State.now.secure.getOrDefault(name, def);
        }
    }
}
