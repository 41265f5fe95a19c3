"""Names, sums and dates as plain tokens, and the way back to every character of the document."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy import tokens

from kg.extract.dates import find_dates
from kg.extract.frame_files import grammar
from kg.extract.money import find_money
from kg.extract.named import Named
from kg.extract.skeleton import Skeleton, Unit, lay_out
from kg.extract.tree import Doc
from kg.language.repair import repair
from kg.model import EntityType, Passage, PassageKind

BLANK = {language: spacy.blank(language) for language in ("en", "pl")}
KINDS = {
    "Acme": EntityType.COMPANY,
    "Globex Inc.": EntityType.COMPANY,
    "Hooli": EntityType.ORGANIZATION,
    "Jane Smith": EntityType.PERSON,
    "Zed 5": EntityType.PRODUCT,
    "Oslo": EntityType.PLACE,
}
PUBLISHED = "2024-05-06"


def named(doc: tokens.Doc) -> list[Named]:
    """The names of ``KINDS`` in ``doc``, each where it first stands."""
    found = []
    for text, kind in KINDS.items():
        at = doc.text.find(text)
        span = doc.char_span(at, at + len(text)) if at >= 0 else None
        if span is not None:
            found.append(Named(span.start, span.end, text, kind, "ner"))
    return sorted(found, key=lambda name: name.start)


def laid_out(
    text: str, kind: PassageKind = PassageKind.BODY, language: str = "en"
) -> tuple[tokens.Doc, tuple[Unit, ...]]:
    doc = BLANK[language](text)
    dates = find_dates(text, language, PUBLISHED)
    return lay_out(Doc(doc), named(doc), find_money(text, language), dates, grammar(language), kind)


def in_words(expected: str, language: str = "en") -> str:
    """``{Company}`` and the like as the plain words that stand for them."""
    return expected.format(**grammar(language).placeholders)


def words(doc: tokens.Doc) -> list[str]:
    return [token.text for token in doc]


PROSE = [
    ("Acme bought Globex Inc. in Oslo.", "{Company} bought {Company} in {Place}."),
    ("Jane Smith likes Zed 5.", "{Person} likes {Product}."),
    ("Mr. Jane Smith left.", "{Person} left."),
    # what a name is called by belongs to it
    ("The startup Acme grew.", "The {Company} grew."),
    ("The chip-maker Acme grew.", "The {Company} grew."),
    ("Acme startup grew.", "{Company} startup grew."),
    # sums
    ("Acme paid $5 million.", "{Company} paid {money}."),
    ("Acme paid as much as $5 million for it.", "{Company} paid {money} for it."),
    ("Acme paid up to $5 million.", "{Company} paid {money}."),
    ("Sales of about $5 million grew.", "Sales of {money} grew."),
    ("A drop to $5 million hurt.", "A drop to {money} hurt."),
    # dates
    ("Acme grew on May 5, 2023 again.", "{Company} grew on {date} again."),
    ("Acme grew in 2023.", "{Company} grew in 2023."),
    ("In May 2023 Acme grew.", "{recently} {Company} grew."),
    # a participle or quotation marks around a name
    ("The Oslo-based firm grew.", "The {origin} firm grew."),
    ("The Acme-backed firm grew.", "The {origin} firm grew."),
    ("The Oslo-born man grew.", "The {Place}-born man grew."),
    ('The firm "Acme" grew.', "The firm {Company} grew."),
    ('"It works" Acme "and it pays".', '"It works" {Company} "and it pays".'),
    # words as the parser knows them
    ("The start-up grew.", "The startup grew."),
    ("Two co-founders left.", "Two founders left."),
    ("A tie-up failed.", "A partnership failed."),
    # "&" between names
    ("Acme & Hooli grew.", "{Company} and {Company} grew."),
    ("Bread & butter sold.", "Bread & butter sold."),
    ("Acme, Hooli grew.", "{Company}, {Company} grew."),
    ("Nothing is named here.", "Nothing is named here."),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_prose(text: str, expected: str) -> None:
    doc, units = laid_out(text)
    assert words(doc) == words(BLANK["en"](in_words(expected)))
    assert len(units) == len(doc)


HEADLINES = [
    ("Acme, Hooli Ink Pact", "{Company} and {Company} inked pact"),
    ("Acme Buys Globex Inc. In Oslo Deal", "{Company} bought {Company} in {Place} deal"),
    ("Acme buys Globex Inc. in Oslo", "{Company} bought {Company} in {Place}"),
    ("Acme, Hooli, Oslo Win", "{Company}, {Company} and {Place} win"),
]


@pytest.mark.parametrize(("text", "expected"), HEADLINES)
def test_headlines_are_laid_out_as_prose(text: str, expected: str) -> None:
    doc, units = laid_out(text, PassageKind.TITLE)
    assert words(doc) == words(BLANK["en"](in_words(expected)))
    assert [unit.text for unit in units if unit.named] == [name.text for name in named(BLANK["en"](text))]


def test_headlines_that_list_many() -> None:
    """The last comma between names is an "and" only where the list ends."""
    doc, _ = laid_out("Acme, Hooli, Oslo", PassageKind.TITLE)
    assert doc.text.count(",") == 2


def test_polish() -> None:
    doc, _ = laid_out("Spółka Acme zapłaciła ponad 5 mln zł dnia 12 maja 2023 r. w Oslo.", language="pl")
    assert doc.text == in_words("{Company} zapłaciła {money} dnia {date} w {Place}.", "pl")


def test_a_unit_keeps_what_it_stands_for() -> None:
    _, units = laid_out("The startup Acme paid $5 million on May 5, 2023.")
    acme = next(unit for unit in units if unit.named)
    assert (acme.text, acme.descriptor) == ("startup Acme", "startup")
    assert acme.named is not None
    assert acme.named.text == "Acme"
    assert [str(unit.money.money.amount) for unit in units if unit.money] == ["5000000"]
    assert [unit.date.date for unit in units if unit.date] == ["2023-05-05"]


def test_a_unit_keeps_a_length_of_time() -> None:
    _, units = laid_out("Acme will pay over the next three years.")
    assert [unit.date.period for unit in units if unit.date] == ["P3Y"]


def test_names_win_over_sums_and_sums_over_dates() -> None:
    text = "Acme paid $5 million."
    doc = BLANK["en"](text)
    (money,) = find_money(text, "en")
    span = doc.char_span(money.start, money.end)
    assert span is not None
    name = Named(span.start, span.end, span.text, EntityType.PRODUCT, "ner")
    laid, units = lay_out(Doc(doc), [name], [money], [], grammar("en"), PassageKind.BODY)
    assert laid.text == in_words("Acme paid {Product}.")
    assert not any(unit.money for unit in units)


def test_sentences_are_set_by_rule() -> None:
    doc, _ = laid_out("Acme bought Globex Inc. on Monday. Hooli left.")
    assert [sent.text for sent in doc.sents] == [
        in_words("{Company} bought {Company} on Monday."),
        in_words("{Organization} left."),
    ]


PIECES = (
    "Acme",
    "Globex Inc.",
    "Hooli",
    "Jane Smith",
    "Zed 5",
    "Oslo",
    "startup",
    "bought",
    "paid",
    "$5 million",
)
MORE = (
    "up to",
    "€3 bn",
    "on May 5, 2023",
    "last year",
    "co-founder",
    "tie-up",
    "“it works”",
    "’s",
    ",",
    ".",
    "&",
    "-",
)
BREAKS = (" ", "", "  ", "\n", "\u00a0", " \n\n ")
TEXTS = st.lists(
    st.tuples(st.sampled_from((*PIECES, *MORE)), st.sampled_from(BREAKS)), min_size=1, max_size=20
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


def of_document(before: str, text: str, kind: PassageKind) -> tuple[str, Skeleton]:
    """A document in which ``text`` is the passage after ``before``, and its skeleton."""
    whole = before + text + " And after."
    repaired = repair(text)
    doc = BLANK["en"](repaired.text)
    money, dates = find_money(repaired.text, "en"), find_dates(repaired.text, "en", PUBLISHED)
    laid, units = lay_out(Doc(doc), named(doc), money, dates, grammar("en"), kind)
    passage = Passage(len(before), len(before) + len(text), kind)
    return whole, Skeleton(passage, repaired, Doc(laid), units)


@given(st.sampled_from(("", "Menu \u2028 Home\n")), TEXTS, st.sampled_from(list(PassageKind)))
def test_offsets_lead_back(before: str, text: str, kind: PassageKind) -> None:
    whole, found = of_document(before, text, kind)
    last = len(before)
    for i, unit in enumerate(found.units):
        start, end = found.span(i, i + 1)
        assert last <= start <= end <= found.passage.end
        assert found.words(i, i + 1) == unit.text
        if text.isascii():
            assert "".join(whole[start:end].split()) == "".join(unit.text.split())
        last = end


@given(TEXTS, st.data())
def test_spans_join(text: str, data: st.DataObject) -> None:
    _, found = of_document("", text, PassageKind.BODY)
    if not found.units:
        return
    first = data.draw(st.integers(0, len(found.units) - 1))
    last = data.draw(st.integers(first, len(found.units) - 1))
    assert found.span(first, last + 1) == (found.span(first, first + 1)[0], found.span(last, last + 1)[1])
    words = found.words(first, last + 1)
    assert words.startswith(found.units[first].text)
    assert words.endswith(found.units[last].text)


@given(TEXTS)
def test_every_name_stands_on_one_token(text: str) -> None:
    _, found = of_document("", text, PassageKind.BODY)
    for token in found.doc:
        unit = found.unit(token)
        if unit.named is not None:
            assert unit.text.endswith(unit.named.text)
            assert token.text == grammar("en").placeholders[unit.named.kind.value]


def test_a_prefix_before_a_name_is_left_out() -> None:
    doc, units = laid_out("The co-Acme plan grew.")
    assert [unit.text for unit in units] == ["The", "Acme", "plan", "grew", "."]
    assert len(doc) == len(units)
