"""Published data files for trying importers on; they stand beside the project, never in it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def real_file(name: str) -> Path:
    """Return a file of UMAY_DATA (else ../shared/data); skip where it is absent."""
    folder = Path(os.environ.get("UMAY_DATA") or ROOT.parent / "shared" / "data")
    path = folder / name
    if not path.is_file():
        pytest.skip(f"{name} is not in {folder}")
    return path


OUTLINE = "boundaries/wigan_lad_2023_full.geojson"
WARDS_2022 = "boundaries/wigan_wards_2022_generalised.geojson"
WARDS_2023 = "boundaries/wigan_wards_2023_generalised.geojson"
LSOAS = "boundaries/wigan_lsoa_2021_generalised.geojson"
TOPOJSON = "boundaries/topojson_martinjc_wards_E08000010.json"
POSTCODES = "postcodes/codepoint_open_2025.4_wigan.csv"
TERMINATED = "postcodes/nspl_2025-05_WN_latlon.csv"
NAMES = "lookups/os_open_names_places_wigan.csv"
PHARMACIES = "venues/pharmacies_wigan.geojson"
WARM_SPACES = "venues/warm_spaces_wigan.geojson"
LIBRARIES = "venues/libraries_wigan.geojson"
FHRS = "venues/FHRS434en-GB_2020-08-08.xml.gz"
CSEW = "perception/uk_sdg_16-1-4_csew_feel_safe_after_dark.csv"
CENSUS = "context/census2021_sex_single_year_of_age_wigan_lad.csv"
CENSUS_FIVE_YEARS = "context/census1981-2021_sex_age_group_wigan_lad.csv"
MAPPINGS = ROOT / "docs" / "mappings"
