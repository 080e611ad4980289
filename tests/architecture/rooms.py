"""The table of rooms: who may import whom. A new room is a new line here and in the docs."""

from dataclasses import dataclass

ANY = frozenset({"*"})
FLASK = frozenset({"flask", "werkzeug"})
RECORDS = frozenset({"sqlalchemy", "flask_sqlalchemy", "alembic", "flask_migrate"})
PHONE = frozenset({"kivy", "kivy_garden", "plyer", "jnius", "android"})
# A rule is told what time it is, what is random and how the world is; it never looks.
WORLD = frozenset({"os", "time", "random", "secrets", "socket", "subprocess", "urllib", "http"})
NETWORK = frozenset({"socket", "urllib", "http", "requests"})


@dataclass(frozen=True)
class Room:
    """What the files of one room may import beside their own room and the standard library."""

    rooms: frozenset[str] = frozenset()
    libraries: frozenset[str] = frozenset()
    # Names that stay forbidden although the standard library or ANY would allow them.
    never: frozenset[str] = frozenset()


def _room(rooms: str = "", libraries: str = "", never: frozenset[str] = frozenset()) -> Room:
    return Room(frozenset(rooms.split()), frozenset(libraries.split()), never)


FACE = _room("shared backend/domain backend/services backend/web", "*", RECORDS | PHONE)
SERVER = "backend/domain backend/storage backend/services backend/gateways backend/web"
FACES = "backend/api backend/account backend/finder backend/portal backend/console backend/jobs"
COMPOSITION = _room(
    "shared backend backend/app backend/config backend/logs backend/cli backend/carriers "
    f"backend/succession {SERVER} {FACES}",
    "*",
)
PHONE_ROOMS = (
    "mobile/config mobile/context mobile/making mobile/device mobile/store mobile/sync "
    "mobile/viewmodels mobile/screens mobile/ui"
)

