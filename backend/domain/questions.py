"""Rules: which questions each published version asks, and so whom a figure may count."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from shared.perception import UMAY_1, QuestionSet
from shared.problems import Fault, Problem

FIRST = UMAY_1.version
PARTS = {
    "happened": ("happened",),
    "reporting": ("reported", "why_not"),
    "about_me": ("age_band", "gender"),
    "setting": ("setting",),
}
"""The optional parts of the questions, each with the questions it holds; the first version asks
all of them."""

ALWAYS = frozenset(question.id for question in UMAY_1.questions) - {
    question_id for part in PARTS.values() for question_id in part
}
"""What every version asks: how safe, and why."""

Versions = Mapping[int, Collection[str]]
"""The optional parts that each version asks, by its number."""


def checked_parts(parts: Collection[str]) -> tuple[str, ...]:
    """Return parts in their order; raises form-invalid for one that there is not.

    Whether it was reported is asked only of somebody to whom something happened.
    """
    if any(part not in PARTS for part in parts):
        raise _invalid("Choose among the parts that stand here.")
    if "reporting" in parts and "happened" not in parts:
        raise _invalid("“Reporting” is asked after “What happened”. Switch both on, or both off.")
    return tuple(part for part in PARTS if part in parts)


def set_of(version: int, parts: Collection[str]) -> QuestionSet:
    """Return a version with just its questions."""
    asked = _asked(parts)
    questions = tuple(question for question in UMAY_1.questions if question.id in asked)
    return replace(UMAY_1, version=version, questions=questions)


def asked_in(version: int, versions: Versions) -> frozenset[str]:
    """Return the ids of the questions that a version asks; none for one that is not known."""
    return _asked(versions[version]) if version in versions else frozenset()


def versions_asking(question_id: str, versions: Versions) -> frozenset[int]:
    """Return the versions that ask a question: the base of its figures counts no other answers."""
    return frozenset(each for each in versions if question_id in asked_in(each, versions))


def _asked(parts: Collection[str]) -> frozenset[str]:
    return ALWAYS.union(*(PARTS[part] for part in parts if part in PARTS))


def _invalid(what: str) -> Problem:
    return Problem("form-invalid", errors=[Fault("parts", what)])
