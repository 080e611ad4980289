"""The pages of perception on both engines: without a release, with one quarter, with two."""

import csv
import io
import json
import re

import pytest

from backend.domain.periods import Period
from backend.services.actors import COMMAND_LINE
from backend.services.perception.downloads import HIDDEN, TOO_FEW
from backend.services.releasing.making import make_release
from backend.web.world import world
from shared.problems import Problem
from tests.backend.console.released import (
    FIRST,
    HOSTILE,
    METHODS,
    PAGES,
    SECOND,
    SMALL,
    STRUCK,
    Site,
    databases,
    drawings,
    nothing,
    one,
    two,
    words,
)

__all__ = ["databases", "nothing", "one", "two"]
PERCENT = re.compile(r"\d+ %")
ALWAYS_SAID = "95 %"
MARKED = 'aria-roledescription="point"'
"""What a drawing says of each dot that stands for a percentage."""


def download(site: Site, name: str) -> str:
    answer = site.analyst.get(f"/console/perception/releases/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="umay-{name}"'
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.text


def table_of(text: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return a CSV's comments and its rows."""
    lines = text.split("\n")
    comments = [line for line in lines if line.startswith("#")]
    return comments, list(csv.DictReader(io.StringIO("\n".join(lines[len(comments) :]))))


def test_without_a_release_every_page_says_so(nothing: Site) -> None:
    said = words(nothing.see())
    assert "Nothing has been released yet." in said
    assert "October to December 2026: about 50" in said
    assert "from Friday 29 January on" in said
    assert not PERCENT.search(said)
    assert "How figures are made" in nothing.see(METHODS)
    files = ("/releases/2026Q3.csv", "/releases/2026Q3.geojson", "/areas/t-wigan")
    for path in (*PAGES[1:], *files):
        answer = nothing.analyst.get(f"/console/perception{path}")
        assert answer.status_code == 404, path
        assert "Nothing was released for that quarter, area or place yet." in answer.text


def test_with_one_quarter_there_is_nothing_to_compare_it_with(one: Site) -> None:
    said = words(one.see())
    assert said.startswith("Perception July to September 2026")
    assert "not a representative survey" in said
    assert "points (" not in said
    assert "more than chance" not in said
    for path in PAGES:
        assert "July to September 2026" in one.see(path)
    assert "Invented answers" not in one.see()
    assert "Corrected" not in one.see()
    assert len(drawings(one.see("/areas/t-wigan"))) == 3
    assert "Nothing has been written down for this area yet." in one.see("/areas/t-wigan")


def test_with_two_quarters_each_is_compared_with_the_one_before(two: Site) -> None:
    said = words(two.see())
    assert re.search(r"April to June 2026\. [−+]?\d+ points \(", said)
    area = words(two.see("/areas/t-wigan"))
    assert "April to June 2026" in area
    assert re.search(r"points \([−+]?\d+ to [−+]?\d+\): (may be chance|more than chance)", area)
    older = words(two.see(f"?period={FIRST}"))
    assert older.startswith("Perception April to June 2026")
    trend = words(two.see(f"/trend?period={FIRST}"))
    assert "Q2 26" in trend
    assert "Q3 26" not in trend
    same = words(two.see(f"/compare?one=t-wigan&in={SECOND}&other=t-wigan&and={FIRST}"))
    assert "Wigan (example outline), Q2 26" in same


def test_officers_and_analysts_read_the_same(two: Site) -> None:
    for path in (*PAGES, METHODS):
        theirs, ours = (
            words(who.see(f"/console/perception{path}")) for who in (two.officer, two.analyst)
        )
        assert theirs.replace("Write “you said, we did”", "").split()[:60] == ours.split()[:60]
    assert "Write down what was done" in two.officer.see("/console/perception/areas/t-wigan")
    assert "Write down what was done" not in two.see("/areas/t-wigan")


def test_under_thirty_answers_the_page_of_an_area_says_no_percentage(one: Site, two: Site) -> None:
    for found in (one, two):
        page = found.see(f"/areas/{SMALL}")
        said = words(page).replace(ALWAYS_SAID, "")
        assert "Not shown." in said
        assert re.search(r"about (10|15|20|25) people who chose to answer", said)
        # What is said of another survey is not of this area.
        assert set(PERCENT.findall(said)) <= {"76 %"}
        for drawing in drawings(page):
            assert set(re.findall(r">(\d+) %<", drawing)) <= {"0", "20", "40", "60", "80", "100"}
            assert MARKED not in drawing
            assert "not shown" in drawing
        assert any(MARKED in each for each in drawings(found.see("/areas/t-wigan")))


def test_under_thirty_answers_nothing_else_says_a_percentage(one: Site, two: Site) -> None:
    of_small = re.compile(r"<tr>\s*<th[^>]*>(?:<a[^>]*>)?Tyldesley.*?</tr>", re.DOTALL)
    for found in (one, two):
        for path in ("", "/dayparts", "/young", "/factors", "/trend"):
            (row,) = of_small.findall(found.see(path))
            assert not PERCENT.search(row)
            assert "not shown" in row
        _, cells = table_of(download(found, f"{SECOND}.csv"))
        assert {row["percent"] for row in cells if row["area_id"] == SMALL} == {""}
        features = json.loads(download(found, f"{SECOND}.geojson"))["features"]
        (told,) = (each["properties"] for each in features if each["properties"]["id"] == SMALL)
        assert (told["percent_safe"], told["low_95"], told["high_95"]) == (None, None, None)
        assert told["note"] in (HIDDEN, TOO_FEW)


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("?period=2031Q1", 404, "Nothing was released for that quarter"),
        ("?period=soon", 422, "Write 2026Q3, or 2026 for a year."),
        ("/areas/nowhere", 404, "Nothing was released for that quarter"),
        ("/areas/young?period=2026Q1", 404, "Nothing was released for that quarter"),
        ("/areas/t-wigan?period=2025", 404, "Nothing was released for that quarter"),
        ("/trend?period=%3Cb%3E", 422, "Write 2026Q3, or 2026 for a year."),
        ("/compare?one=nowhere", 404, "Nothing was released for that quarter"),
        ("/compare?and=2019Q1", 404, "Nothing was released for that quarter"),
        ("/releases/2031Q1.csv", 404, "Nothing was released for that quarter"),
        ("/releases/all.geojson", 422, "Write 2026Q3, or 2026 for a year."),
    ],
)
def test_what_is_not_there_is_refused_kindly(two: Site, path: str, status: int, title: str) -> None:
    answer = two.analyst.get(f"/console/perception{path}")
    assert answer.status_code == status
    assert title in answer.text
    assert "Go to your start page" in answer.text
    assert "<b>" not in words(answer.text)


