"""What a release says of its counts is true of them: on pages, in files, before and after."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import combinations, groupby, pairwise

import pandas as pd
import pytest

from backend.domain import noise
from backend.domain.comparisons import difference
from backend.domain.disclosure import KEYED
from backend.domain.figures import Figures, Ranking
from backend.domain.periods import Period
from backend.domain.printed_counts import PrintedCount
from backend.domain.products import (
    BASE,
    LEVEL,
    SAFE,
    TOTAL,
    UNSURE,
)
from backend.domain.statistics import Share, share_of, wilson
from backend.services.interventions import Intervention
from backend.services.perception.before_after import before_after
from backend.services.perception.downloads import (
    HIDDEN,
    OF_THE_REST,
    TOO_FEW,
    csv_of,
    geojson_of,
)
from backend.services.perception.reading import AreaNamed, Head
from tests.backend.services.releasing.invented import QUARTER, TABLES, Told, a_release
from tests.support.parts import is_part

pytestmark = pytest.mark.full("figures")
CARELESS = (0, 2, 3, 20, 26, 50, 53, 59, 60, 68)
"""Seeds of releases in which somebody who reads what is not shown as small would be wrong."""

SEEDS = tuple(range(200)) if is_part("figures") else CARELESS
FAR = noise.MOST + KEYED.step // 2
"""How far a printed count may lie from the true one."""

SELDOM = 0.01
"""How often an interval may not hold what was counted: only noise and rounding move that."""

Reading = Callable[[PrintedCount, PrintedCount], Share | None]
Ranked = Callable[[Figures, str, Mapping[str, str]], Ranking]


@pytest.fixture(scope="module")
def told() -> tuple[Told, ...]:
    """Every area of some releases, each of a handful of answers, as the audit lets them stand."""
    return tuple(each for seed in SEEDS for each in a_release(seed))


def false_shares(told: tuple[Told, ...], read: Reading) -> tuple[list[str], int]:
    """Return the shares whose interval does not hold what was counted, and how many there are."""
    found, read_at_all = [], 0
    for each in told:
        for (product, part, code), shown in each.figures.cells.items():
            share = read(shown, each.figures.base(product, part))
            if share is None or code in (TOTAL, BASE):
                continue
            read_at_all += 1
            true = 100 * each.true[product, part, code] / each.true[product, part, BASE]
            if not share.low <= true <= share.high:
                found.append(f"{product} {part} {code}: {share.interval_words}, true {true:.0f}")
    return found, read_at_all


def read_as_small(part: PrintedCount, base: PrintedCount) -> Share | None:
    """Read a count that is not shown as one under ten, as pages once did."""
    if part.is_shown or not base.is_shown or base.number < 30:
        return share_of(part, base)
    high = wilson(min(9, base.number), base.number)[1]
    return Share(0, 0, round(100 * high) + 1, base.number, (0.0, 0.0, high))


def test_the_counted_share_lies_within_every_interval(told: tuple[Told, ...]) -> None:
    false, read_at_all = false_shares(told, share_of)
    assert len(false) <= SELDOM * read_at_all


def test_a_count_that_is_not_shown_read_as_small_is_found_false(told: tuple[Told, ...]) -> None:
    # The control.
    (false, _), (fewer, _) = (false_shares(told, read) for read in (read_as_small, share_of))
    assert len(false) > len(fewer)


def true_share(each: Told) -> float:
    return each.true[LEVEL, "", SAFE] / each.true[LEVEL, "", BASE]


def test_no_difference_is_told_that_was_not_counted(told: tuple[Told, ...]) -> None:
    compared = out = called = wrong = 0
    for one, other in combinations(told, 2):
        apart = difference(one.figures.safe(), other.figures.safe())
        if apart is not None:
            true = true_share(one) - true_share(other)
            out += not apart.low <= 100 * true <= apart.high
            called += apart.is_beyond_chance
            wrong += apart.is_beyond_chance and true * apart.points <= 0
            compared += 1
    assert compared > len(told)
    assert out <= SELDOM * compared
    # Noise alone turns hardly any: 28 of 11,062 over two hundred releases of few answers.
    assert called > len(told) / 2
    assert wrong <= SELDOM * called


def false_leads(told: tuple[Told, ...], rank: Ranked) -> list[str]:
    """Return what is said to lead a whole table, or to stand before another, and does not.

    Noise may have moved two counts towards each other; pages say that near ones may have swapped.
    """
    found = []
    for each in told:
        for product, words in TABLES.items():
            ranking = rank(each.figures, product, words)
            counts = [each.true.get((product, "", line.code), 0) for line in ranking.lines]
            rest = [
                each.true.get((product, "", code), 0)
                for code in words
                if code not in {line.code for line in ranking.lines}
            ]
            if counts and not ranking.not_shown and max(rest, default=0) > min(counts):
                found.append(f"{product}: {min(counts)} stands, and {max(rest)} does not")
            in_order = zip(ranking.lines, counts, strict=True)
            for (line, true), (after, less) in combinations(in_order, 2):
                if line.count != after.count and true + 2 * noise.MOST <= less:
                    found.append(f"{product}: {line.code} {true} before {after.code} {less}")
    return found


HEAD = Head(1, QUARTER, 1, "", datetime(2026, 10, 28, tzinfo=UTC), KEYED.name, ("1",), 0, 0, False)
RING = ((0, 0), (0, 1), (1, 1), (0, 0))


def by_release(told: tuple[Told, ...]) -> Iterator[dict[str, Told]]:
    for _, group in groupby(told, key=lambda each: each.seed):
        yield {each.area.id: each for each in group}


def files(told: tuple[Told, ...]) -> Iterator[tuple[pd.DataFrame, pd.DataFrame, dict[str, Told]]]:
    """Yield each release as somebody reads its CSV and its GeoJSON with pandas, and the truth."""
    for areas in by_release(told):
        named = [AreaNamed(each.area.id, "A", "ward", RING) for each in areas.values()]
        held = {(HEAD.id, area_id): each.figures for area_id, each in areas.items()}
        text = io.StringIO(csv_of(HEAD, named, held))
        rows = pd.read_csv(text, comment="#", keep_default_na=False, dtype=str)
        drawn = json.loads(geojson_of(HEAD, named, held))["features"]
        yield rows, pd.DataFrame([each["properties"] for each in drawn]), areas


def test_every_row_of_the_csv_is_true(told: tuple[Told, ...]) -> None:
    """What has no count has no percentage, unless those who feel unsafe tell it."""
    seen = out = 0
    for rows, _, areas in files(told):
        for row in rows.to_dict("records"):
            each, table = areas[row["area_id"]], (row["product"], row["part"])
            whole = TOTAL if (row["product"], row["code"]) == (LEVEL, UNSURE) else BASE
            true, base = each.true[*table, row["code"]], each.true.get((*table, whole), 0)
            if row["count_rounded"]:
                assert abs(int(row["count_rounded"]) - true) <= FAR
            else:
                assert row["note"] == (OF_THE_REST if row["percent"] else HIDDEN)
            if row["percent"]:
                out += not int(row["low_95"]) <= 100 * true / base <= int(row["high_95"])
                seen += 1
    assert seen > len(told)
    assert out <= SELDOM * seen


def test_every_feature_of_the_geojson_is_true(told: tuple[Told, ...]) -> None:
    seen = out = 0
    for _, features, areas in files(told):
        for row in features.to_dict("records"):
            each = areas[row["id"]]
            for name, code in (("answers_rounded", TOTAL), ("base_rounded", BASE)):
                if pd.notna(row[name]):
                    assert abs(row[name] - each.true[LEVEL, "", code]) <= FAR
            if pd.notna(row["percent_safe"]):
                out += not row["low_95"] <= 100 * true_share(each) <= row["high_95"]
                seen += 1
            else:
                assert row["note"] in (HIDDEN, TOO_FEW)
                assert pd.isna(row["low_95"])
    assert seen > len(SEEDS)
    assert out <= SELDOM * seen


def test_what_is_said_of_before_and_after_was_counted(told: tuple[Told, ...]) -> None:
    """Of each area one release is taken for the quarter before, and the next for that after."""
    compared = out = 0
    releases = list(by_release(told))
    done = Intervention(1, date(2026, 5, 7), "lighting", "Lighting", "Lamps", "w0", None)
    for earlier, later in pairwise(releases):
        for area_id, then in earlier.items():
            now = later[area_id]
            shares = {Period(2026, 1): then.figures.safe(), Period(2026, 3): now.figures.safe()}
            found = before_after(done, shares)
            if found.before is None or found.after is None:
                assert found.change is None
            elif found.change is not None:
                true = 100 * (true_share(now) - true_share(then))
                out += not found.change.low <= true <= found.change.high
                compared += 1
    assert compared >= len(releases) - 1
    assert out <= SELDOM * compared


def nothing_hidden(figures: Figures, product: str, words: Mapping[str, str]) -> Ranking:
    """Rank as if what is not shown were nothing, as pages once did."""
    return Ranking(figures.ranked(product, words).lines, 0)


def test_what_is_said_to_lead_a_table_leads_it(told: tuple[Told, ...]) -> None:
    assert false_leads(told, Figures.ranked) == []


def test_a_table_that_says_nothing_of_what_it_hides_is_found_false(told: tuple[Told, ...]) -> None:
    # The control.
    assert false_leads(told, nothing_hidden)
