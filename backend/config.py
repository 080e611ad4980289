"""The server's settings: read once from the environment, checked at once, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from backend.database_settings import POSTGRESQL, postgresql_address, read_pooler
from backend.mail_settings import MAIL_SETTINGS, MailSettings, read_mail_settings
from backend.neighbour_settings import read_neighbours
from shared.clock import parse_moment, uptime_s
from shared.digits import whole_of
from shared.nations import ENGLAND, NATIONS
from shared.neighbours import Neighbour
from shared.problems import Problem

SETTINGS = (
    "UMAY_ENV",
    "UMAY_DATA_DIR",
    "UMAY_DATABASE_URL",
    "UMAY_POOLER",
    "UMAY_PUBLISHED_DIR",
    "UMAY_SECRET_KEY",
    "UMAY_SECRET_KEY_OLD",
    "UMAY_CLOCK",
    "UMAY_BASE_URL",
    "UMAY_REDIS_URL",
    "UMAY_PROXIES",
    "UMAY_NATION",
    "UMAY_NEIGHBOURS",
    "UMAY_GEOCODER",
    "UMAY_GEOCODER_AGENT",
    *MAIL_SETTINGS,
    "FLASK_DEBUG",
    "WEB_CONCURRENCY",
)
"""Every environment variable that the server reads; docs/reference.md explains each."""

EMBEDDED, PRODUCTION = "embedded", "production"
DEFAULT_SECRET_KEY = "for-trying-out-only-never-in-production"  # noqa: S105 - refused in production
LEAST_SECRET_LENGTH = 32
MOST_PROCESSES = 64
MOST_WORKERS = 8
SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Config:
    """What this process was told; `starts_at` is set only where a demonstration bends the clock."""

    environment: str
    data_dir: Path
    published_dir: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    base_url: str = "http://localhost:8000"
    redis_url: str | None = field(default=None, repr=False)
    old_secret_keys: tuple[str, ...] = field(default=(), repr=False)
    pooler: str = ""
    proxies: int = 0
    mail: MailSettings = field(default_factory=MailSettings)
    starts_at: datetime | None = None
    geocoder_url: str | None = None
    geocoder_agent: str = "UMay"
    nation: str = ENGLAND
    neighbours: tuple[Neighbour, ...] = ()

    @property
    def is_production(self) -> bool:
        """Whether residents depend on this process."""
        return self.environment == PRODUCTION


def read_config(environ: Mapping[str, str]) -> Config:
    """Return the settings; raise Problem setting-invalid that names the setting and the way out."""
    environment = environ.get("UMAY_ENV") or EMBEDDED
    if environment not in (EMBEDDED, PRODUCTION):
        raise _wrong("UMAY_ENV", "is neither embedded nor production", "Set one of the two.")
    data_dir = _folder(environ, "UMAY_DATA_DIR", Path("var"), environment)
    config = Config(
        environment=environment,
        data_dir=data_dir,
        published_dir=_folder(environ, "UMAY_PUBLISHED_DIR", data_dir / "published", environment),
        database_url=_database_url(environ, data_dir, environment),
        secret_key=_secret_key(environ.get("UMAY_SECRET_KEY"), "UMAY_SECRET_KEY", environment),
        old_secret_keys=_old_secret_keys(environ, environment),
        base_url=_base_url(environ, environment),
        redis_url=_redis_url(environ, environment),
        pooler=read_pooler(environ),
        proxies=_proxies(environ, environment),
        mail=read_mail_settings(environ, is_production=environment == PRODUCTION),
        starts_at=_starts_at(environ, environment),
        geocoder_url=_geocoder_url(environ),
        geocoder_agent=environ.get("UMAY_GEOCODER_AGENT") or "UMay",
        nation=_nation(environ),
        neighbours=read_neighbours(environ),
    )
    if config.is_production and environ.get("FLASK_DEBUG", "").lower() not in ("", "0", "false"):
        raise _wrong("FLASK_DEBUG", "is on in production", "Remove it.")
    return config


def worker_count(environ: Mapping[str, str], processors: int) -> int:
    """Return how many processes serve: WEB_CONCURRENCY, else two per processor and one (to 8)."""
    text = environ.get("WEB_CONCURRENCY") or str(min(2 * processors + 1, MOST_WORKERS))
    number = whole_of(text)
    if number is None or not 1 <= number <= MOST_PROCESSES:
        raise _wrong("WEB_CONCURRENCY", f"is {text[:20]!r}", "Give a number from 1 to 64.")
    return number


def _wrong(setting: str, what: str, way_out: str) -> Problem:
    return Problem("setting-invalid", f"{setting} {what}. {way_out}")


def _folder(environ: Mapping[str, str], setting: str, default: Path, environment: str) -> Path:
    text = environ.get(setting)
    folder = Path(text) if text else default
    if environment == PRODUCTION and not folder.is_absolute():
        what = f"is the relative path {str(folder)!r}" if text else "is not set"
        raise _wrong(setting, what, "In production give a full path such as /var/lib/umay.")
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise _wrong(setting, f"is {str(folder)!r}, which is a file", "Name a folder.")
    return folder


def _database_url(environ: Mapping[str, str], data_dir: Path, environment: str) -> str:
    setting = "UMAY_DATABASE_URL"
    url = environ.get(setting) or f"{SQLITE}{data_dir / 'umay.sqlite3'}"
    if url.startswith(SQLITE):
        return SQLITE + str(_sqlite_file(url.removeprefix(SQLITE), environment))
    if not url.startswith(POSTGRESQL):
        way_out = (
            "Write it like postgresql://user@host/umay or sqlite:////var/lib/umay/umay.sqlite3."
        )
        raise _wrong(setting, "names neither PostgreSQL nor SQLite", way_out)
    return postgresql_address(setting, url)


def _sqlite_file(text: str, environment: str) -> Path:
    setting = "UMAY_DATABASE_URL"
    if not text or text.startswith(":memory:") or "?" in text:
        what = "names no plain SQLite file, which several processes could share"
        raise _wrong(setting, what, "Write it like sqlite:////var/lib/umay/umay.sqlite3.")
    if environment == PRODUCTION and not Path(text).is_absolute():
        what = "is a relative path in production"
        raise _wrong(setting, what, "Use four slashes: sqlite:////var/lib/umay/umay.sqlite3.")
    return Path(text).absolute()


def _old_secret_keys(environ: Mapping[str, str], environment: str) -> tuple[str, ...]:
    setting = "UMAY_SECRET_KEY_OLD"
    listed = (environ.get(setting) or "").split()
    return tuple(_secret_key(key, setting, environment) for key in listed)


def _secret_key(given: str | None, setting: str, environment: str) -> str:
    key = given or DEFAULT_SECRET_KEY
    if environment != PRODUCTION:
        return key
    way_out = "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
    if key == DEFAULT_SECRET_KEY:
        raise _wrong(setting, "is not set, or is the one for trying out", way_out)
    if len(key) < LEAST_SECRET_LENGTH:
        raise _wrong(setting, f"is shorter than {LEAST_SECRET_LENGTH} characters", way_out)
    return key


def _base_url(environ: Mapping[str, str], environment: str) -> str:
    setting = "UMAY_BASE_URL"
    url = (environ.get(setting) or "").rstrip("/")
    if not url and environment != PRODUCTION:
        return "http://localhost:8000"
    parts = urlsplit(url)
    schemes = ("https",) if environment == PRODUCTION else ("http", "https")
    if parts.scheme not in schemes or not parts.hostname or parts.query or parts.path:
        what = f"is {url[:60]!r}" if url else "is not set"
        raise _wrong(setting, what, f"Write it like {schemes[-1]}://umay.example.org.")
    return url


def _redis_url(environ: Mapping[str, str], environment: str) -> str | None:
    setting = "UMAY_REDIS_URL"
    url = environ.get(setting)
    if not url:
        if environment == PRODUCTION:
            what = "is not set, so sessions and limits would not be shared by all processes"
            raise _wrong(setting, what, "Write it like redis://redis:6379/0.")
        return None
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise _wrong(setting, "names no Redis", "Write it like redis://redis:6379/0.")
    return url


def _geocoder_url(environ: Mapping[str, str]) -> str | None:
    setting = "UMAY_GEOCODER"
    url = (environ.get(setting) or "").rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query):
        what = f"is {url[:60]!r}, which is no Nominatim server"
        raise _wrong(setting, what, "Write it like https://nominatim.example.org, or leave it out.")
    return url or None


def _nation(environ: Mapping[str, str]) -> str:
    nation = (environ.get("UMAY_NATION") or ENGLAND).lower()
    if nation not in NATIONS:
        what = f"is {nation[:30]!r}, which is no nation of the United Kingdom"
        raise _wrong("UMAY_NATION", what, f"Give one of {', '.join(NATIONS)}.")
    return nation


def _proxies(environ: Mapping[str, str], environment: str) -> int:
    setting = "UMAY_PROXIES"
    text = environ.get(setting) or ""
    if environment == PRODUCTION and text in ("", "0"):
        # Gunicorn gives each connection a thread: a few that send a byte now and then take all.
        what = "names no proxy, and alone the server falls to a few slow connections"
        raise _wrong(setting, what, "Put nginx in front (deploy/nginx-site.conf) and set it to 1.")
    if text not in ("", "0", "1", "2", "3"):
        what = f"is {text[:20]!r}"
        raise _wrong(setting, what, "Give how many proxies stand in front, 0 to 3.")
    return int(text or "0")


def _starts_at(environ: Mapping[str, str], environment: str) -> datetime | None:
    text = environ.get("UMAY_CLOCK")
    if not text:
        return None
    if environment == PRODUCTION:
        raise _wrong("UMAY_CLOCK", "is set in production, where time is real", "Remove it.")
    words, _, then = text.partition("@")
    try:
        gone = uptime_s() - float(then) if then else 0.0
        return parse_moment(words) + timedelta(seconds=gone)
    except (ValueError, OverflowError):
        what = f"is {text[:40]!r}, which is no moment with a time zone"
        raise _wrong("UMAY_CLOCK", what, "Write it like 2026-11-27T23:30:00+00:00.") from None
