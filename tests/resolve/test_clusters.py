"""Many names at once: guards, shorthands, surnames, joint ventures, names and types of the entities."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_claims import claim, entity_of, name

from kg.model import Claim, EntityType, Resolution, Verdict
from kg.resolve import resolve


def names(resolution: Resolution) -> list[str]:
    return [entity.name for entity in resolution.entities]


def test_chain_of_evidence_stops_at_a_guard() -> None:
    """A document that calls a unit by its parent's name links neither."""
    resolution = resolve(
        [
            claim("d1", "Lenovo", "partners_with", "Qarvox"),
            claim("d2", "Lenovo Group Ltd|Lenovo", "partners_with", "Qarvox"),
            claim("d3", "Lenovo China|Lenovo", "partners_with", "Qarvox"),
        ]
    )
    assert names(resolution) == ["Lenovo", "Lenovo China", "Qarvox"]
    assert entity_of(resolution, "Lenovo").aliases == ("Lenovo Group Ltd",)


def test_joint_venture_is_neither_of_its_parents() -> None:
    resolution = resolve(
        [
            claim("d1", "Sony", "establishes", "Sony Honda Mobility|Sony"),
            claim("d1", "Honda", "establishes", "Sony Honda Mobility|Sony", start=9),
            claim("d2", "Honda Motor|Honda", "partners_with", "Sony Group"),
        ]
    )
    assert [(e.name, e.aliases) for e in resolution.entities] == [
        ("Honda Motor", ("Honda",)),
        ("Sony", ("Sony Group",)),
        ("Sony Honda Mobility", ()),
    ]


def test_merged_companies_keep_their_names_apart() -> None:
    resolution = resolve(
        [
            claim("d1", "Ouster", "acquires", "Velodyne"),
            claim("d2", "Ouster Velodyne|Ouster", "partners_with", "Qarvox"),
        ]
    )
    assert names(resolution) == ["Ouster", "Ouster Velodyne", "Qarvox", "Velodyne"]


def test_alias_of_two_names_links_neither() -> None:
    resolution = resolve(
        [
            claim("d1", "uni:Wuhan University|WHU", "partners_with", "Qarvox"),
            claim("d2", "uni:Otto Beisheim School of Management|WHU", "partners_with", "Qarvox"),
            claim("d3", "uni:WHU", "partners_with", "Qarvox"),
        ]
    )
    assert len(resolution.entities) == 4


def test_shorthand_of_one_document_does_not_overrule_the_many() -> None:
    """One text that shortens Apple Corps does not make every Apple the Beatles' company."""
    lone = [claim(f"d{i}", "Apple", "partners_with", "Qarvox") for i in range(10)]
    resolution = resolve([*lone, claim("x", "Apple Beatles Corp|Apple", "partners_with", "Zembla")])
    assert names(resolution) == ["Apple", "Apple Beatles", "Qarvox", "Zembla"]


def test_two_sides_of_a_claim_are_two_things() -> None:
    claims = [claim("d1", "Mistral AI|Mistral", "partners_with", "Qarvox")]
    assert len(resolve([*claims, claim("d2", "Mistral", "partners_with", "Zembla")]).entities) == 3
    assert len(resolve([*claims, claim("d2", "Mistral", "acquires", "Mistral AI")]).entities) == 3


def test_names_of_one_thing_on_two_sides_are_still_one() -> None:
    resolution = resolve([claim("d1", "Lenovo", "partners_with", "Lenovo Group Ltd")])
    assert names(resolution) == ["Lenovo"]
    assert resolution.facts == ()