def test_no_name_is_run_by_a_page_or_drawn(two: Site) -> None:
    paths = (*PAGES, "/areas/t-leigh", "/areas/t-wigan", "/areas/place:p-001", "/areas/t-golborne")
    for path in paths:
        page = two.see(path)
        assert "<img src=x" not in page
        assert STRUCK not in page
        for drawing in drawings(page):
            assert not any(name in drawing for name in ("HYPERLINK", "onerror", "cmd|"))
    assert "=HYPERLINK(&#34;http://x.test&#34;)&lt;script&gt;" in two.see()
    # The words of what was done and of another survey are drawn, and are letters only.
    assert "Lamps &lt;script&gt;" in "".join(drawings(two.see("/areas/t-wigan")))
    assert "North West &lt;script&gt;" in "".join(drawings(two.see("/dayparts")))


def test_no_spreadsheet_takes_a_name_for_a_formula(two: Site) -> None:
    _, cells = table_of(download(two, f"{SECOND}.csv"))
    names = {row["area"] for row in cells}
    assert {f"'{HOSTILE['t-leigh']}", f"'{HOSTILE['t-golborne']}", HOSTILE["t-atherton"]} < names
    assert [name for name in names if name[:1] in "=+-@\t\r"] == []
    features = json.loads(download(two, f"{SECOND}.geojson"))["features"]
    told = {each["properties"]["id"]: each["properties"]["name"] for each in features}
    assert {area: told[area] for area in HOSTILE} == HOSTILE


