"""The phone's hardware on Android: reading aloud with voices that lie on the phone."""

from collections.abc import Callable
from typing import Any

from jnius import JavaException, PythonJavaClass, autoclass, cast, java_method

from mobile.device.android import activity

NOT_INSTALLED = "notInstalled"
"""TextToSpeech.Engine.KEY_FEATURE_NOT_INSTALLED: such a voice would first be downloaded."""


class AndroidSpeech:
    """Android's TextToSpeech; a voice that works over the network is never taken."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._listener: Any = None
        self._is_ready = False

    def can_speak(self, language: str) -> bool:
        """Say whether a voice is there; wake the engine at the first question."""
        self._wake()
        return self._is_ready and self._voice(language) is not None

    def say(self, text: str, language: str) -> bool:
        """Read aloud in place of what is being read."""
        self._wake()
        voice = self._voice(language) if self._is_ready else None
        if voice is None:
            return False
        engines = autoclass("android.speech.tts.TextToSpeech")
        # The bridge takes no plain text for a CharSequence where methods share a name.
        words = cast("java.lang.CharSequence", autoclass("java.lang.String")(text))
        try:
            self._engine.setVoice(voice)
            told = self._engine.speak(words, engines.QUEUE_FLUSH, None, "umay")
        except JavaException:
            return False
        return bool(told == engines.SUCCESS)

    def hush(self) -> None:
        """Stop reading at once."""
        if self._is_ready:
            self._engine.stop()

    def _wake(self) -> None:
        if self._engine is None:
            # Java holds no reference that Python would see: the listener must be kept.
            self._listener = _WhenReady(self._told)
            engines = autoclass("android.speech.tts.TextToSpeech")
            self._engine = engines(activity(), self._listener)

    def _told(self, is_ready: bool) -> None:
        self._is_ready = is_ready

    def _voice(self, language: str) -> Any:
        """Return a voice for a language that lies on the phone, or None."""
        long = autoclass("java.util.Locale").forLanguageTag(language).getISO3Language()
        try:
            voices = self._engine.getVoices()
        except JavaException:
            return None
        # Engines that failed to load answer null.
        for voice in voices.toArray() if voices else ():
            # Some engines name a language by three letters.
            if voice.getLocale().getLanguage() in (language, long) and _is_on_phone(voice):
                return voice
        return None


class _WhenReady(PythonJavaClass):
    """Hears from Android that the engine is ready."""

    __javainterfaces__ = ["android/speech/tts/TextToSpeech$OnInitListener"]

    def __init__(self, tell: Callable[[bool], None]) -> None:
        super().__init__()
        self._tell = tell

    @java_method("(I)V")
    def onInit(self, status: int) -> None:  # noqa: N802  (Java's name)
        """Take the engine's answer."""
        self._tell(status == autoclass("android.speech.tts.TextToSpeech").SUCCESS)


def _is_on_phone(voice: Any) -> bool:
    features = voice.getFeatures()
    is_missing = features is not None and features.contains(NOT_INSTALLED)
    return not (is_missing or voice.isNetworkConnectionRequired())
