"""Names: what is one, of which type, and which names of a document are one thing.

The recogniser's part is written into the texts: ``[Acme|ORG]``. Tokens are those of a blank pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.capitals import is_title_case
from kg.extract.frame_files import grammar
from kg.extract.linking import cluster, guesses, in_lists, is_acronym_of
from kg.extract.mentions import find_names
from kg.extract.named import Named
from kg.extract.tree import Doc
from kg.model import EntityType, PassageKind

BLANK = {language: spacy.blank(language) for language in ("en", "pl")}
MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")


def recognised(marked: str, language: str = "en") -> Doc:
    """The Doc of a text in which the recogniser's names are marked."""
    doc = BLANK[language](MARK.sub(r"\1", marked))
    ents = []
    shift = 0
    for found in MARK.finditer(marked):
        start = found.start() - shift
        span = doc.char_span(start, start + len(found[1]), label=found[2])
        assert span is not None, found[0]
        ents.append(span)
        shift += len(found[0]) - len(found[1])
    doc.ents = ents
    return Doc(doc)


def names(*marked: str, kinds: Sequence[PassageKind] = (), language: str = "en") -> list[list[Named]]:
    docs = [recognised(text, language) for text in marked]
    return find_names(docs, kinds or [PassageKind.BODY] * len(docs), grammar(language))


def told(found: Sequence[Named]) -> list[str]:
    return [f"{named.text}: {named.kind}" for named in found]


