package android.speech.tts;

import java.util.Locale;
import java.util.Set;

public class Voice {
    private final String name;
    private final Locale locale;
    private final boolean isOnline;
    private final Set<String> features;

    public Voice(String name, Locale locale, int quality, int latency,
            boolean requiresNetworkConnection, Set<String> features) {
        this.name = name;
        this.locale = locale;
        this.isOnline = requiresNetworkConnection;
        this.features = features;
    }

    public String getName() {
        return name;
    }

    public Locale getLocale() {
        return locale;
    }

    public boolean isNetworkConnectionRequired() {
        return isOnline;
    }

    public Set<String> getFeatures() {
        return features;
    }
}
