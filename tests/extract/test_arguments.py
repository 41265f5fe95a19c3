"""Who does what to whom, on parses written out by hand."""

from __future__ import annotations

import pytest
from hand_built import at, parsed

from kg.extract.arguments import Arguments, of_noun, of_verb
from kg.extract.clause import after_preposition, clause_tokens, coordinated, is_passive, preposition
from kg.extract.frame_files import grammar

ENGLISH, POLISH = grammar("en").words, grammar("pl").words


def spelled(arguments: Arguments) -> dict[str, list[str]]:
    return {label: [token.text for token in tokens] for label, tokens in arguments.labels.items() if tokens}


VERBS = [
    pytest.param(
        "Acme/PROPN/nsubj>bought bought=buy/VERB.VBD/ROOT Globex/PROPN/obj>bought in/ADP/case>May"
        " May/PROPN/obl>bought .",
        "bought",
        {"subject": ["Acme"], "object": ["Globex"], "in": ["May"]},
        id="active",
    ),
    pytest.param(
        "Globex/PROPN/nsubj:pass>bought was=be/AUX/aux:pass>bought bought=buy/VERB.VBN/ROOT by/ADP/case>Acme"
        " Acme/PROPN/obl:agent>bought .",
        "bought",
        {"subject": ["Acme"], "object": ["Globex"], "by": ["Acme"], "agent": ["Acme"]},
        id="passive with its agent",
    ),
    pytest.param(
        "Globex/PROPN/nsubj:pass>bought was=be/AUX/aux:pass>bought bought=buy/VERB.VBN/ROOT .",
        "bought",
        {"object": ["Globex"]},
        id="passive without an agent",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>plans plans=plan/VERB.VBZ/ROOT to/PART/mark>buy buy/VERB.VB/xcomp>plans"
        " Globex/PROPN/obj>buy .",
        "buy",
        {"subject": ["Acme"], "object": ["Globex"]},
        id="subject control",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>asked asked=ask/VERB.VBD/ROOT Initech/PROPN/obj>asked to/PART/mark>buy"
        " buy/VERB.VB/xcomp>asked Globex/PROPN/obj>buy .",
        "buy",
        {"subject": ["Initech"], "object": ["Globex"]},
        id="object control",
    ),
    pytest.param(
        "Acme/PROPN/nsubj:pass>expected is=be/AUX/aux:pass>expected expected=expect/VERB.VBN/ROOT"
        " to/PART/mark>buy"
        " buy/VERB.VB/xcomp>expected Globex/PROPN/obj>buy .",
        "buy",
        {"subject": ["Acme"], "object": ["Globex"]},
        id="control under a passive",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>ready is=be/AUX/cop>ready ready/ADJ/ROOT to/PART/mark>buy buy/VERB.VB/xcomp>ready"
        " Globex/PROPN/obj>buy .",
        "buy",
        {"subject": ["Acme"], "object": ["Globex"]},
        id="control under an adjective",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>rose ,/PUNCT/punct>bought which/PRON/nsubj>bought"
        " bought=buy/VERB.VBD/acl:relcl>Acme"
        " Globex/PROPN/obj>bought ,/PUNCT/punct>bought rose=rise/VERB.VBD/ROOT .",
        "bought",
        {"subject": ["Acme"], "object": ["Globex"]},
        id="relative clause, its subject",
    ),
    pytest.param(
        "Globex/PROPN/nsubj>rose which/PRON/obj>bought Acme/PROPN/nsubj>bought"
        " bought=buy/VERB.VBD/acl:relcl>Globex"
        " rose=rise/VERB.VBD/ROOT .",
        "bought",
        {"subject": ["Acme"], "object": ["Globex"]},
        id="relative clause, its object",
    ),
    pytest.param(
        "startup/NOUN/ROOT Acme/PROPN/nsubj>bought bought=buy/VERB.VBD/acl:relcl>startup .",
        "bought",
        {"subject": ["Acme"], "object": ["startup"]},
        id="relative clause without a pronoun",
    ),
    pytest.param(
        "round/NOUN/ROOT led=lead/VERB.VBN/acl>round by/ADP/case>Acme Acme/PROPN/obl:agent>led .",
        "led",
        {"subject": ["Acme"], "object": ["round"], "by": ["Acme"], "agent": ["Acme"]},
        id="past participle",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>rose ,/PUNCT/punct>building building=build/VERB.VBG/acl>Acme"
        " Windows/PROPN/obj>building"
        " ,/PUNCT/punct>building rose=rise/VERB.VBD/ROOT .",
        "building",
        {"subject": ["Acme"], "object": ["Windows"]},
        id="present participle",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>met met=meet/VERB.VBD/ROOT Initech/PROPN/obj>met and/CCONJ/cc>bought"
        " bought=buy/VERB.VBD/conj>met Globex/PROPN/obj>bought .",
        "bought",
        {"subject": ["Acme"], "object": ["Globex"]},
        id="coordinated verbs",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>signed signed=sign/VERB.VBD/ROOT a/DET/det>deal deal/NOUN/obj>signed"
        " to/PART/mark>buy"
        " buy/VERB.VB/acl>deal Globex/PROPN/obj>buy .",
        "buy",
        {"subject": ["Acme"], "object": ["Globex"], "above": ["Acme"]},
        id="infinitive under a noun",
    ),
    pytest.param(
        "Acme/PROPN/nmod:poss>plan 's/PART/case>Acme plan/NOUN/nsubj>failed to/PART/mark>buy"
        " buy/VERB.VB/acl>plan"
        " Globex/PROPN/obj>buy failed=fail/VERB.VBD/ROOT .",
        "buy",
        {"subject": ["Acme"], "object": ["Globex"]},
        id="the owner of the noun above",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>signed signed=sign/VERB.VBD/ROOT a/DET/det>deal deal/NOUN/obj>signed"
        " with/ADP/case>Initech"
        " Initech/PROPN/nmod>deal to/PART/mark>build build/VERB.VB/acl>deal Windows/PROPN/obj>build .",
        "build",
        {"subject": ["Acme"], "object": ["Windows"], "joint": ["Initech"], "above": ["Acme"]},
        id="joint actors of the clause above",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>sold sold=sell/VERB.VBD/ROOT Initech/PROPN/iobj>sold chips/NOUN/obj>sold .",
        "sold",
        {"subject": ["Acme"], "object": ["chips"], "recipient": ["Initech"]},
        id="recipient",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>bought bought=buy/VERB.VBD/ROOT stock/NOUN/obj>bought of/ADP/case>Globex"
        " Globex/PROPN/nmod>stock .",
        "bought",
        {"subject": ["Acme"], "object": ["stock"], "of": ["Globex"]},
        id="what hangs on the object",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), VERBS)
