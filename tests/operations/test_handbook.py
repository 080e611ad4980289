"""Every command of the handbook is run: here, in its order, or by the test that is named."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.backend.services.importing.cast import SQUARE, csv_file, feature, geojson, polygon
from tests.backend.test_import_commands import POSTCODES
from tests.operations import handbook
from tests.support import warm
from tests.support.postgres import OWNER, PostgresCluster
from tests.support.warm import ROOT

ELSEWHERE = {
    "jobs": "tests/backend/jobs/test_chores.py",
    "rotate": "tests/backend/test_rotate_command.py",
    "map-pack": "tests/backend/test_map_pack_command.py",
    "young-questions": "tests/backend/test_young_questions_command.py",
    "front": "tests/tools/test_nginx_away.py",
    "import": "tests/backend/test_import_commands.py",
    "export": "tests/backend/test_export_command.py",
    "db": "tests/backend/test_cli.py",
    "db downgrade": "tests/upgrades/test_upgrades.py",
    "doctor": "tests/backend/test_doctor_command.py",
    "./umay setup": "tests/tools/test_umay_script.py",
    "./umay assets": "tests/tools/test_image_tree.py",
    "./umay deploy": "tests/tools/test_pinning.py",
    "./umay test": "tests/tools/test_umay_script.py",
    "./umay serve": "tests/tools/test_umay_script.py",
    "./umay demo": "tests/demo",
    "./umay sbom": "tests/tools/test_sbom.py",
    "./umay bench": "tests/bench/test_measurements.py",
    "./umay doctor": "tests/backend/test_doctor_command.py",
    "docker compose": "tests/tools/test_deployment.py",
    "systemctl": "tests/tools/test_units.py",
    "cp": "tests/tools/test_units.py",
    "install": "tests/tools/test_units.py",
    "useradd": "tests/tools/test_units.py",
    "echo": "tests/tools/test_units.py",
    "python3": "tests/tools/test_image_tree.py",
    "(cd": "tests/tools/test_image_tree.py",
    "sed": "tests/tools/test_nginx_site.py",
    "rm": "tests/tools/test_nginx_site.py",
    "nginx": "tests/tools/test_nginx_site.py",
    "certbot": "tests/operations/test_certificates.py",
    "gunicorn": "tests/backend/test_renewing.py",
    "kill": "tests/backend/test_renewing.py",
    "redis-cli": "tests/backend/web/test_session_store.py",
    "deploy/backup/restore.sh": "tests/operations/test_backup_and_restore.py",
    "restore.sh": "tests/operations/test_backup_and_restore.py",
    "backup.sh": "tests/operations/test_backup_and_restore.py",
    "apt-get": "tests/tools/test_system_packages.py",
    "sqlite3": "tests/backend/services/test_map_pack.py",
}
"""What is run, or held against what runs it, by another test. `./umay` alone is a name for the same
command of Flask; containers and systemd are read, not run (What could not be tried)."""

HERE = frozenset(
    (
        *("createuser", "createdb", "runuser", "init", "grant", "add-administrator"),
        *("import outline", "import postcodes", "import names", "zones build", "load-network"),
        *("publish", "publish --new-epoch", "find", "audit verify", "release", "openapi", "held"),
        *("backup", "restore", "held replay", "pg_dump", "pg_restore"),
    )
)
"""What the walk below runs."""

HEAD = re.compile(r"\d+:[0-9a-f]{64}")


@dataclass
class Operator:
    """Somebody who follows the handbook with an empty PostgreSQL and an empty folder."""

    cluster: PostgresCluster
    folder: Path
    done: set[str] = field(default_factory=set)

    def flask(self, *words: str, role: str = "umay_web", **settings: str) -> str:
        """Run a command as a role of the database; return all it said, after it went well."""
        found = self.tried(*words, role=role, **settings)
        assert found[0] == 0, found[1]
        return found[1]

    def tried(self, *words: str, role: str = "umay_web", **settings: str) -> tuple[int, str]:
        """Run a command; return its code and all it said."""
        address = self.cluster.url("umay").replace(f"//{OWNER}@", f"//{role}@")
        told: Mapping[str, str] = {
            "PATH": "/usr/bin:/bin",
            "UMAY_DATABASE_URL": address,
            "UMAY_DATA_DIR": str(self.folder / "data"),
            "UMAY_BASE_URL": "https://safe.council.example",
            "UMAY_CLOCK": "2026-11-27T23:30:00Z",
            **settings,
        }
        self.done |= {" ".join(words[:1]), " ".join(words[:2])}
        found = warm.run("flask", "--app", "backend", *words, env=told)
        assert "Traceback" not in found.stderr
        return found.returncode, found.stdout + found.stderr

    def postgres(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs as its superuser."""
        self.done.add(program)
        self.cluster.run_program(program, "-h", str(self.cluster.folder), "-U", OWNER, *words)


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Operator]:
    with PostgresCluster() as cluster:
        yield Operator(cluster, tmp_path)


