"""The settings of mail: who carries it, from whom it comes, and the carrier's secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from shared.problems import Problem

FOLDER, SMTP, NOTIFY = CARRIERS = ("folder", "smtp", "notify")
MAIL_SETTINGS = (
    "UMAY_MAIL",
    "UMAY_MAIL_FROM",
    "UMAY_SMTP_URL",
    "UMAY_NOTIFY_KEY",
    "UMAY_NOTIFY_TEMPLATE",
)
SHORTEST_NOTIFY_KEY = 74
"""A name, and two UUIDs after it."""


@dataclass(frozen=True)
class MailSettings:
    """Who carries mail, and what that carrier needs."""

    carrier: str = FOLDER
    sender: str = "umay@localhost"
    smtp_url: str = field(default="", repr=False)
    notify_key: str = field(default="", repr=False)
    notify_template: str = ""


def read_mail_settings(environ: Mapping[str, str], *, is_production: bool) -> MailSettings:
    """Return the settings of mail; raise Problem setting-invalid that names the wrong one."""
    carrier = environ.get("UMAY_MAIL") or ("" if is_production else FOLDER)
    if carrier not in CARRIERS:
        what = f"is {carrier[:20]!r}" if carrier else "is not set, so mail would reach nobody"
        raise _wrong("UMAY_MAIL", what, "Set smtp or notify, or folder to only write files.")
    if carrier == NOTIFY:
        return MailSettings(
            carrier, notify_key=_notify_key(environ), notify_template=_notify_template(environ)
        )
    sender = _sender(environ, needed=carrier == SMTP)
    return MailSettings(carrier, sender, _smtp_url(environ) if carrier == SMTP else "")


def _wrong(setting: str, what: str, way_out: str) -> Problem:
    return Problem("setting-invalid", f"{setting} {what}. {way_out}")


def _sender(environ: Mapping[str, str], *, needed: bool) -> str:
    sender = environ.get("UMAY_MAIL_FROM") or ("" if needed else "umay@localhost")
    name, at, host = sender.rpartition("@")
    if not (name and at and host) or not sender.isprintable() or not sender.isascii():
        what = "is no plain mail address" if sender else "is not set, and smtp needs it"
        raise _wrong("UMAY_MAIL_FROM", what, "Write it like umay@council.example.")
    if any(mark in sender for mark in ' ,;:<>()"[]\\') or "@" in name:
        raise _wrong("UMAY_MAIL_FROM", "is no plain mail address", "Leave out name and brackets.")
    return sender


def _smtp_url(environ: Mapping[str, str]) -> str:
    url = environ.get("UMAY_SMTP_URL") or ""
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
        is_whole = is_whole and not (parts.path.strip("/") or parts.query)
    except ValueError:
        is_whole = False
    if not is_whole:
        what = "names no SMTP server" if url else "is not set"
        way_out = "Write it like smtp://user:password@mail.example:587 or smtps://mail.example."
        raise _wrong("UMAY_SMTP_URL", what, way_out)
    return url


def _notify_key(environ: Mapping[str, str]) -> str:
    key = environ.get("UMAY_NOTIFY_KEY") or ""
    if len(key) < SHORTEST_NOTIFY_KEY:
        what = "is no key of GOV.UK Notify" if key else "is not set"
        raise _wrong("UMAY_NOTIFY_KEY", what, "Copy a whole key, with its name, from Notify.")
    return key


def _notify_template(environ: Mapping[str, str]) -> str:
    template = environ.get("UMAY_NOTIFY_TEMPLATE") or ""
    if len(template) != 36:
        what = "is no id of a template" if template else "is not set"
        way_out = "Copy the id of a template with ((subject)) and ((body)) from Notify."
        raise _wrong("UMAY_NOTIFY_TEMPLATE", what, way_out)
    return template
