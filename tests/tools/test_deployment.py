"""The container files: they name what exists, carry no secret, and agree with the settings."""

import json
import re
from typing import Any

import pytest
import yaml

from backend.config import SETTINGS, read_config
from shared.problems import Problem
from tools.layout import this_layout

ROOT = this_layout().root
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
WEB, DATABASE, INIT, JOBS = (SERVICES[name] for name in ("web", "database", "init", "jobs"))
GIVEN = {"UMAY_BASE_URL": "https://umay.example.org", "UMAY_MAIL": "folder"}
"""What an operator gives that is no secret."""

FOLDERS = ("UMAY_DATA_DIR", "UMAY_PUBLISHED_DIR")


def filled_in(environment: dict[str, str]) -> dict[str, str]:
    """Return the settings with every secret given, as an operator would give it."""
    secret = "".join(f"{number:02x}" for number in range(200, 232))

    def fill(found: re.Match[str]) -> str:
        return "" if found[2] == ":-" else GIVEN.get(found[1], secret)

    return {
        name: re.sub(r"\$\{(\w+)(:[?-])[^}]*\}", fill, text) for name, text in environment.items()
    }


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions in order, each on one line."""
    joined = DOCKERFILE.replace("\\\n", " ")
    lines = [line.strip() for line in joined.splitlines() if not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines if line]


def all_of(name: str) -> list[str]:
    """Return what follows each instruction of this name."""
    return [rest for instruction, rest in instructions() if instruction == name]


def test_everything_copied_exists_and_nothing_else_is_copied() -> None:
    sources = [rest.split()[0] for rest in all_of("COPY")]
    assert sources == ["requirements/backend.lock", "shared/", "backend/"]
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_everything_copied_is_let_through_to_the_build() -> None:
    kept = (ROOT / ".dockerignore").read_text().splitlines()
    assert [rest for rest in all_of("COPY") if f"!{rest.split()[0]}" not in kept] == []


def test_packages_are_installed_with_hashes() -> None:
    assert any("--require-hashes -r requirements/backend.lock" in rest for rest in all_of("RUN"))


def test_the_server_does_not_run_as_root() -> None:
    order = [instruction for instruction, _ in instructions()]
    assert all_of("USER") == ["umay"]
    assert order.index("USER") < order.index("CMD")


def test_health_is_asked_at_the_readiness_page() -> None:
    (check,) = all_of("HEALTHCHECK")
    words = json.loads(check[check.index("[") :])
    compile(words[2], "healthcheck", "exec")
    assert ":8000/readyz" in words[2]


def test_the_server_waits_for_a_healthy_database_that_is_up_to_date() -> None:
    ready = {"condition": "service_completed_successfully"}
    assert INIT["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert (WEB["depends_on"]["init"], JOBS["depends_on"]["init"]) == (ready, ready)
    assert "pg_isready" in DATABASE["healthcheck"]["test"][1]


def test_the_tables_are_made_by_their_owner_and_used_by_another_role() -> None:
    command = INIT["command"][-1]
    assert command.index("flask --app backend init") < command.index("grant umay_web")
    owner, role = (given["environment"]["UMAY_DATABASE_URL"] for given in (INIT, WEB))
    assert "//umay:${UMAY_DATABASE_PASSWORD:?" in owner
    assert "//umay_web:${UMAY_WEB_PASSWORD:?" in role
    assert DATABASE["environment"]["POSTGRES_USER"] == "umay"


def test_the_role_is_made_with_the_database() -> None:
    (mount,) = (mount for mount in DATABASE["volumes"] if mount.startswith("./"))
    script = ROOT / mount.split(":")[0]
    assert "CREATE ROLE umay_web LOGIN" in script.read_text()
    assert script.stat().st_mode & 0o111


def test_server_and_jobs_have_the_same_settings() -> None:
    assert JOBS["environment"] == WEB["environment"]
    assert INIT["environment"].keys() == WEB["environment"].keys()
    assert JOBS["command"][-1] == "exec flask --app backend jobs"


def test_container_and_composition_start_the_same_server() -> None:
    started = " ".join(json.loads(all_of("CMD")[0]))
    assert started in WEB["command"][-1].replace("'", "")


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        (WEB["environment"], "UMAY_SECRET_KEY"),
        (WEB["environment"], "UMAY_DATABASE_URL"),
        (WEB["environment"], "UMAY_REDIS_URL"),
        (INIT["environment"], "UMAY_DATABASE_URL"),
        (DATABASE["environment"], "POSTGRES_PASSWORD"),
        (DATABASE["environment"], "UMAY_WEB_PASSWORD"),
    ],
)
def test_a_secret_must_be_given_from_outside(environment: dict[str, str], name: str) -> None:
    assert re.search(r"\$\{\w+:\?[^}]+\}", environment[name])


def test_what_must_last_lies_in_a_volume() -> None:
    listed = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    mounts = {mount.split(":")[0] for mount in listed if not mount.startswith("./")}
    assert mounts == set(COMPOSE["volumes"])


def test_published_documents_lie_in_the_volume() -> None:
    given = WEB["environment"]
    (mount,) = (mount.partition(":")[2] for mount in WEB["volumes"])
    assert given["UMAY_DATA_DIR"] == mount
    assert given["UMAY_PUBLISHED_DIR"].startswith(f"{mount}/")
    assert {f"{name}={given[name]}" in DOCKERFILE for name in FOLDERS} == {True}


def test_the_server_accepts_every_setting_it_is_given() -> None:
    given = filled_in(WEB["environment"])
    config = read_config(given)
    assert config.is_production
    assert given.keys() <= set(SETTINGS)


def test_the_server_refuses_to_start_without_its_secret() -> None:
    given = filled_in(WEB["environment"])
    del given["UMAY_SECRET_KEY"]
    with pytest.raises(Problem, match="UMAY_SECRET_KEY"):
        read_config(given)
