"""The independent path: raw answers read by plain SQL, grouped by pandas, rounded by hand."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pandas as pd
from flask import Flask

from tests.backend.rows import rows
from tests.backend.services.releasing import by_hand

CELL = ["area_id", "product", "part", "code"]
SAYS = ("happened", "reported", "why_not")
SAFE_OR_NOT = {
    **dict.fromkeys(("very_safe", "fairly_safe"), "safe"),
    **dict.fromkeys(("fairly_unsafe", "very_unsafe"), "unsafe"),
}
YOUNG = {"under_13": "under_18", "from_13_to_17": "under_18", "not_said": None}
TABLES = """
level|total base safe unsafe very_safe fairly_safe fairly_unsafe very_unsafe dont_know
daypart:daylight|base safe unsafe
daypart:after_dark|base safe unsafe
daypart:night_economy|base safe unsafe
age:under_18|base safe unsafe
age:from_18_to_24|base safe unsafe
age:from_25_to_34|base safe unsafe
age:from_35_to_54|base safe unsafe
age:from_55_to_64|base safe unsafe
age:from_65|base safe unsafe
factor|base bad_lighting empty_or_isolated hidden_corners cannot_see_ahead no_cctv run_down
factor|drugs_or_alcohol groups harassed_by_one harassed_by_group followed bad_path poor_transport
factor|nobody_like_me well_lit people_about open_view staff_about cared_for good_path
factor|near_transport people_like_me other
happened|base nothing to_me to_someone_else other
reported|base to_police to_others no dont_know other
why_not|base too_small nothing_would_be_done did_not_know_how afraid no_trust dealt_with other
"""
"""Everything that docs/statistics.md says is printed of an area, written down once more."""

FEELS = {
    "unsafe": """
bad_lighting empty_or_isolated hidden_corners cannot_see_ahead no_cctv run_down drugs_or_alcohol
groups harassed_by_one harassed_by_group followed bad_path poor_transport nobody_like_me
""",
    "safe": """
well_lit people_about open_view staff_about cared_for good_path near_transport people_like_me
""",
}
"""After which feeling the pages show each reason."""

OF_PLACES = ("total", "base", "safe", "unsafe")
CHANGED = """
base avoided_areas changed_route trouble_sleeping_or_eating missed_school lost_concentration
avoided_events carried_weapon nothing other not_said
"""


def rounded(count: int) -> int:
    """Return a count to the nearest five, as one does it by hand."""
    down = count % 5
    return int(count - down) if down < 3 else int(count - down + 5)


def printed(app: Flask, period: str) -> pd.DataFrame:
    """Return what a release prints."""
    found = rows(
        app,
        "SELECT area_id, product, part, code, shown, is_hidden FROM release_cell "
        f"JOIN release ON release.id = release_id WHERE period = '{period}'",
    )
    return pd.DataFrame(found, columns=[*CELL, "shown", "is_hidden"])


def raw(app: Flask) -> pd.DataFrame:
    """Return every answer with its quarter and month, both those of its week's Thursday."""
    columns = "id zone_id place_id week level daypart age_band happened reported why_not factors"
    found = rows(app, f"SELECT {', '.join(columns.split())} FROM feedback WHERE state = 'counted'")
    said = pd.DataFrame(found, columns=columns.split())
    thursday = pd.to_datetime(said.week + "-4", format="%G-W%V-%u")
    said["period"] = thursday.dt.to_period("Q").astype(str)
    said["month"] = thursday.dt.strftime("%Y-%m")
    said["factors"] = said.factors.map(json.loads)
    said["key"] = [by_hand.key(by_hand.secret(app), str(UUID(str(each)))) for each in said.id]
    said["feeling"] = said.level.map(SAFE_OR_NOT)
    said["age"] = said.age_band.map(lambda band: YOUNG.get(band, band))
    return said


def counts(said: pd.DataFrame, app: Flask, period: str) -> pd.DataFrame:
    """Return the true count of each cell that is to be printed, noughts too."""
    pairs = pd.DataFrame(
        rows(app, "SELECT zone_id, area_id FROM zone_area"), columns=["zone_id", "area_id"]
    )
    zones = said[said.zone_id.notna()]
    at_places = said[said.place_id.notna()].assign(area_id=lambda each: "place:" + each.place_id)
    of_areas = pd.concat([zones.merge(pairs), zones.assign(area_id="borough")])
    found = pd.concat(
        [
            *(_of_levels(each) for each in (of_areas, at_places)),
            *(_of_feelings(of_areas, name, name) for name in ("daypart", "age")),
            _of_feelings(zones.assign(area_id="borough"), "month", "month"),
            _of_factors(of_areas),
            *(_of_codes(of_areas, name) for name in SAYS),
            _of_records(app, period),
        ]
    )
    whole = _wanted(app, period, sorted(set(at_places.area_id)))
    whole = whole.merge(_moved(found, app), on=CELL, how="left").fillna({"true": 0, "moved": 0})
    # From here on every count is as it is after the noise, which is what is rounded or hidden.
    whole["true"] += whole.moved
    bases = whole[whole.code.isin(("base", "total"))].groupby(CELL[:3]).true.min()
    base = whole.set_index(CELL[:3]).index.map(bases)
    stands_alone = (whole.code == "total") | (
        (whole.code == "base") & (whole["product"] != "level")
    )
    is_small = pd.Series(base, index=whole.index).map(lambda each: each < 10 or rounded(each) < 30)
    return whole.assign(is_thin=is_small & ~stands_alone)


