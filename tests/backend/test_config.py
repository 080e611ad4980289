"""Settings: each wrong one is refused by name, with the way out; production is strict."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from backend.app import ticking
from backend.config import DEFAULT_SECRET_KEY, read_config, worker_count
from shared.clock import uptime_s
from shared.problems import Problem
from tests.conftest import NOW

PRODUCTION = {
    "UMAY_ENV": "production",
    "UMAY_PROXIES": "1",
    "UMAY_DATA_DIR": "/var/lib/umay",
    "UMAY_DATABASE_URL": "postgresql://umay@db.internal/umay",
    "UMAY_SECRET_KEY": "k" * 48,
    "UMAY_BASE_URL": "https://umay.example.org",
    "UMAY_REDIS_URL": "redis://redis:6379/0",
    "UMAY_MAIL": "folder",
}


def refused(settings: dict[str, str]) -> str:
    with pytest.raises(Problem) as refusal:
        read_config(settings)
    assert refusal.value.code == "setting-invalid"
    return refusal.value.detail


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("UMAY_ENV", "Production"),
        ("UMAY_DATABASE_URL", "mysql://db/umay"),
        ("UMAY_DATABASE_URL", "umay.sqlite3"),
        ("UMAY_DATABASE_URL", "sqlite:///"),
        ("UMAY_DATABASE_URL", "sqlite:///:memory:"),
        ("UMAY_DATABASE_URL", "sqlite:////tmp/a?mode=ro"),
        ("UMAY_DATABASE_URL", "postgresql://db"),
        ("UMAY_DATABASE_URL", "postgresql://db:port/umay"),
        ("UMAY_BASE_URL", "umay.example.org"),
        ("UMAY_BASE_URL", "https://umay.example.org/path"),
        ("UMAY_REDIS_URL", "memory://"),
        ("UMAY_PROXIES", "many"),
        ("UMAY_PROXIES", "-1"),
        ("UMAY_GEOCODER", "nominatim"),
        ("UMAY_GEOCODER", "ftp://nominatim.example.org"),
        ("UMAY_CLOCK", "yesterday"),
        ("UMAY_CLOCK", "2026-11-27T23:30:00"),
        ("UMAY_CLOCK", "2026-11-27T23:30:00Z@noon"),
        ("UMAY_CLOCK", "2026-11-27T23:30:00Z@nan"),
    ],
)
def test_a_wrong_setting_is_refused_by_name_with_the_way_out(setting: str, value: str) -> None:
    detail = refused({setting: value})
    assert detail.startswith(f"{setting} ")
    assert detail.count(". ") == 1


@pytest.mark.parametrize("setting", ["UMAY_DATA_DIR", "UMAY_PUBLISHED_DIR"])
def test_a_file_is_no_folder(tmp_path: Path, setting: str) -> None:
    path = tmp_path / "file"
    path.write_text("")
    assert refused({setting: str(path)}).startswith(f"{setting} ")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("UMAY_SECRET_KEY", ""),
        ("UMAY_SECRET_KEY", DEFAULT_SECRET_KEY),
        ("UMAY_SECRET_KEY", "short"),
        ("UMAY_SECRET_KEY_OLD", DEFAULT_SECRET_KEY),
        ("UMAY_SECRET_KEY_OLD", "short"),
        ("UMAY_SECRET_KEY_OLD", f"{'k' * 40} short"),
        ("UMAY_DATA_DIR", ""),
        ("UMAY_DATA_DIR", "var"),
        ("UMAY_PUBLISHED_DIR", "published"),
        ("UMAY_DATABASE_URL", "sqlite:///var/umay.sqlite3"),
        ("UMAY_CLOCK", "2026-11-27T23:30:00Z"),
        ("FLASK_DEBUG", "1"),
        ("UMAY_BASE_URL", ""),
        ("UMAY_BASE_URL", "http://umay.example.org"),
        ("UMAY_REDIS_URL", ""),
        ("UMAY_MAIL", ""),
        ("UMAY_PROXIES", ""),
        ("UMAY_PROXIES", "0"),
    ],
)
def test_production_refuses_what_is_fine_for_trying_out(setting: str, value: str) -> None:
    assert refused({**PRODUCTION, setting: value}).startswith(f"{setting} ")


@pytest.mark.parametrize("text", ["0", "65", "-1", "two", "1.5", "²"])
def test_a_wrong_number_of_processes_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="WEB_CONCURRENCY"):
        worker_count({"WEB_CONCURRENCY": text}, 2)


def test_secrets_are_not_shown_with_the_settings() -> None:
    told = {
        "UMAY_DATABASE_URL": "postgresql://u:canary@db/umay",
        "UMAY_SECRET_KEY_OLD": "canary" * 8,
    }
    config = read_config({**PRODUCTION, **told})
    assert config.old_secret_keys == ("canary" * 8,)
    assert "canary" not in repr(config)
    assert "kkk" not in repr(config)


def test_without_settings_everything_lies_in_one_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    config = read_config({})
    assert config.database_url == f"sqlite:///{config.data_dir}/umay.sqlite3"
    assert config.published_dir == config.data_dir / "published"
    assert not config.is_production


def test_production_with_all_it_needs_is_accepted() -> None:
    config = read_config(PRODUCTION)
    assert config.is_production
    assert config.database_url == "postgresql+psycopg://umay@db.internal/umay"
    on_file = {**PRODUCTION, "UMAY_DATABASE_URL": "sqlite:////var/lib/umay/umay.sqlite3"}
    assert read_config(on_file).database_url.endswith("////var/lib/umay/umay.sqlite3")


def test_former_keys_are_listed_with_spaces_between() -> None:
    listed = read_config({"UMAY_SECRET_KEY_OLD": " the-one-before\n the-first "}).old_secret_keys
    assert listed == ("the-one-before", "the-first")


def test_how_the_database_proves_who_it_is_goes_through_untouched() -> None:
    way = "umay@db/umay?sslmode=verify-full&sslrootcert=%2Fetc%2Fumay%2Froot.crt"
    url = read_config({**PRODUCTION, "UMAY_DATABASE_URL": f"postgresql://{way}"}).database_url
    assert url == f"postgresql+psycopg://{way}"


def test_the_number_of_processes_follows_the_processors_up_to_a_limit() -> None:
    assert [worker_count({}, processors) for processors in (1, 2, 64)] == [3, 5, 8]
    assert worker_count({"WEB_CONCURRENCY": "1"}, 2) == 1


def test_a_bent_clock_starts_where_it_is_told_and_ticks_on() -> None:
    real = [datetime(2030, 1, 1, tzinfo=UTC)]
    clock = ticking(NOW, lambda: real[0])
    assert clock() == NOW
    real[0] += timedelta(minutes=5)
    assert clock() == NOW + timedelta(minutes=5)


def test_a_straight_clock_is_the_real_one() -> None:
    assert ticking(None, lambda: NOW)() == NOW


def test_a_bent_clock_is_the_same_for_processes_that_start_one_after_the_other() -> None:
    night = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    assert read_config({"UMAY_CLOCK": night.isoformat()}).starts_at == night
    later = read_config({"UMAY_CLOCK": f"{night.isoformat()}@{uptime_s() - 90}"}).starts_at
    assert later is not None
    assert timedelta(seconds=90) <= later - night < timedelta(seconds=100)


def test_several_servers_of_one_database_are_named_one_behind_the_other() -> None:
    hosts = "postgresql://u:p%40@db1:5433,[::1]/umay?target_session_attrs=read-write"
    found = make_url(read_config({**PRODUCTION, "UMAY_DATABASE_URL": hosts}).database_url)
    assert (found.database, found.username, found.password) == ("umay", "u", "p@")
    assert dict(found.query) == {
        "host": "db1,::1",
        "port": "5433,5432",
        "target_session_attrs": "read-write",
    }


@pytest.mark.parametrize(
    "url", ["postgresql://u@a,b", "postgresql://u@a:x,b/umay", "postgresql://u@a,/umay"]
)
def test_several_servers_of_which_one_is_no_address_are_refused(url: str) -> None:
    with pytest.raises(Problem, match="UMAY_DATABASE_URL"):
        read_config({**PRODUCTION, "UMAY_DATABASE_URL": url})


def test_an_unknown_pooler_is_refused() -> None:
    with pytest.raises(Problem, match="UMAY_POOLER"):
        read_config({**PRODUCTION, "UMAY_POOLER": "statement"})