def test_acronym_counts_within_a_document() -> None:
    long, short = "Canadian Imperial Bank of Commerce", "CIBC"
    together = [
        claim("d1", long, "partners_with", "Qarvox"),
        claim("d1", short, "invests_in", "Zembla", start=9),
    ]
    assert names(resolve(together)) == [long, "Qarvox", "Zembla"]
    apart = [claim("d1", long, "partners_with", "Qarvox"), claim("d2", short, "invests_in", "Zembla")]
    assert len(resolve(apart).entities) == 4


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Lenovo Group Ltd", "Lenovo Group Ltd", "Lenovo"], "Lenovo"),
        (["JD", "JD", "JD.com Inc"], "JD.com"),
        (["uni:WHU", "uni:WHU", "uni:Wuhan University|WHU"], "Wuhan University"),
        (["person:Mr. Satya Nadella", "person:Satya Nadella"], "Satya Nadella"),
        (["NVIDIA", "Nvidia", "Nvidia"], "Nvidia"),
        (["Lenovo's", "Lenovo's", "Lenovo"], "Lenovo"),
        (["McDonald's"], "McDonald's"),
        (
            ["found:Gates Foundation", "found:Bill & Melinda Gates Foundation"],
            "Bill & Melinda Gates Foundation",
        ),
        (["The Carlyle Group"], "Carlyle Group"),
        (["Lenovo Group Ltd"], "Lenovo Group"),
        (["Lenovo Group Ltd|Lenovo"], "Lenovo"),
        (["Johnson & Johnson"], "Johnson & Johnson"),
        (["Orlen S.A."], "Orlen"),
        (["Capital Group"], "Capital Group"),
    ],
)
def test_canonical_name(texts: list[str], expected: str) -> None:
    claims = [claim(f"d{i}", text, "partners_with", "Qarvox") for i, text in enumerate(texts)]
    assert sorted(names(resolve(claims))) == sorted([expected, "Qarvox"])


def test_canonical_name_is_the_polish_nominative() -> None:
    claims = [claim(f"d{i}", "Nvidii", "partners_with", "Qarvox", language="pl") for i in range(3)]
    resolution = resolve([*claims, claim("e", "Nvidia", "partners_with", "Qarvox")])
    assert entity_of(resolution, "Nvidii").name == "Nvidia"


def test_known_list_gives_name_type_and_aliases() -> None:
    known = [name("uni:Wuhan University|WHU|武汉大学"), name("Qarvox Holdings"), name("Unheard Of")]
    resolution = resolve([claim("d1", "org:Wuhan University", "partners_with", "Qarvox")], known)
    assert [(e.id, e.name, e.aliases) for e in resolution.entities] == [
        ("company/qarvox-holdings", "Qarvox Holdings", ("Qarvox",)),
        ("university/wuhan-university", "Wuhan University", ("WHU", "武汉大学")),
    ]
    assert resolution.entities[1].type is EntityType.UNIVERSITY


def test_known_name_that_no_document_uses_is_an_alias() -> None:
    """An article of 2004 spoke of a bank that was renamed since."""
    resolution = resolve(
        [claim("d1", "Royal Bank of Scotland|RBS", "partners_with", "Qarvox")],
        [name("NatWest|Royal Bank of Scotland|RBS")],
    )
    assert entity_of(resolution, "NatWest").name == "Royal Bank of Scotland"


def test_two_known_names_stay_apart() -> None:
    """A document that shortens one known name to another's does not make them one."""
    known = [name("Bain Capital"), name("Bain & Company|Bain & Co")]
    resolution = resolve([claim("d1", "Bain Capital|Bain", "acquires", "Qarvox")], known)
    assert entity_of(resolution, "Bain Capital").aliases == ("Bain",)


def test_known_list_does_not_bridge_units() -> None:
    known = [name("Nvidia|Nvidia Italy|NVIDIA Corporation")]
    claims = [
        claim("d1", "Nvidia", "partners_with", "Qarvox"),
        claim("d1", "Nvidia Italy", "supplies", "Qarvox", start=9),
    ]
    resolution = resolve(claims, known)
    assert [(e.name, e.aliases) for e in resolution.entities] == [
        ("Nvidia", ("NVIDIA Corporation",)),
        ("Nvidia Italy", ()),
        ("Qarvox", ()),
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["org:Lenovo", "org:Lenovo", "co:Lenovo"], EntityType.COMPANY),
        (["media:Reuters", "co:Reuters", "media:Reuters"], EntityType.MEDIA),
        (["org:Lenovo"], EntityType.ORGANIZATION),
    ],
)
def test_type_is_voted(texts: list[str], expected: EntityType) -> None:
    claims = [claim(f"d{i}", text, "partners_with", "Qarvox") for i, text in enumerate(texts)]
    assert entity_of(resolve(claims), texts[0].partition(":")[2]).type is expected


# Surnames


def test_surname_within_a_document() -> None:
    claims = [
        claim("d1", "person:Jensen Huang", "holds_position", "Nvidia"),
        claim("d1", "person:Huang", "founded", "Qarvox", start=9),
        claim("d2", "person:Huang", "founded", "Zembla"),
    ]
    resolution = resolve(claims)
    persons = [e.name for e in resolution.entities if e.type is EntityType.PERSON]
    assert persons == ["Huang", "Jensen Huang"]
    assert {f.object for f in resolution.facts if f.subject == "person/jensen-huang"} == {
        "company/nvidia",
        "company/qarvox",
    }