def _moved(found: pd.DataFrame, app: Flask) -> pd.DataFrame:
    """Return how often each cell is counted, and its noise."""
    secret, table = by_hand.secret(app), by_hand.noise_table()
    each = found.groupby(CELL, dropna=False).key.agg(list).reset_index()
    each["true"] = each.key.map(len)
    cells = zip(each["product"], each.part, each.code, strict=True)
    each["moved"] = [
        by_hand.moved_by(secret, table, cell, keys)
        for cell, keys in zip(cells, each.key, strict=True)
    ]
    return each.drop(columns="key")


def _wanted(app: Flask, period: str, places: list[str]) -> pd.DataFrame:
    areas = [row[0] for row in rows(app, "SELECT id FROM area")]
    cells = [(area, *cell) for area in areas for cell in cells_of(TABLES)]
    cells += [(place, "level", "", code) for place in places for code in OF_PLACES]
    cells += [("young", "young", "", code) for code in CHANGED.split()]
    months = [
        str(each) for each in pd.period_range(pd.Period(period).start_time, periods=3, freq="M")
    ]
    cells += [("borough", "month", month, code) for month in months for code in OF_PLACES[1:]]
    return pd.DataFrame(cells, columns=CELL)


def cells_of(tables: str) -> Iterator[tuple[str, str, str]]:
    for line in tables.split("\n"):
        name, _, codes = line.partition("|")
        product, _, part = name.partition(":")
        yield from ((product, part, code) for code in codes.split())


def _named(found: pd.DataFrame, product: str, part: Any, code: Any) -> pd.DataFrame:
    return found.assign(product=product, part=part, code=code)[[*CELL, "key"]]


def _of_levels(said: pd.DataFrame) -> pd.DataFrame:
    sure = said[said.feeling.notna()]
    kinds = [(said, "total"), (said, said.level), (sure, "base")]
    kinds += [(sure[sure.feeling == feeling], feeling) for feeling in ("safe", "unsafe")]
    return pd.concat([_named(each, "level", "", code) for each, code in kinds])


def _of_feelings(said: pd.DataFrame, product: str, column: str) -> pd.DataFrame:
    sure = said[said.feeling.notna() & said[column].notna()]
    kinds = [(sure, "base")]
    kinds += [(sure[sure.feeling == feeling], feeling) for feeling in ("safe", "unsafe")]
    return pd.concat([_named(each, product, each[column], code) for each, code in kinds])


def _of_factors(said: pd.DataFrame) -> pd.DataFrame:
    each = said.explode("factors")
    each = each[each.factors.notna()]
    # A reason counts where the pages show it after the level.
    sort = each.factors.map(felt_before)
    each = each[each.feeling.isna() | (sort == "any") | (sort == each.feeling)]
    return pd.concat([_named(said, "factor", "", "base"), _named(each, "factor", "", each.factors)])


def felt_before(code: str) -> str:
    """Return the feeling after which a reason is shown, "any" for all."""
    return next((feeling for feeling, codes in FEELS.items() if code in codes.split()), "any")


def _of_codes(said: pd.DataFrame, column: str) -> pd.DataFrame:
    told = said[said[column] != "not_said"]
    if column != "happened":
        told = told[told.happened.isin(("to_me", "to_someone_else"))]
    if column == "why_not":
        told = told[told.reported == "no"]
    return pd.concat([_named(told, column, "", code) for code in ("base", told[column])])


def _of_records(app: Flask, period: str) -> pd.DataFrame:
    found = pd.DataFrame(rows(app, "SELECT month, changes, id FROM young_record"))
    found.columns = pd.Index(["month", "changes", "id"])
    found["key"] = [by_hand.key(by_hand.secret(app), str(UUID(str(each)))) for each in found.id]
    found = found[pd.PeriodIndex(found.month, freq="M").asfreq("Q").astype(str) == period]
    each = found.assign(changes=found.changes.map(json.loads)).explode("changes")
    both = ((found, "base"), (each, each.changes))
    return pd.concat(
        [_named(some.assign(area_id="young"), "young", "", code) for some, code in both]
    )
