"""The contract's perception questions: sets with versions, their codes, and one answer."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from shared.saying import in_all_languages

OTHER = "other"
NOT_SAID = "not_said"


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen: its code for ever, its words in each language."""

    code: str
    text: dict[str, str]
    feeling: str = ""


@dataclass(frozen=True)
class Question:
    """One question: id, words, whether several answers may be chosen, and where it comes from."""

    id: str
    text: dict[str, str]
    options: tuple[Option, ...]
    is_many: bool
    source: str


@dataclass(frozen=True)
class QuestionSet:
    """A version of the questions; answers name it, and answers of two versions are never mixed."""

    id: str
    version: int
    scale: str
    questions: tuple[Question, ...]

    def codes(self, question_id: str) -> frozenset[str]:
        """Return the codes a question offers."""
        question = next(item for item in self.questions if item.id == question_id)
        return frozenset(option.code for option in question.options)


def options_of(feeling: str = "", **words: str) -> tuple[Option, ...]:
    """Return options by their codes and English words, all of one feeling."""
    return tuple(Option(code, {"en": text}, feeling) for code, text in words.items())


LEVEL = Question(
    "level",
    {"en": "How safe do you feel here?"},
    options_of(
        very_safe="Very safe",
        fairly_safe="Fairly safe",
        fairly_unsafe="Fairly unsafe",
        very_unsafe="Very unsafe",
        dont_know="Don't know",
    ),
    is_many=False,
    source="Four points: ONS Opinions and Lifestyle Survey, GMCA residents' survey",
)
FACTORS = Question(
    "factors",
    {"en": "What makes it feel like that?"},
    options_of(
        "unsafe",
        bad_lighting="Bad lighting",
        empty_or_isolated="Empty or lonely",
        hidden_corners="Hidden corners",
        cannot_see_ahead="Cannot see ahead",
        no_cctv="No cameras",
        run_down="Run-down",
        drugs_or_alcohol="Drink or drugs",
        groups="Groups hanging about",
        harassed_by_one="Somebody bothered me",
        harassed_by_group="A group bothered me",
        followed="I was followed",
        bad_path="Bad path or crossing",
        poor_transport="No bus or train near",
        nobody_like_me="Nobody like me around",
    )
    + options_of(
        "safe",
        well_lit="Good lighting",
        people_about="People about",
        open_view="Open view",
        staff_about="Staff or police about",
        cared_for="Looked after",
        good_path="Good path",
        near_transport="Bus or train near",
        people_like_me="People like me around",
    )
    + options_of("any", other="Something else"),
    is_many=True,
    source="StreetSafe (police.uk) factors merged with Safetipin's nine parameters",
)
HAPPENED = Question(
    "happened",
    {"en": "Did something happen?"},
    options_of(
        not_said="Rather not say",
        nothing="No, it is how it feels",
        to_me="Yes, to me",
        to_someone_else="Yes, to someone else",
        other="Something else",
    ),
    is_many=False,
    source="UMay, after StreetSafe's people factors",
)
REPORTED = Question(
    "reported",
    {"en": "Was it reported?"},
    options_of(
        not_said="Rather not say",
        to_police="Yes, to the police",
        to_others="Yes, to somebody else",
        no="No",
        dont_know="Don't know",
        other="Something else",
    ),
    is_many=False,
    source="Crime Survey for England and Wales, reporting questions, shortened",
)
WHY_NOT = Question(
    "why_not",
    {"en": "Why was it not reported?"},
    options_of(
        not_said="Rather not say",
        too_small="It seemed too small",
        nothing_would_be_done="Nothing would be done",
        did_not_know_how="Did not know how",
        afraid="Afraid of what would follow",
        no_trust="Do not trust them",
        dealt_with="Dealt with it ourselves",
        other="Something else",
    ),
    is_many=False,
    source="StreetSafe's reasons for not reporting, after the CSEW list",
)
AGE_BAND = Question(
    "age_band",
    {"en": "How old are you?"},
    options_of(
        not_said="Rather not say",
        under_13="Under 13",
        from_13_to_17="13 to 17",
        from_18_to_24="18 to 24",
        from_25_to_34="25 to 34",
        from_35_to_54="35 to 54",
        from_55_to_64="55 to 64",
        from_65="65 or over",
        other="Something else",
    ),
    is_many=False,
    source="ONS age bands, joined where answers are few",
)
GENDER = Question(
    "gender",
    {"en": "Are you"},
    options_of(
        not_said="Rather not say",
        woman="A woman or girl",
        man="A man or boy",
        non_binary="Non-binary",
        other="Something else",
    ),
    is_many=False,
    source="Government Analysis Function, gender identity guidance, shortened",
)
SETTING = Question(
    "setting",
    {"en": "What kind of place is it?"},
    options_of(
        not_said="Rather not say",
        quiet_street="Quiet street near home",
        busy_place="Busy public place",
        park="Park or open space",
        transport="Bus, train or station",
        inside="Inside a building",
        other="Something else",
    ),
    is_many=False,
    source="ONS perceptions of personal safety, 2021/22: four settings, and indoors",
)
DAYPARTS = ("not_said", "daylight", "after_dark", "night_economy", OTHER)

