"""What other words mean: "the company", "it", "both parties", in small documents written out by hand."""

from __future__ import annotations

import pytest
from hand_built import at, read, skeleton

from kg.extract.coreference import Coreference
from kg.extract.frame_files import grammar
from kg.extract.skeleton import Skeleton
from kg.model import EntityType, Name

KINDS = {
    "Acme": EntityType.COMPANY,
    "Globex": EntityType.COMPANY,
    "Initech": EntityType.ORGANIZATION,
    "Hooli_Laboratory": EntityType.RESEARCH_INSTITUTE,
    "Yale": EntityType.UNIVERSITY,
    "Smith": EntityType.PERSON,
    "Oslo": EntityType.PLACE,
}
KINDS = {name.replace("_", " "): type for name, type in KINDS.items()}

ACME = "Acme/PROPN/nsubj>rose rose=rise/VERB/ROOT . |"
ACME_GLOBEX = "Acme/PROPN/nsubj>met met=meet/VERB/ROOT Globex/PROPN/obj>met . |"
SMITH_ACME = "Smith/PROPN/nsubj>met met=meet/VERB/ROOT Acme/PROPN/obj>met . |"
FELL = "fell=fall/VERB/ROOT ."

MEANINGS = [
    # pronouns
    pytest.param(f"{ACME} It/PRON/nsubj>fell {FELL}", "It", ["Acme"], id="it"),
    pytest.param(f"{ACME_GLOBEX} It/PRON/nsubj>fell {FELL}", "It", ["Acme"], id="it is the subject"),
    pytest.param(
        f"{ACME_GLOBEX} Its/PRON/nmod:poss>unit unit/NOUN/nsubj>fell {FELL}", "Its", ["Acme"], id="its"
    ),
    pytest.param(f"{SMITH_ACME} It/PRON/nsubj>fell {FELL}", "It", ["Acme"], id="it is no person"),
    pytest.param(f"It/PRON/nsubj>fell {FELL}", "It", [], id="it with nothing before"),
    pytest.param(
        "Acme/PROPN/nsubj>met met=meet/VERB/ROOT Globex/PROPN/obj>met and/CCONJ/cc>school"
        " its/PRON/nmod:poss>school"
        " school/NOUN/conj>Globex .",
        "its",
        ["Globex"],
        id="X and its school",
    ),
    pytest.param(f"{ACME_GLOBEX} They/PRON/nsubj>fell {FELL}", "They", ["Acme", "Globex"], id="they"),
    pytest.param(f"{ACME} They/PRON/nsubj>fell {FELL}", "They", [], id="they with one before"),
    # descriptions
    pytest.param(
        f"{ACME} The/DET/det>company company/NOUN/nsubj>fell {FELL}", "company", ["Acme"], id="the company"
    ),
    pytest.param(
        f"{ACME} The/DET/det>startup startup/NOUN/nsubj>fell {FELL}", "startup", ["Acme"], id="the startup"
    ),
    pytest.param(f"{ACME} A/DET/det>company company/NOUN/nsubj>fell {FELL}", "company", [], id="a company"),
    pytest.param(
        f"{ACME} The/DET/det>university university/NOUN/nsubj>fell {FELL}",
        "university",
        [],
        id="the university is no company",
    ),
    pytest.param(
        "Yale/PROPN/nsubj>met met=meet/VERB/ROOT Acme/PROPN/obj>met . |"
        f" The/DET/det>university university/NOUN/nsubj>fell {FELL}",
        "university",
        ["Yale"],
        id="the university",
    ),
    pytest.param(
        "Hooli_Laboratory/PROPN/nsubj>met met=meet/VERB/ROOT Acme/PROPN/obj>met . |"
        f" The/DET/det>laboratory laboratory/NOUN/nsubj>fell {FELL}",
        "laboratory",
        ["Hooli Laboratory"],
        id="the last word of a name",
    ),
    pytest.param(
        f"{ACME_GLOBEX} Initech/PROPN/nsubj>bought bought=buy/VERB/ROOT the/DET/det>company"
        f" company/NOUN/obj>bought .",
        "company",
        ["Acme"],
        id="an object is not its own subject",
    ),
    pytest.param(
        f"{ACME} The/DET/det>company company/NOUN/nsubj>fell Globex/PROPN/appos>company {FELL}",
        "company",
        [],
        id="a noun beside its name needs no guess",
    ),
    # pairs
    pytest.param(
        f"{ACME_GLOBEX} Both/DET/det>companies companies=company/NOUN/nsubj>fell {FELL}",
        "companies",
        ["Acme", "Globex"],
        id="both companies",
    ),
    pytest.param(
        f"{ACME_GLOBEX} The/DET/det>parties parties=party/NOUN/nsubj>fell {FELL}",
        "parties",
        ["Acme", "Globex"],
        id="the parties",
    ),
    pytest.param(f"{ACME_GLOBEX} Parties=party/NOUN/nsubj>fell {FELL}", "Parties", [], id="parties at large"),
    pytest.param(
        f"{ACME} The/DET/det>parties parties=party/NOUN/nsubj>fell {FELL}", "parties", [], id="one is no pair"
    ),
]


