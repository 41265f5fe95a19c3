"""Explanations: every claim with its reasons, every name with its own, and what nearly was a claim."""

from __future__ import annotations

from math import exp
from pathlib import Path

import pytest

from kg.extract import Explanation, Extractor, explain
from kg.extract.explain import Finding, Meaning
from kg.model import Document, Passage, PassageKind

ENGLISH = "Microsoft invested $10 billion in OpenAI in January. The company also teamed up with Mistral."


def document(text: str, language: str = "en", kind: PassageKind = PassageKind.BODY) -> Document:
    return Document("text", text, (Passage(0, len(text), kind),), language, published="2024-05-14")


def told(extractor: Extractor, text: str, language: str = "en") -> Explanation:
    """Of a text of one sentence."""
    (only,) = explain(extractor, document(text, language))
    return only


def finding(explained: Explanation, relation: str) -> Finding:
    (only,) = (found for found in explained.found if found.claim.relation == relation)
    return only


def meaning(explained: Explanation, text: str) -> Meaning:
    return next(meaning for meaning in explained.meanings if meaning.text == text)


def test_every_claim_is_shown(extractor: Extractor) -> None:
    explained = list(explain(extractor, document(ENGLISH)))
    assert [one.sentence for one in explained] == [
        "Microsoft invested $10 billion in OpenAI in January.",
        "The company also teamed up with Mistral.",
    ]
    claims = tuple(claim for one in explained for claim in one.claims)
    assert claims == extractor.extract(document(ENGLISH)).claims
    assert [found.claim.rule for one in explained for found in one.found] == [
        "en.invest.verb",
        "en.partner.verb",
    ]


def test_words_are_shown_as_written_and_as_parsed(extractor: Extractor) -> None:
    words = told(extractor, "Lenovo has acquired Motorola Mobility.").words
    assert [word.text for word in words] == ["Lenovo", "has", "acquired", "Motorola Mobility", "."]
    assert words[3].shown != "Motorola Mobility"
    assert (words[3].kind, words[1].kind) == ("Company", None)
    assert words[words[0].head].text == "acquired"
    assert words[2].head == 2


@pytest.mark.parametrize(
    ("text", "language", "written", "name", "why"),
    [
        ("Nvidia grew.", "en", "Nvidia", "Nvidia", "in the lists"),
        ("Lenovo moved to Warsaw.", "en", "Warsaw", "Warsaw", "in the list of places"),
        (
            "Lenovo met Quorvane Holdings Ltd in May.",
            "en",
            "Quorvane Holdings Ltd",
            "Quorvane Holdings Ltd",
            "by ",
        ),
        ("Nvidia said that it grew.", "en", "it", "Nvidia", "by coreference"),
        ("Orlen urósł.", "pl", "Orlen", "Orlen", "in the lists"),
    ],
)
def test_a_name_has_its_reason(
    extractor: Extractor, text: str, language: str, written: str, name: str, why: str
) -> None:
    found = meaning(told(extractor, text, language), written)
    assert found.name is not None
    assert found.name.name == name
    assert found.why.startswith(why)


def test_a_name_of_ones_own_says_so(pipelines: None, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("name\ttype\taliases\nTern & Pell\tCompany\tT&P\n", encoding="utf-8")
    found = meaning(told(Extractor(names=[tmp_path / "own.tsv"]), "Lenovo bought T&P in May."), "T&P")
    assert (found.why, found.listed) == ("in your list", "Tern & Pell")


def test_a_phrase_that_means_a_name_is_shown_whole(extractor: Extractor) -> None:
    _, second = explain(extractor, document(ENGLISH))
    found = meaning(second, "The company")
    assert found.name is not None
    assert (found.name.name, found.why) == ("Microsoft", "by coreference")


def test_sums_and_dates_are_shown(extractor: Extractor) -> None:
    first, _ = explain(extractor, document(ENGLISH))
    money, date = meaning(first, "$10 billion"), meaning(first, "January")
    assert money.money is not None
    assert (money.money.amount, money.money.currency) == (10_000_000_000, "USD")
    assert date.date == "2024-01"


def test_a_finding_has_its_roles(extractor: Extractor) -> None:
    _, second = explain(extractor, document(ENGLISH))
    (found,) = second.found
    assert found.trigger == "teamed"
    assert [(role.side, role.name, role.text, role.label, role.via) for role in found.roles] == [
        ("subject", "Microsoft", "company", "subject", "anaphor"),
        ("object", "Mistral", "Mistral", "with", "name"),
    ]
    assert dict(found.reasons)["by anaphor"] < 0
    total = sum(weight for _, weight in found.reasons)
    assert 1 / (1 + exp(-total)) == pytest.approx(found.claim.confidence, abs=0.03)
    assert "between with ]" in dict(found.words)


@pytest.mark.parametrize(
    ("text", "relation", "scope"),
    [
        ("Microsoft may buy a stake in OpenAI.", "invests_in", ("may", "buy", "stake")),
        ("Lenovo will acquire Nvidia.", "acquires", ("will", "acquire")),
        ("Lenovo has acquired Nvidia.", "acquires", ()),
    ],
)
def test_a_cue_reaches_down_to_its_trigger(
    extractor: Extractor, text: str, relation: str, scope: tuple[str, ...]
) -> None:
    assert finding(told(extractor, text), relation).scope == scope


def test_what_no_frame_found_has_its_rule_alone(extractor: Extractor) -> None:
    found = finding(told(extractor, "Yang Yuanqing is the chief executive of Lenovo."), "holds_position")
    assert found.claim.rule.startswith("en.position.")
    assert (found.trigger, found.roles) == (None, ())


@pytest.mark.parametrize(
    ("text", "language", "rule", "had", "reason"),
    [
        (
            "Microsoft invested time on Thursday.",
            "en",
            "en.invest.verb",
            "Microsoft as subject",
            "names nothing",
        ),
        (
            "Lenovo bought chips.",
            "en",
            "en.acquire.verb",
            "Lenovo as subject",
            "“chips”, its object, names nothing",
        ),
        (
            "Lenovo acquired Elon Musk.",
            "en",
            "en.acquire.verb",
            "Lenovo as subject",
            "a Person, which objects of acquires are not",
        ),
        ("Spółka Orlen nabyła tony ropy.", "pl", "pl.acquire.verb", "Orlen as subject", "names nothing"),
    ],
)
def test_a_near_miss_says_what_it_had_and_what_it_lacked(
    extractor: Extractor, text: str, language: str, rule: str, had: str, reason: str
) -> None:
    missed = told(extractor, text, language).missed
    miss = next(miss for miss in missed if miss.rule == rule)
    assert miss.had == (had,)
    assert reason in miss.reason


def test_near_misses_with_both_sides_come_first_and_none_comes_without(extractor: Extractor) -> None:
    missed = told(
        extractor, "Lenovo bought chips from Nvidia, and has not partnered with Sony, a maker of chips."
    ).missed
    sides = [len(miss.had) for miss in missed]
    assert sides
    assert all(sides)
    assert sides == sorted(sides, reverse=True)
    assert told(extractor, "They bought chips.").missed == ()


def test_a_headline_is_a_ground_of_its_own(extractor: Extractor) -> None:
    title = document("Lenovo acquires Nvidia", kind=PassageKind.TITLE)
    (explained,) = explain(extractor, title)
    assert "headline" in dict(finding(explained, "acquires").reasons)