def test_the_arguments_of_a_verb(text: str, trigger: str, expected: dict[str, list[str]]) -> None:
    found = of_verb(at(parsed(text), trigger), ENGLISH)
    assert found.trigger == found.verb
    assert {label: words for label, words in spelled(found).items() if label != "clause"} == expected


NOUNS = [
    pytest.param(
        "Acme/PROPN/nsubj>signed signed=sign/VERB.VBD/ROOT a/DET/det>deal deal/NOUN/obj>signed"
        " with/ADP/case>Globex"
        " Globex/PROPN/nmod>deal .",
        "deal",
        {"subject": ["Acme"], "with": ["Globex"]},
        "signed",
        id="light verb",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>signed signed=sign/VERB.VBD/ROOT a/DET/det>deal deal/NOUN/obj>signed"
        " with/ADP/case>Globex"
        " Globex/PROPN/obl>signed .",
        "deal",
        {"subject": ["Acme"], "with": ["Globex"]},
        "signed",
        id="light verb that took the phrase",
    ),
    pytest.param(
        "A/DET/det>deal deal/NOUN/nsubj:pass>signed was=be/AUX/aux:pass>signed signed=sign/VERB.VBN/ROOT"
        " by/ADP/case>Acme Acme/PROPN/obl:agent>signed with/ADP/case>Globex Globex/PROPN/obl>signed .",
        "deal",
        {"subject": ["Acme"], "by": ["Acme"], "with": ["Globex"]},
        "signed",
        id="light verb in the passive",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>praised praised=praise/VERB.VBD/ROOT the/DET/det>deal deal/NOUN/obj>praised .",
        "deal",
        {},
        "praised",
        id="a verb that lends no subject",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>signed signed=sign/VERB.VBD/ROOT a/DET/det>memorandum memorandum/NOUN/obj>signed"
        " of/ADP/case>cooperation cooperation/NOUN/nmod>memorandum with/ADP/case>Globex"
        " Globex/PROPN/nmod>memorandum .",
        "cooperation",
        {"subject": ["Acme"], "with": ["Globex"]},
        "signed",
        id="a noun that carries the noun",
    ),
    pytest.param(
        "Acme/PROPN/nmod:poss>purchase 's/PART/case>Acme purchase/NOUN/nsubj>helped of/ADP/case>Globex"
        " Globex/PROPN/nmod>purchase helped=help/VERB.VBD/ROOT .",
        "purchase",
        {"possessor": ["Acme"], "of": ["Globex"]},
        "helped",
        id="possessor",
    ),
    pytest.param(
        "the/DET/det>deal Acme/PROPN/compound>deal Globex/PROPN/compound>deal deal/NOUN/ROOT .",
        "deal",
        {"modifier": ["Acme", "Globex"]},
        None,
        id="modifiers",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>rose ,/PUNCT/punct>rival a/DET/det>rival rival/NOUN/appos>Acme of/ADP/case>Globex"
        " Globex/PROPN/nmod>rival ,/PUNCT/punct>rival rose=rise/VERB.VBD/ROOT .",
        "rival",
        {"self": ["Acme"], "of": ["Globex"]},
        None,
        id="self in an apposition",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>rival is=be/AUX/cop>rival a/DET/det>rival rival/NOUN/ROOT of/ADP/case>Globex"
        " Globex/PROPN/nmod>rival .",
        "rival",
        {"self": ["Acme"], "of": ["Globex"]},
        None,
        id="self of a predicate",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>became became=become/VERB.VBD/ROOT a/DET/det>partner partner/NOUN/xcomp>became"
        " of/ADP/case>Globex Globex/PROPN/nmod>partner .",
        "partner",
        {"self": ["Acme"], "of": ["Globex"], "subject": ["Acme"]},
        "became",
        id="self over become",
    ),
    pytest.param(
        "its/PRON/nmod:poss>unit unit/NOUN/nsubj>rose Globex/PROPN/appos>unit rose=rise/VERB.VBD/ROOT .",
        "unit",
        {"possessor": ["its"], "self": ["Globex"]},
        "rose",
        id="self after the noun",
    ),
    pytest.param(
        "Acme/PROPN/nsubj>rose whose/PRON/nmod:poss>rival rival/NOUN/nsubj>fell"
        " fell=fall/VERB.VBD/acl:relcl>Acme"
        " rose=rise/VERB.VBD/ROOT .",
        "rival",
        {"possessor": ["Acme"]},
        "fell",
        id="whose",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "expected", "verb"), NOUNS)