def test_surname_at_the_same_company() -> None:
    claims = [
        claim("d1", "person:Jensen Huang", "holds_position", "Nvidia"),
        claim("d2", "person:Huang", "holds_position", "Nvidia Corp"),
        claim("d3", "person:J. Huang", "holds_position", "Nvidia"),
    ]
    assert names(resolve(claims)) == ["Nvidia", "Jensen Huang"]


def test_surname_of_two_at_the_same_company() -> None:
    claims = [
        claim("d1", "person:Liu Jun", "holds_position", "Lenovo"),
        claim("d2", "person:Liu Chuanzhi", "founded", "Lenovo"),
        claim("d3", "person:Liu", "holds_position", "Lenovo"),
    ]
    resolution = resolve(claims)
    assert sum(e.type is EntityType.PERSON for e in resolution.entities) == 3
    assert [j.verdict for j in resolution.judgements if j.left == "Liu"] == [Verdict.UNSURE, Verdict.UNSURE]


def test_surname_of_two_in_one_document() -> None:
    claims = [
        claim("d1", "person:Charles Munger", "holds_position", "Berkshire Hathaway"),
        claim("d1", "person:Nancy Munger", "founded", "Qarvox", start=9),
        claim("d1", "person:Munger", "founded", "Zembla", start=18),
    ]
    assert sum(e.type is EntityType.PERSON for e in resolve(claims).entities) == 3


def test_bare_surnames_at_the_same_company() -> None:
    claims = [claim(f"d{i}", "person:Xiang", "holds_position", "cctime.com") for i in range(3)]
    resolution = resolve(claims)
    assert names(resolution) == ["cctime.com", "Xiang"]
    assert len(resolution.facts) == 1


# Bodies called by what they are

LAB = "lab:Artificial Intelligence Joint Laboratory"


def labs(*claims: Claim) -> int:
    return sum(e.type is EntityType.RESEARCH_INSTITUTE for e in resolve(claims).entities)


def test_generic_body_within_a_document() -> None:
    assert (
        labs(claim("d1", "Xiaomi", "establishes", LAB), claim("d1", "uni:WHU", "establishes", LAB, start=9))
        == 1
    )


def test_generic_body_with_the_same_founders() -> None:
    assert (
        labs(claim("d1", "Xiaomi", "establishes", LAB), claim("d2", "Xiaomi Corp", "establishes", LAB)) == 1
    )
    assert labs(claim("d1", "Xiaomi", "establishes", LAB), claim("d2", "Kingsoft", "establishes", LAB)) == 2


def test_generic_body_with_some_of_the_founders() -> None:
    full = (claim("d1", "Xiaomi", "establishes", LAB), claim("d1", "uni:WHU", "establishes", LAB, start=9))
    half = claim("d2", "Xiaomi", "establishes", LAB)
    assert labs(*full, half) == 1
    other = (claim("d3", "Xiaomi", "establishes", LAB), claim("d3", "uni:Fudan", "establishes", LAB, start=9))
    assert labs(*full, *other) == 2
    assert labs(*full, *other, half) == 3


def test_generic_body_with_the_same_acronym() -> None:
    lab = LAB + "|AIJL"
    assert labs(claim("d1", "Qarvox", "funds", lab), claim("d2", "Zembla", "funds", lab)) == 1
    assert labs(claim("d1", "Qarvox", "funds", lab), claim("d2", "Zembla", "funds", LAB)) == 2


def test_a_phrase_stays_in_its_document() -> None:
    claims = [claim(f"d{i}", "Sony", "establishes", "org:joint venture") for i in range(2)]
    resolution = resolve(claims)
    ventures = [entity for entity in resolution.entities if entity.name == "joint venture"]
    assert len({entity.id for entity in ventures}) == 2
    assert all(entity.id.startswith("organization/joint-venture-") for entity in ventures)
    assert len(resolution.facts) == 2


def test_id_of_a_generic_body_does_not_depend_on_other_documents() -> None:
    one, two = (claim(f"d{i}", f"Founder {i}", "establishes", "org:joint venture") for i in range(2))
    alone = {entity.id for entity in resolve([one]).entities}
    assert alone < {entity.id for entity in resolve([one, two]).entities}


