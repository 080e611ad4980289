"""The demonstration's tables: towns, neighbourhoods and invented places, as plain rows."""

TOWNS: dict[str, tuple[float, float]] = {
    "Wigan": (53.5455, -2.6318),
    "Leigh": (53.4975, -2.5190),
    "Ashton-in-Makerfield": (53.4880, -2.6390),
    "Atherton": (53.5240, -2.4900),
    "Golborne": (53.4755, -2.5970),
    "Hindley": (53.5340, -2.5800),
    "Ince-in-Makerfield": (53.5390, -2.6120),
    "Standish": (53.5870, -2.6630),
    "Tyldesley": (53.5140, -2.4670),
}
"""Town names and rough centres, latitude and longitude."""

NEIGHBOURHOODS: tuple[tuple[str, int, int], ...] = (
    ("Near the market", 0, 0),
    ("Near the station", 620, -180),
    ("Near the park", -560, 420),
    ("Canal side", 150, -760),
    ("North end", 120, 820),
    ("Mill quarter", -780, -320),
    ("School lane", 830, 520),
)
"""Label, metres east and metres north of the town's centre: seven zones a town."""

LANDMARKS: tuple[tuple[str, int, int], ...] = (
    ("Market Place", 20, 10),
    ("Bus station", 240, -120),
    ("Town park gates", -480, 360),
)

POINTS: tuple[tuple[str, str, str, int, int], ...] = (
    ("defibrillator", "Town hall, front door", "Always open: the code from 999", -90, 40),
    ("bleed_kit", "Market office, outside wall", "Cabinet: the code from 999", 60, -30),
    ("amnesty_bin", "Bus station, north side", "Always open, nobody asks", 250, -100),
)
"""Kind, name, how to reach it, metres east and metres north: three points of help a town."""

PLACES: tuple[tuple[str, str, str, str, int, int, str], ...] = (
    ("Wigan", "Night Haven", "haven", "haven", 260, 90, "water charging seat toilet step_free"),
    ("Wigan", "Arcade Welcome Desk", "community", "late shop", -310, 140, "seat step_free wifi"),
    ("Wigan", "The Lantern", "pub", "pub", 420, -150, "water charging toilet"),
    ("Wigan", "Old Mill Library", "library", "library", -180, -260, "seat toilet wifi step_free"),
    ("Wigan", "Station Help Point", "transport", "station", 610, -210, "seat phone step_free"),
    ("Wigan", "Infirmary Main Desk", "health", "always", 300, 1040, "seat water phone step_free"),
    ("Wigan", "Pie Street Pharmacy", "pharmacy", "pharmacy", 90, 210, "seat water"),
    ("Wigan", "Rink Cabs Office", "transport", "cabs", -420, 60, "charging phone"),
    ("Leigh", "Spinners Corner Shop", "shop", "late shop", 120, 60, "water charging"),
    ("Leigh", "Turnpike Library", "library", "library", -140, 90, "seat toilet wifi step_free"),
    ("Leigh", "The Weaver", "pub", "pub", 260, -200, "water toilet seat"),
    ("Leigh", "Bridgewater Pharmacy", "pharmacy", "pharmacy", -60, -140, "seat"),
    ("Leigh", "Sports Village Desk", "leisure", "gym", -820, 180, "seat water toilet step_free"),
    ("Leigh", "Canal Side Garage", "shop", "garage", 190, -780, "water phone"),
    ("Ashton-in-Makerfield", "Gerard Café", "cafe", "cafe", 80, -40, "seat water toilet"),
    ("Ashton-in-Makerfield", "Crossroads Garage", "shop", "garage", -520, 240, "water phone"),
    ("Ashton-in-Makerfield", "Bryn Hall", "community", "hall", 340, 610, "seat toilet quiet"),
    ("Ashton-in-Makerfield", "Thatch Pharmacy", "pharmacy", "pharmacy", -90, 110, "seat"),
    ("Ashton-in-Makerfield", "The Miner's Lamp", "pub", "pub", 150, 190, "water toilet"),
    ("Atherton", "Well Street Chemist", "pharmacy", "pharmacy", 70, 50, "seat water"),
    ("Atherton", "Howe Bridge Gym", "leisure", "gym", -640, -380, "water toilet step_free"),
    ("Atherton", "Chowbent Chapel Room", "faith", "faith", 130, -90, "seat quiet toilet"),
    ("Atherton", "Punch Bowl Shop", "shop", "late shop", -120, 160, "water charging"),
    ("Golborne", "Heath Library Link", "library", "library", 60, -70, "seat wifi step_free"),
    ("Golborne", "The Harrow", "pub", "pub", -150, 120, "water toilet seat"),
    ("Golborne", "Parkside Shop", "shop", "late shop", 220, 260, "water charging"),
    ("Hindley", "Old School Hub", "community", "shop", 90, 80, "seat toilet quiet hearing_loop"),
    ("Hindley", "Borsdane Pharmacy", "pharmacy", "pharmacy", -110, -60, "seat"),
    ("Hindley", "Hindley Station Desk", "transport", "station", 520, 340, "seat phone"),
    ("Hindley", "The Strangeways", "pub", "pub", -260, 140, "water toilet"),
    ("Ince-in-Makerfield", "Rose Bridge Shop", "shop", "late shop", 110, -50, "water charging"),
    ("Ince-in-Makerfield", "Higher Ince Rooms", "community", "shop", -190, 230, "seat toilet"),
    ("Ince-in-Makerfield", "Ince Bar Garage", "shop", "garage", 360, -240, "water phone"),
    ("Standish", "Crossway Café", "cafe", "cafe", 40, 60, "seat water toilet step_free"),
    ("Standish", "Standish Pharmacy Row", "pharmacy", "pharmacy", -80, -90, "seat"),
    ("Standish", "The Globe Rooms", "pub", "pub", 160, -130, "water toilet seat"),
    ("Standish", "Mere Oaks Gym", "leisure", "gym", -560, 410, "water toilet step_free"),
    ("Tyldesley", "Elliott Street Shop", "shop", "late shop", 90, 20, "water charging"),
    ("Tyldesley", "Top Chapel Room", "faith", "faith", -130, 110, "seat quiet bleed_kit"),
    ("Tyldesley", "Green Lane Bowling Club", "leisure", "pub", 430, -310, "seat toilet"),
    ("Tyldesley", "Tyldesley Library Link", "library", "library", -60, -120, "seat wifi step_free"),
)
"""Town, invented name, kind, hours pattern, metres east and north of the centre, facilities."""
