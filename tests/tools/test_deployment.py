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

DATABASE_FILE = "deploy/database.Dockerfile"
DATABASE_TEXT = (ROOT / DATABASE_FILE).read_text()

FOLDERS = ("UMAY_DATA_DIR", "UMAY_PUBLISHED_DIR")


def filled_in(environment: dict[str, str]) -> dict[str, str]:
    """Return the settings with every secret given, as an operator would give it."""
    secret = "".join(f"{number:02x}" for number in range(200, 232))

    def fill(found: re.Match[str]) -> str:
        return found[3] if found[2] == ":-" else GIVEN.get(found[1], secret)

    return {
        name: re.sub(r"\$\{(\w+)(:[?-])([^}]*)\}", fill, text) for name, text in environment.items()
    }


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions in order, each on one line."""
    joined = DOCKERFILE.replace("\\\n", " ")
    lines = [line.strip() for line in joined.splitlines() if not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines if line]


def stages() -> dict[str, list[tuple[str, str]]]:
    """Return the instructions of each stage by its name, FROM first."""
    found: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for instruction, rest in instructions():
        if instruction == "FROM":
            name = rest.rpartition(" AS ")[2]
            found[name] = []
        found[name].append((instruction, rest))
    return found


def all_of(name: str, stage: str = "server") -> list[str]:
    """Return what follows each instruction of this name in a stage and in what it is made from."""
    told = stages()[stage]
    base = told[0][1].split()[0]
    before = all_of(name, base) if base in stages() else []
    return before + [rest for instruction, rest in told[1:] if instruction == name]


def from_here(stage: str) -> list[str]:
    """Return what a stage copies out of the work tree."""
    copies = [rest.split() for rest in all_of("COPY", stage) if not rest.startswith("--from")]
    return [source for words in copies for source in words[:-1]]


@pytest.mark.parametrize("stage", stages())
def test_everything_copied_exists_and_is_let_through_to_the_build(stage: str) -> None:
    kept = (ROOT / ".dockerignore").read_text().splitlines()
    for source in from_here(stage):
        assert (ROOT / source).exists()
        assert {f"!{source}", f"!{source.partition('/')[0]}/"} & {*kept}, source


def test_the_last_stage_is_the_server_and_holds_nothing_that_builds() -> None:
    assert [*stages()][-1] == "server"
    assert from_here("server") == ["requirements/backend.lock"]
    copied = [rest for rest in all_of("COPY") if rest.startswith("--from")]
    assert copied == [
        "--from=built /srv/umay/shared/ shared/",
        "--from=built /srv/umay/backend/ backend/",
    ]
    runs = " ".join(all_of("RUN"))
    assert not re.search(r"\b(npm|node|gcc|build-essential|assets\.lock|git)\b", runs)


TAG = re.compile(r"[a-z/]+:v?\d+\.\d+(\.\d+)?(-[a-z-]+)*(@sha256:[0-9a-f]{64})?")
"""A whole version, and behind it the digest where `./umay deploy --pin` has been there."""


def test_every_image_has_a_whole_version() -> None:
    bases = [told[0][1].split()[0] for told in stages().values()]
    images = [each for each in bases if each not in stages()]
    images += re.findall(r"^FROM (\S+)", DATABASE_TEXT, re.MULTILINE)
    images += [told["image"] for told in SERVICES.values() if "image" in told]
    assert [image for image in images if not TAG.fullmatch(image)] == []
    assert not TAG.fullmatch("postgres:15")
    assert not TAG.fullmatch("redis:latest")


def test_every_service_that_is_built_is_a_stage() -> None:
    made = {name: told["build"] for name, told in SERVICES.items() if "build" in told}
    built = {name: told["target"] for name, told in made.items() if "target" in told}
    front = {"nginx": "front", "certificates": "certificates"}
    assert built == {**dict.fromkeys(("init", "web", "jobs"), "server"), **front}
    assert {*built.values()} <= {*stages()}
    others = {name: told["dockerfile"] for name, told in made.items() if "target" not in told}
    assert others == dict.fromkeys(("database", "backup", "restore"), DATABASE_FILE)
    copied = re.findall(r"^COPY (\S+) ", DATABASE_TEXT, re.MULTILINE)
    assert copied
    assert [each for each in copied if not (ROOT / each).exists()] == []


def test_packages_are_installed_with_hashes() -> None:
    for stage in ("server", "built"):
        installed = [rest for rest in all_of("RUN", stage) if "pip install" in rest]
        assert all("--require-hashes -r requirements/" in rest for rest in installed)
    assert "npm ci" in all_of("RUN", "packages")[0]


@pytest.mark.parametrize("stage", ["server", "front", "certificates"])
def test_nothing_that_runs_runs_as_root(stage: str) -> None:
    order = [instruction for instruction, _ in stages()[stage]]
    (user,) = all_of("USER", stage)
    assert user == ("umay" if stage == "server" else "101:101")
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
    assert "pg_is_in_recovery()" in DATABASE["healthcheck"]["test"][1]


def test_the_tables_are_made_by_their_owner_and_used_by_another_role() -> None:
    command = INIT["command"][-1]
    assert command.index("flask --app backend init") < command.index("grant umay_web")
    owner, role = (given["environment"]["UMAY_DATABASE_URL"] for given in (INIT, WEB))
    assert "//umay:${UMAY_DATABASE_PASSWORD:?" in owner
    assert "//umay_web:${UMAY_WEB_PASSWORD:?" in role
    assert DATABASE["environment"]["POSTGRES_USER"] == "umay"


def test_the_role_is_made_with_the_database() -> None:
    (copied,) = re.findall(r"^COPY (\S+) /docker-entrypoint-initdb.d/", DATABASE_TEXT, re.MULTILINE)
    script = ROOT / copied
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
    mounts = {source_of(mount) for mount in listed}
    assert {name for name in mounts if not name.startswith("./")} == set(COMPOSE["volumes"])


def source_of(mount: str | dict[str, Any]) -> str:
    """Return what a service is given, as it is where the operator says nothing else."""
    if isinstance(mount, dict):
        return str(mount["source"])
    return filled_in({"": mount})[""].split(":")[0]


def test_nginx_is_given_the_published_folder_alone_and_may_not_write_it() -> None:
    (mount,) = (mount for mount in SERVICES["nginx"]["volumes"] if isinstance(mount, dict))
    given = WEB["environment"]
    inside = given["UMAY_PUBLISHED_DIR"].removeprefix(f"{given['UMAY_DATA_DIR']}/")
    assert mount["volume"] == {"subpath": inside}
    assert (mount["target"], mount["read_only"]) == ("/srv/umay/published", True)
    assert f"alias {mount['target']}/;" in (ROOT / "deploy" / "nginx-site.conf").read_text()
    assert INIT["command"][-1].startswith('mkdir -p "$$UMAY_PUBLISHED_DIR" && ')


def test_logs_of_every_container_have_an_end() -> None:
    for name, told in SERVICES.items():
        assert told["logging"]["options"] == {"max-size": "10m", "max-file": "5"}, name


def test_what_an_operator_may_set_is_passed_on() -> None:
    fixed = {"UMAY_ENV", "UMAY_DATA_DIR", "UMAY_PUBLISHED_DIR", "UMAY_CLOCK", "FLASK_DEBUG"}
    assert {*SETTINGS} - {*WEB["environment"]} == {"UMAY_CLOCK", "FLASK_DEBUG"}
    free = {name for name, value in WEB["environment"].items() if "${" in value}
    assert free == {*SETTINGS} - fixed


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