@pytest.mark.full("operations", alone=True)
def test_the_handbook_is_followed_from_an_empty_machine_until_somebody_leaves(
    operator: Operator,
) -> None:
    install(operator)
    the_first_hour(operator)
    each_day(operator)
    embedded(operator)
    leave(operator)
    assert HERE - operator.done == set()


def test_every_command_is_run_by_some_test() -> None:
    assert unrun(HERE) == []
    assert unrun(HERE - {"held replay"}) == ["flask --app backend held replay URL"], "found"


def unrun(done: frozenset[str]) -> list[str]:
    """Return the commands of the handbook that nothing runs."""
    found = []
    for name in handbook.NAMES:
        for line in handbook.commands(handbook.text(name)):
            command = handbook.command_of(line)
            first = line.split()[0]
            alone = command.removeprefix("./umay ")
            known = {command, alone, first, " ".join(line.split()[:2])}
            if command and not {command, alone} & ({*ELSEWHERE} | done):
                found.append(line)
            if not command and not known & ({*ELSEWHERE} | done):
                found.append(line)
    return found


def test_what_is_named_as_run_elsewhere_is_there() -> None:
    assert [path for path in ELSEWHERE.values() if not (ROOT / path).exists()] == []


def install(operator: Operator) -> None:
    for role in ("umay", "umay_web"):
        operator.postgres("createuser", role)
    operator.postgres("createdb", "--owner", "umay", "umay")
    operator.done.add("runuser")
    assert "The database is up to date. First list published." in operator.flask(
        "init", role="umay"
    )
    operator.flask("grant", "umay_web", role="umay")


def the_first_hour(operator: Operator) -> None:
    invited = operator.flask("add-administrator", "ann@safe.council.example", "Ann Example")
    assert "https://safe.council.example/" in invited
    borough = feature(polygon(SQUARE), area_code="E08000010", area_name="Wigan")
    operator.flask("import", "outline", str(geojson(operator.folder, borough)))
    postcodes = csv_file(operator.folder, POSTCODES, "postcodes.csv")
    operator.flask("import", "postcodes", str(postcodes))
    names = csv_file(operator.folder, "name,type,lat,lon\nWigan,Town,53.545,-2.63\n", "names.csv")
    operator.flask("import", "names", str(names))
    operator.flask("zones", "build")
    (example,) = re.findall(r"```json\n(.*?)```", handbook.text("reference.md"), re.DOTALL)
    network = operator.folder / "network.json"
    network.write_text(re.sub(r'"zones": \[\{.*?\}\],|, "zones": \["z1"\]', "", example))
    operator.flask("load-network", str(network))
    assert "Published version" in operator.flask("publish")


def each_day(operator: Operator) -> None:
    assert "WN1" in operator.flask("find", "WN1 1AA")
    verified = operator.flask("audit", "verify")
    (head,) = HEAD.findall(verified)
    operator.flask("audit", "verify", "--head", head)
    operator.flask("release")
    assert '"openapi"' in operator.flask("openapi")
    assert "Published version" in operator.flask("publish", "--new-epoch")
    assert "The service is not held." in operator.flask("held")
    operator.flask("held", "begin", "--restored")
    assert "held since" in operator.flask("held")
    assert operator.tried("publish")[0] == 1
    operator.flask("held", "end")
    operator.flask("publish")


def embedded(operator: Operator) -> None:
    """Go through what is for SQLite alone: a copy, its restoration, a later copy taken over."""
    file = operator.folder / "embedded" / "umay.sqlite3"
    file.parent.mkdir()
    told = {"UMAY_DATABASE_URL": f"sqlite:///{file}", "UMAY_DATA_DIR": str(file.parent)}
    operator.flask("init", **told)
    copy = operator.folder / "copy.sqlite3"
    operator.flask("backup", str(copy), **told)
    shutil.copy(copy, operator.folder / "later.sqlite3")
    assert "Restored." in operator.flask("restore", str(copy), **told)
    replayed = operator.flask(
        "held", "replay", f"sqlite:///{operator.folder}/later.sqlite3", **told
    )
    assert "Taken over: 0 records" in replayed


def leave(operator: Operator) -> None:
    """Move to another machine: its folder is another, so the service is held there."""
    dump = f"{operator.cluster.folder}/umay.dump"
    operator.postgres("pg_dump", "--format=custom", f"--file={dump}", "umay")
    operator.postgres("dropdb", "umay")
    operator.postgres("createdb", "--owner", "umay", "umay")
    operator.postgres("pg_restore", "--dbname=umay", dump)
    moved = {"UMAY_DATA_DIR": str(operator.folder / "another machine")}
    assert "held on restored records" in operator.flask("init", role="umay", **moved)
