"""The catalogues: every message in every language, with its placeholders, plurals and letters."""

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from fontTools.ttLib import TTFont

from mobile.ui.shaping import RTL_FONT, joined
from shared import saying
from shared.saying import LANGUAGES, Language
from tools import assets, messages
from tools.layout import this_layout

OTHERS = [code for code in LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"\{+\w*\}+")
WITHOUT_A_NUMBER = {"ar": 3}
"""Arabic has a word for none, one and two of a thing: these first forms need no {n}."""

LATIN_FONT = "AtkinsonHyperlegibleNext"
WEIGHTS = ("Regular", "Bold")

Said = str | tuple[str, ...]


@cache
def wanted() -> tuple[Said, ...]:
    return tuple(messages.messages())


@cache
def catalogue(code: str) -> Catalog:
    return messages.read_catalogue(code)


def forms(said: str | Iterable[str] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ())


def translations(held: Catalog) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the English forms of every message with the forms of its translation."""
    for message in held:
        if message.id:
            yield forms(message.id), forms(message.string)


def untranslated(held: Catalog, said: Iterable[Said]) -> list[str]:
    """Return the messages that a catalogue lacks, or has without one of their forms."""
    done = {english[0] for english, other in translations(held) if all(other)}
    return sorted({forms(message)[0] for message in said} - done)


def wrong_placeholders(code: str, held: Catalog) -> list[str]:
    """Return the translations whose placeholders are not those of the message."""
    return [
        other
        for english, others in translations(held)
        for place, other in enumerate(others)
        if not _same(english[0], other, may_lack_n=place < _without_n(code, others))
    ]


def _without_n(code: str, others: tuple[str, ...]) -> int:
    return WITHOUT_A_NUMBER.get(code, 0) if len(others) > 1 else 0


def _same(english: str, other: str, *, may_lack_n: bool) -> bool:
    there, here = Counter(PLACEHOLDER.findall(english)), Counter(PLACEHOLDER.findall(other))
    return here == there or (may_lack_n and here + Counter(["{n}"]) == there)


def spoken(held: Catalog) -> saying.Catalogue:
    """Return what says a catalogue's messages, compiled in memory."""
    compiled = BytesIO()
    write_mo(compiled, held)
    compiled.seek(0)
    return saying.Catalogue(GNUTranslations(compiled))


def is_marked_unread(language: Language, held: Catalog) -> bool:
    """Return whether the app and the catalogue both say that no native speaker has read it."""
    return not language.is_reviewed and messages.NOT_REVIEWED in held.header_comment


def changed_by_update(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the languages of a folder whose catalogue an update would write differently."""
    monkeypatch.setattr(messages, "CATALOGUES", folder)
    before = {code: messages.po_path(code).read_bytes() for code in OTHERS}
    messages.update()
    return [code for code in OTHERS if messages.po_path(code).read_bytes() != before[code]]


def said_in(code: str) -> list[str]:
    """Return every text of a language as it is drawn, its letters joined where it joins them."""
    if code == "en":
        return [form for message in wanted() for form in forms(message)]
    found = [other for _english, others in translations(catalogue(code)) for other in others]
    return [joined(words) for words in found] if LANGUAGES[code].is_rtl else found


def not_in_font(name: str, texts: Iterable[str]) -> set[str]:
    """Return the letters of the texts that a typeface does not have."""
    with TTFont(this_layout().root / assets.FONTS / f"{name}.ttf") as font:
        letters = font.getBestCmap()
    return {letter for words in texts for letter in words if ord(letter) not in letters}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Copy the catalogues to where they may be written."""
    return Path(shutil.copytree(saying.CATALOGUES, tmp_path / "locale"))


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code: str) -> None:
    assert untranslated(catalogue(code), wanted()) == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_message_that_was_invented_is_missing(code: str) -> None:
    invented = "A message that nobody wrote."
    assert untranslated(catalogue(code), ["Help", invented]) == [invented]


def test_a_message_without_one_of_its_forms_is_not_translated() -> None:
    held = Catalog(locale="pl")
    held.add(("{n} day", "{n} days"), ("{n} dzień", "{n} dni", ""))
    held.add("Help", "Pomoc")
    assert untranslated(held, ["Help", ("{n} day", "{n} days")]) == ["{n} day"]


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_placeholders_of_its_message(code: str) -> None:
    assert wrong_placeholders(code, catalogue(code)) == []


