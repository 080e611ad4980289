"""Reading age: what residents read in English is for twelve-year-olds (Flesch-Kincaid grade)."""

import re
from functools import cache

import pyphen  # type: ignore[import-untyped]
import pytest

from mobile.viewmodels.reading import PAGES, first_cards
from shared.reading import Reading
from tools.messages import messages

PAGE_GRADE = 6
"""A grade is a year of school in the United States, where the sixth begins at 11."""

MESSAGE_GRADE, LEAST_WORDS = 9, 8
"""One sentence alone says little of how hard a text is: it may be harder than a page, and one of
fewer words is not measured."""

NAMES = (
    "Atkinson Hyperlegible Next",
    "Noto Sans Arabic",
    "SIL Open Font Licence",
    "Material Design Icons",
    "Apache 2.0",
    "Kivy",
    "Python",
)
"""Names of others' works stand as they are, and are left out where one message is measured."""

LEGAL = (
    "Notwithstanding the foregoing, the controller shall, pursuant to the applicable legislation, "
    "process personal information exclusively for the aforementioned purposes."
)

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
PLACEHOLDER = re.compile(r"\{+\w*\}+")
SENTENCE_END = re.compile(r"[.!?…]+[”’)]*(?=\s+[^\sa-z]|\s*$)")
VOWELS = re.compile("[aeiouy]+")
SILENT_E = re.compile("[^aeiouyl]e$|[^aeiouylscgzxh]es$|[^aeiouytd]ed$")

# Counted by ear.
SYLLABLES = {
    "place": 1,
    "phone": 1,
    "opened": 2,
    "only": 2,
    "places": 2,
    "safety": 2,
    "somebody": 3,
    "deleted": 3,
    "library": 3,
    "everything": 3,
    "anonymous": 4,
    "emergency": 4,
}


@cache
def hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


def hyphenated(word: str) -> int:
    """Return in how many parts a word may be hyphenated."""
    return len(hyphens().positions(word)) + 1


def syllables(word: str) -> int:
    """Return the syllables of a word, rather one too many than one too few.

    A word has fewer places for a hyphen than syllables ("only" has none), so by hyphens alone every
    text would seem easier. Its groups of vowels count where they are more.
    """
    low = word.lower()
    vowels = len(VOWELS.findall(low)) - bool(SILENT_E.search(low))
    return max(hyphenated(low), vowels, 1)


def grade(text: str) -> float:
    """Return the grade of a text (Kincaid and others, 1975); a line end ends a sentence."""
    plain = PLACEHOLDER.sub("", text)
    pieces = [piece for line in plain.splitlines() for piece in SENTENCE_END.split(line)]
    sentences = [piece for piece in pieces if WORD.search(piece)]
    words = WORD.findall(plain)
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def page_text(page: Reading) -> str:
    return "\n".join([page.title, *(words for section in page.sections for words in section)])


def cards_text() -> str:
    return "\n".join(words for card in first_cards() for words in (card.title, card.words))


def without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return text


def too_hard(texts: set[str]) -> list[str]:
    """Return the texts that are long enough to be measured and harder than a message may be."""
    long = [text for text in map(without_names, texts) if len(WORD.findall(text)) >= LEAST_WORDS]
    return [text for text in long if grade(text) > MESSAGE_GRADE]


def resident_texts() -> set[str]:
    return {
        form
        for message in messages()
        for form in ((message,) if isinstance(message, str) else message)
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_for_a_twelve_year_old(name: str) -> None:
    assert grade(page_text(PAGES[name])) <= PAGE_GRADE


def test_the_first_cards_read_as_for_a_twelve_year_old() -> None:
    assert grade(cards_text()) <= PAGE_GRADE


def test_no_message_is_hard_to_read() -> None:
    assert too_hard(resident_texts()) == []


def test_legal_english_is_found() -> None:
    assert grade(LEGAL) > 2 * MESSAGE_GRADE
    assert too_hard({*resident_texts(), LEGAL}) == [LEGAL]


@pytest.mark.parametrize("name", PAGES)
def test_legal_english_on_a_page_is_found(name: str) -> None:
    page = PAGES[name]
    legal = Reading(page.title, tuple((title, LEGAL) for title, _words in page.sections))
    assert grade(page_text(legal)) > PAGE_GRADE


def test_a_grade_is_reckoned_as_it_was_published() -> None:
    text = "Only two men opened the place.\nIt is safe and it rang"
    words, sentences, spoken = 12, 2, 14
    expected = 0.39 * words / sentences + 11.8 * spoken / words - 15.59
    assert grade(text) == pytest.approx(expected)


@pytest.mark.parametrize("inside", ["version 2.0", "“Sent?”", "this … or"])
def test_a_mark_inside_a_sentence_does_not_end_it(inside: str) -> None:
    plain = inside.translate(dict.fromkeys(map(ord, ".?…")))
    assert grade(f"Press {inside} and wait.") == grade(f"Press {plain} and wait.")
    assert grade(f"Press {inside} and wait. Go now.") < grade(f"Press {inside} and wait go now.")


@pytest.mark.parametrize("word", SYLLABLES)
def test_no_word_is_heard_shorter_than_it_is(word: str) -> None:
    assert syllables(word) >= SYLLABLES[word]


def test_by_hyphens_alone_words_would_seem_shorter() -> None:
    assert sum(map(hyphenated, SYLLABLES)) < sum(SYLLABLES.values())