UMAY_1 = QuestionSet(
    "umay",
    1,
    "ons-4",
    (LEVEL, FACTORS, HAPPENED, REPORTED, WHY_NOT, AGE_BAND, GENDER, SETTING),
)
QUESTION_SETS = (UMAY_1,)
"""The versions that the contract holds; a partnership's later ones ask some of the same."""

NOT_ASKED = frozenset({GENDER.id})
"""Questions of the contract that nobody is asked, whatever the version, since no figure is made of
them: what is not used is not to be collected (UK GDPR, article 5(1)(c)). A message of an older
phone that carries an answer is taken as ever."""


def questions_to_wire(
    young: QuestionSet | None = None, later: Iterable[QuestionSet] = ()
) -> dict[str, object]:
    """Return the `questions` document: every published version, in all languages, the newest last.

    `young` is the young people's set where it is switched on; `young_questions.young_set` makes it.
    """
    sets = [_in_all_languages(asked_of(held)) for held in (*QUESTION_SETS, *later)]
    asked = asdict(_in_all_languages(young)) if young else None
    return {"format": 1, "sets": [asdict(item) for item in sets], "young": asked}


def asked_of(questions: QuestionSet) -> QuestionSet:
    """Return a set without the questions that nobody is asked."""
    asked = tuple(each for each in questions.questions if each.id not in NOT_ASKED)
    return replace(questions, questions=asked)


def _in_all_languages(questions: QuestionSet) -> QuestionSet:
    return replace(questions, questions=tuple(map(_translated, questions.questions)))


def _translated(question: Question) -> Question:
    options = tuple(
        replace(option, text=in_all_languages(option.text["en"])) for option in question.options
    )
    return replace(question, text=in_all_languages(question.text["en"]), options=options)


def messages() -> Iterable[str]:
    """Yield every English text of the questions, for the catalogues."""
    for questions in QUESTION_SETS:
        yield from texts(asked_of(questions))


def texts(questions: QuestionSet) -> Iterable[str]:
    """Yield the English texts of a set's questions and options."""
    for question in questions.questions:
        yield question.text["en"]
        yield from (option.text["en"] for option in question.options)


@dataclass(frozen=True)
class Feedback:
    """One perception answer: codes of a question set, one zone or place, a daypart and a week."""

    level: str
    week: str
    daypart: str
    zone: str | None = None
    place: str | None = None
    factors: tuple[str, ...] = ()
    happened: str = NOT_SAID
    reported: str = NOT_SAID
    why_not: str = NOT_SAID
    age_band: str = NOT_SAID
    gender: str = NOT_SAID
    setting: str = NOT_SAID
    questions: str = UMAY_1.id
    questions_version: int = UMAY_1.version
    receipt_hash: str | None = None
    voice: str | None = None

    def to_wire(self) -> dict[str, object]:
        """Return the v1 message (factors sorted, so that equal answers are equal texts)."""
        return {"version": 1, **vars(self), "factors": sorted(set(self.factors))}

    def content_hash(self) -> str:
        """Return the SHA-256, hex, by which a repeated message is known to be the same."""
        text = json.dumps(self.to_wire(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