BODY = [
    # the lists
    ("Microsoft backed the lab.", ["Microsoft: Company"]),
    ("The lab in Warsaw grew.", ["Warsaw: Place"]),
    ("Users like ChatGPT a lot.", ["ChatGPT: Product"]),
    ("The deal of Bank of America grew.", ["Bank of America: Company"]),
    # what a recogniser cuts short, runs together or takes for something else
    ("Then [Jan Van|PERSON] den Berg spoke.", ["Jan Van den Berg: Person"]),
    ('Then [James L.|PERSON] "Rocky" Jones spoke.', ['James L. "Rocky" Jones: Person']),
    ("It was led by 10[T Holdings|ORG].", ["10T Holdings: Company"]),
    ("It has a venture with [Acme AG of Germany|ORG].", ["Acme AG: Company", "Germany: Place"]),
    (
        "Then analyst [Jane Smith|PERSON] of [Dee Wood|PERSON] spoke.",
        ["Jane Smith: Person", "Dee Wood: Organization"],
    ),
    ("The [Ann Hill|ORG]-based lab grew.", ["Ann Hill: Place"]),
    ("They bought Acme Corporation. The deal closed.", ["Acme Corporation: Company"]),
    ("They bought Acme plc.", ["Acme plc: Company"]),
    # what the words around tell
    (
        "Then [Jane Smith|PERSON], [QUUX Executive|ORG] Director, spoke.",
        ["Jane Smith: Person", "QUUX: Organization"],
    ),
    ("Then the Boston-based [Quux|PRODUCT] grew.", ["Boston: Place", "Quux: Organization"]),
    ("Quux, a maker of cars, grew.", ["Quux: Company"]),
    ("Quux grew.", []),
    ("However, a maker of cars grew.", []),
    (
        "The Swedish government and the United States government met.",
        ["Swedish government: Government", "United States government: Government"],
    ),
    ("It has a stake in [Quux Europe|GPE].", ["Quux Europe: Organization"]),
    ("It owns 30% of [Dee Wood|PERSON].", ["Dee Wood: Organization"]),
    ("The owners of [Dee Wood|PERSON] spoke.", ["Dee Wood: Organization"]),
    (
        "[Dee Wood|PERSON], a Boston-based truck leasing company, grew.",
        ["Dee Wood: Company", "Boston: Place"],
    ),
    (
        "They like the brewer [Quux|PERSON]. [Quux|PERSON] grew. Then [Quux|PERSON] sold.",
        ["Quux: Company"] * 3,
    ),
    (
        "They back startups such as [Dee Wood|PERSON] and [Ann Hill|PERSON].",
        ["Dee Wood: Company", "Ann Hill: Company"],
    ),
    ("Then the owner [Dee Group|ORG] spoke.", ["Dee Group: Company"]),
    ("Then American president [Quux|ORG] spoke.", ["Quux: Person"]),
    ("They launched its [Quux Five|PERSON] abroad.", ["Quux Five: Product"]),
    # names that are words too
    ("It bought Apple shares.", ["Apple: Company"]),
    ("Target sales grew.", []),
    ("The plan of [Target|ORG] grew.", ["Target: Company"]),
    # the recogniser, whose slips are mended
    ("[Zorblax|ORG] grew.", ["Zorblax: Organization"]),
    ("[the Zorblax|ORG] grew.", ["Zorblax: Organization"]),
    ("[Zorblax's|ORG] plan grew.", ["Zorblax: Organization"]),
    ("[Zorblax - new|ORG] plans grew.", ["Zorblax: Organization"]),
    ("The plan of [Zorblax|ORG] Ltd. grew.", ["Zorblax Ltd.: Company"]),
    ("Then [Mr. Jane Smith|PERSON] spoke.", ["Jane Smith: Person"]),
    ("The unit of [Ormat Miller|PERSON], Inc. grew.", ["Ormat Miller, Inc.: Company"]),
    ("It hired Boreal, Ostrel Ink, LLC and me.", ["Boreal: Organization", "Ostrel Ink, LLC: Company"]),
    ("Then Mr. [Falcon|ORG] spoke, and [Falcon|ORG] left.", ["Falcon: Person", "Falcon: Person"]),
    ("Then [CEO Jane Smith|PERSON] spoke.", ["Jane Smith: Person"]),
    ("Then [AI|ORG] grew.", []),
    ("Then [Monday|ORG] came.", []),
    ("They won [two|CARDINAL] deals.", []),
    # papers, organs and headlines
    ("They signed a [Quux Merger Agreement|ORG] there.", []),
    ("They read [Note 6|ORG] there.", []),
    ("The [Zorblax Board of Directors|ORG] met.", ["Zorblax: Organization"]),
    ("[Zorblax Reed Closes|ORG] a deal.", ["Zorblax Reed: Organization"]),
    ("Few know the [Zorblax Reed JV|ORG] here.", ["Zorblax Reed: Organization"]),
    ("[Zorblax Chief Financial|ORG] Officer spoke.", ["Zorblax: Organization"]),
    ("Many like Quux (UK) Limited now.", ["Quux (UK) Limited: Company"]),
    # forms
    ("Many like Quux Works Inc. now.", ["Quux Works Inc.: Company"]),
    ("Many like Quux & Sons Ltd now.", ["Quux & Sons Ltd: Company"]),
    pytest.param(
        "Yesterday Quux Works Inc. grew.",
        ["Quux Works Inc.: Company"],
    ),
    ("The site quux.com grew.", ["quux.com: Company"]),
    ("Shares of QXQX.PL fell.", []),
    # brackets
    ("Then [Zorblax University|ORG] (ZU) grew.", ["Zorblax University: University", "ZU: University"]),
    ("Then [Smith and Wesson|ORG] grew.", ["Smith and Wesson: Organization"]),
    # other names that the text gives, and names cut short
    (
        'Many like [Zorblax Labs Inc.|ORG] ("Zorbi").',
        ["Zorblax Labs Inc.: Company", "Zorbi: Company"],
    ),
    (
        "[Zorblax|ORG], formerly known as [Quuxly|PRODUCT], grew.",
        ["Zorblax: Organization", "Quuxly: Organization"],
    ),
    (
        "[Zorblax Group|ORG] grew. Zorblax pays.",
        ["Zorblax Group: Company", "Zorblax: Company"],
    ),
    ("[Zorblax AI|ORG] grew. They sold [Zorblax|PRODUCT].", ["Zorblax AI: Company", "Zorblax: Company"]),
    ("[Jane Quuxly|PERSON] spoke. Quuxly left.", ["Jane Quuxly: Person", "Quuxly: Person"]),
    (
        "[Jane Quuxly|PERSON] and [John Quuxly|PERSON] spoke. Quuxly left.",
        ["Jane Quuxly: Person", "John Quuxly: Person"],
    ),
    # two in one
    ("Then [Nokia Jane Quuxly|PERSON] spoke.", ["Nokia: Company", "Jane Quuxly: Person"]),
    ("Then [India's Zorblax|ORG] grew.", ["India: Place", "Zorblax: Organization"]),
    ("Zorblax, a chipmaker, grew in [Zorblax|GPE], a chipmaker.", ["Zorblax: Company", "Zorblax: Company"]),
    # quotation marks
    ('They run the "Blue Sky Plan" there.', ["Blue Sky Plan: Product"]),
    ('They call it "too late" there.', []),
    # types by what stands beside a name
    ("The startup [Zorblax|PERSON] grew.", ["Zorblax: Company"]),
    ("The foundation [Zorblax|ORG] grew.", ["Zorblax: Foundation"]),
    (
        "Then [Jane Quux|ORG], chairman of [Zorblax|ORG], spoke.",
        ["Jane Quux: Person", "Zorblax: Organization"],
    ),
    # types by the name's own head
    ("Then [Zorblax University|ORG] grew.", ["Zorblax University: University"]),
    ("Then [Zorblax Foundation|ORG] grew.", ["Zorblax Foundation: Foundation"]),
    ("", []),
    ("   ", []),
    ("nothing is named here.", []),
]


