"""Stand-ins for what runs on Android only: jnius, plyer's receiver, python-for-android's modules.

They are other people's libraries, with what our code asks of them and no more; each notes what it
was asked for. Constants are Android's own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

FINE = "android.permission.ACCESS_FINE_LOCATION"
COARSE = "android.permission.ACCESS_COARSE_LOCATION"


class JavaException(Exception):
    """jnius's own."""


class Intent:
    """android.content.Intent, with the actions that may be asked for and one that must not be."""

    ACTION_DIAL = "android.intent.action.DIAL"
    ACTION_CALL = "android.intent.action.CALL"
    ACTION_SENDTO = "android.intent.action.SENDTO"
    ACTION_VIEW = "android.intent.action.VIEW"
    FLAG_ACTIVITY_NEW_TASK = 0x10000000

    def __init__(self, action: str, address: str) -> None:
        self.action, self.address, self.flags = action, address, 0
        self.extras: dict[str, str] = {}

    def addFlags(self, flags: int) -> None:  # noqa: N802
        self.flags |= flags

    def putExtra(self, name: str, value: str) -> None:  # noqa: N802
        self.extras[name] = value


@dataclass(frozen=True)
class Voice:
    """One of the phone's voices."""

    language: str
    is_online: bool = False
    is_installed: bool = True

    def getLocale(self) -> Any:  # noqa: N802
        return SimpleNamespace(getLanguage=lambda: self.language)

    def isNetworkConnectionRequired(self) -> bool:  # noqa: N802
        return self.is_online

    def getFeatures(self) -> Any:  # noqa: N802
        missing = set() if self.is_installed else {"notInstalled"}
        return SimpleNamespace(contains=missing.__contains__)


@dataclass
class Android:
    """One phone: what it allows and has, and everything it was asked for."""

    granted: set[str] = field(default_factory=set)
    grants: tuple[str, ...] = (FINE, COARSE)
    has_apps: bool = True
    is_location_on: bool = True
    # Before Android 12 the satellites take no coarse permission.
    is_before_12: bool = False
    voices: list[Voice] = field(default_factory=list)
    has_engine_died: bool = False
    asked: list[str] = field(default_factory=list)
    intents: list[Intent] = field(default_factory=list)
    window_flags: int = 0
    done: list[str] = field(default_factory=list)
    on_ui: list[str] = field(default_factory=list)
    spoken: list[tuple[str, str]] = field(default_factory=list)
    # What was handed over to be called later: the permission's answer, positions, engine ready.
    answer: Callable[[], None] = lambda: None
    gps: Any = None
    ready: Callable[[], None] = lambda: None

    def modules(self) -> dict[str, ModuleType]:
        """Return the libraries by the names they are imported under."""
        self.gps = Receiver(self)
        return {
            "jnius": _module(
                "jnius",
                autoclass=self._autoclass,
                JavaException=JavaException,
                PythonJavaClass=object,
                java_method=lambda _: lambda method: method,
            ),
            "plyer": _module("plyer", gps=self.gps),
            "android": _module("android"),
            "android.runnable": _module("android.runnable", run_on_ui_thread=self._run_on_ui),
            "android.permissions": _module(
                "android.permissions",
                Permission=SimpleNamespace(
                    ACCESS_FINE_LOCATION=FINE, ACCESS_COARSE_LOCATION=COARSE
                ),
                check_permission=self.granted.__contains__,
                request_permissions=self._request,
            ),
        }

    def start(self, intent: Intent) -> None:
        """Take an intent as an activity does."""
        if not self.has_apps:
            raise JavaException("ActivityNotFoundException")
        self.intents.append(intent)

    def _request(self, names: list[str], answered: Callable[..., None]) -> None:
        self.asked += names

        def answer() -> None:
            self.granted |= set(self.grants)
            answered(names, [name in self.grants for name in names])

        self.answer = answer

    def _run_on_ui(self, act: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            self.on_ui.append(act.__name__)
            act()

        return run

    def _autoclass(self, name: str) -> Any:
        window = SimpleNamespace(addFlags=self._add_flags)
        manager = SimpleNamespace(isProviderEnabled=lambda _: self.is_location_on)
        activity = SimpleNamespace(
            startActivity=self.start,
            getWindow=lambda: window,
            finishAndRemoveTask=lambda: self.done.append("finishAndRemoveTask"),
            getSystemService={"location": manager}.__getitem__,
        )
        return {
            "org.kivy.android.PythonActivity": SimpleNamespace(mActivity=activity),
            "android.content.Intent": Intent,
            "android.content.Context": SimpleNamespace(LOCATION_SERVICE="location"),
            "android.net.Uri": SimpleNamespace(parse=str),
            "android.view.WindowManager$LayoutParams": SimpleNamespace(FLAG_SECURE=0x2000),
            "java.util.Locale": SimpleNamespace(forLanguageTag=_locale),
            "android.speech.tts.TextToSpeech": self._engine(),
        }[name]

    def _add_flags(self, flags: int) -> None:
        self.window_flags |= flags

    def _engine(self) -> Any:
        phone = self

        class TextToSpeech:
            SUCCESS, ERROR, QUEUE_FLUSH = 0, -1, 0

            def __init__(self, _: Any, listener: Any) -> None:
                phone.ready = lambda: listener.onInit(0)
                self._language = ""

            def getVoices(self) -> Any:  # noqa: N802
                if phone.has_engine_died:
                    raise JavaException("NullPointerException")
                return SimpleNamespace(toArray=lambda: phone.voices)

            def setVoice(self, voice: Voice) -> None:  # noqa: N802
                self._language = voice.language

            def speak(self, text: str, *_: Any) -> int:
                phone.spoken.append((self._language, text))
                return self.SUCCESS

            def stop(self) -> None:
                phone.done.append("stop")

        return TextToSpeech


class Receiver:
    """plyer's GPS facade, which may not be stopped before it was configured."""

    def __init__(self, phone: Android) -> None:
        self._phone, self.is_running = phone, False
        self.on_location: Callable[..., None] = lambda **_: None
        self.on_status: Callable[[str, str], None] = lambda *_: None

    def configure(self, on_location: Callable[..., None], on_status: Any) -> None:
        self.on_location, self.on_status = on_location, on_status

    def start(self, minTime: int, minDistance: int) -> None:  # noqa: N803
        assert self._phone.granted, "nothing was allowed"
        if self._phone.is_before_12 and FINE not in self._phone.granted:
            raise JavaException("SecurityException")
        self.is_running = True

    def stop(self) -> None:
        assert self.is_running, "AttributeError: _location_manager"
        self.is_running = False


def _module(name: str, **contents: Any) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(contents)
    return module


def _locale(tag: str) -> Any:
    long = {"en": "eng", "cy": "cym", "ur": "urd", "pl": "pol", "ar": "ara"}[tag]
    return SimpleNamespace(getISO3Language=lambda: long)
