"""Who holds which position where: a table of titles as news writes them."""

from __future__ import annotations

import pytest
from hand_built import skeleton

from kg.extract.frame_files import grammar
from kg.extract.positions import find_positions
from kg.model import EntityType, Status

KINDS = {
    "Acme": EntityType.COMPANY,
    "Globex": EntityType.COMPANY,
    "Smith": EntityType.PERSON,
    "Jones": EntityType.PERSON,
    "London": EntityType.PLACE,
}
PARTS = {
    **dict.fromkeys((*KINDS, "US"), "PROPN"),
    **dict.fromkeys((".", ",", "(", ")", "-", "–"), "PUNCT"),
    **dict.fromkeys(("said", "says", "joined", "fell", "met"), "VERB"),
    **dict.fromkeys(("became", "named", "took", "serves", "mówi", "został"), "VERB"),
    **dict.fromkeys(("is", "was"), "AUX"),
    **dict.fromkeys(("of", "at", "as", "over", "for", "w"), "ADP"),
}
LEMMAS = {"became": "become", "named": "name", "took": "take", "serves": "serve", "został": "zostać"}

# words as they are parsed → person, body, title, pattern; "-" stands for none
ENGLISH = [
    # before the name
    ("Acme CEO Smith spoke .", ["Smith Acme CEO title_before"]),
    ("Acme 's president Smith spoke .", ["Smith Acme president title_before"]),
    ("Acme chairman and CEO Smith spoke .", ["Smith Acme chairman and CEO title_before"]),
    ("Acme senior vice president Smith spoke .", ["Smith Acme senior vice president title_before"]),
    ("CEO Smith spoke .", ["Smith - CEO title_before"]),
    ("analyst Smith at Globex spoke .", ["Smith Globex analyst title_before"]),
    ("Acme 's CEO , Smith , spoke .", ["Smith Acme CEO title_before"]),
    ("Acme co - founder Smith spoke .", ["Smith Acme co - founder title_before"]),
    # after the name
    ("Smith , CEO of Acme , spoke .", ["Smith Acme CEO apposition"]),
    ("Smith , the CEO of Acme , spoke .", ["Smith Acme CEO apposition"]),
    ("Smith , chief executive officer at Acme , spoke .", ["Smith Acme chief executive officer apposition"]),
    (
        "Smith , head of research and development at Acme , spoke .",
        ["Smith Acme head of research and development apposition"],
    ),
    ("Smith , vice president of cloud at Acme , spoke .", ["Smith Acme vice president of cloud apposition"]),
    ("Smith , Acme 's president , spoke .", ["Smith Acme president apposition"]),
    ("Smith ( CEO of Acme ) spoke .", ["Smith Acme CEO apposition"]),
    ("Smith – CEO of Acme – spoke .", ["Smith Acme CEO apposition"]),
    ("Smith , CEO , spoke .", ["Smith - CEO apposition"]),
    ("Smith , 51 , chief executive of Acme , spoke .", ["Smith Acme chief executive apposition"]),
    ("Smith , provost , Acme , spoke .", ["Smith Acme provost apposition"]),
    ("Smith , provost , Acme fell .", ["Smith - provost apposition"]),
    # words that are no titles
    ("Acme defence analyst Smith spoke .", ["Smith Acme defence analyst title_before"]),
    ("Smith , Acme 's London president , spoke .", ["Smith Acme London president apposition"]),
    ("Smith , community manager for Acme , spoke .", ["Smith Acme community manager apposition"]),
    # "the title of the body, the name"
    ("The CEO of Acme , Smith , spoke .", ["Smith Acme CEO title_of"]),
    ("The president of Acme Smith spoke .", ["Smith Acme president title_of"]),
    # over a verb
    ("Smith is CEO of Acme .", ["Smith Acme CEO predicate"]),
    ("Smith became president of Acme .", ["Smith Acme president predicate"]),
    ("Smith was named chief executive of Acme .", ["Smith Acme chief executive predicate"]),
    ("Smith took over as CEO of Acme .", ["Smith Acme CEO predicate"]),
    # past
    ("former Acme CEO Smith spoke .", ["Smith Acme CEO title_before"]),
    ("Smith , former CEO of Acme , spoke .", ["Smith Acme former CEO apposition"]),
    # several in a sentence
    (
        "Acme CEO Smith met Globex CEO Jones .",
        ["Smith Acme CEO title_before", "Jones Globex CEO title_before"],
    ),
    (
        "Smith , CEO of Acme , met Jones , president of Globex .",
        ["Smith Acme CEO apposition", "Jones Globex president apposition"],
    ),
    (
        "Smith , CEO of Acme and a former Globex official , spoke .",
        ["Smith Acme CEO apposition", "Smith Globex official apposition"],
    ),
    # none
    ("Acme said Smith spoke .", []),
    ("The CEO spoke .", []),
    ("Smith met the CEO of Acme .", []),
    ("A partner of Acme fell .", []),
    ("Smith said Acme fell .", []),
]
POLISH = [
    ("prezes Acme Smith mówi .", ["Smith Acme prezes title_of"]),
    ("mówi Smith , prezes Acme .", ["Smith Acme prezes apposition"]),
    ("mówi Smith , prezes zarządu Acme .", ["Smith Acme prezes zarządu apposition"]),
    ("mówi Smith , dyrektor generalny w Acme .", ["Smith Acme dyrektor generalny apposition"]),
    ("Smith został prezesem Acme .", ["Smith Acme prezesem predicate"]),
    ("prezes Smith mówi .", ["Smith - prezes title_before"]),
]


def told(text: str, language: str) -> list[str]:
    words = text.split()
    rows = [
        f"{word}={LEMMAS.get(word, word.lower())}/{PARTS.get(word, 'NOUN')}/"
        + ("ROOT" if i == 0 else "dep>" + words[0])
        for i, word in enumerate(words)
    ]
    found = skeleton(" ".join(rows), KINDS)
    employers = frozenset(t.i for t in found.doc if KINDS.get(t.text) is EntityType.COMPANY)
    (sent,) = found.doc.sents
    return [
        f"{p.person.text} {p.body.text if p.body else '-'} {found.doc.span(p.start, p.end).text} {p.pattern}"
        for p in find_positions(found, sent, grammar(language).titles, employers)
    ]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_english_positions(text: str, expected: list[str]) -> None:
    assert told(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), POLISH)
def test_polish_positions(text: str, expected: list[str]) -> None:
    assert told(text, "pl") == expected


@pytest.mark.parametrize(
    ("text", "former", "founder"),
    [
        ("CEO Smith", False, False),
        ("former CEO Smith", True, False),
        pytest.param(
            "former Acme CEO Smith",
            True,
            False,
        ),
        ("founder Smith", False, True),
        ("founder and CEO Smith", False, True),
    ],
)
def test_former_positions_and_founders(text: str, former: bool, founder: bool) -> None:
    rows = [f"{w}/{PARTS.get(w, 'NOUN')}/" + ("ROOT" if w == "Smith" else "dep>Smith") for w in text.split()]
    found = skeleton(" ".join(rows), KINDS)
    employers = frozenset(t.i for t in found.doc if t.text == "Acme")
    (position,) = find_positions(found, next(found.doc.sents), grammar("en").titles, employers)
    assert (position.former, position.founder) == (former, founder)
    assert position.status is (Status.ENDED if former else Status.ACTUAL)
