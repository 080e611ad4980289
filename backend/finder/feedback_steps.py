"""Face: which page of an answer comes next, after what was chosen on the one before."""

from dataclasses import dataclass

from backend.finder.feedback_draft import MANY, Draft
from backend.services.asking import Questions
from shared.asking import PLAIN
from shared.saying import to_say

WHERE, CHOOSE, WHEN, LEVEL, FACTORS, SAVE = "where", "choose", "when", "level", "factors", "save"

SAY_LEVEL = to_say("Choose how safe it feels.")
SAY_DETAIL = to_say("Choose an answer, or skip this one.")


@dataclass(frozen=True)
class Step:
    """The page to show, the draft it carries on, and what has to be mended there, if anything."""

    name: str
    draft: Draft
    fault: str = ""


def move(step: str, go: str, draft: Draft, questions: Questions) -> Step:
    """Return what comes after a page was sent by the button `go`."""
    if go in (WHERE, WHEN):
        return Step(go, draft)
    if step == LEVEL and go != "back":
        return _after_level(draft, questions)
    if step == FACTORS:
        return _after_factors(go, draft, questions)
    if step in PLAIN:
        return _after_detail(step, go, draft, questions)
    return Step(WHERE if step == LEVEL else LEVEL, draft)


def _after_level(draft: Draft, questions: Questions) -> Step:
    if not draft.level:
        return Step(LEVEL, draft, SAY_LEVEL)
    return Step(FACTORS, draft.fitting(questions))


def _after_factors(go: str, draft: Draft, questions: Questions) -> Step:
    details = draft.details(questions)
    if go == "back":
        return Step(LEVEL, draft)
    if go == "more" and details:
        return Step(details[0], draft)
    return _saving(draft)


def _after_detail(step: str, go: str, draft: Draft, questions: Questions) -> Step:
    if go == "back":
        before = draft.details(questions)
        at = before.index(step) if step in before else 0
        return Step(before[at - 1] if at else FACTORS, draft)
    if go == "skip":
        draft = draft.without(step)
    elif go != "done" and step not in MANY and step not in draft.answers:
        return Step(step, draft, SAY_DETAIL)
    if go == "done":
        return _saving(draft)
    return _following(step, draft, questions)


def _following(step: str, draft: Draft, questions: Questions) -> Step:
    """Go on from a question, also where it was switched off while somebody answered it."""
    path, order = draft.details(questions), list(PLAIN)
    later = [name for name in order[order.index(step) + 1 :] if name in path]
    return Step(later[0], draft) if later else _saving(draft)


def _saving(draft: Draft) -> Step:
    """Return that it is to be stored; an answer that says not how safe is not complete."""
    return Step(SAVE, draft) if draft.level else Step(LEVEL, draft, SAY_LEVEL)
