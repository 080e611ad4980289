"""Deeds, looking: whether the nation that is set is the one in which the partnership lies."""

from collections.abc import Iterator

from backend.services.examining.findings import OK, WRONG, Finding, SetUp
from backend.services.transaction import read
from backend.storage.zones import borough, current_areas
from shared.nations import nation_of_code


def nation(set_up: SetUp) -> Iterator[Finding]:
    """Compare the setting with the codes of the outline, its districts and the wards."""
    with read() as session:
        outline = borough(session)
        codes = [area.id for area in current_areas(session)]
        codes += outline.districts if outline else []
    there = sorted({found for code in codes if (found := nation_of_code(code))})
    told = set_up.world.nation
    if not there:
        yield Finding(OK, f"{told}; no area has a code that says otherwise.")
    elif there == [told]:
        yield Finding(OK, f"{told}, as the codes of the areas say.")
    else:
        what = f"UMAY_NATION is {told}, and the codes of the areas are of {' and '.join(there)}."
        to_do = "Set it for every process and run publish: helplines and bank holidays go by it."
        yield Finding(WRONG, what, to_do)
