"""Face: what the pages of an answer show: questions, choices and doors in the asked language."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.finder.feedback_draft import MANY, Draft
from backend.finder.feedback_steps import FACTORS, LEVEL
from backend.services.asking import Asking, Choice, Choices, Questions
from backend.web.residents import comma, language, words
from shared.asking import (
    CHANGED,
    PLAIN,
    TEEN,
    feelings,
    is_last,
    is_offered,
    level_question,
    when_words,
)
from shared.help import right_doors
from shared.isolates import with_numbers_apart
from shared.perception import DAYPARTS
from shared.problems import CATALOGUE
from shared.stamping import LAST_NIGHT, NOW, THIS_WEEK, TODAY, WHENS

REFUSALS = (
    *("feedback-differs", "zone-unknown", "place-unknown"),
    *("week-impossible", "questions-unknown", "young-questions-off"),
)
"""What the server may refuse for good, in the words of the catalogue."""

MOST_COUNTED = 30
"""Up to how many the words for "so many wait" are sent to the browser."""


@dataclass(frozen=True)
class Shown:
    """One question as a page shows it; `more` says whether optional questions follow."""

    name: str
    question: str
    options: tuple[Mapping[str, Any], ...]
    is_many: bool = False
    note: str = ""
    plain: str = ""
    at: int = 1
    more: bool = True


def said(published: Mapping[str, str]) -> str:
    """Return published words in the asked language, from the catalogue, else in English."""
    found = published.get(language())
    told = found if found is not None else words()(published["en"])
    return with_numbers_apart(told) if words().is_rtl else told


def shown_level(draft: Draft, questions: Questions) -> Shown:
    """Return the primary question."""
    question = questions.by_id[LEVEL]
    asked = level_question(words(), comma(), said(question["text"]), (draft.when, draft.daypart))
    options = _options(question, {draft.level})
    return Shown(LEVEL, asked, options)


def shown_factors(draft: Draft, questions: Questions) -> Shown:
    """Return the reasons that fit the level; all of them where it was not said yet."""
    question = questions.by_id[FACTORS]
    shown = feelings(draft.level)
    options = _options(question, set(draft.many.get(FACTORS, ())))
    fitting = tuple(each for each in options if shown is None or each["feeling"] in shown)
    note = words()("As many as you like, or none.")
    more = bool(draft.details(questions))
    return Shown(FACTORS, said(question["text"]), fitting, True, note, at=2, more=more)


def shown_detail(name: str, draft: Draft, questions: Questions) -> Shown:
    """Return an optional question, in plain words for young people."""
    say, question = words(), questions.by_id[name]
    chosen = {draft.answers.get(name, ""), *draft.many.get(name, ())}
    young = bool(draft.young)
    options = tuple(
        each
        for each in _options(question, chosen)
        if is_offered(name, each["code"], is_young=young)
    )
    plain = say(PLAIN[name])
    asked = plain if young else said(question["text"])
    note = say("Kept by itself. It says nothing of where you are.") if name == CHANGED else ""
    more = not is_last(name, questions.by_id, draft.answers)
    return Shown(name, asked, options, name in MANY, note, plain, 3, more)


def when_options() -> list[tuple[str, str]]:
    """Return the times that an answer can be about, with their words."""
    say = words()
    named = {
        NOW: say("Now"),
        TODAY: say("Today"),
        LAST_NIGHT: say("Last night"),
        THIS_WEEK: say("This week"),
    }
    return [(when, named[when]) for when in WHENS]


def choice_words(choice: Choice) -> tuple[str, str, str]:
    """Return the key of a choice, its label and what it is."""
    say, match = words(), choice.match
    if match.kind == "zone":
        return choice.subject.key, match.label, say("Neighbourhood")
    if match.kind == "place":
        return choice.subject.key, match.label, say("Safe place in {t}").format(t=match.town)
    detail = say("Postcode in {t}") if match.kind == "postcode" else "{t}"
    label = say("Near {n}").format(n=match.label)
    return choice.subject.key, label, detail.format(t=match.town)


def advice(choices: Choices) -> str:
    """Return what to do where nothing that was typed can be spoken about."""
    say, found = words(), choices.found
    if choices.outside:
        return say("{name} lies outside the borough.").format(name=choices.outside)
    if found.postcode and not found.is_known:
        return say("{postcode} is not a postcode of this borough.").format(postcode=found.postcode)
    if found.postcode:
        half = say("{postcode} does not tell one neighbourhood. Type a name, or all of it.")
        return half.format(postcode=found.postcode)
    return say("Nothing fits. Type a neighbourhood, a landmark, a safe place or a postcode.")


def doors_after(draft: Draft, asking: Asking) -> list[dict[str, str]]:
    """Return the right doors for an answer."""
    band = TEEN if draft.young else draft.answers.get("age_band", "")
    happened = draft.answers.get("happened", "")
    wanted = right_doors(draft.level, draft.many.get(FACTORS, ()), happened, band)
    return door_cards(asking.chosen_doors(wanted))


def every_door(asking: Asking) -> list[dict[str, str]]:
    """Return all doors, for a browser that chooses among them by itself."""
    return door_cards(asking.doors)


def door_cards(doors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return doors as a page shows them."""
    return [
        {
            "id": door["id"],
            "title": said(door["title"]),
            "detail": said(door["detail"]),
            "phone": door["phone"],
        }
        for door in doors
    ]


