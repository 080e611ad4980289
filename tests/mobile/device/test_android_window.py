"""Android's window and settings: what covers the edges, how the phone is set, stepping back."""

from typing import Any

import pytest

from mobile.device.edges import Insets
from mobile.device.system import Wishes
from tests.mobile.device.handset import Handset, listed
from tests.mobile.device.on_android import on_android

BARS, CAMERA, NOTHING = [0, 63, 0, 126], [0, 90, 0, 0], [0, 0, 0, 0]


def cover(phone: Handset, bars: list[int], camera: list[int], keyboard: int = 0) -> None:
    """Let the system cover the edges, in pixels."""
    phone.does("covered", phone.java("android.view.WindowInsets")(bars, camera, keyboard))


def watch(phone: Handset) -> list[Insets]:
    """Watch the edges for as long as the phone is on; return what is heard."""
    heard: list[Insets] = []
    edges = phone.device().edges
    phone.keep(edges)
    edges.watch(heard.append)
    phone.settle()
    return heard


@on_android()
def test_insets_are_told_at_once_and_whenever_they_change(phone: Handset) -> None:
    cover(phone, BARS, NOTHING)
    heard = watch(phone)
    assert set(heard) == {Insets(0, 63, 0, 126, 0)}
    cover(phone, [126, 0, 0, 0], NOTHING)
    assert heard[-1] == Insets(126, 0, 0, 0, 0)


@on_android()
def test_the_camera_counts_where_the_phone_tells_of_it(phone: Handset) -> None:
    heard = watch(phone)
    cover(phone, BARS, CAMERA)
    assert heard == [Insets(0, 90 if phone.level >= 28 else 63, 0, 126, 0)]


@on_android()
def test_the_keyboard_counts_from_the_lower_edge_and_is_not_the_bar(phone: Handset) -> None:
    heard = watch(phone)
    cover(phone, BARS, NOTHING, keyboard=800)
    cover(phone, BARS, NOTHING)
    assert heard == [Insets(0, 63, 0, 126, 800), Insets(0, 63, 0, 126, 0)]


@on_android()
def test_the_window_is_drawn_to_its_edges_on_every_release(phone: Handset) -> None:
    watch(phone)
    is_new = phone.level >= 30
    assert phone.state.fitsSystemWindows == (not is_new)
    # Laid out as if the bars were not there: stable, behind the navigation, behind the clock.
    assert phone.state.systemUi == (0 if is_new else 0x700)
    assert phone.state.cutoutMode == (3 if is_new else 0)
    # SOFT_INPUT_ADJUST_RESIZE
    assert phone.state.softInputMode == 0x10
    # From Android 15 on the bars are clear by themselves.
    clear = ["setStatusBarColor", "setNavigationBarColor"] if 30 <= phone.level < 35 else []
    assert phone.done() == clear


@on_android()
def test_what_the_window_does_by_itself_goes_on(phone: Handset) -> None:
    watch(phone)
    cover(phone, BARS, NOTHING)
    window = phone.java("org.kivy.android.PythonActivity").mActivity.getWindow()
    assert window.getDecorView().insetsApplied == 1


@on_android()
def test_the_clock_can_be_read_on_a_light_ground_and_on_a_dark_one(phone: Handset) -> None:
    edges = phone.device().edges
    for is_dark, appearance in ((False, 24), (True, 0)):
        edges.dress(is_dark=is_dark)
        phone.settle()
        assert phone.state.barsAppearance == (appearance if phone.level >= 30 else 0)


def set_phone(phone: Handset, tags: str = "en-GB", scale: float = 1.0, night: int = 0) -> None:
    """Set the phone as its owner would."""
    configuration = phone.state.configuration
    configuration.setLocales(phone.java("android.os.LocaleList").forLanguageTags(tags))
    configuration.fontScale = scale
    # A mode of another kind stands in the same number.
    configuration.uiMode = night | 1


@on_android()
def test_a_phone_as_it_comes_wishes_nothing(phone: Handset) -> None:
    set_phone(phone)
    assert phone.device().system.wishes() == Wishes(("en-GB",))


@pytest.mark.parametrize(
    ("setting", "wishes"),
    [
        ({"tags": "cy-GB,ur-PK,en"}, Wishes(("cy-GB", "ur-PK", "en"))),
        ({"tags": ""}, Wishes()),
        ({"scale": 1.5}, Wishes(("en-GB",), text_size=1.5)),
        ({"night": 0x20}, Wishes(("en-GB",), is_dark=True)),
        ({"night": 0x10}, Wishes(("en-GB",), is_dark=False)),
    ],
)
@on_android(24, 36)
def test_what_the_owner_set_is_read(phone: Handset, setting: dict[str, Any], wishes: Any) -> None:
    set_phone(phone, **setting)
    assert phone.device().system.wishes() == wishes


@on_android()
def test_animations_switched_off_are_reduced_motion(phone: Handset) -> None:
    system = phone.device().system
    for value, is_reduced in ((0.5, False), (0.0, True)):
        phone.state.putGlobal("animator_duration_scale", value)
        assert system.wishes().has_reduced_motion == is_reduced


@on_android()
def test_high_contrast_is_read_where_the_release_tells_it(phone: Handset) -> None:
    system = phone.device().system
    phone.state.putSecure("high_text_contrast_enabled", 1)
    assert system.wishes().has_high_contrast == (phone.level < 36)
    phone.state.hasHighContrastText = True
    assert system.wishes().has_high_contrast
    phone.state.hasHighContrastText = False
    phone.state.putSecure("high_text_contrast_enabled", 0)
    assert not system.wishes().has_high_contrast
    phone.state.contrast = 0.5
    assert system.wishes().has_high_contrast == (phone.level >= 34)


@on_android()
def test_a_phone_that_hides_its_contrast_is_as_it_comes(phone: Handset) -> None:
    phone.state.hidesSecure = True
    assert not phone.device().system.wishes().has_high_contrast


@on_android()
def test_a_change_of_settings_is_told(phone: Handset) -> None:
    set_phone(phone)
    heard: list[Wishes] = []
    system = phone.device().system
    system.watch(heard.append)
    set_phone(phone, "pl-PL", 2.0, 0x20)
    phone.does("configured")
    phone.does("lowMemory")
    assert heard == [Wishes(("pl-PL",), 2.0, True)]


@on_android()
def test_stepping_back_leaves_the_app_alive_behind_the_others(phone: Handset) -> None:
    assert phone.device().system.step_back()
    phone.settle()
    assert phone.done() == ["moveTaskToBack(true)"]
    assert listed(phone.state.intents) == []
