"""The phone's settings: refused in words, or read."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mobile.config import DEFAULT_SERVER, read_config
from shared.geo import Point
from shared.problems import Problem


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--at", "here"], "--at"),
        (["--at", "53.5"], "--at"),
        (["--at=-2.63,253.5"], "--at"),
        (["--at", "nan,nan"], "--at"),
        (["--server", "umay.example"], "--server"),
        (["--server", "ftp://umay.example"], "--server"),
        (["--clock", "half past ten"], "--clock"),
        (["--clock", "2026-11-27T23:30:00"], "--clock"),
    ],
)
def test_a_wrong_setting_is_named_with_an_example(words: list[str], named: str) -> None:
    with pytest.raises(Problem) as refused:
        read_config(words, {})
    assert refused.value.code == "setting-invalid"
    assert named in refused.value.detail
    assert "such as" in refused.value.detail or "like" in refused.value.detail


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--at", "here"], "--at 'here'"),
        (["--data", "/dev/null/phone"], "The folder cannot be written to."),
    ],
)
def test_a_refused_start_says_so_in_words_and_ends(
    tmp_path: Path, words: list[str], said: str
) -> None:
    # As a person starts it: without what the tests' own window was told.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIVY_")}
    done = subprocess.run(
        [sys.executable, "-m", "mobile", *words],
        env={**kept, "SDL_VIDEODRIVER": "offscreen", "KIVY_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_words_the_app_uses_its_own_folder_and_the_local_server(tmp_path: Path) -> None:
    config = read_config(["--pack", str(tmp_path)], {"XDG_DATA_HOME": str(tmp_path)})
    assert config.server_url == DEFAULT_SERVER
    assert config.data_folder == tmp_path / "umay"
    assert config.at is None
    assert abs(config.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_server_shipped_with_the_app_is_used(tmp_path: Path) -> None:
    (tmp_path / "server.json").write_text('{"server": "https://umay.example/"}', encoding="utf-8")
    assert read_config(["--pack", str(tmp_path)], {}).server_url == "https://umay.example"
    chosen = ["--pack", str(tmp_path), "--server", "http://127.0.0.1:8000"]
    assert read_config(chosen, {}).server_url == "http://127.0.0.1:8000"


def test_position_and_clock_are_read() -> None:
    config = read_config(["--at", "53.5448,-2.63", "--clock", "2026-11-27T23:30:00Z"], {})
    assert config.at == Point(53.5448, -2.63)
    assert config.now() >= datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


def test_on_android_the_memory_lies_in_the_private_folder() -> None:
    config = read_config([], {"ANDROID_PRIVATE": "/data/user/0/org.umay"})
    assert config.data_folder == Path("/data/user/0/org.umay/umay")
