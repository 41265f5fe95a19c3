"""Every row of the table of evidence and qualifiers fires on an example, and on its own weight."""

from __future__ import annotations

import pytest
from making_claims import claim, name

from kg.model import Judgement, Verdict
from kg.resolve import resolve
from kg.resolve.clusters import OVERRULED
from kg.resolve.scoring import EVIDENCE, FORBIDS, QUALIFIERS, SURROUNDINGS

EXAMPLES = {
    "same name": ("org:Qarvox", "co:Qarvox"),
    "same but for legal form or title": ("Qarvox Inc", "Qarvox"),
    "names in the other order": ("person:Liu Jun", "person:Jun Liu"),
    "stated as another name": ("联想|Lenovo", "Lenovo"),
    "Polish case form": ("Samsung", "Samsungiem"),
    "stated as acronym": ("uni:Wuhan University|WHU", "uni:WHU"),
    "same letters": ("XiaomiTechnology", "Xiaomi Technology"),
    "same but for the domain": ("JD.com", "JD"),
    "middle name left out": ("person:Warren E. Buffett", "person:Warren Buffett"),
    "stated as short name": ("Mistral AI|Mistral", "Mistral"),
    "end of a foundation's name": ("found:Bill & Melinda Gates Foundation", "found:Gates Foundation"),
    "university without the word": ("uni:Stanford University", "uni:Stanford"),
    "initials of the other": ("Canadian Imperial Bank of Commerce", "CIBC"),
    "beginning of the other": ("Samsung", "Samsung Electronics"),
    "another kind of thing": ("co:Amazon", "place:Amazon"),
    "a part of the other": ("Lenovo", "Lenovo China"),
    "holds a third name": ("Zembla", "Zembla Qarvox Motors"),
    "another number": ("Channel 4", "Channel 4 News 24"),
    "another university": ("uni:Wuhan University", "uni:Wuhan University of Technology"),
    "another person's names": ("person:Ann Eliot", "person:Anne Liot"),
    "another kind of organisation": ("media:Reuters", "co:Reuters"),
}


def judgements(left: str, right: str) -> list[Judgement]:
    claims = [
        claim("d1", left, "partners_with", "Qarvox", language="pl"),
        claim("d2", right, "partners_with", "Qarvox", language="pl"),
    ]
    return [
        judgement
        for judgement in resolve(claims).judgements
        if {judgement.left, judgement.right} == {name(left).name, name(right).name}
    ]


@pytest.mark.parametrize(("feature", "pair"), EXAMPLES.items())
def test_feature_fires_and_weighs(feature: str, pair: tuple[str, str]) -> None:
    weights = {row.name: row.weight for row in (*EVIDENCE, *QUALIFIERS)}
    (judgement,) = judgements(*pair)
    reasons = dict(judgement.reasons)
    assert reasons[feature] == weights[feature]
    assert judgement.score == pytest.approx(sum(reasons.values()))
    if FORBIDS in reasons.values():
        assert judgement.verdict is Verdict.DIFFERENT


def test_evidence_is_ordered_by_weight() -> None:
    """The first row that fires is the one that counts."""
    weights = [row.weight for row in EVIDENCE]
    assert weights == sorted(weights, reverse=True)


def test_every_row_has_an_example() -> None:
    elsewhere = {"two sides of one claim", "both in one document", "another name on the list"}
    assert {row.name for row in (*EVIDENCE, *QUALIFIERS)} - elsewhere == set(EXAMPLES)


def test_every_row_says_what_it_means() -> None:
    rows = [*EVIDENCE, *QUALIFIERS, *SURROUNDINGS.values()]
    assert all(row.means.endswith(".") and row.means[0].isupper() for row in rows)
    assert len({row.means for row in rows}) == len(rows)
    assert all(-1 <= row.weight <= 1 for row in rows)


def test_two_sides_of_one_claim() -> None:
    claims = [claim("d1", "Mistral", "acquires", "Mistral AI|Mistral")]
    assert [(j.verdict, dict(j.reasons)["two sides of one claim"]) for j in resolve(claims).judgements] == [
        (Verdict.UNSURE, -0.5)
    ]


def test_both_in_one_document() -> None:
    claims = [claim("d1", "Canadian Imperial Bank of Commerce", "partners_with", "Qarvox")]
    claims.append(claim("d1", "CIBC", "supplies", "Qarvox", start=9))
    (judgement,) = resolve(claims).judgements
    assert judgement.verdict is Verdict.SAME
    assert ("both in one document", 0.15) in judgement.reasons


def test_what_the_guard_overrules_is_unsure() -> None:
    known = [name("Bain Capital"), name("Bain & Company")]
    found = resolve([claim("d1", "Bain Capital|Bain", "acquires", "Qarvox")], known).judgements
    overruled = [judgement for judgement in found if OVERRULED in judgement.reasons]
    assert [(j.left, j.right, j.verdict) for j in overruled] == [
        ("Bain & Company", "Bain Capital", Verdict.UNSURE)
    ]


def test_surroundings_are_all_in_use() -> None:
    lab = "lab:Artificial Intelligence Joint Laboratory|AIJL"
    claims = [
        claim("d1", "person:Jensen Huang", "holds_position", "Nvidia"),
        claim("d1", "person:Huang", "founded", "Qarvox", start=9),
        claim("d2", "person:Huang", "holds_position", "Nvidia"),
        claim("d3", "person:Liu Jun", "holds_position", "Lenovo"),
        claim("d3", "person:Liu Chuanzhi", "founded", "Lenovo", start=9),
        claim("d3", "person:Liu", "holds_position", "Lenovo", start=18),
        claim("d4", "Xiaomi", "establishes", lab),
        claim("d5", "Xiaomi", "establishes", lab),
    ]
    used = {reason for judgement in resolve(claims).judgements for reason, _ in judgement.reasons}
    assert set(SURROUNDINGS) <= used