@pytest.mark.parametrize(("marked", "expected"), BODY)
def test_the_names_of_a_text(marked: str, expected: list[str]) -> None:
    (found,) = names(marked)
    assert told(found) == expected


def test_a_name_found_once_is_found_everywhere() -> None:
    first, second = names("Then [Zorblax|ORG] grew.", "Few know Zorblax here.")
    assert told(first) == told(second) == ["Zorblax: Organization"]


@pytest.mark.parametrize(
    "marked",
    [
        ("Then [Microsoft and Zorblax|ORG] met.",),
        ("Then [Microsoft and Zorblax|ORG] met.", "Then [Zorblax|ORG] grew."),
        ("Then [Quux and Zorblax|ORG] met.", "Then [Zorblax|ORG] grew."),
    ],
)
def test_two_names_that_were_taken_for_one(marked: tuple[str, ...]) -> None:
    found, *_ = names(*marked)
    assert len(found) == 2
    assert found[1].text == "Zorblax"


def test_a_name_has_one_type_in_a_document() -> None:
    found = names("The startup [Zorblax|ORG] grew.", "Then [Zorblax|PERSON] fell.", "[Zorblax|GPE] rose.")
    assert {named.kind for passage in found for named in passage} == {EntityType.COMPANY}


def test_a_surname_is_the_person() -> None:
    found = names("Then [Jane Quux|PERSON] spoke.", "Later [Quux|ORG] left.")
    assert [told(passage) for passage in found] == [["Jane Quux: Person"], ["Quux: Person"]]


def test_a_lone_word_at_the_head_of_a_sentence_is_no_person() -> None:
    (found,) = names("[Zorblax|PERSON] grew.")
    assert found == []


HEADLINE = [PassageKind.TITLE, PassageKind.BODY]


def test_capitals_say_nothing_in_a_headline_in_title_case() -> None:
    headline, _ = names(
        "[Big Gains Ahead|ORG] For [Zorblax|ORG] Makers Today", "Then [Zorblax|ORG] grew.", kinds=HEADLINE
    )
    assert told(headline) == ["Zorblax: Organization"]


def test_the_recogniser_counts_in_a_headline_in_plain_case() -> None:
    headline, _ = names("[Zorblax|ORG] gains on makers of steel", "Few were there.", kinds=HEADLINE)
    assert told(headline) == ["Zorblax: Organization"]


