"""The demonstration's offers: invented venues, one for every state that a listing can have."""

from typing import Any

WEEKDAYS = [[["09:00", "17:30"]] for _ in range(5)]
SHOP = [*WEEKDAYS, [["10:00", "16:00"]], []]
PUB = [[["12:00", "23:00"]] for _ in range(4)] + [[["12:00", "01:00"]] for _ in range(2)]
PUB = [*PUB, [["12:00", "22:30"]]]

# Name, kind, metres east and north of Wigan's centre, hours, how far it has come.
VENUES: tuple[tuple[str, str, int, int, list[Any], str], ...] = (
    ("The Old School Hub", "community", 220, -140, SHOP, "applied"),
    ("Beacon Chemist", "pharmacy", -310, 90, SHOP, "applied"),
    ("Pennyhall Library", "library", 140, 260, SHOP, "checked"),
    ("Corner Café", "cafe", -90, -310, SHOP, "checked"),
    ("Hill Top Bowling Club", "leisure", 640, 380, PUB, "approved"),
    ("Meadow Garage", "shop", -720, 210, SHOP, "live"),
    ("Harbour Church", "faith", 410, -520, SHOP, "live"),
    ("The Old Lamp", "pub", 60, 40, PUB, "suspended"),
    ("Millgate Arms", "pub", -180, 130, PUB, "lift"),
    ("Canal Side Gallery", "other", 530, -90, SHOP, "declined"),
    ("Market Florist", "shop", -40, 180, SHOP, "left"),
    ("Station Kiosk", "transport", 330, -60, SHOP, "change"),
)


# Name, what its list calls it, kind, metres east and north (none: its list gives no position).
CANDIDATES: tuple[tuple[str, str, str, tuple[int, int] | None], ...] = (
    ("The Plough", "Pub/bar/nightclub", "pub", (150, 420)),
    ("Bridge Street Bakery", "Retailers - other", "shop", (-240, -60)),
    ("Lamb Lane Chippy", "Takeaway/sandwich shop", "shop", (610, -330)),
    ("Rivington Tea Rooms", "Restaurant/Cafe/Canteen", "cafe", (-480, 290)),
    ("Saturday Market Grill", "Mobile caterer", "shop", None),
    ("Hope Mill Social Club", "Pub/bar/nightclub", "pub", None),
)


def answers(number: int, at: tuple[float, float]) -> dict[str, dict[str, Any]]:
    """Return the answers of one venue's offer, page by page; `at` is latitude and longitude."""
    name, kind, _, _, weekly, _ = VENUES[number]
    slug = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    return {
        "organisation": {"organisation": f"{name} Ltd (example)"},
        "place": {"name": f"{name} (example)", "kind": kind, "phone": "01942 244991"},
        "address": {
            "address": f"{number + 1} Offer Street",
            "town": "Wigan",
            "postcode": "WN99 1AA",
        },
        "position": {"lat": at[0], "lon": at[1]},
        "hours": {"weekly": weekly, "exceptions": []},
        "facilities": {
            "facilities": ["water", "seat", "phone", "step_free"][: 2 + number % 3],
            "languages": ["English", "Polish"][: 1 + number % 2],
        },
        "declarations": {"insurance": True, "safeguarding": True, "confidentiality": True},
        "contact": {
            "contact_name": "Gwen Guardian",
            "contact_role": "Manager",
            "contact_email": f"{slug}@example.org",
            "contact_phone": "01942 244991",
        },
    }
