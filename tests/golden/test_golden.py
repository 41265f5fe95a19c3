"""Short passages of business news and the facts that they state, the whole way from text to facts.

A case is a folder: ``text.txt``, whose first line is its headline where ``facts.json`` says so, and
``facts.json`` with the facts that must be found. Nothing else may be said, but for ``optional`` facts: right
readings that nobody has to make. Details (amount, currency, date, period, topic) are compared where given.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.extract import Extractor, names
from kg.model import Document, Fact, Name, Passage, PassageKind, Status
from kg.relations import RELATIONS
from kg.resolve import resolve

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/facts.json"))
SHARED = HERE.parents[1].parent / "shared"
DETAILS = ("amount", "amount_max", "currency", "date", "period", "topic")

KNOWN: dict[str, str] = {
    "coreference-the-company": '"company plans" is parsed as a compound',
    "headline-alone": "in a headline without prose the recogniser takes all capitals for a name",
    "headline-to-buy": "in a headline without prose the recogniser takes all capitals for a name",
    "partner-the-alliance-ended": "the end by an anaphor is less sure than the beginning, which stands",
    "pl-based": '"Brightleaf" alone at the head of a sentence is no name',
    "pl-compete": "a listed name that is an ordinary word too is not believed at the head of a sentence",
}
"""Cases that fail, with the reason."""

Key = tuple[str, str, str, str]


def document(case: str) -> Document:
    gold = expected(case)
    text = (HERE / case / "text.txt").read_text(encoding="utf-8")
    passages = [
        Passage(found.start(), found.end(), PassageKind.BODY)
        for found in re.finditer(r"\S.*(?:\n(?!\n).+)*", text)
    ]
    if gold.get("headline"):
        passages[0] = Passage(passages[0].start, passages[0].end, PassageKind.TITLE)
    return Document(case, text, tuple(passages), gold["language"], published=gold["published"])


def expected(case: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / case / "facts.json").read_text(encoding="utf-8"))
    return found


def stems(text: str) -> set[str]:
    """How the words of ``text`` begin, whatever their case forms."""
    return {word.casefold()[:4] for word in re.findall(r"[^\W_]+", text)}


@cache
def listed() -> tuple[tuple[Name, set[str]], ...]:
    return tuple((name, stems(" ".join((name.name, *name.aliases)))) for name in names())


def known(text: str) -> list[Name]:
    """The listed names that share a word with ``text``, for the others leave no trace and take time."""
    spoken = stems(text)
    return [name for name, spelled in listed() if spelled & spoken]


def key(subject: str, relation: str, object: str, status: str) -> Key:
    if RELATIONS[relation].symmetric:
        subject, object = sorted((subject, object))
    return subject, relation, object, status


def keys(facts: list[dict[str, Any]]) -> set[Key]:
    return {key(fact["subject"], fact["relation"], fact["object"], fact["status"]) for fact in facts}


def details(fact: Fact) -> dict[str, object]:
    money = fact.money
    return {
        "amount": money and money.amount,
        "amount_max": money and money.maximum,
        "currency": money and money.currency,
        "date": fact.date,
        "period": fact.period,
        "topic": fact.topic,
    }


def wanted(fact: dict[str, Any]) -> dict[str, object]:
    given = {name: fact[name] for name in DETAILS if name in fact}
    return {name: Decimal(value) if isinstance(value, float) else value for name, value in given.items()}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(reason=KNOWN[case], strict=True) if case in KNOWN else ())
        for case in CASES
    ],
)
def test_a_passage_says_its_facts_and_no_others(extractor: Extractor, case: str) -> None:
    gold = expected(case)
    extraction = extractor.extract(document(case))
    resolution = resolve(extraction.claims, known(extraction.document.text))
    called = {entity.id: entity.name for entity in resolution.entities}
    found: dict[Key, list[dict[str, object]]] = {}
    for fact in resolution.facts:
        said = key(called[fact.subject], fact.relation, called[fact.object], fact.status.value)
        found.setdefault(said, []).append(details(fact))
    must, may = keys(gold["facts"]), keys(gold.get("optional", []))
    assert sorted(must - set(found)) == []
    assert sorted(set(found) - must - may) == []
    for fact in gold["facts"]:
        of_fact = found[key(fact["subject"], fact["relation"], fact["object"], fact["status"])]
        want = wanted(fact)
        assert want in [{name: one[name] for name in want} for one in of_fact]


def test_known_failures_are_cases() -> None:
    assert set(KNOWN) <= set(CASES)


def test_all_relations_and_statuses_are_asked_for() -> None:
    for language in ("en", "pl"):
        facts = [
            fact
            for case in CASES
            if expected(case)["language"] == language
            for fact in expected(case)["facts"]
        ]
        assert {fact["relation"] for fact in facts} == set(RELATIONS)
        assert {fact["status"] for fact in facts} == set(Status)


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_well_formed(case: str) -> None:
    gold = expected(case)
    assert set(gold) <= {"language", "published", "headline", "facts", "optional"}
    for fact in (*gold["facts"], *gold.get("optional", [])):
        assert set(fact) <= {"subject", "relation", "object", "status", *DETAILS}
        assert ("amount" in fact) == ("currency" in fact)
    text = (HERE / case / "text.txt").read_text(encoding="utf-8")
    assert len(text.split()) < 60


@pytest.mark.skipif(not SHARED.is_dir(), reason="the texts to compare with are not at ../shared")
def test_the_wording_is_our_own() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        run = [word.casefold() for word in re.findall(r"[^\W_]+", text)]
        return {tuple(run[i : i + 9]) for i in range(len(run) - 8)}

    lines = (SHARED / "news-dev" / "documents.jsonl").read_text("utf-8").splitlines()
    others = [path.read_text("utf-8") for path in sorted((SHARED / "seeds").glob("*.txt"))]
    others += [json.loads(line)["text"] for line in lines]
    ours = set().union(*(runs((HERE / case / "text.txt").read_text("utf-8")) for case in CASES))
    assert sorted(ours & set().union(*map(runs, others))) == []
