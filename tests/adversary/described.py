"""The API asked by Schemathesis for what its description allows and forbids, in this process."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import schemathesis
from flask import Flask
from hypothesis import Phase, settings
from schemathesis.config import ProjectConfig, SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.engine.recorder import ScenarioRecorder

from tests.backend.cast import WEEK

SEED = 20261127
DESCRIPTION = "/api/v1/openapi.json"
MONTH = "2026-11"
KNOWN = {
    "zone": "z1",
    "place": "p1",
    "week": WEEK,
    "month": MONTH,
    "questions": "umay",
    "questions_version": 1,
}
"""What the server of the tests knows of what a body may name."""

UNKNOWN = {
    "zone-unknown": ("zone",),
    "place-unknown": ("place",),
    "week-impossible": ("week",),
    "month-impossible": ("month",),
    "questions-unknown": ("questions", "questions_version"),
}
"""The refusals of what is described and not known: each only where what it names is not known."""


@dataclass
class Asked:
    """What was sent, what came, and what was wrong with it."""

    by_status: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def sent(self) -> int:
        """How many requests were sent."""
        return sum(self.by_status.values())


def asked(app: Flask, each: int, only: str = "") -> Asked:
    """Ask an application for the bounds of its description, and `each` route so often by chance."""
    whole = schemathesis.openapi.from_wsgi(DESCRIPTION, app, config=_config(each))
    schema = whole.include(path=only) if only else whole
    _climb_no_hills(schema.config)
    names = _published(app)

    @schema.hook
    def map_case(_context: Any, case: Any) -> Any:
        _name_what_is_known(case, names)
        return case

    found = Asked()
    for event in from_schema(schema).execute():
        if isinstance(event, ScenarioFinished):
            _look(event.recorder, found)
        elif isinstance(event, NonFatalError):
            found.faults.append(f"{event.label}: {event.value!r}")
        elif isinstance(event, FatalError):
            found.faults.append(repr(event.exception))
    return found


def _config(each: int) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "workers": 1,
            "continue-on-failure": True,
            "warnings": False,
            # It does not read what is squeezed.
            "headers": {"Accept-Encoding": "identity"},
            "generation": {
                "max-examples": each,
                "deterministic": True,
                "database": "none",
                "no-shrink": True,
            },
            "phases": {"stateful": {"enabled": False}, "examples": {"enabled": False}},
            # What is described and not known is refused; `_is_refused_rightly` says when.
            "checks": {"positive_data_acceptance": {"enabled": False}},
        }
    )


def _climb_no_hills(config: ProjectConfig) -> None:
    """Leave out what takes three quarters of the time: Hypothesis drawing cases for a better mark.

    Schemathesis marks what is accepted, and what is drawn for it is the same again and not sent.
    """
    given = config.get_hypothesis_settings

    def settled(**asked: Any) -> settings:
        usual = given(**asked)
        return settings(usual, phases=set(usual.phases) - {Phase.target})

    config.get_hypothesis_settings = settled  # type: ignore[method-assign]


def _published(app: Flask) -> list[str]:
    manifest = app.test_client().get("/published/manifest.json").get_json()
    return [each["name"] for each in manifest["documents"]]


def _name_what_is_known(case: Any, names: list[str]) -> None:
    """Let every other case that the description allows name what the server knows."""
    if not _is_allowed(case) or crc32(repr((case.body, case.path_parameters)).encode()) % 2:
        return
    if isinstance(case.body, dict):
        case.body = {
            name: KNOWN[name] if name in KNOWN and value is not None else value
            for name, value in case.body.items()
        }
    if "name" in case.path_parameters:
        case.path_parameters = {"name": names[0]}


def _is_allowed(case: Any) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


def _look(recorder: ScenarioRecorder, found: Asked) -> None:
    """Count what came of each case of a scenario, and keep what is wrong with it."""
    for case_id, interaction in recorder.interactions.items():
        case, response = recorder.cases[case_id].value, interaction.response
        if response is None:
            found.faults.append(f"{recorder.label}: no answer")
            continue
        kind = "allowed" if _is_allowed(case) else "forbidden"
        found.by_status[recorder.label, kind, response.status_code] += 1
        wrong = [
            f"{check.failure_info.failure.title}: {check.failure_info.failure.message}"
            for check in recorder.checks.get(case_id, ())
            if check.failure_info is not None
        ]
        if kind == "allowed" and not _is_taken_or_refused_rightly(case, response):
            wrong.append("Refused, though the description allows it")
        said = f"{recorder.label}: {case.body!r}: {response.status_code} {response.text[:300]}"
        found.faults += [f"{each}\n{said}" for each in wrong]


def _is_taken_or_refused_rightly(case: Any, response: Any) -> bool:
    """Return whether what is allowed was taken, or names something that is not known here."""
    if response.status_code in (200, 201, 404, 409):
        return True
    problem = json.loads(response.text)
    code = str(problem.get("type", "")).removeprefix("urn:umay:problem:")
    if code in UNKNOWN:
        return any(case.body.get(name) != KNOWN[name] for name in UNKNOWN[code])
    # Which years have a 53rd week is the one thing that no pattern says.
    where = [fault["where"] for fault in problem.get("errors", ())]
    return where == ["week"] and str(case.body["week"]).endswith("-W53")
