"""Web: forms as pages need them: what was typed stays, what is wrong is said where it is wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError

from backend.services.faults import faults_of
from shared.problems import Fault, Problem
from shared.wire_fields import Secret


class PageSchema(Schema):
    """The fields of one page; the token and buttons beside them are left out."""

    class Meta:
        """Unknown fields are left out."""

        unknown = EXCLUDE


class Form:
    """One form of one page: values as typed, faults by field, and what stands above them all."""

    def __init__(self, schema: Schema, values: Mapping[str, Any] | None = None) -> None:
        """Take what was sent, else `values` to begin with."""
        self._schema = schema
        self.is_sent = request.method == "POST"
        self.values: dict[str, Any] = _typed(schema) if self.is_sent else dict(values or {})
        self.faults: list[Fault] = []
        self.problem: Problem | None = None

    def done(self, deed: Callable[..., Any]) -> bool:
        """Do the deed with what was sent, as keywords; return whether it was done.

        A refusal that a person can mend becomes faults on the page; any other one is raised.
        """
        if not self.is_sent:
            return False
        try:
            deed(**self._schema.load(self.values))
        except ValidationError as error:
            self._refuse(faults_of(error.messages))
        except Problem as problem:
            if problem.status not in (409, 410, 422, 429) and problem.code != "same-person":
                raise
            self._refuse(list(problem.errors) or [Fault("", _words(problem))])
            self.problem = problem
        return not self.faults

    def fault(self, name: str) -> str:
        """Return what is wrong with a field, in words, or nothing."""
        here = (fault.what for fault in self.faults if fault.where.split("/")[0] == name)
        return next(here, "")

    @property
    def status(self) -> int:
        """The HTTP status of the page: 422 where something was refused."""
        if self.problem is not None:
            return self.problem.status
        return 422 if self.faults else 200

    def _refuse(self, faults: list[Fault]) -> None:
        self.faults = faults


def _words(problem: Problem) -> str:
    return f"{problem.title} {problem.detail}".strip()


def _typed(schema: Schema) -> dict[str, Any]:
    """Return the fields of a schema as typed: lists for those that take several values."""
    typed: dict[str, Any] = {}
    for name, field in schema.fields.items():
        if getattr(field, "inner", None) is not None:
            typed[name] = request.form.getlist(name)
        elif name in request.form:
            sent = request.form[name]
            # A password is taken as it was typed, here as where one signs in.
            typed[name] = sent if isinstance(field, Secret) else sent.strip()
    return typed
