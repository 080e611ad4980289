package phone;

import android.content.ComponentCallbacks;
import android.content.Intent;
import android.content.res.Configuration;
import android.hardware.SensorEventListener;
import android.location.Location;
import android.location.LocationListener;
import android.speech.tts.TextToSpeech;
import android.speech.tts.Voice;
import android.view.View;
import android.view.WindowInsets;
import android.view.accessibility.AccessibilityEvent;
import android.view.accessibility.AccessibilityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One phone: what it allows and has, and everything it was asked for. */
public final class State {
    public static State now = new State();

    /** Permissions: those given, those that a person will give when asked, and what was asked. */
    public final Set<String> granted = new TreeSet<>();
    public final Set<String> willing = new TreeSet<>();
    public final List<String> asked = new ArrayList<>();
    public Runnable answer = null;

    /** Position: the providers, those switched on, what each knew last, and who listens. */
    public final Set<String> providers = new LinkedHashSet<>();
    public final Set<String> enabled = new TreeSet<>();
    public final Map<String, Location> last = new HashMap<>();
    public final Map<String, LocationListener> listeners = new LinkedHashMap<>();
    public long elapsedNanos = 3_600_000_000_000L;

    /** Other apps, the window, the task. */
    public boolean hasApps = true;
    public Intent openedBy = new Intent("android.intent.action.MAIN");
    public final List<Intent> intents = new ArrayList<>();
    public final List<String> done = new ArrayList<>();
    public int windowFlags = 0;
    public int softInputMode = 0;
    public int systemUi = 0;
    public int cutoutMode = 0;
    public int barsAppearance = 0;
    public boolean fitsSystemWindows = true;
    public WindowInsets insets = null;
    public boolean movesToBack = true;

    /** How the phone is set. */
    public final Configuration configuration = new Configuration();
    public final Map<String, Float> global = new HashMap<>();
    public final Map<String, Integer> secure = new HashMap<>();
    public boolean hidesSecure = false;
    public float contrast = 0;
    public boolean hasHighContrastText = false;
    public final List<ComponentCallbacks> callbacks = new ArrayList<>();

    /** Voices. */
    public final List<Voice> voices = new ArrayList<>();
    public boolean hasEngineDied = false;
    public boolean diesSpeaking = false;
    public TextToSpeech.OnInitListener ready = null;
    public final List<String> spoken = new ArrayList<>();

    /** Which way it points: sensors, those that refuse, who listens to each and how often. */
    public final Set<Integer> sensors = new TreeSet<>();
    public final Set<Integer> refusing = new TreeSet<>();
    public final Map<Integer, SensorEventListener> sensing = new LinkedHashMap<>();
    public final Map<Integer, Integer> delays = new HashMap<>();
    public float[] field = {12.0f, 68.0f, 49_000.0f};
    public String askedField = "";
    public int rotation = 0;

    /** Assistive services, and what they were told. */
    public boolean isAssisted = false;
    public boolean isExplored = false;
    public final List<AccessibilityManager.AccessibilityStateChangeListener> assisting =
            new ArrayList<>();
    public final List<AccessibilityManager.TouchExplorationStateChangeListener> exploring =
            new ArrayList<>();
    public final List<AccessibilityEvent> events = new ArrayList<>();

    /** Begin anew, with another phone. */
    public static void reset() {
        now = new State();
        org.kivy.android.PythonActivity.begin();
    }

    public void putGlobal(String name, float value) {
        global.put(name, value);
    }

    public void putSecure(String name, int value) {
        secure.put(name, value);
    }

    /** The last view that was laid over the content. */
    public static View over() {
        return org.kivy.android.PythonActivity.mActivity.over();
    }
}
