"""Face: saying how safe it feels, page by page; what was said stands in forms only."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from flask import Blueprint, Response, request
from markupsafe import Markup

from backend.finder import feedback_words as shown
from backend.finder.feedback_draft import Draft, check_codes, read_draft
from backend.finder.feedback_steps import CHOOSE, FACTORS, LEVEL, SAVE, WHEN, WHERE, Step, move
from backend.services.asking import Asking, Choices, Questions, Subject, asking, subjects_named
from backend.services.give import give
from backend.web.residents import language, open_to_residents, private_page, rendered, words
from backend.web.world import world
from shared.asking import PLAIN, when_words
from shared.problems import Problem
from shared.saying import LANGUAGES, to_say

blueprint = Blueprint("finder_feedback", __name__, template_folder="templates")
open_to_residents(blueprint)

ANEW = "anew"
SAY_WHERE = to_say("Type a name or a postcode.")
SAY_CHOICE = to_say("Choose one of these.")
SAY_LEFT = to_say("This place is not on the list now. Choose where it was.")
SAY_UNKNOWN = to_say("We do not know that neighbourhood any more. Choose where it was.")
TOO_OLD = ("week-impossible", "questions-unknown")
MOST_TYPED = 100


@blueprint.get("/feedback")
def ask() -> Response:
    """Ask where an answer is about; with a script all further steps come along."""
    held = _asking()
    return _where_page(held, Draft())


@blueprint.post("/feedback")
def answer() -> Response:
    """Take one step further, or back; store the answer at the last."""
    held, draft = _asking(), read_draft(request.form)
    step, go = request.form.get("step", ""), request.form.get("go", "")
    try:
        questions = held.questions(
            int(draft.version) if draft.version and step != ANEW else None
        ).plain
        check_codes(draft, questions)
        if step in (WHERE, CHOOSE) and go != "back":
            return _find(held, draft, questions, step)
        if step == CHOOSE:
            return _where_page(held, replace(draft, where=""))
        return _with_subject(held, draft, questions, (step, go))
    except Problem as problem:
        if problem.code not in TOO_OLD:
            raise
        return _page("too_old", draft, status=409, hidden=draft.hidden(_STAMP))


_STAMP = ("week", "daypart", "id", "receipt", "version")


def _asking() -> Asking:
    try:
        return asking(world())
    except Problem as problem:
        if problem.code == "nothing-published":
            raise Problem("service-unavailable") from None
        raise


def _find(held: Asking, draft: Draft, questions: Questions, step: str) -> Response:
    """Show what the name typed may stand for; the only thing it fits is taken at once."""
    typed = request.form.get("typed", "").strip()[:MOST_TYPED]
    if step == CHOOSE and draft.where:
        return _with_subject(held, draft, questions, (WHERE, ""))
    if not typed:
        return _where_page(held, draft, words()(SAY_WHERE))
    choices = subjects_named(world(), typed)
    if not choices.choices:
        return _where_page(held, draft, shown.advice(choices), typed)
    if len(choices.choices) == 1:
        only = replace(draft, where=choices.choices[0].subject.key)
        return _with_subject(held, only, questions, (WHERE, ""))
    fault = words()(SAY_CHOICE) if step == CHOOSE else ""
    return _choose_page(draft, choices, typed, fault)


def _with_subject(
    held: Asking, draft: Draft, questions: Questions, sent: tuple[str, str]
) -> Response:
    """Go on with an answer about something; where that has left, ask again and keep the rest."""
    if not draft.where:
        return _where_page(held, draft)
    try:
        subject = held.subject(draft.where)
    except Problem as problem:
        fault = SAY_LEFT if problem.code == "place-unknown" else SAY_UNKNOWN
        return _where_page(held, replace(draft, where=""), words()(fault))
    step, go = sent
    if step in ("", WHERE, CHOOSE, WHEN, ANEW) or not draft.is_begun:
        draft = draft.stamped(subject, world().now())
        draft = draft if draft.is_begun and step != ANEW else draft.begun(questions)
        found = Step(go if go in (WHERE, WHEN) else LEVEL, draft)
    else:
        found = move(step, go, draft, questions)
    return _show(held, subject, questions, found)


def _show(held: Asking, subject: Subject, questions: Questions, found: Step) -> Response:
    draft, name = found.draft, found.name
    if name == SAVE:
        return _save(held, subject, questions, draft)
    if name == WHERE:
        return _where_page(held, draft)
    if name == WHEN:
        options = shown.when_options()
        return _page(WHEN, draft, hidden=draft.hidden(("when",)), options=options)
    one = {LEVEL: shown.shown_level, FACTORS: shown.shown_factors}.get(name)
    step = one(draft, questions) if one else shown.shown_detail(name, draft, questions)
    return _page(
        "question",
        draft,
        step=step,
        subject=subject,
        when=when_words(words(), draft.when),
        hidden=draft.hidden((name, "young") if name == LEVEL else (name,)),
        fault=words()(found.fault),
        browser=_for_browsers(held, held.questions(questions.version)) if name == LEVEL else None,
    )


def _save(held: Asking, subject: Subject, questions: Questions, draft: Draft) -> Response:
    try:
        give(draft.id, draft.feedback(subject, questions), world().now())
    except Problem as problem:
        if problem.code == "feedback-differs":
            return _page("differs", draft, status=409, title=problem.title)
        if problem.code not in ("zone-unknown", "place-unknown"):
            raise
        return _where_page(held, replace(draft, where=""), words()(SAY_UNKNOWN))
    doors = shown.doors_after(draft, held)
    return _page("saved", draft, receipt=draft.receipt, doors=doors)


def _where_page(held: Asking, draft: Draft, fault: str = "", typed: str = "") -> Response:
    browser = _for_browsers(held, held.questions())
    hidden = draft.hidden()
    return _page(WHERE, draft, hidden=hidden, fault=fault, typed=typed, browser=browser)


def _choose_page(draft: Draft, choices: Choices, typed: str, fault: str) -> Response:
    options = [shown.choice_words(each) for each in choices.choices]
    hidden = draft.hidden(("where",))
    return _page(CHOOSE, draft, hidden=hidden, options=options, typed=typed, fault=fault)


def _page(name: str, draft: Draft, **context: object) -> Response:
    status = int(str(context.pop("status", 422 if context.get("fault") else 200)))
    said_in = [("lang", language())] if language() != "en" else []
    context["hidden"] = [*said_in, *context.get("hidden", ())]  # type: ignore[misc]
    return private_page(f"finder/feedback_{name}.html", status, draft=draft, **context)


def _for_browsers(held: Asking, questions: Questions) -> Markup:
    """Return every step as a page shows it, for a script that goes on without a connection.

    It is the same for everybody and ten times as dear as the page around it, so what was said of
    the same steps is said again.
    """
    empty = Draft()
    details = [each for each in PLAIN if each in questions.by_id]
    told = {
        "words": shown.browser_words(questions),
        LEVEL: shown.shown_level(empty, questions),
        FACTORS: shown.shown_factors(empty, questions),
        "details": [shown.shown_detail(each, empty, questions) for each in details],
        "whens": shown.when_options(),
        "doors": shown.every_door(held),
    }
    return _said(_Told((language(), repr(told)), told))


@dataclass(frozen=True)
class _Told:
    """What is said of every step, and by what it is told from what was said before."""

    key: tuple[str, str]
    steps: dict[str, object] = field(compare=False)


@lru_cache(maxsize=2 * len(LANGUAGES))
def _said(told: _Told) -> Markup:
    said = rendered("finder/feedback_browser.html", browser=told.steps)
    return Markup(said)  # noqa: S704 - a template of ours, which escaped what it was given
