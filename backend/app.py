"""The server's composition root: settings, records, deeds and faces put together."""

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from cachelib import FileSystemCache
from flask import Flask, Response, request
from flask_session import Session
from redis import Redis
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from backend import account, cli, console, finder, logs, portal
from backend.account import library
from backend.account import settings as sign_in
from backend.account.factors import Accounts
from backend.api import (
    documentation,
    feedback,
    health,
    help_answers,
    published,
    receipts,
    young_records,
)
from backend.api.openapi import describe
from backend.carriers import mail_of
from backend.cli.examining import SET_UP
from backend.cli.fronting import FRONT
from backend.cli.migrating import Migrations
from backend.cli.working import JOBS
from backend.config import Config, read_config
from backend.finder import away
from backend.gateways.front import Front
from backend.gateways.geocoder import geocoder_of
from backend.gateways.redis_ping import pinging
from backend.jobs.bell import Bell, open_queue
from backend.jobs.chores import Chores
from backend.jobs.pulse import Pulse
from backend.jobs.running import Jobs
from backend.services.examining.findings import SetUp
from backend.services.published_folder import squeeze
from backend.services.rotating import totp_secrets
from backend.services.world import World
from backend.storage.database import db
from backend.storage.engines import engine_options, tune
from backend.storage.schema import MIGRATIONS
from backend.storage.staff import PasskeyRow, Role, StaffRow
from backend.web import pages, problems
from backend.web.addresses import PROXIES, at_home, trusted_hosts
from backend.web.assets import laid_out, send_asset
from backend.web.bodies import MOST_READ, MeasuredRequest
from backend.web.built import refuse_unbuilt
from backend.web.published import Published
from backend.web.responses import SafeResponse
from backend.web.sessions import StaffSessions
from backend.web.strict_transport import strict_where_https
from backend.web.world import EXTENSION

Clock = Callable[[], datetime]


class Application(Flask):
    """A Flask application whose every response is safe by default, every form read whole."""

    request_class = MeasuredRequest
    response_class = SafeResponse

    def handle_http_exception(self, e: HTTPException) -> Any:  # noqa: ANN401 - Flask's own breadth
        """Answer a refusal; the one that adds a slash leads to the same path here, on no host."""
        if isinstance(e, RequestRedirect):
            e.new_url = at_home(e.new_url)
        return super().handle_http_exception(e)

    def log_exception(self, exc_info: Any) -> None:  # noqa: ANN401 - Flask's own breadth
        """Log what broke where even the answer to a mishap broke; Flask would name the path."""
        problems.log_mishap(exc_info[1])

    def send_static_file(self, filename: str) -> Response:
        """Answer with a font, a style or a script."""
        return send_asset(request, str(self.static_folder), filename)


def create_app(config: Config | None = None, now: Clock | None = None) -> Flask:
    """Return the application for these settings, else for those of the environment.

    Opens no connection. Raises Problem setting-invalid, not-built.
    """
    config = config or read_config(os.environ)
    app = Application("backend", static_folder="web/static", template_folder="web/templates")
    refuse_unbuilt(Path(str(app.static_folder)), is_production=config.is_production)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_READ,
        TRUSTED_HOSTS=trusted_hosts(config.base_url),
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url, config.pooler),
    )
    queue = partial(open_queue, config.redis_url, config.data_dir)
    world = app.extensions[EXTENSION] = _world(config, now, Bell(queue))
    chores = Chores(app.app_context, world, mail_of(config), pulse=Pulse(config.data_dir).beat)
    app.extensions[JOBS] = partial(_run_jobs, Jobs(chores, queue), config)
    app.extensions[FRONT] = partial(_front, Path(str(app.static_folder)), config.nation)
    app.extensions[SET_UP] = partial(_set_up, app, config, now or _real_now)
    _open_records(app, config.pooler)
    _open_faces(app, config)
    cli.register(app)
    app.wsgi_app = strict_where_https(app.wsgi_app, config.base_url)  # type: ignore[assignment]
    return app


def _world(config: Config, now: Clock | None, bell: Bell) -> World:
    return World(
        now=now or ticking(config.starts_at, _real_now),
        new_id=lambda: str(uuid.uuid4()),
        data_dir=config.data_dir,
        published_dir=config.published_dir,
        base_url=config.base_url,
        geocoder=geocoder_of(config.geocoder_url, config.geocoder_agent),
        wake=bell.ring,
        draw=away.pages_of,
        has_sessions=pinging(config.redis_url),
        nation=config.nation,
        neighbours=config.neighbours,
    )


def ticking(starts_at: datetime | None, real: Clock) -> Clock:
    """Return the real clock, or one that stood at `starts_at` when this was called and ticks on."""
    if starts_at is None:
        return real
    ahead = starts_at - real()
    return lambda: real() + ahead


def _run_jobs(jobs: Jobs, config: Config, parent: int | None) -> None:
    logs.set_up(logs.JOBS, is_production=config.is_production)
    jobs.run(parent)


def _front(static: Path, nation: str) -> Iterator[tuple[str, bytes]]:
    """Yield what nginx hands out by itself, each file by its path."""
    yield from laid_out(static)
    for name, page in away.pages_without_list(nation).items():
        yield f"/away/{name}.html", page
        yield f"/away/{name}.html.gz", squeeze(page)


def _set_up(app: Flask, config: Config, machine_now: Clock) -> SetUp:
    """Return what is looked at where somebody asks whether all is well."""
    return SetUp(
        world=app.extensions[EXTENSION],
        inside=app.app_context,
        machine_now=machine_now,
        mail=mail_of(config),
        front=Front(config.base_url),
        files=Path(__file__).resolve().parents[1],
        is_production=config.is_production,
        is_clock_bent=config.starts_at is not None,
        keys=totp_secrets((config.secret_key, *config.old_secret_keys)),
        has_old_keys=bool(config.old_secret_keys),
        pooler=config.pooler,
        redis_url=config.redis_url,
    )


def _real_now() -> datetime:
    return datetime.now(UTC)


def _open_records(app: Flask, pooler: str) -> None:
    db.init_app(app)
    app.cli.add_command(Migrations(db, MIGRATIONS))
    with app.app_context():
        tune(db.engine, pooler)


def _open_faces(app: Flask, config: Config) -> None:
    problems.register(app)
    api = describe(app)
    for face in (feedback, young_records, help_answers, receipts, health):
        api.register_blueprint(face.blueprint)
    api.register_blueprint(published.blueprint_of(Published(config.published_dir)))
    documentation.register(app, api)
    _open_pages(app, config)


def _open_pages(app: Flask, config: Config) -> None:
    keys = (config.secret_key, *config.old_secret_keys)
    app.config.update(sign_in.settings(keys, config.base_url))
    app.config.update(_session_store(config), **{PROXIES: config.proxies})
    Session(app)
    app.session_interface = StaffSessions(app.session_interface)
    pages.register(app)
    for face in (account, portal, console, finder):
        for blueprint in face.BLUEPRINTS:
            app.register_blueprint(blueprint)
    library.install(app, Accounts(db, StaffRow, Role, PasskeyRow))


def _session_store(config: Config) -> dict[str, Any]:
    """Return where staff sessions are kept: Redis, else files that every process here shares."""
    if config.redis_url:
        return {"SESSION_TYPE": "redis", "SESSION_REDIS": Redis.from_url(config.redis_url)}
    # Whoever makes the data folder first makes it its owner's alone: the cache would let others in.
    config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = config.data_dir / "sessions"
    return {"SESSION_TYPE": "cachelib", "SESSION_CACHELIB": FileSystemCache(str(folder), 10_000)}