def test_a_placeholder_that_is_lost_renamed_or_doubled_is_found() -> None:
    held = Catalog(locale="pl")
    wrong = {
        "Call {number}": "Zadzwoń",
        "Delete {name}": "Usuń: {imię}",
        "To the {way}": "Na {way} {way}",
        "at {{clock}}": "o {clock}",
    }
    for english, polish in (wrong | {"Near {n}": "Blisko: {n}"}).items():
        held.add(english, polish)
    assert sorted(wrong_placeholders("pl", held)) == sorted(wrong.values())


def test_only_none_one_and_two_go_without_a_number_and_only_in_arabic() -> None:
    held = Catalog(locale="ar")
    arabic = ("لا", "واحد", "اثنان", "بضعة", "{n} كثير", "{n}")
    held.add(("{n} day", "{n} days"), arabic)
    assert wrong_placeholders("ar", held) == ["بضعة"]
    assert wrong_placeholders("ur", held) == list(arabic[:4])


@pytest.mark.parametrize("code", OTHERS)
def test_every_catalogue_compiles_and_says_its_own_words(code: str) -> None:
    held, said = catalogue(code), spoken(catalogue(code))
    assert said("Help") == str(held["Help"].string) != "Help"


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 minuta"), (2, "2 minuty"), (5, "5 minut"), (22, "22 minuty")]
)
def test_polish_counts_as_poles_do(number: int, words: str) -> None:
    assert spoken(catalogue("pl")).count("{n} minute", "{n} minutes", number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "أقل من دقيقة مشيًا"),
        (1, "دقيقة واحدة مشيًا"),
        (2, "دقيقتان مشيًا"),
        (3, "3 دقائق مشيًا"),
        (11, "11 دقيقة مشيًا"),
        (100, "100 دقيقة مشيًا"),
    ],
)
def test_arabic_counts_as_arabs_do(number: int, words: str) -> None:
    said = spoken(catalogue("ar")).count("{n} minute on foot", "{n} minutes on foot", number)
    assert said == words


@pytest.mark.parametrize(
    ("number", "years"),
    [
        (0, "0 mlynedd"),
        (1, "1 flwyddyn"),
        (2, "2 flynedd"),
        (3, "3 blynedd"),
        (6, "6 blynedd"),
        (7, "7 mlynedd"),
        (22, "22 mlynedd"),
    ],
)
def test_welsh_changes_the_word_behind_the_number(number: int, years: str) -> None:
    assert spoken(catalogue("cy")).count("{n} year", "{n} years", number) == years


def test_polish_by_the_rule_of_english_would_be_wrong() -> None:
    held = Catalog(locale="en")
    held.add(("{n} minute", "{n} minutes"), ("{n} minuta", "{n} minut"))
    assert spoken(held).count("{n} minute", "{n} minutes", 22) == "22 minut"


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_says_that_no_native_speaker_has_read_it(code: str) -> None:
    assert is_marked_unread(LANGUAGES[code], catalogue(code))


def test_only_english_is_reviewed() -> None:
    assert [code for code, language in LANGUAGES.items() if language.is_reviewed] == ["en"]


def test_a_mark_that_is_missing_in_one_of_two_places_is_noticed() -> None:
    marked, bare = catalogue("pl"), Catalog(locale="pl", header_comment="# UMay in Polski.")
    assert not is_marked_unread(Language("pl", "Polski", is_reviewed=True), marked)
    assert not is_marked_unread(Language("pl", "Polski"), bare)


def test_the_catalogues_are_up_to_date(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert changed_by_update(copied, monkeypatch) == []


def test_a_message_nobody_says_any_more_is_not_up_to_date(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    obsolete = '\nmsgid "Nobody says this any more."\nmsgstr "Nikt już tego nie mówi."\n'
    polish = copied / "pl" / "LC_MESSAGES" / "umay.po"
    polish.write_text(polish.read_text(encoding="utf-8") + obsolete, encoding="utf-8")
    assert changed_by_update(copied, monkeypatch) == ["pl"]


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_typeface_has_every_letter_that_is_said(code: str, weight: str) -> None:
    family = RTL_FONT if LANGUAGES[code].is_rtl else LATIN_FONT
    assert not_in_font(f"{family}-{weight}", said_in(code)) == set()


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("family", [LATIN_FONT, RTL_FONT])
def test_a_letter_that_no_typeface_has_is_found(family: str, weight: str) -> None:
    assert not_in_font(f"{family}-{weight}", ["Help", "中"]) == {"中"}


def test_joined_letters_are_other_letters_than_those_that_are_typed() -> None:
    typed = "".join(other for _english, others in translations(catalogue("ur")) for other in others)
    assert not_in_font(f"{LATIN_FONT}-Regular", said_in("ur"))
    assert set("".join(said_in("ur"))) - set(typed)