# A name is a folder, with all folders in it, or a single file without its ending. `backend` and
# `mobile` alone stand for their __init__ and __main__ only: a new folder there needs a line here.
ROOMS: dict[str, Room] = {
    "shared": _room(libraries="marshmallow astral"),
    "backend": COMPOSITION,
    "backend/app": COMPOSITION,
    "backend/gunicorn.conf": COMPOSITION,
    # How its processes are heard, whichever of them it is.
    "backend/logs": _room("shared"),
    "backend/config": _room(
        "shared backend/mail_settings backend/database_settings backend/neighbour_settings"
    ),
    "backend/database_settings": _room("shared"),
    "backend/mail_settings": _room("shared"),
    "backend/neighbour_settings": _room("shared"),
    # Chooses a gateway by the settings, as the composition root may.
    "backend/carriers": _room("shared backend/mail_settings backend/config backend/gateways"),
    "backend/succession": _room("shared"),
    "backend/cli": _room(
        "shared backend/services", "*", RECORDS - {"flask_migrate", "flask_sqlalchemy"} | PHONE
    ),
    "backend/domain": _room("shared", never=WORLD),
    "backend/storage": _room(
        "shared backend/domain", "sqlalchemy flask_sqlalchemy alembic flask_security"
    ),
    "backend/storage/migrations": _room("shared", "sqlalchemy alembic flask flask_migrate"),
    "backend/gateways": _room("shared", "*", FLASK | RECORDS | PHONE),
    "backend/services": _room(
        "shared backend/domain backend/storage backend/gateways", "*", FLASK | PHONE
    ),
    "backend/web": _room("shared backend/domain backend/services", "*", RECORDS | PHONE),
    "backend/api": FACE,
    "backend/account": FACE,
    "backend/finder": FACE,
    "backend/portal": FACE,
    "backend/console": FACE,
    "backend/jobs": _room("shared backend/services backend/gateways", "*", FLASK | RECORDS | PHONE),
    "mobile": _room(),
    "mobile/__main__": _room(
        "shared mobile/main mobile/config mobile/context mobile/ui", "kivy.config"
    ),
    "mobile/main": _room(
        f"shared mobile/answering mobile/dressing mobile/reading_out {PHONE_ROOMS}",
        "kivy kivy_garden",
    ),
    "mobile/dressing": _room(f"shared mobile/manner {PHONE_ROOMS}", "kivy"),
    # What stands on a page, told to assistive services.
    "mobile/reading_out": _room("mobile/device mobile/ui mobile/viewmodels", "kivy"),
    "mobile/answering": _room(f"shared {PHONE_ROOMS}", "kivy"),
    "mobile/context": _room(
        "shared mobile/config mobile/making mobile/manner mobile/device mobile/store mobile/sync "
        "mobile/viewmodels mobile/ui/words"
    ),
    "mobile/making": _room(
        "shared mobile/config mobile/context mobile/device mobile/store mobile/sync "
        "mobile/viewmodels mobile/ui/words"
    ),
    "mobile/manner": _room("shared mobile/device mobile/store"),
    "mobile/config": _room("shared mobile/device"),
    "mobile/device": _room("shared", "*", FLASK | RECORDS),
    "mobile/store": _room("shared", never=NETWORK),
    "mobile/sync": _room("shared mobile/store", "requests urllib3 marshmallow"),
    "mobile/viewmodels": _room(
        "shared mobile/store mobile/sync mobile/device mobile/ui/words",
        "kivy.event kivy.properties kivy.clock",
    ),
    "mobile/screens": _room("mobile/viewmodels mobile/ui", "kivy kivy_garden"),
    # What the app says stands with what it looks like, but needs no Kivy to be said.
    "mobile/ui/words": _room("shared"),
    # What joins and orders Arabic letters is part of how words look.
    "mobile/ui": _room("mobile/ui/words", "kivy kivy_garden arabic_reshaper bidi PIL"),
    "mobile/packaging": _room("shared mobile/__main__ mobile/config", "marshmallow"),
    "tools": _room(),
    # These two run in the project's environment, as programs of their own.
    "tools/arabic_font": _room(libraries="fontTools"),
    "tools/messages": _room("shared", "babel"),
    "demo": _room(f"shared tools mobile mobile/main {PHONE_ROOMS}", "*"),
    "demo/commands": _room("backend/app", "*"),
    # The demonstration's people and offers are made by the deeds of life.
    "demo/staff": _room(
        "shared demo backend/app backend/domain backend/services backend/storage backend/web", "*"
    ),
    "demo/readiness": _room(
        "shared demo backend/app backend/domain backend/services backend/storage backend/web", "*"
    ),
    "demo/perception": _room(
        "shared demo backend/app backend/domain backend/services backend/storage backend/web", "*"
    ),
    "bench": _room(
        f"shared backend backend/app backend/config {SERVER} {FACES} mobile mobile/__main__ "
        f"mobile/main {PHONE_ROOMS} demo tools tests/support",
        "*",
    ),
}

# What only certain files may import, wherever the table would allow it: library, where the rule
# holds, and the beginnings of the names that are excepted.
RESERVED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("astral", "", ("shared/daylight",)),
    ("marshmallow", "shared", ("shared/wire",)),
    # Its Android half never met Android in a test of ours: nobody takes it up again.
    ("plyer", "", ()),
    ("jnius", "", ("mobile/device/android",)),
    ("android", "", ("mobile/device/android",)),
    ("kivy.clock", "mobile/viewmodels", ("mobile/viewmodels/base",)),
)

# What only certain files may call: the method, where the rule holds, and who is excepted.
RESERVED_CALLS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("commit", "backend", ("backend/services/transaction",)),
    ("rollback", "backend", ("backend/services/transaction",)),
    ("now", "backend/domain", ()),
    ("utcnow", "backend/domain", ()),
    ("today", "backend/domain", ()),
)
