"""Lists that go through LibreOffice come back unchanged, in each form that it saves."""

import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from backend.services.exporting.formats import FORMS
from tests.backend.rows import rows
from tests.backend.services.exporting.cast import HELD, exported
from tests.backend.services.importing.cast import counts, places, told

SOFFICE = "soffice"
SAVED_AS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods:calc8",
    # Parted by semicolons, quoted where needed, in UTF-8, as shown.
    "csv": "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true",
}
OPENED_AS = {"csv": "--infilter=Text - txt - csv (StarCalc):44,34,76,1"}

pytestmark = pytest.mark.full("files", alone=True)


@pytest.fixture
def office() -> str:
    """The program; on other systems than Debian nobody brings it."""
    found = shutil.which(SOFFICE)
    if found is None:
        pytest.skip("LibreOffice is not there: install libreoffice-calc")
    return found


def saved_anew(office: str, path: Path, ending: str) -> Path:
    """Open a list with LibreOffice and save it in a form of its own."""
    target = path.parent / "saved"
    target.mkdir()
    words = [office, "--headless", f"-env:UserInstallation=file://{path.parent}/profile"]
    opened = [OPENED_AS[path.suffix[1:]]] if path.suffix[1:] in OPENED_AS else []
    words += [*opened, "--convert-to", SAVED_AS[ending], "--outdir", str(target), str(path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=180, check=False)
    made = target / f"{path.stem}.{ending}"
    assert made.exists(), done.stderr or done.stdout
    return made


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ending", SAVED_AS)
def test_a_list_that_was_opened_and_saved_comes_back_unchanged(
    app: Flask, listed: Path, office: str, form: str, ending: str
) -> None:
    before = rows(app, HELD)
    report = places(saved_anew(office, exported(listed, form), ending))
    assert counts(report) == (0, 0, 5, 0), told(report)
    assert rows(app, HELD) == before