def test_the_arguments_of_a_noun(
    text: str, trigger: str, expected: dict[str, list[str]], verb: str | None
) -> None:
    found = of_noun(at(parsed(text), trigger), ENGLISH)
    assert {label: words for label, words in spelled(found).items() if label != "clause"} == expected
    assert (found.verb and found.verb.text) == verb


def test_a_polish_genitive_stands_under_its_own_label() -> None:
    doc = parsed(
        "Acme/PROPN/nsubj>ogłosiła ogłosiła=ogłosić/VERB/ROOT przejęcie/NOUN/obj>ogłosiła"
        " Globex/PROPN/nmod>przejęcie ."
    )
    assert spelled(of_noun(at(doc, "przejęcie"), POLISH)) == {
        "genitive": ["Globex"],
        "subject": ["Acme"],
    }


def test_a_polish_agent() -> None:
    doc = parsed(
        "Globex/PROPN/nsubj:pass>przejęta została=zostać/AUX/aux:pass>przejęta przejęta=przejąć/ADJ/ROOT"
        " przez/ADP/case>Acme Acme/PROPN/obl:agent>przejęta ."
    )
    found = spelled(of_verb(at(doc, "przejęta"), POLISH))
    assert found == {"subject": ["Acme"], "object": ["Globex"], "przez": ["Acme"], "agent": ["Acme"]}


