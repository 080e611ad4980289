"""How uv is told what this machine's pip knows, and what both install into."""

from pathlib import Path

import pytest

from tools import installers
from tools.layout import Layout
from tools.turns import one_at_a_time

LISTED = """global.index-url='https://mirror.example/simple'
:env:.disable-pip-version-check='1'
install.cert='{cert}'
"""


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in installers.UV_NAMES.values():
        monkeypatch.delenv(name, raising=False)


def test_uv_asks_the_index_that_pip_would_ask(tmp_path: Path) -> None:
    certificate = tmp_path / "ca.pem"
    certificate.touch()
    assert installers.uv_settings(LISTED.format(cert=certificate)) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": str(certificate),
    }


def test_uv_is_not_given_a_certificate_that_does_not_exist(tmp_path: Path) -> None:
    settings = installers.uv_settings(LISTED.format(cert=tmp_path / "gone.pem"))
    assert "SSL_CERT_FILE" not in settings


def test_a_setting_made_for_uv_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example/simple")
    assert installers.uv_settings("global.index-url='https://mirror.example/simple'") == {}


def test_a_machine_without_pip_settings_gives_none() -> None:
    assert installers.uv_settings("") == {}


def test_uv_on_the_path_is_used(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "uv"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installers.find_uv(layout) == program


def test_where_uv_cannot_be_had_there_is_none(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    layout.lock("installer").touch()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert installers.find_uv(layout) is None


def test_a_finished_turn_leaves_the_folder_free(tmp_path: Path) -> None:
    with one_at_a_time(tmp_path):
        assert tmp_path.exists()
    with one_at_a_time(tmp_path):
        assert list(tmp_path.iterdir()) == []
