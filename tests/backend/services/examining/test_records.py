"""What the records tell: keys, backups, mails, tables, the list; and looks that fail."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import text

from backend.gateways.folder_mail import FolderMail
from backend.services.examining.backups import backups
from backend.services.examining.examine import examine, in_lines, is_wrong
from backend.services.examining.findings import OK, SOON, STATES, UNKNOWN, WRONG, Finding, SetUp
from backend.services.examining.listed import published
from backend.services.examining.mails import mails
from backend.services.examining.nation import nation
from backend.services.examining.settings import keys, settings
from backend.services.examining.tables import tables
from backend.services.importing.areas import import_outline
from backend.services.importing.taking import Taking
from backend.services.restoring.copying import back_up
from backend.services.restoring.holding import hold_by_hand
from backend.services.rotating import totp_secrets
from backend.services.transaction import write
from backend.services.world import World
from backend.storage.notices import NoticeRow
from backend.storage.publication import mark_due
from backend.storage.staff import StaffRow
from shared.ceilings import CEILINGS
from shared.nations import WALES
from tests.backend.cast import load, load_and_publish
from tests.backend.services.code_apps import in_the_form_of_before
from tests.backend.services.examining.cast import a_set_up, said, states, those
from tests.backend.services.importing.cast import SQUARE, feature, geojson, polygon
from tests.conftest import NOW

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
APP_KEY = "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH"


def later(set_up: SetUp, **ahead: float) -> SetUp:
    """Return the set-up so much later."""
    world = replace(set_up.world, now=lambda: NOW + timedelta(**ahead))
    return replace(set_up, world=world)


def an_app_under(key: str) -> None:
    """Store an account whose code app is encrypted under a key."""
    stored = in_the_form_of_before(APP_KEY, key)
    with write() as session:
        row = StaffRow(email="a@council.example", name="Anna", role="officer", active=True)
        row.fs_uniquifier, row.created_at, row.tf_totp_secret = "a", NOW, stored
        session.add(row)


def test_settings_say_for_whom_the_service_runs(app: Flask) -> None:
    set_up = a_set_up(app)
    assert states(settings, set_up) == [OK]
    assert "production" in said(settings, replace(set_up, is_production=True))[0][1]
    assert states(settings, replace(set_up, is_clock_bent=True)) == [OK, SOON]


def test_an_older_key_on_which_nothing_hangs_is_named(world: World, app: Flask) -> None:
    set_up = a_set_up(app)
    assert states(keys, set_up) == [OK]
    ((state, what),) = said(keys, replace(set_up, has_old_keys=True))
    assert (state, "nothing in the records hangs on" in what) == (SOON, True)


def test_code_apps_under_an_older_key_or_under_none_are_counted(world: World, app: Flask) -> None:
    an_app_under("older")
    listed = replace(a_set_up(app), keys=totp_secrets(("new", "older")), has_old_keys=True)
    assert said(keys, listed) == [(SOON, "1 code apps hang on a key of UMAY_SECRET_KEY_OLD.")]
    with write() as session:
        session.execute(
            text("UPDATE staff SET tf_totp_secret = replace(tf_totp_secret, :one, :other)"),
            {"one": '"1"', "other": '"k9"'},
        )
    ((state, what),) = said(keys, listed)
    assert (state, what) == (WRONG, "1 code apps are encrypted under a key that is not listed.")


@pytest.mark.parametrize(("hours", "state"), [(25, OK), (27, SOON), (51, WRONG)])
def test_the_age_of_the_backup_is_said(
    world: World, app: Flask, tmp_path: Path, hours: int, state: str
) -> None:
    set_up = a_set_up(app)
    assert said(backups, set_up) == [(WRONG, "none was ever made.")]
    back_up(world, tmp_path / "copy")
    assert said(backups, later(set_up, hours=hours)) == [
        (state, f"the last whole one is {hours} hours old.")
    ]


def a_mail(state: str, due: timedelta) -> None:
    """Store a mail of a minute ago."""
    with write() as session:
        row = NoticeRow(id=state, email="a@b.example", subject="s", body="b", about="x:y")
        row.made_at, row.due_at, row.state = NOW, NOW + due, state
        session.add(row)


@pytest.mark.parametrize(("minutes", "state"), [(14, OK), (16, SOON), (361, WRONG)])
def test_mail_that_waits_long_is_named(world: World, app: Flask, minutes: int, state: str) -> None:
    a_mail("waiting", timedelta())
    assert states(mails, later(a_set_up(app), minutes=minutes)) == [state, OK]


def test_mails_that_were_given_up_today_are_counted(world: World, app: Flask) -> None:
    a_mail("failed", timedelta())
    assert (SOON, "1 were given up in the last day.") in said(mails, later(a_set_up(app), hours=23))
    assert states(mails, later(a_set_up(app), hours=25)) == [OK, OK]


def test_a_carrier_that_would_take_no_mail_is_named(
    world: World, app: Flask, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    broken = FolderMail(tmp_path / "file" / "mail", "umay@localhost", "localhost")
    found = said(mails, replace(a_set_up(app), mail=broken))
    assert (WRONG, f"Folder would take none: {broken.folder}: cannot be written.") in found


def test_tables_say_whether_they_serve(world: World, app: Flask) -> None:
    set_up = a_set_up(app)
    assert states(tables, set_up) == [OK]
    with write() as session:
        # Of tables that say nothing of older programs.
        session.execute(text("DELETE FROM setting WHERE name = 'serves_from'"))
    for version, what in (("0000", "are not up to date"), ("9999", "are too new")):
        with write() as session:
            session.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))
            session.execute(text("DELETE FROM setting WHERE name = 'serves_from'"))
        ((state, words),) = said(tables, set_up)
        assert (state, what in words) == (WRONG, True)


def test_a_nation_that_the_areas_are_not_of_is_named(
    world: World, app: Flask, tmp_path: Path
) -> None:
    set_up = a_set_up(app)
    assert states(nation, set_up) == [OK]
    outline = feature(polygon(SQUARE), area_code="W06000024", area_name="Merthyr Tydfil")
    import_outline(Taking(geojson(tmp_path, outline)))
    ((state, words),) = said(nation, set_up)
    assert (state, "is england, and the codes of the areas are of wales" in words) == (WRONG, True)
    in_wales = replace(set_up, world=replace(set_up.world, nation=WALES))
    assert said(nation, in_wales) == [(OK, "wales, as the codes of the areas say.")]


def test_a_list_that_is_young_and_whole_is_ok(world: World, app: Flask) -> None:
    load_and_publish(app)
    assert states(published, a_set_up(app)) == [OK, OK]


def test_what_is_wrong_with_the_list_is_named(world: World, app: Flask) -> None:
    set_up = a_set_up(app)
    assert said(published, set_up) == [(WRONG, "nothing is published.")]
    load_and_publish(app)
    assert states(published, later(set_up, minutes=76)) == [WRONG, OK]
    with write() as session:
        mark_due(session)
    assert (SOON, "a change waits to be published.") in said(published, set_up)
    next(set_up.world.published_dir.glob("zones.*.json")).unlink()
    assert states(published, set_up)[-1] == WRONG


def test_a_list_that_phones_refuse_is_named(world: World, app: Flask) -> None:
    load_and_publish(app)
    file = world.published_dir / "manifest.json"
    manifest = json.loads(file.read_bytes())
    manifest["documents"][0]["size"] = CEILINGS[manifest["documents"][0]["document"]].bytes + 1
    file.write_text(json.dumps(manifest))
    state, words = said(published, a_set_up(app))[-1]
    assert (state, words.startswith("phones refuse it")) == (WRONG, True)


def test_a_service_that_is_held_is_named_and_where_to_go(world: World, app: Flask) -> None:
    load_and_publish(app)
    hold_by_hand(world, None, is_restored=True)
    with a_set_up(app).inside():
        held, hidden, *_ = published(a_set_up(app))
    assert (held.state, hidden.state) == (WRONG, SOON)
    assert held.to_do.endswith("/console/restored")


def fails(_set_up: SetUp) -> Iterator[Finding]:
    yield Finding(OK, "seen before it failed.")
    raise ValueError("a password")


HUNG = Event()


def hangs(_set_up: SetUp) -> Iterator[Finding]:
    HUNG.wait()
    yield Finding(OK, "never seen.")


def test_a_look_that_fails_or_hangs_is_unknown_and_ends_no_other(world: World, app: Flask) -> None:
    begun = time.monotonic()
    found = examine(a_set_up(app), {"a": fails, "b": hangs, "c": settings}, within_s=0.2)
    HUNG.set()
    assert time.monotonic() - begun < 5
    assert those(found, about="a", state=UNKNOWN) == ["could not be looked at: ValueError."]
    assert those(found, about="a", state=OK) == ["seen before it failed."]
    assert those(found, about="b") == ["could not be looked at: no answer within 0 seconds."]
    assert len(those(found, about="c", state=OK)) == 1
    assert "password" not in "".join(in_lines(found))
    assert not is_wrong(found)


def test_a_line_is_for_people_and_begins_with_its_state(app: Flask) -> None:
    found = [Finding(state, "was seen.", "Do this.", "thing") for state in STATES]
    lines = list(in_lines(found))
    assert lines[0] == "ok       thing     was seen. Do this."
    assert [line.split()[0] for line in lines] == list(STATES)
    assert is_wrong(found)
    assert not is_wrong(each for each in found if each.state != WRONG)


def test_without_records_none_is_made_by_looking(tmp_path: Path, app: Flask, world: World) -> None:
    load(app)
    file = tmp_path / "gone.sqlite3"
    from backend.app import create_app
    from backend.config import read_config

    told = {"UMAY_DATABASE_URL": f"sqlite:///{file}", "UMAY_DATA_DIR": str(tmp_path)}
    empty = a_set_up(create_app(read_config(told), now=lambda: NOW))
    found = examine(empty)
    assert those(found, about="tables", state=WRONG) == ["there are none."]
    assert those(found, about="backup") == []
    assert not file.exists()
