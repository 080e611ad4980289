"""The cast of the tests of lists: four awkward venues, and how drafts leave."""

from pathlib import Path

from backend.services.exporting.formats import Table, written
from backend.services.exporting.rows import DRAFT_COLUMNS, Writer
from backend.services.transaction import read
from backend.storage.imported import all_drafts
from tests.conftest import NOW, TODAY

HELD = "SELECT * FROM place_draft ORDER BY id"
LIST = (
    "id,name,kind,address,postcode,lat,lon,phone,facilities,opening_hours,monday,remark\n"
    '1,"=cmd, the Inn",pub,"1 High St, Wigan",WN1 1AA,53.5451234567,-2.63,01942000001,'
    "toilet;phone,Mo-Fr 09:00-17:00; Aug off,,\n"
    "2,-Dash Café,cafe,@Market,WN1 1AB,,,+441942000002,,,09:00-13:00,Ring the bell\n"
    "3,007,shop,,WN1 1AA,53.546,-2.631,441942000003,,by appointment,,\n"
    "4,Żabka,shop,,WN1 1AA,53.547,-2.632,0800 111111,,PH Mo[1] off; Mo 9-5,,\n"
)


def exported(folder: Path, form: str) -> Path:
    """Write the drafts as they leave."""
    with read() as session:
        writer = Writer.of(TODAY)
        listed = [writer.draft(row) for row in all_drafts(session)]
    path = folder / f"out.{form}"
    path.write_bytes(written(Table("Candidates", DRAFT_COLUMNS, listed), form, NOW))
    return path