PASSIVES = [
    ("Globex/PROPN/nsubj:pass>bought was=be/AUX/aux:pass>bought bought=buy/VERB.VBN/ROOT", "bought", True),
    ("round/NOUN/ROOT led=lead/VERB.VBN/acl>round", "led", True),
    ("firm/NOUN/ROOT building=build/VERB.VBG/acl>firm", "building", False),
    ("Acme/PROPN/nsubj>bought has=have/AUX/aux>bought bought=buy/VERB.VBN/ROOT", "bought", False),
    ("firm/NOUN/ROOT given=give/VERB.VBN/acl>firm cash/NOUN/obj>given", "given", False),
]


@pytest.mark.parametrize(("text", "verb", "expected"), PASSIVES)
def test_what_is_passive(text: str, verb: str, expected: bool) -> None:
    assert is_passive(at(parsed(text), verb)) is expected


PREPOSITIONS = [
    ("deal/NOUN/ROOT with/ADP/case>Globex Globex/PROPN/nmod>deal", "with"),
    ("deal/NOUN/ROOT Globex/PROPN/nmod>deal", "bare"),
    (
        "deal/NOUN/ROOT together/ADV/case>Globex with/ADP/fixed>together Globex/PROPN/nmod>deal",
        "together with",
    ),
    ("deal/NOUN/ROOT together/ADV/case>Globex with/ADP/case>Globex Globex/PROPN/nmod>deal", "together with"),
    ("umowa/NOUN/ROOT ze=z/ADP/case>Globex Globex/PROPN/nmod>umowa", "z"),
]


@pytest.mark.parametrize(("text", "expected"), PREPOSITIONS)
def test_the_preposition_of_a_phrase(text: str, expected: str) -> None:
    assert preposition(at(parsed(text), "Globex")) == expected


@pytest.mark.parametrize("hangs_on", ["Acme", "Globex"])
def test_coordination_is_in_the_order_of_the_text(hangs_on: str) -> None:
    doc = parsed(
        "Acme/PROPN/nsubj>met ,/PUNCT/punct>Globex Globex/PROPN/conj>Acme and/CCONJ/cc>Initech"
        f" Initech/PROPN/conj>{hangs_on} met=meet/VERB/ROOT ."
    )
    assert [token.text for token in coordinated(doc[0])] == ["Acme", "Globex", "Initech"]


def test_a_clause_stops_where_another_subject_begins() -> None:
    doc = parsed(
        "Acme/PROPN/nsubj>said said=say/VERB/ROOT on/ADP/case>Monday Monday/PROPN/obl>said"
        " Globex/PROPN/nsubj>paid"
        " paid=pay/VERB/ccomp>said money/NOUN/obj>paid"
    )
    assert {token.text for token in clause_tokens(at(doc, "said"))} == {"Acme", "said", "on", "Monday"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "works/VERB.VBZ/ROOT closely/ADV/advmod>works with/ADP/case>Globex Globex/PROPN/dep>works",
            ["Globex"],
        ),
        ("works/VERB.VBZ/ROOT with/ADP/case>care care/NOUN/obl>works", []),
        ("works/VERB.VBZ/ROOT ;/PUNCT/punct>works with/ADP/case>Globex Globex/PROPN/dep>works", []),
        ("works/VERB.VBZ/ROOT says=say/VERB.VBZ/dep>works with/ADP/case>Globex Globex/PROPN/dep>works", []),
    ],
)
def test_word_order_where_the_parse_has_nothing(text: str, expected: list[str]) -> None:
    doc = parsed(text)
    assert [token.text for token in after_preposition(doc[0], "with")] == expected


def test_a_parse_that_turns_in_circles_of_clauses_ends() -> None:
    """A verb that shares its subject with the clause above, twenty times over."""
    chain = " ".join(f"verb{i}/VERB/xcomp>verb{i - 1}" for i in range(1, 20))
    doc = parsed(f"Acme/PROPN/nsubj>verb0 verb0/VERB/ROOT {chain}")
    assert of_verb(at(doc, "verb3"), ENGLISH).get("subject") == [doc[0]]
    assert of_verb(at(doc, "verb19"), ENGLISH).get("subject") == []