def browser_words(questions: Questions) -> str:
    """Return, as JSON, what a browser puts together by itself: questions, times, counts."""
    say, level = words(), said(questions.by_id[LEVEL]["text"])
    times = [(NOW, daypart) for daypart in DAYPARTS] + [(when, "") for when in WHENS]
    asked = {
        f"{when} {daypart}".strip(): level_question(say, comma(), level, (when, daypart))
        for when, daypart in times
    }
    waiting = [
        say.count(
            "{n} answer waits to be sent. Nothing is lost.",
            "{n} answers wait to be sent. Nothing is lost.",
            number,
        )
        for number in range(MOST_COUNTED + 1)
    ]
    whens = {when: when_words(say, when) for when in WHENS}
    names = {
        "near": say("Near {n}"),
        "zone": say("Neighbourhood"),
        "place": say("Safe place in {t}"),
        "denied": say("This page is not allowed to know where you are. Type a name."),
        "outside": say("Where you are lies outside the borough. Type a name."),
    }
    held = {"comma": comma(), "names": names, "asked": asked, "whens": whens, "waiting": waiting}
    known = {"set": questions.id, "version": questions.version}
    return json.dumps({**held, **known, **_outcome_words()})


def _outcome_words() -> dict[str, Any]:
    """Return what a browser says of what came of sending, and of what has to be mended."""
    say = words()
    return {
        "error": say("Error:"),
        "faults": {
            "level": say("Choose how safe it feels."),
            "detail": say("Choose an answer, or skip this one."),
            "choice": say("Choose one of these."),
            "nothing": say(
                "Nothing fits. Type a neighbourhood, a landmark, a safe place or a postcode."
            ),
            "offline": say("No connection right now. Try again in a moment."),
            "left": say("This place is not on the list now. Choose where it was."),
            "notKept": say("This browser keeps nothing. It is still here while this page is open."),
        },
        "refusals": {code: say(CATALOGUE[code].title) for code in REFUSALS},
        "refused": say("The service did not take it."),
        "aside": say("Set aside. "),
        "nothingLost": say("There was no answer. Nothing is lost: it is still on this page."),
        "arrived": say("It has arrived. Thank you."),
        "kept": say("Saved on this device. It is sent when there is a connection."),
        "changed": say("What I changed"),
    }


def _options(question: Mapping[str, Any], chosen: set[str]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "code": option["code"],
            "words": said(option["text"]),
            "feeling": option.get("feeling", ""),
            "is_chosen": option["code"] in chosen,
        }
        for option in question["options"]
    )