@pytest.mark.parametrize(("text", "word", "expected"), MEANINGS)
def test_what_a_word_means(text: str, word: str, expected: list[str]) -> None:
    found = skeleton(text, KINDS)
    tokens = [token for token in found.doc if token.text == word]
    assert [name.name for name in read(found).referents(0, tokens[-1])] == expected


def test_a_name_means_itself() -> None:
    found = skeleton(ACME_GLOBEX.removesuffix("|"), KINDS)
    assert read(found).referents(0, at(found.doc, "Globex")) == (Name("Globex", EntityType.COMPANY),)


def test_short_and_long_names_mean_one_thing() -> None:
    found = skeleton(f"{ACME} Globex/PROPN/nsubj>fell {FELL}", KINDS)
    one = Name("Acme", EntityType.COMPANY, ("Globex",))
    coreference = Coreference(grammar("en"), {"Acme": one, "Globex": one})
    coreference.read([found])
    assert {coreference.referents(0, at(found.doc, word)) for word in ("Acme", "Globex")} == {(one,)}


def test_a_name_is_forgotten_after_some_sentences() -> None:
    quiet = "Rain/NOUN/nsubj>fell fell=fall/VERB/ROOT . | " * 6
    found = skeleton(f"{ACME} {quiet} It/PRON/nsubj>fell {FELL}", KINDS)
    assert read(found).referents(0, at(found.doc, "It")) == ()


def test_nothing_means_a_guess() -> None:
    found = skeleton(f"{ACME} It/PRON/nsubj>fell {FELL}", KINDS)
    coreference = Coreference(grammar("en"), {"Acme": Name("Acme", EntityType.COMPANY)}, guesses={"Acme"})
    coreference.read([found])
    assert coreference.referents(0, at(found.doc, "It")) == ()
    assert coreference.referents(0, at(found.doc, "Acme")) != ()


def test_names_are_remembered_from_one_passage_to_the_next() -> None:
    first, second = (skeleton(text, KINDS) for text in (ACME.removesuffix("|"), f"It/PRON/nsubj>fell {FELL}"))
    coreference = Coreference(grammar("en"), {"Acme": Name("Acme", EntityType.COMPANY)})
    coreference.read([first, second])
    assert [name.name for name in coreference.referents(1, at(second.doc, "It"))] == ["Acme"]


def document() -> tuple[Skeleton, Coreference]:
    globex_initech = "Globex/PROPN/nsubj>met met=meet/VERB/ROOT Initech/PROPN/obj>met . |"
    found = skeleton(f"{ACME_GLOBEX} {globex_initech} It/PRON/nsubj>fell {FELL}", KINDS)
    return found, read(found)


def test_the_main_company_is_named_most() -> None:
    _, coreference = document()
    main = coreference.main()
    assert main is not None
    assert main.name == "Globex"


def test_a_text_without_companies_has_no_main_one() -> None:
    assert read(skeleton(f"Smith/PROPN/nsubj>fell {FELL}", KINDS)).main() is None


@pytest.mark.parametrize(("sentence", "expected"), [(0, None), (1, "Acme"), (2, "Globex")])
def test_the_focus_is_the_subject_before(sentence: int, expected: str | None) -> None:
    found, coreference = document()
    focus = coreference.focus(0, found.doc[list(found.doc.sents)[sentence].start])
    assert (focus and focus.name) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"), [(0, []), (1, ["Acme", "Globex"]), (2, ["Globex", "Initech"])]
)
def test_the_pair_before(sentence: int, expected: list[str]) -> None:
    found, coreference = document()
    pair = coreference.pair(0, found.doc[list(found.doc.sents)[sentence].start])
    assert [name.name for name in pair] == expected


def test_polish_has_no_articles() -> None:
    found = skeleton(
        "Acme/PROPN/nsubj>rośnie rośnie=rosnąć/VERB/ROOT . | Spółka/NOUN/nsubj>kupiła kupiła=kupić/VERB/ROOT"
        " Globex/PROPN/obj>kupiła .",
        KINDS,
    )
    assert [name.name for name in read(found, "pl").referents(0, at(found.doc, "Spółka"))] == ["Acme"]
