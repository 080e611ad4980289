"""Face: help now: whom to call for what, from the published document or as it was shipped."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Response

from backend.finder.feedback_words import said
from backend.services.help_published import help_published
from backend.web.residents import open_to_residents, private_page, words
from backend.web.world import world
from shared.help import NEEDS
from shared.points import KINDS
from shared.saying import LANGUAGES, Language, offered, saying

blueprint = Blueprint("finder_help", __name__, template_folder="templates")
open_to_residents(blueprint)

blueprint.add_app_template_filter(said, "said")

EMERGENCY = "now"


@blueprint.get("/help")
def show_help() -> Response:
    """Show the right door for each need; nothing is asked, nothing is kept."""
    held = help_published(world())
    doors = [_door(door) for door in held.doors]
    return private_page(
        "finder/help.html",
        emergency=[door for door in doors if door["need"] == EMERGENCY],
        kinds=list(KINDS),
        texts=[_text(code) for code in offered()],
        groups=_grouped([door for door in doors if door["need"] != EMERGENCY]),
        points=[
            (words()(KINDS[point.kind]), point) for point in held.points if point.kind in KINDS
        ],
    )


def _text(code: str) -> tuple[Language, str, str, str]:
    """Return a language, the text to somebody trusted in it, and what leads to where one is."""
    say = saying(code)
    alone = say("I do not feel safe. Please call me.")
    return LANGUAGES[code], alone, say("Where I am:"), say("Roughly where I am:")


def _door(door: Mapping[str, Any]) -> dict[str, Any]:
    """Return a door in the language that is asked for."""
    return {
        "title": said(door["title"]),
        "detail": said(door["detail"]),
        "phone": door["phone"],
        "text_to": door.get("text_to", ""),
        "need": door.get("need") or (EMERGENCY if door.get("is_emergency") else "talk"),
    }


def _grouped(doors: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for door in doors:
        groups.setdefault(door["need"], []).append(door)
    order = [*NEEDS, *(need for need in groups if need not in NEEDS)]
    return [(words()(NEEDS.get(need, "")), groups[need]) for need in order if need in groups]
