"""After damage the app says what may be gone, on the first pages, until somebody has read it."""

from pathlib import Path

import pytest

from demo.driver import Driver
from mobile.store import outbox
from mobile.store.database import FILE_NAME
from tests.mobile.cast import ANSWER
from tests.mobile.phone import a_phone, welcome
from tests.mobile.screens.conftest import Opening

READ = "I have read it"


def break_memory(folder: Path, *, keeps_choices: bool) -> None:
    """Leave a memory whose file is damaged: past repair, or with choices still to be read."""
    welcome(folder)
    file = folder / FILE_NAME
    if keeps_choices:
        body = bytearray(file.read_bytes())
        body[60:64] = (99).to_bytes(4, "big")
        file.write_bytes(body)
    else:
        file.write_bytes(b"\x07" * 80_000)
    for suffix in ("-wal", "-shm"):
        (folder / f"{FILE_NAME}{suffix}").unlink(missing_ok=True)


def says(driver: Driver) -> bool:
    """Return whether the page says that the memory was damaged."""
    return any("was damaged" in words for words in driver.texts())


def test_the_welcome_says_it(open_app: Opening, tmp_path: Path) -> None:
    break_memory(tmp_path / "phone", keeps_choices=False)
    driver = open_app(is_new=False)
    assert driver.app.root.current == "welcome"
    assert says(driver)
    driver.tap("Skip to the places")
    assert says(driver)
    driver.tap(READ)
    assert not says(driver)


def test_who_leaves_without_reading_is_told_again(open_app: Opening, tmp_path: Path) -> None:
    break_memory(tmp_path / "phone", keeps_choices=False)
    first = open_app(is_new=False)
    assert says(first)
    first.close()
    assert says(open_app(is_new=False))


def test_read_once_it_is_not_said_again(open_app: Opening, tmp_path: Path) -> None:
    break_memory(tmp_path / "phone", keeps_choices=False)
    first = open_app(is_new=False)
    first.tap(READ)
    first.close()
    assert not says(open_app(is_new=False))


def test_a_memory_that_kept_its_choices_says_it_on_the_list(
    open_app: Opening, tmp_path: Path
) -> None:
    break_memory(tmp_path / "phone", keeps_choices=True)
    driver = open_app(is_new=False)
    assert driver.app.root.current == "places"
    assert says(driver)
    assert "Did they help?" not in driver.texts()


def test_a_sound_memory_says_nothing(open_app: Opening) -> None:
    assert not says(open_app())


@pytest.mark.parametrize("unsent", [0, 2])
def test_it_says_how_many_answers_were_saved(tmp_path: Path, unsent: int) -> None:
    with a_phone(tmp_path) as phone:
        for _ in range(unsent):
            outbox.Outbox(phone.context.connection).save(ANSWER.to_wire())
    file = tmp_path / "phone" / FILE_NAME
    body = bytearray(file.read_bytes())
    body[60:64] = (99).to_bytes(4, "big")
    file.write_bytes(body)
    with a_phone(tmp_path) as phone:
        assert f"{unsent} unsent answers were saved" in phone.context.damage.words