def test_names_with_one_slug_have_two_ids() -> None:
    resolution = resolve(
        [claim("d1", "Qarvox", "develops", "topic:C"), claim("d2", "Qarvox", "develops", "topic:C++")]
    )
    topics = [entity for entity in resolution.entities if entity.type is EntityType.TOPIC]
    assert {entity.name for entity in topics} == {"C", "C++"}
    assert len({entity.id for entity in topics}) == 2


# Judgements


def test_judgements_say_why() -> None:
    claims = [
        claim("d1", "Lenovo", "partners_with", "Qarvox"),
        claim("d2", "Lenovo Group Ltd", "partners_with", "Qarvox"),
        claim("d3", "Lenovo China", "partners_with", "Qarvox"),
    ]
    by_pair = {frozenset((j.left, j.right)): j for j in resolve(claims).judgements}
    same = by_pair[frozenset(("Lenovo", "Lenovo Group Ltd"))]
    assert (same.verdict, same.score) == (Verdict.SAME, 0.95)
    assert same.reasons == (("same but for legal form or title", 0.95),)
    unit = by_pair[frozenset(("Lenovo", "Lenovo China"))]
    assert unit.verdict is Verdict.DIFFERENT
    assert ("a part of the other", -1.0) in unit.reasons


# Order

CORPUS = (
    claim("d1", "Lenovo Group Ltd|Lenovo", "partners_with", "JD.com Inc|JD", amount="1200000000 USD"),
    claim(
        "d1", "person:Yang Yuanqing|Yang", "holds_position", "Lenovo Group Ltd|Lenovo", start=9, topic="CEO"
    ),
    claim("d1", "person:Yang", "holds_position", "Lenovo China", start=18, topic="chairman"),
    claim("d2", "Lenovo", "partners_with", "Nvidią", start=9, language="pl"),
    claim("d2", "Nvidii", "supplies", "Lenovo", start=18, language="pl"),
    claim("d3", "Nvidia", "supplies", "Lenovo Group"),
    claim("d3", "JD", "partners_with", "Lenovo Group", start=9, confidence=0.9),
    claim("d3", "person:Yang", "holds_position", "Lenovo Group", start=18),
    claim("d4", "Xiaomi", "establishes", LAB + "|AIJL"),
    claim("d4", "uni:Wuhan University|WHU", "establishes", LAB + "|AIJL", start=9),
    claim("d5", "uni:WHU", "establishes", LAB),
    claim("d5", "Sony", "establishes", "org:joint venture", start=9),
    claim("d6", "Sony Honda Mobility|Sony", "partners_with", "Honda"),
    claim("d6", "Google", "invests_in", "topic:AI", amount="5 USD", start=9),
    claim("d7", "Google Cloud|Google", "invests_in", "topic:AI", amount="5 USD"),
    claim("d7", "Mistral", "competes_with", "Mistral AI|Mistral", start=9),
)
KNOWN = (
    name("Lenovo Group|Lenovo"),
    name("uni:Wuhan University|WHU"),
    name("Huawei"),
    name("org:Xiaomi|小米"),
)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_result_does_not_depend_on_order(data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(CORPUS), min_size=1))
    shuffled = data.draw(st.permutations(kept))
    known = data.draw(st.permutations(KNOWN))
    assert resolve(shuffled, known) == resolve(kept, KNOWN)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_claim_is_in_at_most_one_fact_and_every_end_is_an_entity(data: st.DataObject) -> None:
    claims = data.draw(st.lists(st.sampled_from(CORPUS), unique=True))
    resolution = resolve(claims, KNOWN)
    ids = {entity.id for entity in resolution.entities}
    assert len(ids) == len(resolution.entities)
    assert len({fact.id for fact in resolution.facts}) == len(resolution.facts)
    told = [told for fact in resolution.facts for told in fact.claims]
    assert len(told) == len(set(told))
    assert set(told) <= set(claims)
    for fact in resolution.facts:
        assert {fact.subject, fact.object} <= ids
        assert fact.subject != fact.object


def test_many_surnames_and_ventures_stay_linear() -> None:
    """Names that stand in every document must not be compared each with each."""
    claims = [claim("d", "person:Jensen Huang", "holds_position", "Nvidia")]
    for i in range(3000):
        claims.append(claim(f"d{i}", "person:Huang", "holds_position", "Nvidia"))
        claims.append(claim(f"d{i}", f"Founder{i % 50} Works", "establishes", LAB, start=9))
    random.Random(7).shuffle(claims)
    resolution = resolve(claims)
    assert len(resolution.entities) == 1 + 1 + 50 + 50
    assert len(resolution.judgements) < 100
