package android.speech.tts;

import android.content.Context;
import android.os.Bundle;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import phone.State;

public class TextToSpeech {
    public static final int SUCCESS = 0;
    public static final int ERROR = -1;
    public static final int QUEUE_FLUSH = 0;

    public interface OnInitListener {
        void onInit(int status);
    }

    private Voice voice;

    public TextToSpeech(Context context, OnInitListener listener) {
        State.now.ready = listener;
    }

    public Set<Voice> getVoices() {
        if (State.now.hasEngineDied) {
            throw new NullPointerException("the engine has gone");
        }
        return new LinkedHashSet<>(State.now.voices);
    }

    public int setVoice(Voice voice) {
        this.voice = voice;
        return SUCCESS;
    }

    public int speak(CharSequence text, int queueMode, Bundle params, String utteranceId) {
        if (State.now.diesSpeaking) {
            throw new NullPointerException("the engine has gone");
        }
        State.now.spoken.add(voice.getName() + ": " + text);
        return SUCCESS;
    }

    @Deprecated
    public int speak(String text, int queueMode, HashMap<String, String> params) {
        throw new UnsupportedOperationException("the old way to speak");
    }

    public int stop() {
        State.now.done.add("stop");
        return SUCCESS;
    }
}
