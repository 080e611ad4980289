"""What `umay` says when it cannot go on: what is wrong and what to do, never a traceback."""

import socket
import sys
from pathlib import Path

import pytest

from tools import commands, deeds, ports, running, system_packages
from tools.layout import Layout, this_layout
from tools.preparation import Needs
from tools.refusal import Refusal


def test_an_unknown_command_is_refused_with_the_nearest_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert commands.main(["serv"]) == 2
    assert "Did you mean `./umay serve`?" in capsys.readouterr().err


def test_a_command_like_no_other_is_refused_with_the_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert commands.main(["zzz"]) == 2
    assert "demo, test, check" in capsys.readouterr().err


def test_no_command_shows_the_overview_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main([]) == 2
    assert "usage: ./umay COMMAND" in capsys.readouterr().out


def test_an_interrupted_command_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(layout: Layout, words: object) -> int:
        raise KeyboardInterrupt

    command = commands.Command("wait", Needs(), interrupted)
    monkeypatch.setitem(commands.COMMANDS, "wait", command)
    # Whether anything must be set up first, and what that says, is another matter.
    monkeypatch.setattr(commands, "prepare", lambda _layout, _needs: None)
    assert commands.main(["wait"]) == 130
    assert capsys.readouterr().err == ""


def test_a_taken_port_is_refused_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=rf"port {port} on 127.0.0.1 is taken.*--port"):
            ports.refuse_unless_free("127.0.0.1", port)


def test_a_server_is_not_started_on_a_taken_port(layout: Layout) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        words = ["--port", str(taken.getsockname()[1])]
        with pytest.raises(Refusal, match="is taken"):
            deeds.serve(layout, words)


@pytest.mark.parametrize("words", [[], ["one", "two"]], ids=["none", "two"])
def test_a_gallery_wants_one_folder(layout: Layout, words: list[str]) -> None:
    with pytest.raises(Refusal, match=r"\./umay gallery --help"):
        deeds.gallery(layout, words)


def test_a_free_port_is_accepted() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ports.refuse_unless_free("127.0.0.1", port)
    assert ports.port_number(str(port)) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "", "٨٠"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="from 1 to 65535"):
        ports.port_number(text)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Refusal, match=r"Try 127\.0\.0\.1"):
        ports.refuse_unless_free("192.0.2.1", 8000)


@pytest.mark.parametrize("deed", [deeds.serve, deeds.check])
def test_an_unknown_option_points_to_the_help(layout: Layout, deed: object) -> None:
    assert callable(deed)
    with pytest.raises(Refusal, match=r"--sideways.*--help"):
        deed(layout, ["--sideways"])


def test_setup_with_arguments_is_refused(layout: Layout) -> None:
    with pytest.raises(Refusal, match="takes no arguments"):
        deeds.nothing_more(layout, ["now"])


def test_a_program_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Put the working folder back afterwards: the other tests of this process stand in it.
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refusal, match=r"no-such-program.*Delete \.venv"):
        running.become([tmp_path / "no-such-program"], cwd=tmp_path)


def test_a_program_that_fails_is_quoted_with_advice(tmp_path: Path) -> None:
    failing = [sys.executable, "-c", "print('the disk is full'); raise SystemExit(3)"]
    with pytest.raises(Refusal, match=r"(?s)the disk is full.*Make room"):
        running.insist(failing, cwd=tmp_path, advice="Make room.")


def test_a_machine_without_dpkg_lacks_every_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_packages.missing(["libegl1"]) == ["libegl1"]
    with pytest.raises(Refusal, match="apt-get install -y libegl1"):
        system_packages.ensure(["libegl1"], "graphics")


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in commands.COMMANDS.items():
        assert commands.main([name, "--help"]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith(f"usage: ./umay {name}")
        assert command.summary in shown


def test_pytest_runs_in_two_processes_unless_told_otherwise() -> None:
    assert deeds.test_words(["-k", "hours"]) == [*deeds.PARALLEL, "-k", "hours"]
    assert deeds.test_words(["-n0"]) == ["-n0"]
    assert deeds.test_words(["-p", "no:xdist"]) == ["-p", "no:xdist"]


def test_this_work_tree_is_the_one_with_the_script() -> None:
    assert (this_layout().root / "umay").is_file()


def test_a_demonstration_draws_into_the_folder_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    into = ["--headless", str(tmp_path / "pictures")]
    assert deeds.demo_words(["--headless", "pictures"]) == into
    assert deeds.demo_words(["--headless=pictures", "--port", "9"]) == ["--port", "9", *into]
    assert deeds.demo_words(["--pages"]) == ["--pages"]
    with pytest.raises(Refusal, match=r"\./umay demo --help"):
        deeds.demo_words(["--headless"])
