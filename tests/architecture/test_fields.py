"""Every field of every schema is of a type that returns one canonical value."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, fields

import backend
import shared
from tests.architecture.tree import read, source_files

ROOMS = ("shared.wire_fields", "shared.wire_keys", "shared.wire_postcodes")
"""The room of the wire's fields, and the packed postcodes' list of steps."""

OF_SERVER = "backend.services.place_fields"
"""Telephones, postcodes and web addresses: with libraries that only the server has."""


def modules_of(package: Any) -> Iterator[str]:
    """Name the modules that may hold a schema."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not {"migrations", "gunicorn"} & {*found.name.split(".")}:
            yield found.name


def schemas() -> set[type[Schema]]:
    """Return every schema of server and contract."""
    for name in (*modules_of(shared), *modules_of(backend)):
        importlib.import_module(name)
    found: set[type[Schema]] = set()
    left = [Schema]
    while left:
        below = left.pop().__subclasses__()
        left += below
        found |= {each for each in below if not each.__module__.startswith(("tests", "apispec"))}
    return {each for each in found if each.__module__.split(".")[0] in ("backend", "shared")}


def foreign(name: str, field: fields.Field[Any]) -> list[str]:
    """Name a field, or what is inside it, whose type is not of the rooms."""
    if type(field) is fields.List:
        return foreign(name, field.inner)
    if type(field) is fields.Nested:
        return []
    home = type(field).__module__
    return [] if home in (*ROOMS, OF_SERVER) else [f"{name}: {home}.{type(field).__name__}"]


def test_every_field_of_every_schema_comes_from_the_room_of_fields() -> None:
    known = schemas()
    assert len(known) > 60
    found = [
        each
        for schema in known
        for name, field in schema._declared_fields.items()
        for each in foreign(f"{schema.__module__}.{schema.__name__}.{name}", field)
    ]
    assert not found, "\n".join(sorted(found))


def made_in(source: str) -> list[str]:
    """Name the fields of marshmallow's own that a file makes, wherever it makes a schema."""
    return [
        node.func.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "fields"
        and node.func.attr not in ("List", "Nested")
    ]


def test_no_file_makes_a_field_of_marshmallows_own_in_passing() -> None:
    found = [
        f"{name}: {kind}"
        for name in source_files()
        if name.parts[0] in ("backend", "mobile", "shared")
        for kind in made_in(read(name))
    ]
    assert not found, "\n".join(found)


def test_a_field_made_in_passing_is_reported() -> None:
    assert made_in('PageSchema.from_dict({"email": fields.String()})') == ["String"]
    assert made_in("fields.List(Id())") == []


def test_a_plain_text_is_reported_also_within_a_list() -> None:
    assert foreign("week", fields.String()) == ["week: marshmallow.fields.String"]
    assert foreign("weeks", fields.List(fields.String())) == ["weeks: marshmallow.fields.String"]
