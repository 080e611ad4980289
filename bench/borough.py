"""Measurements: an invented borough of the size of Wigan, as a partnership would bring it."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import shapely

WEST, SOUTH, EAST, NORTH = -2.73, 53.46, -2.42, 53.60
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
SEED = 20_261_122


@dataclass(frozen=True)
class BoroughFiles:
    """The files: outline and wards as GeoJSON, postcodes and names as CSV."""

    outline: Path
    wards: Path
    postcodes: Path
    names: Path


def write_borough(folder: Path, postcodes: int) -> BoroughFiles:
    """Write the files of a borough with so many postcodes; the same every time."""
    chance = Random(SEED)  # noqa: S311 - an invented borough, no secret
    centres = [(chance.uniform(WEST, EAST), chance.uniform(SOUTH, NORTH)) for _ in range(60)]
    files = BoroughFiles(
        *(folder / name for name in ("outline.json", "wards.json", "postcodes.csv", "names.csv"))
    )
    box = [[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]
    _write_areas(files.outline, [("E08000010", "Borough", box)])
    _write_areas(files.wards, list(_wards()))
    _write_rows(files.postcodes, ("postcode", "lat", "lon"), _postcodes(postcodes, centres, chance))
    _write_rows(files.names, ("name", "type", "lat", "lon"), _names(centres))
    return files


def write_list(folder: Path, venues: int) -> Path:
    """Write a list of so many venues in the borough, each with hours of its own."""
    chance = Random(SEED)  # noqa: S311 - an invented list, no secret
    path = folder / f"list-{venues}.csv"
    heading = ("id", "name", "kind", "address", "lat", "lon", "phone", "opening_hours")
    _write_rows(path, heading, (_venue(number, chance) for number in range(venues)))
    return path


def _venue(number: int, chance: Random) -> Sequence[str]:
    opens = chance.randrange(6 * 60, 12 * 60, 5)
    closes = opens + chance.randrange(60, 11 * 60, 5)
    saturday = f"Sa {chance.randrange(8, 12):02d}:{chance.randrange(60):02d}-13:00"
    week = f"Mo-Fr {opens // 60:02d}:{opens % 60:02d}-{closes // 60:02d}:{closes % 60:02d}"
    lat, lon = chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST)
    return (
        *(f"{number}", f"Venue {number}", "community", f"{number} Example Street"),
        *(f"{lat:.6f}", f"{lon:.6f}", f"01632 960{number % 1000:03d}", f"{week}; {saturday}"),
    )


def a_country(postcodes: int, wide_deg: float) -> tuple[shapely.Polygon, list[tuple[float, float]]]:
    """Return a border so wide and 180 km high, and so many postcodes in 60 villages inside it."""
    chance = Random(SEED)  # noqa: S311 - an invented country, no secret
    west, south, east, north = -5.0, 56.5, -5.0 + wide_deg, 58.1
    villages = [(chance.uniform(west, east), chance.uniform(south, north)) for _ in range(60)]
    found = []
    for _ in range(postcodes):
        lon, lat = chance.choice(villages)
        spread = chance.choice((0.003, 0.01, 0.03))
        at = (chance.gauss(lon, spread), chance.gauss(lat, spread / 2))
        found.append((min(max(at[0], west), east), min(max(at[1], south), north)))
    return shapely.box(west, south, east, north), found


def _wards() -> Iterator[tuple[str, str, list[list[float]]]]:
    wide, high = (EAST - WEST) / 5, (NORTH - SOUTH) / 5
    for number in range(25):
        west, south = WEST + number % 5 * wide, SOUTH + number // 5 * high
        east, north = west + wide, south + high
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        yield f"E05{number:06}", f"Ward {number + 1}", ring


def _postcodes(
    count: int, centres: Sequence[tuple[float, float]], chance: Random
) -> Iterator[tuple[str, str, str]]:
    """Yield postcodes around the centres, sector by sector, as they lie in a town."""
    for number in range(count):
        sector, unit = divmod(number, len(LETTERS) ** 2 // 2)
        lon, lat = centres[number * len(centres) // count]
        east = min(max(chance.gauss(lon, 0.006), WEST), EAST)
        north = min(max(chance.gauss(lat, 0.004), SOUTH), NORTH)
        first, second = divmod(unit, len(LETTERS))
        district, digit = divmod(sector, 9)
        name = f"WN{district + 1} {digit + 1}{LETTERS[first]}{LETTERS[second]}"
        yield name, f"{north:.6f}", f"{east:.6f}"


def _names(centres: Sequence[tuple[float, float]]) -> Iterator[tuple[str, str, str, str]]:
    for number, (lon, lat) in enumerate(centres):
        kind = "Town" if number % 8 == 0 else "Suburban Area"
        yield f"Place {number + 1}", kind, f"{lat:.5f}", f"{lon:.5f}"


def _write_areas(path: Path, areas: Sequence[tuple[str, str, list[list[float]]]]) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"area_code": code, "area_name": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, name, ring in areas
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def _write_rows(path: Path, heading: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows(rows)
