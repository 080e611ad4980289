"""Deeds: saying why the database did not do what it was asked, in words for its operator."""

from typing import Any

from sqlalchemy.exc import DBAPIError

from backend.storage.reaching import tls_fault

_STANDBY = "takes no writes: it is a standby, or still recovers a backup"

_BY_SQLSTATE = {
    "25006": _STANDBY,
    "55000": _STANDBY,
    "25P03": "ended a transaction that waited too long for something else",
    "53100": "has no room left on its disk",
    "53200": "has no memory left",
    "53300": "has no connection left",
    "55P03": "kept a statement waiting too long for a lock",
    "57014": "took too long for a statement",
    "57P01": "was stopped",
    "57P03": "is starting or stopping",
    "28P01": "refused the password",
    "3D000": "has no database of this name",
}
"""PostgreSQL's codes (appendix A of its manual) that an operator can do something about."""

_BY_SQLITE_NAME = {
    "SQLITE_BUSY": "kept a statement waiting too long for a lock",
    "SQLITE_FULL": "has no room left on its disk",
    "SQLITE_READONLY": "lies in a file that cannot be written",
    "SQLITE_CANTOPEN": "lies in a file that cannot be opened",
    "SQLITE_IOERR": "lies on a disk that does not answer",
}


def why(error: Exception) -> str:
    """Return it to be written after "The database", such as "took too long for a statement".

    Never the error's own words, which may quote a row.
    """
    if not isinstance(error, DBAPIError):
        return "had no connection free in time"
    original: Any = error.orig
    if code := _BY_SQLSTATE.get(getattr(original, "sqlstate", None) or ""):
        return code
    # Extended names follow the basic one: SQLITE_IOERR_WRITE.
    name = getattr(original, "sqlite_errorname", "")
    for beginning, words in _BY_SQLITE_NAME.items():
        if name.startswith(beginning):
            return words
    told = ", ".join(filter(None, (type(error).__name__, tls_fault(error))))
    return f"did not answer: {told}"
