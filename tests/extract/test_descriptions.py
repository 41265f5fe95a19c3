"""What noun phrases say by their form, on parses written out by hand."""

from __future__ import annotations

import pytest
from hand_built import as_name, read, skeleton

from kg.extract.descriptions import find_descriptions
from kg.extract.frame_files import grammar
from kg.model import EntityType

KINDS = {
    "Acme": EntityType.COMPANY,
    "Globex": EntityType.COMPANY,
    "Smith": EntityType.PERSON,
    "Boston": EntityType.PLACE,
    "Windows": EntityType.PRODUCT,
}
GREW = "grew=grow/VERB/ROOT ."
ENGLISH = [
    # nationality
    (
        f"Chinese/ADJ/amod>startup startup/NOUN/compound>Acme Acme/PROPN/nsubj>grew {GREW}",
        ["Acme based_in China"],
    ),
    (
        "Chinese/ADJ/amod>giant electric/ADJ/amod>giant car/NOUN/compound>giant giant/NOUN/compound>Acme"
        f" Acme/PROPN/nsubj>grew {GREW}",
        ["Acme based_in China"],
    ),
    ("Acme/PROPN/nsubj>likes likes=like/VERB/ROOT Chinese/ADJ/amod>food food/NOUN/obj>likes .", []),
    (f"Chinese/ADJ/amod>Smith Smith/PROPN/nsubj>grew {GREW}", []),
    (f"Chinese/ADJ/amod>Acme Acme/PROPN/nsubj>grew {GREW}", []),
    (
        f"US/PROPN/obl>grew -/PUNCT/punct>grew Chinese/ADJ/amod>startup startup/NOUN/compound>Acme"
        f" Acme/PROPN/nsubj>grew {GREW}",
        [],
    ),
    # "based" and its like
    (
        "Acme/PROPN/nsubj>rose rose=rise/VERB/ROOT . | the/DET/det>firm Boston-based/ADJ/amod>firm"
        f" firm/NOUN/nsubj>grew {GREW}",
        ["Acme based_in Boston"],
    ),
    (f"Boston-based/ADJ/amod>Acme Acme/PROPN/nsubj>grew {GREW}", ["Acme based_in Boston"]),
    (f"Boston-born/ADJ/amod>Acme Acme/PROPN/nsubj>grew {GREW}", []),
    (
        f"Acme-backed/ADJ/amod>Globex startup/NOUN/compound>Globex Globex/PROPN/nsubj>grew {GREW}",
        ["Acme invests_in Globex"],
    ),
    (
        f"Acme-owned/ADJ/amod>Globex startup/NOUN/compound>Globex Globex/PROPN/nsubj>grew {GREW}",
        ["Globex subsidiary_of Acme"],
    ),
    (
        f"Boston/PROPN/nmod:poss>Acme 's/PART/case>Boston Acme/PROPN/nsubj>grew {GREW}",
        ["Acme based_in Boston"],
    ),
    (f"Boston/PROPN/nmod:poss>Smith 's/PART/case>Boston Smith/PROPN/nsubj>grew {GREW}", []),
    ("Acme/PROPN/nsubj>grew grew=grow/VERB/ROOT in/ADP/case>Boston Boston/PROPN/obl>grew .", []),
    # whose product it is
    (
        f"Acme/PROPN/nmod:poss>Windows 's/PART/case>Acme Windows/PROPN/nsubj>grew {GREW}",
        ["Acme develops Windows"],
    ),
    (f"Smith/PROPN/nmod:poss>Windows 's/PART/case>Smith Windows/PROPN/nsubj>grew {GREW}", []),
    (f"Acme/PROPN/nmod:poss>Globex 's/PART/case>Acme Globex/PROPN/nsubj>grew {GREW}", []),
    ("Acme/PROPN/nsubj>likes likes=like/VERB/ROOT Windows/PROPN/obj>likes .", []),
]


def told(text: str, language: str) -> list[str]:
    found = skeleton(text, KINDS)
    coreference = read(found, language)
    return [
        f"{one.subject.name.name} {one.relation} {one.object.name.name}"
        for sent in found.doc.sents
        for one in find_descriptions(0, found, sent, coreference, grammar(language))
    ]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_descriptions(text: str, expected: list[str]) -> None:
    assert told(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chińska/ADJ/amod>spółka spółka/NOUN/nsubj>rośnie Acme/PROPN/flat>spółka rośnie/VERB/ROOT .",
            [],
        ),
        ("Acme/PROPN/nsubj>lubi lubi/VERB/ROOT chińską/ADJ/amod>kuchnię kuchnię/NOUN/obj>lubi .", []),
    ],
)
def test_polish_descriptions(text: str, expected: list[str]) -> None:
    assert told(text, "pl") == expected


def test_a_descriptor_that_was_laid_into_the_name_counts() -> None:
    """ "Chinese startup Acme" is two tokens once it is laid out: the name has taken "startup" in."""
    found = skeleton(f"Chinese/ADJ/amod>Acme Acme/PROPN/nsubj>grew {GREW}", KINDS)
    found = as_name(found, "Acme", descriptor="startup")
    described = find_descriptions(0, found, next(found.doc.sents), read(found), grammar("en"))
    assert [(one.subject.name.name, one.object.name.name, one.rule) for one in described] == [
        ("Acme", "China", "en.based.nationality")
    ]
