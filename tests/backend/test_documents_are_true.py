"""Documents that operators and developers rely on name exactly what is in the code."""

import re
from pathlib import Path

import pytest

from backend.config import SETTINGS
from backend.services.importing import benchmarks, names, places, points, postcodes
from backend.storage.database import Row
from backend.storage.feedback import FeedbackRow, WithdrawnRow
from backend.storage.young_records import YoungRecordRow
from shared.problems import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `([A-Za-z_-]+)` \| (.*?) \|", re.MULTILINE)


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"\b(?:UMAY_[A-Z_]+|FLASK_DEBUG|WEB_CONCURRENCY)\b", text))


def test_every_setting_is_explained_and_every_explained_one_exists() -> None:
    listed = [name for name, _ in ROW.findall(document("reference.md"))]
    assert sorted(listed) == sorted(SETTINGS)


@pytest.mark.parametrize(
    "name",
    [
        "config.py",
        "mail_settings.py",
        "gunicorn.conf.py",
        "app.py",
        "cli/importing.py",
        "cli/zoning.py",
        "cli/running.py",
    ],
)
def test_no_other_setting_is_read(name: str) -> None:
    used = settings_in((ROOT / "backend" / name).read_text(encoding="utf-8"))
    assert used <= set(SETTINGS)


def test_every_problem_is_explained_with_its_status() -> None:
    listed = {code: int(status) for code, status in ROW.findall(document("problems.md"))}
    assert listed == {code: kind.status for code, kind in CATALOGUE.items()}


@pytest.mark.parametrize("row", [FeedbackRow, WithdrawnRow, YoungRecordRow])
def test_every_column_about_residents_is_told(row: type[Row]) -> None:
    assert untold(row, document("data-protection.md")) == []


def test_a_column_that_is_told_of_another_table_only_is_found() -> None:
    text = document("data-protection.md")
    hidden = re.sub(r"^\| `month`.*\n", "", text, flags=re.MULTILINE)
    assert hidden != text
    assert untold(YoungRecordRow, hidden) == ["month"]


def untold(row: type[Row], text: str) -> list[str]:
    """Return the columns of which the section about their table says nothing."""
    (section,) = re.findall(rf"^### .*`{row.__tablename__}`.*\n([\s\S]*?)^##", text, re.MULTILINE)
    return [each.name for each in row.__table__.columns if f"`{each.name}`" not in section]


def test_every_column_of_an_import_is_explained() -> None:
    text = document("importing.md")
    columns = {
        column
        for listed in (benchmarks, names, places, points, postcodes)
        for column in listed.COLUMNS
    } - {"tuesday", "wednesday", "thursday", "friday", "saturday"}
    assert [column for column in sorted(columns) if f"`{column}`" not in text] == []


def test_the_example_of_a_network_file_can_be_loaded() -> None:
    import json

    from backend.services.network_file import parse

    (example,) = re.findall(r"```json\n(.*?)```", document("reference.md"), re.DOTALL)
    assert len(parse(json.loads(example))["places"]) == 1