TITLES = [
    ("Acme Buys Globex In Record Deal", True),
    ("Acme buys Globex in record deal", False),
    ("ACME BUYS GLOBEX TODAY", True),
    ("Acme Buys", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_title_case(text: str, expected: bool) -> None:
    assert is_title_case(Doc(BLANK["en"](text))) is expected


ACRONYMS = [
    ("WHU", "Wuhan University", True),
    ("IBM", "International Business Machines", True),
    ("MIT", "Massachusetts Institute of Technology", True),
    ("EADS", "European Aeronautic Defence and Space Company", True),
    ("WizzCo", "Wizz Company", True),
    ("AT&T", "AG Communication Systems", False),
    ("IBM", "Acme Corp", False),
    ("A", "Acme", False),
    ("it", "Information Technology", False),
    ("IBM", "IBM Research", False),
    ("", "Acme", False),
]


@pytest.mark.parametrize(("short", "name", "expected"), ACRONYMS)
def test_acronyms(short: str, name: str, expected: bool) -> None:
    assert is_acronym_of(short, name) is expected


ORG, C, P, U = EntityType.ORGANIZATION, EntityType.COMPANY, EntityType.PERSON, EntityType.UNIVERSITY
PRODUCT = EntityType.PRODUCT

# names of one document → the groups that are one thing, the name of each first
CLUSTERS = [
    ([("Quux Group Ltd.", C), ("Quux", ORG)], [["Quux Group Ltd.", "Quux"]]),
    ([("Quux Technologies", ORG), ("Quux", ORG)], [["Quux Technologies", "Quux"]]),
    ([("Quux Holdings", C), ("Quux Cloud", C)], [["Quux Holdings"], ["Quux Cloud"]]),
    ([("Quux Ventures", C), ("Quux", C)], [["Quux Ventures"], ["Quux"]]),
    ([("Quux University", U), ("Quux", C)], [["Quux University"], ["Quux"]]),
    ([("Jane Quux", P), ("Quux", P)], [["Jane Quux", "Quux"]]),
    ([("Jane Quux", P), ("Jane", P)], [["Jane Quux", "Jane"]]),
    ([("Jane Quux", P), ("John Quux", P), ("Quux", P)], [["Jane Quux"], ["John Quux"], ["Quux"]]),
    ([("Jane Quux", P), ("Quux", C)], [["Jane Quux"], ["Quux"]]),
    ([("Quux Steel Works", C), ("QSW", ORG)], [["Quux Steel Works", "QSW"]]),
    ([("Windows", PRODUCT), ("Quux", C)], [["Windows"], ["Quux"]]),
    ([("Microsoft Corporation", C), ("Microsoft", C)], [["Microsoft", "Microsoft Corporation"]]),
    ([("Bytedance", C), ("Quux", C)], [["Bytedance"], ["Quux"]]),
]


@pytest.mark.parametrize(("given_names", "groups"), CLUSTERS)
def test_which_names_are_one_thing(
    given_names: list[tuple[str, EntityType]], groups: list[list[str]]
) -> None:
    passage = [Named(3 * i, 3 * i + 1, text, kind, "ner") for i, (text, kind) in enumerate(given_names)]
    found = cluster([passage], grammar("en"))
    told = {(name.name, *name.aliases) for name in found.values()}
    assert told == {(head, *sorted(rest)) for head, *rest in groups}
    assert set(found) == {text for text, _ in given_names}


DECLINED = [
    ([("Zorblak", ORG), ("Zorblaka", ORG), ("Zorblakiem", ORG)], 1),
    ([("Fundacja Zorblak", EntityType.FOUNDATION), ("Fundacji Zorblak", EntityType.FOUNDATION)], 1),
    pytest.param(
        [("Jan Kowalski", P), ("Jana Kowalskiego", P)],
        1,
        marks=pytest.mark.xfail(reason="people in case forms are not linked", strict=True),
    ),
    ([("Zorblak", ORG), ("Quuks", ORG)], 2),
    ([("Anna Nowak", P), ("Adam Nowak", P)], 2),
]


@pytest.mark.parametrize(("given_names", "things"), DECLINED)
def test_case_forms_of_polish_names_are_one_thing(
    given_names: list[tuple[str, EntityType]], things: int
) -> None:
    passage = [Named(3 * i, 3 * i + 1, text, kind, "ner") for i, (text, kind) in enumerate(given_names)]
    assert len(set(cluster([passage], grammar("pl")).values())) == things


LISTED = [
    ("Nvidia", "en", "Nvidia"),
    ("Nvidia", "pl", "Nvidia"),
    ("Nvidią", "pl", "Nvidia"),
    ("Nvidią", "en", None),
    ("Orlenem", "pl", "Orlen"),
    ("zorblak", "pl", None),
    ("", "pl", None),
]


@pytest.mark.parametrize(("written", "language", "expected"), LISTED)
def test_listed_names_in_their_case_forms(written: str, language: str, expected: str | None) -> None:
    found = in_lists(written, grammar(language))
    assert (found and found.name) == expected


def test_a_bracket_ties_an_abbreviation_to_its_name() -> None:
    passage = [Named(0, 3, "Politechnika Quux", U, "ner"), Named(4, 5, "PQ", U, "alias", "Politechnika Quux")]
    found = cluster([passage], grammar("pl"))
    assert found["PQ"] == found["Politechnika Quux"]


@pytest.mark.parametrize(
    ("texts", "kind", "shown"),
    [
        (["Zorbleksu", "Zorbleks"], ORG, "Zorbleks"),
        (["Politechniki Quuxowskiej"], U, "Politechnika Quuxowska"),
        (["Rafała Quuxowskiego", "Quuxowskim"], P, "Rafał Quuxowski"),
    ],
)
def test_polish_names_are_shown_in_the_nominative(texts: list[str], kind: EntityType, shown: str) -> None:
    passage = [Named(i, i + 1, text, kind, "ner") for i, text in enumerate(texts)]
    found = cluster([passage], grammar("pl"))
    assert {found[text].name for text in texts} == {shown}


def test_guesses_rest_on_shape_alone() -> None:
    passage = [
        Named(0, 1, "Quux", ORG, "shape"),
        Named(1, 2, "Quux", ORG, "again"),
        Named(2, 3, "Acme", ORG, "ner"),
        Named(3, 4, "Acme", ORG, "shape"),
    ]
    assert guesses([passage]) == {"Quux"}


POLISH = [
    ("Wtedy [Zorblax|ORG] urósł.", ["Zorblax: Organization"]),
    ("Potem spółka [Zorblax|ORG] urosła.", ["Zorblax: Company"]),
    ("Potem [Fundacja Zorblax|ORG] urosła.", ["Fundacja Zorblax: Foundation"]),
    ("Potem Microsoft urósł.", ["Microsoft: Company"]),
    # where the recogniser runs two names together, or takes a title along
    ("Prezes [Zorbla Rafał Nowak|ORG] odszedł.", ["Zorbla: Organization", "Rafał Nowak: Person"]),
    ("Spółka [Zorblax Janowi Nowakowi|ORG] urosła.", ["Zorblax: Company", "Janowi Nowakowi: Person"]),
    ("Potem [Dyrektor Generalny Zorblax|ORG] odszedł.", ["Zorblax: Organization"]),
    ("Mówił prezes [Quux Office|ORG] we wtorek.", ["Quux Office: Organization"]),
    ("Mówił prezes [Roger Quux|ORG] we wtorek.", ["Roger Quux: Person"]),
    pytest.param(
        "Potem Zorblax S.A. urósł.",
        ["Zorblax S.A.: Company"],
        marks=pytest.mark.xfail(reason="a legal form of several tokens is not seen", strict=True),
    ),
    pytest.param(
        "Potem Zorblax sp. z o.o. urósł.",
        ["Zorblax sp. z o.o.: Company"],
        marks=pytest.mark.xfail(reason="a legal form of several tokens is not seen", strict=True),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), POLISH)
def test_polish_names(marked: str, expected: list[str]) -> None:
    (found,) = names(marked, language="pl")
    assert told(found) == expected


PROSE = """Microsoft Acme Corp Inc. the of and & - , . ( ) " 's University Warsaw CEO QX.PL quux.com WU 5"""
MARKED = ("[Zorblax|ORG]", "[Jane Quux|PERSON]", "[Globex and Acme|ORG]", "[the Hooli|ORG]")
PIECES = st.sampled_from([*PROSE.split(), *MARKED])


@given(st.lists(st.lists(PIECES, max_size=14), min_size=1, max_size=3))
def test_names_are_disjoint_in_order_and_as_written(passages: list[list[str]]) -> None:
    marked = [" ".join(pieces) for pieces in passages]
    docs = [recognised(text) for text in marked]
    found = find_names(docs, [PassageKind.BODY] * len(docs), grammar("en"))
    assert len(found) == len(docs)
    for doc, passage in zip(docs, found, strict=True):
        assert all(a.end <= b.start for a, b in pairwise(passage))
        assert all(named.start < named.end for named in passage)
        assert all(named.text == doc.span(named.start, named.end).text for named in passage)
    types = {(named.text, named.kind) for passage in found for named in passage}
    assert len(types) == len({text for text, _ in types})
    assert set(cluster(found, grammar("en"))) == {text for text, _ in types}
