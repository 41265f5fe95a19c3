"""What must not merge, what must, and what a person should be asked: pairs of names that share much."""

from __future__ import annotations

import pytest
from making_claims import claim

from kg.model import Verdict
from kg.resolve import resolve

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE

PAIRS = [
    # parent and subsidiary, holding and unit
    ("Halden", "Halden Capital", UNSURE),  # Playfair is Playfair Capital, Intel is not Intel Capital
    ("Halden", "Halden Ventures", DIFFERENT),
    ("Halden", "Halden Financial Services", DIFFERENT),
    ("Halden", "Halden Cloud", DIFFERENT),
    ("Halden", "Halden Research", DIFFERENT),
    ("Halden", "Halden Pharma", UNSURE),
    ("Halden", "Halden Logistics", DIFFERENT),
    ("Halden", "Halden Energy", DIFFERENT),
    ("Halden Bank", "Halden Insurance", DIFFERENT),
    ("Halden Holdings", "Halden", SAME),
    ("Halden Group", "Halden Ltd.", SAME),
    ("Halden", "Halden Electronics", UNSURE),
    ("Halden", "Halden Motors", UNSURE),
    ("Halden", "Halden AI", UNSURE),
    ("Halden", "subsidiary of Halden", DIFFERENT),
    ("Halden", "Qarvox by Halden", DIFFERENT),
    # a university and its school, press, hospital
    ("uni:Tolmar University", "media:Tolmar University Press", DIFFERENT),
    ("uni:Tolmar University", "org:Tolmar University Hospital", DIFFERENT),
    ("uni:Tolmar University", "uni:Tolmar University School of Medicine", DIFFERENT),
    ("uni:Tolmar University", "uni:Tolmar Business School", DIFFERENT),
    ("uni:Tolmar University", "found:Tolmar University Foundation", DIFFERENT),
    ("uni:Tolmar University", "lab:Tolmar University Robotics Laboratory", DIFFERENT),
    ("uni:Tolmar University", "org:Tolmar University Library", DIFFERENT),
    ("uni:University of Tolmar", "uni:University of Tolmar at Vexley", DIFFERENT),
    ("uni:Tolmar University", "uni:Tolmar State University", DIFFERENT),
    ("uni:Tolmar University", "uni:Tolmar Technical University", DIFFERENT),
    ("uni:Tolmar", "uni:Tolmar University", SAME),
    ("uni:The University of Tolmar", "uni:University of Tolmar", SAME),
    ("uni:Tolmar University", "uni:University of Tolmar", DIFFERENT),  # as in York
    # a brand and its company
    ("product:Zyro", "co:Zyro", DIFFERENT),
    ("product:Zyro Phone", "co:Zyro", DIFFERENT),
    ("co:Zyro Foods", "product:Zyro", DIFFERENT),
    ("product:Zyro", "product:Zyro Pro", UNSURE),
    ("product:Zyro", "product:Zyro Lite", UNSURE),
    ("co:Zyro.com", "co:Zyro", SAME),
    # people of one surname
    ("person:Anna Kowalska", "person:Maria Kowalska", DIFFERENT),
    ("person:Li Wei", "person:Li Ming", DIFFERENT),
    ("person:Jan Nowak", "person:Janina Nowak", DIFFERENT),
    ("person:John Q. Smith", "person:John R. Smith", DIFFERENT),
    ("person:Robert Kane", "person:Robert Kane Jr.", DIFFERENT),
    ("person:Kane", "person:Robert Kane", DIFFERENT),
    ("person:Robert J. Kane", "person:Robert Kane", SAME),
    ("person:Dr. Anna Kowalska", "person:Anna Kowalska", SAME),
    ("person:Kowalska Anna", "person:Anna Kowalska", SAME),
    # places and regional units
    ("Google", "Google China", DIFFERENT),
    ("Google China", "Google Japan", DIFFERENT),
    ("Google", "Google Asia Pacific", DIFFERENT),
    ("Google", "Google Deutschland", DIFFERENT),
    ("Halden", "Halden North America", DIFFERENT),
    ("Halden", "Halden of America", DIFFERENT),
    ("Halden", "Halden Polska sp. z o.o.", DIFFERENT),
    ("Halden", "Halden (UK) Ltd", DIFFERENT),
    ("Halden Europe", "Halden Polska", DIFFERENT),
    ("Bank of Tolmar", "Bank of Vexley", DIFFERENT),
    ("place:New Tolmar", "place:Tolmar", DIFFERENT),
    ("place:North Tolmar", "place:South Tolmar", DIFFERENT),
    ("place:Tolmar", "co:Tolmar", DIFFERENT),
    # numbers and versions
    ("product:Zyro 4", "product:Zyro 5", DIFFERENT),
    ("product:Zyro 4", "product:Zyro 4.5", DIFFERENT),
    ("product:Zyro", "product:Zyro 5", DIFFERENT),
    ("product:Zyro-3", "product:Zyro 3", SAME),
    ("product:Zyro V2", "product:Zyro V3", DIFFERENT),
    ("product:Zyro II", "product:Zyro III", DIFFERENT),
    ("product:Zyro 5 Mini", "product:Zyro 5 Max", DIFFERENT),
    ("Halden Fund I", "Halden Fund II", DIFFERENT),
    ("Channel 4", "Channel 5", DIFFERENT),
    ("3i", "4i", DIFFERENT),
    # one word in common, or few letters apart
    ("First Tolmar Bank", "First Vexley Bank", DIFFERENT),
    ("Tolmar Air", "Tolmar Airport", DIFFERENT),
    ("Vexta", "Vextar", DIFFERENT),
    ("Global Halden", "Halden", DIFFERENT),
    ("New Halden", "Halden", DIFFERENT),
    ("Halden & Sons", "Halden", UNSURE),
    # the same in another dress
    ("Halden S.A.", "HALDEN", SAME),
    ("Halden's", "Halden", SAME),
    ("Halden-Vexley", "Halden Vexley", SAME),
    ("Halden & Vexley", "Halden and Vexley", SAME),
    ("HVL", "Halden Vexley Lights|HVL", SAME),
    ("HVL", "Halden Vexley Lights", UNSURE),
    ("Łódzka Halda", "Lodzka Halda", SAME),
    # what a document calls it for short, which others are called, too
    ("Halden Cloud|Halden", "Halden", DIFFERENT),
    ("Halden China|Halden", "Halden", DIFFERENT),
    ("Halden Deutschland|Halden", "Halden LLC|Halden", DIFFERENT),
    ("Halden Electronics|Halden", "Halden Motors|Halden", DIFFERENT),
    ("Halden Electronics|Halden", "Halden", SAME),
    ("Halden Electronics|HE", "Hard Energy|HE", DIFFERENT),
    ("uni:Tolmar University|Tolmar", "media:Tolmar University Press|Tolmar", DIFFERENT),
    ("uni:Tolmar University|TU", "uni:Tolmar Technical University|TU", DIFFERENT),
    ("uni:Tolmar University|Tolmar", "org:Tolmar University Hospital|Tolmar University", DIFFERENT),
    ("person:Anna Kowalska|Kowalska", "person:Maria Kowalska|Kowalska", DIFFERENT),
    ("person:Robert Kane|Kane", "person:Kane", DIFFERENT),
    ("product:Zyro 5|Zyro", "product:Zyro 4|Zyro", DIFFERENT),
    ("product:Zyro 5|Zyro", "product:Zyro", SAME),
    ("co:Zyro Foods|Zyro", "product:Zyro", DIFFERENT),
    ("place:Tolmar|Greater Tolmar", "co:Greater Tolmar", DIFFERENT),
]  # fmt: skip
"""Two names, each in a document of its own, and what should come of them without any other help."""


def outcome(left: str, right: str) -> Verdict:
    """Merged is the same; not merged and not asked about is different."""
    claims = [claim("d1", left, "partners_with", "Qarvox"), claim("d2", right, "partners_with", "Zembla")]
    resolution = resolve(claims)
    if len(resolution.entities) == 3:
        return SAME
    judged = [j for j in resolution.judgements if j.left not in ("Qarvox", "Zembla") != j.right]
    return UNSURE if any(judgement.verdict is UNSURE for judgement in judged) else DIFFERENT


@pytest.mark.parametrize(("left", "right", "verdict"), PAIRS)
def test_names_that_share_much(left: str, right: str, verdict: Verdict) -> None:
    assert outcome(left, right) is verdict


def test_the_order_of_the_two_does_not_matter() -> None:
    assert [outcome(right, left) for left, right, _ in PAIRS] == [verdict for *_, verdict in PAIRS]
