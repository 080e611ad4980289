"""The contract's young people's questions: asked of 13 to 17 year-olds, apart from the answer."""

from collections.abc import Iterable
from dataclasses import replace

from shared.perception import NOT_SAID, Question, QuestionSet, options_of, texts

CHANGED = Question(
    "changed",
    {"en": "What did you change because of it?"},
    options_of(
        avoided_areas="Stayed away from some places",
        changed_route="Took another way, or a lift",
        trouble_sleeping_or_eating="Slept or ate badly",
        missed_school="Missed school or college",
        lost_concentration="Could not think straight",
        avoided_events="Did not go out to things",
        carried_weapon="Carried something to feel safe",
        nothing="Nothing",
        other="Something else",
        not_said="Rather not say",
    ),
    is_many=True,
    source="Youth Endowment Fund, Children, violence and vulnerability, 13 to 17 year-olds",
)
WEAPON = "carried_weapon"
YOUNG_1 = QuestionSet("umay-young", 1, "none", (CHANGED,))
"""Asked of 13 to 17 year-olds only, and only where it is published: `questions_to_wire`."""

YOUNG_CHANGES = (NOT_SAID, *(o.code for o in CHANGED.options if o.code != NOT_SAID))
"""What 13 to 17 year-olds changed because of violence. Published, and so asked, only after an
administrator recorded the data-protection officer's sign-off."""


def young_set(*, asks_weapon: bool) -> QuestionSet:
    """Return the young people's questions, with or without the one about carrying a weapon."""
    if asks_weapon:
        return YOUNG_1
    options = tuple(option for option in CHANGED.options if option.code != WEAPON)
    return replace(YOUNG_1, questions=(replace(CHANGED, options=options),))


def messages() -> Iterable[str]:
    """Yield every English text of the questions, for the catalogues."""
    yield from texts(YOUNG_1)