def test_a_year_does_not_stand_among_quarters(two: Site) -> None:
    for path in PAGES:
        page = two.see(path)
        assert 'value="2025"' not in page
        assert "January to December 2025" not in page
        if path == "/compare":
            continue
        assert two.analyst.get(f"/console/perception{path}?period=2025").status_code == 404
    comments, cells = table_of(download(two, "2025.csv"))
    assert "of 2025, made" in comments[0]
    assert {(row["area_id"], row["product"]) for row in cells} == {("borough", "level")}


def test_downloads_carry_what_must_go_with_them(one: Site, two: Site) -> None:
    comments, cells = table_of(download(one, f"{SECOND}.csv"))
    told = "\n".join(comments)
    assert "not a representative survey" in told
    assert "Every count is moved by up to 9 by keyed noise" in told
    assert "those under 10 are not shown" in told
    assert "base of 30" in told
    assert "INVENTED" not in told
    assert len(cells) > 500
    assert {int(row["count_rounded"]) % 5 for row in cells if row["count_rounded"]} == {0}
    assert min(int(row["count_rounded"]) for row in cells if row["count_rounded"]) == 10
    body = json.loads(download(two, f"{SECOND}.geojson"))
    assert body["period"] == str(SECOND)
    assert len(body["features"]) == 10
    assert body["caveats"][-1] == "THE ANSWERS ARE INVENTED, FOR A DEMONSTRATION."
    corrected, _ = table_of(download(two, f"{SECOND}.csv"))
    assert corrected[0].startswith(f"# Release 2 of {SECOND}, made 2026-11-27: A script <b>had</b>")
    assert corrected[-1] == f"# {body['caveats'][-1]}"


def test_a_correction_says_why_and_examples_are_marked(two: Site) -> None:
    for path in PAGES:
        said = words(two.see(path))
        assert "Invented answers. These figures show how the pages work. Nobody said this." in said
        assert "Corrected. This is release 2 of the quarter: A script &lt;b&gt;had" in said
    assert "Corrected" not in two.see(f"?period={FIRST}")


def test_another_survey_stands_beside_with_its_source(one: Site, two: Site) -> None:
    for path in ("", "/areas/t-wigan", "/areas/borough", "/dayparts"):
        said = words(two.see(path))
        assert re.search(r"North West \S+, 2024/25: 76 %", said)
        assert "ONS, indicator 16.1.4" in said
        assert "Asked differently" in said
        assert "taken in Sunday 1 November" in said
    assert "North West" not in one.see()


def test_a_survey_about_walking_after_dark_stands_beside_after_dark_alone(two: Site) -> None:
    """It was once drawn across everybody's answers, most of which are about daylight."""
    assert re.search(r"\d+ % feel safe after dark, .*Beside it: North West", words(two.see()))
    over_time, by_daypart, by_age = drawings(two.see("/areas/borough"))
    (dayparts,) = drawings(two.see("/dayparts"))
    for drawing in (by_daypart, dayparts):
        assert "North West" in drawing
    for drawing in (over_time, by_age, *drawings(two.see("/trend"))):
        assert "North West" not in drawing
    assert "North West" not in two.see("/trend")
    assert "Beside “After dark”: North West" in words(two.see("/dayparts"))


def test_a_year_in_which_the_survey_was_suspended_is_not_drawn(two: Site) -> None:
    for path in (*PAGES, "/areas/t-leigh"):
        page = two.see(path)
        assert "2025/26" not in page
        assert "2026/27" not in page
    assert all(
        "North West &lt;script&gt;struck()&lt;/script&gt; 76 %" in each
        for each in (drawings(two.see("/dayparts"))[0], drawings(two.see("/areas/borough"))[1])
    )


def test_before_and_after_leaves_out_the_quarter_of_the_change(two: Site) -> None:
    said = words(two.see("/areas/t-wigan"))
    # Done in the third quarter: the second is before, the fourth is not released yet.
    assert re.search(r"Q2 26 \d+ % \(\d+–\d+\) Q4 26 not shown not shown", said)
    assert "A difference after it is not yet a difference because of it." in said


def test_a_release_that_is_refused_changes_no_page(two: Site) -> None:
    before = two.see()
    with two.app.app_context(), pytest.raises(Problem):
        make_release(world(), COMMAND_LINE, str(Period(2026, 4)))
    assert words(two.see()) == words(before)
