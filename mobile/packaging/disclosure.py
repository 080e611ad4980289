"""What leaves the phone, field by field, in the stores' own terms: the one place that declares it.

`python -m mobile.packaging.papers` writes the stores' papers of it. A field of a message that is
not declared here fails a test, and so does a request.
"""

from dataclasses import dataclass

GOOGLE: dict[str, tuple[str, ...]] = {
    "Location": ("Approximate location", "Precise location"),
    "Personal info": (
        *("Name", "Email address", "User IDs", "Address", "Phone number", "Race and ethnicity"),
        *("Political or religious beliefs", "Sexual orientation", "Other info"),
    ),
    "Financial info": (
        *("User payment info", "Purchase history", "Credit score", "Other financial info"),
    ),
    "Health and fitness": ("Health info", "Fitness info"),
    "Messages": ("Emails", "SMS or MMS", "Other in-app messages"),
    "Photos and videos": ("Photos", "Videos"),
    "Audio files": ("Voice or sound recordings", "Music files", "Other audio files"),
    "Files and docs": ("Files and docs",),
    "Calendar": ("Calendar events",),
    "Contacts": ("Contacts",),
    "App activity": (
        *("App interactions", "In-app search history", "Installed apps"),
        *("Other user-generated content", "Other actions"),
    ),
    "Web browsing": ("Web browsing history",),
    "App info and performance": ("Crash logs", "Diagnostics", "Other app performance data"),
    "Device or other IDs": ("Device or other IDs",),
}
"""The types that Google Play's form asks about, by category (Play Console Help, Data safety)."""

APPLE: dict[str, tuple[str, ...]] = {
    "Contact Info": (
        *("Name", "Email Address", "Phone Number", "Physical Address"),
        "Other User Contact Info",
    ),
    "Health & Fitness": ("Health", "Fitness"),
    "Financial Info": ("Payment Info", "Credit Info", "Other Financial Info"),
    "Location": ("Precise Location", "Coarse Location"),
    "Sensitive Info": ("Sensitive Info",),
    "Contacts": ("Contacts",),
    "User Content": (
        *("Emails or Text Messages", "Photos or Videos", "Audio Data", "Gameplay Content"),
        *("Customer Support", "Other User Content"),
    ),
    "Browsing History": ("Browsing History",),
    "Search History": ("Search History",),
    "Identifiers": ("User ID", "Device ID"),
    "Purchases": ("Purchase History",),
    "Usage Data": ("Product Interaction", "Advertising Data", "Other Usage Data"),
    "Diagnostics": ("Crash Data", "Performance Data", "Other Diagnostic Data"),
    "Surroundings": ("Environment Scanning",),
    "Body": ("Hands", "Head"),
    "Other Data": ("Other Data Types",),
}
"""The types of the App Store's privacy label, by category (App privacy details)."""

FUNCTION, ANALYTICS, FRAUD = "App functionality", "Analytics", "Fraud prevention"
PURPOSES = {
    FUNCTION: ("App functionality", "App Functionality"),
    ANALYTICS: ("Analytics", "Analytics"),
    # Apple counts preventing fraud to the app's functions.
    FRAUD: ("Fraud prevention, security, and compliance", "App Functionality"),
}
"""Google's and Apple's words for a purpose."""


@dataclass(frozen=True)
class Declared:
    """Fields of one message, and what the stores' forms ask of them.

    `google` and `apple` name types; none where nothing about a person or device is told. Nothing
    is shared with a third party or linked to who somebody is: there is no row that could say so.
    """

    message: str
    fields: tuple[str, ...]
    what: str
    google: tuple[str, ...] = ()
    apple: tuple[str, ...] = ()
    purposes: tuple[str, ...] = (FUNCTION, ANALYTICS)
    is_ephemeral: bool = False


ANSWER, HELPED, YOUNG = "answer", "did they help", "young people's record"
RECEIPT = "receipt asked"
_WHERE = (("Precise location",), ("Coarse Location",))
_SAID = (("Other user-generated content",), ("Other User Content",))
_PERSON = (("Other info",), ("Other Data Types",))
_CODE = (("Device or other IDs",), ("Device ID",))

DECLARED = (
    Declared(ANSWER, ("zone", "place"), "the neighbourhood or safe place it is about", *_WHERE),
    Declared(
        ANSWER, ("week", "daypart"), "the week and the part of the day that it is about", *_SAID
    ),
    Declared(
        ANSWER,
        ("level", "factors", "happened", "reported", "why_not", "setting"),
        "codes of closed lists: how safe, why, what happened, whether it was reported",
        *_SAID,
    ),
    Declared(ANSWER, ("age_band",), "a wide band, or nothing", *_PERSON),
    Declared(
        ANSWER, ("gender",), "no version of the app asks it; older ones may still send it", *_PERSON
    ),
    Declared(
        ANSWER,
        ("voice",),
        "a hash that is the same for one phone, week and neighbourhood or place, so that one voice "
        "counts once; made of a secret that the phone replaces each week",
        *_CODE,
        purposes=(FRAUD,),
    ),
    Declared(
        ANSWER,
        ("receipt_hash",),
        "the hash of a code that only the person has, to look after the answer or take it back; "
        "another one with every answer",
        *_CODE,
        purposes=(FUNCTION,),
    ),
    Declared(
        ANSWER,
        ("version", "questions", "questions_version"),
        "which form was filled in",
        purposes=(),
    ),
    Declared(HELPED, ("place",), "the place whose way was asked for", *_WHERE),
    Declared(
        HELPED,
        ("week", "helped", "why_not"),
        "the week, one of three answers, and whether it was closed or the person turned away",
        *_SAID,
    ),
    Declared(HELPED, ("version",), "which form was filled in", purposes=()),
    Declared(YOUNG, ("age_band",), "13 to 17: it is asked of nobody else", *_PERSON),
    Declared(
        YOUNG,
        ("month", "changes"),
        "what was changed because of violence, and the month; it names no place and goes apart",
        *_SAID,
    ),
    Declared(YOUNG, ("version",), "which form was filled in", purposes=()),
    Declared(
        RECEIPT,
        ("code",),
        "the code of a receipt, typed or kept, to look after an answer or take it back",
        *_CODE,
        purposes=(FUNCTION,),
        is_ephemeral=True,
    ),
)


@dataclass(frozen=True)
class Sent:
    """One kind of request: method, address (`…` stands for what differs), and what it tells."""

    method: str
    path: str
    tells: str


_RANDOM = "the message, under a random number of its own that leads nowhere"
REQUESTS = (
    Sent("GET", "/published/manifest.json", "which list it has: a mark that is the same for all"),
    Sent("GET", "/published/…", "that it fetches a document or the map: the same for all"),
    Sent("PUT", "/api/v1/feedback/…", _RANDOM),
    Sent("PUT", "/api/v1/help-answers/…", _RANDOM),
    Sent("PUT", "/api/v1/young-records/…", _RANDOM),
    Sent("POST", "/api/v1/receipts/…", "the receipt's code, in the body"),
)
HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "If-None-Match", "Range", "User-Agent")
"""What goes with requests; the user agent is “UMay” from every phone."""


def types_of(store: str) -> dict[str, list[Declared]]:
    """Return what is declared by each type of "google" or "apple" that is collected."""
    found: dict[str, list[Declared]] = {}
    for each in DECLARED:
        for kind in each.google if store == "google" else each.apple:
            found.setdefault(kind, []).append(each)
    return found
