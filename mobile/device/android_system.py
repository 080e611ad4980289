"""The phone's hardware on Android: how its owner has set it."""

from collections.abc import Callable
from typing import Any

from jnius import (
    JavaClass,
    JavaException,
    JavaStaticMethod,
    MetaJavaClass,
    PythonJavaClass,
    autoclass,
    java_method,
)

from mobile.device.android import activity, on_main_thread, release
from mobile.device.system import ASKABLE, ASKED, Wishes

ANDROID_16 = 36
ANDROID_14 = 34
HIGH_CONTRAST_FROM = 0.5
"""UiModeManager.getContrast: 0 is the standard, 0.5 medium, 1 high."""

NIGHT_MASK, NIGHT_NO, NIGHT_YES = 0x30, 0x10, 0x20
"""Of Configuration.uiMode."""

HIGH_TEXT_CONTRAST = "high_text_contrast_enabled"
"""Settings.Secure's name for it, which Android names to apps from version 16 on only."""


class _Global(JavaClass, metaclass=MetaJavaClass):
    """Settings.Global; by hand, since reading its hundreds of names would delay the first list."""

    __javaclass__ = "android/provider/Settings$Global"
    getFloat = JavaStaticMethod(  # noqa: N815  (Java's name)
        "(Landroid/content/ContentResolver;Ljava/lang/String;F)F"
    )


class _Secure(JavaClass, metaclass=MetaJavaClass):
    """Settings.Secure, by hand too."""

    __javaclass__ = "android/provider/Settings$Secure"
    getInt = JavaStaticMethod(  # noqa: N815
        "(Landroid/content/ContentResolver;Ljava/lang/String;I)I"
    )


class AndroidSystem:
    """The configuration and the settings, and the stack of apps."""

    def __init__(self) -> None:
        self._callbacks: Any = None

    def wishes(self) -> Wishes:
        """Return how the phone is set now."""
        return _wishes(activity().getResources().getConfiguration())

    def watch(self, tell: Callable[[Wishes], None]) -> None:
        """Tell the settings whenever the configuration changes, on Android's main thread.

        Contrast and motion are no part of it: ask for them anew when the app comes back.
        """
        # Java holds no reference that Python would see: who is called back must be kept.
        self._callbacks = _Callbacks(lambda configuration: tell(_wishes(configuration)))
        activity().registerComponentCallbacks(self._callbacks)

    def step_back(self) -> bool:
        """Put the task behind the others; it goes on where it was when it is opened again."""
        on_main_thread(lambda: activity().moveTaskToBack(True))
        return True

    def asked_page(self) -> str:
        """Return what the shortcut asked for; any other app may say it too, and it is believed."""
        intent = activity().getIntent()
        asked = intent.getStringExtra(ASKED) if intent else ""
        return asked if asked in ASKABLE else ""


class _Callbacks(PythonJavaClass):
    """Hears that the configuration changed."""

    __javainterfaces__ = ["android/content/ComponentCallbacks"]

    def __init__(self, changed: Callable[[Any], None]) -> None:
        super().__init__()
        self._changed = changed

    @java_method("(Landroid/content/res/Configuration;)V")
    def onConfigurationChanged(self, configuration: Any) -> None:  # noqa: N802  (Java's name)
        """Take the new configuration."""
        self._changed(configuration)

    @java_method("()V")
    def onLowMemory(self) -> None:  # noqa: N802
        """Hear that memory is short; there is nothing to give back that Kivy does not hold."""


def _wishes(configuration: Any) -> Wishes:
    tags = str(configuration.getLocales().toLanguageTags())
    night = configuration.uiMode & NIGHT_MASK
    return Wishes(
        languages=tuple(tag for tag in tags.split(",") if tag and tag != "und"),
        text_size=float(configuration.fontScale),
        is_dark={NIGHT_YES: True, NIGHT_NO: False}.get(night),
        has_high_contrast=_has_high_contrast(),
        has_reduced_motion=_has_reduced_motion(),
    )


def _has_reduced_motion() -> bool:
    resolver = activity().getContentResolver()
    return float(_Global.getFloat(resolver, "animator_duration_scale", 1.0)) == 0


def _has_high_contrast() -> bool:
    contexts = autoclass("android.content.Context")
    if release() >= ANDROID_14:
        modes = activity().getSystemService(contexts.UI_MODE_SERVICE)
        if float(modes.getContrast()) >= HIGH_CONTRAST_FROM:
            return True
    if release() >= ANDROID_16:
        services = activity().getSystemService(contexts.ACCESSIBILITY_SERVICE)
        return bool(services.isHighContrastTextEnabled())
    try:
        return bool(_Secure.getInt(activity().getContentResolver(), HIGH_TEXT_CONTRAST, 0))
    except JavaException:
        return False
