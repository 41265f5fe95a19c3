"""Decisions of people: how a line is read, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_claims import claim, name

from kg.errors import DecisionError
from kg.model import Claim, EntityType, Resolution, Status, Verdict
from kg.relations import RELATIONS
from kg.resolve import resolve
from kg.resolve.decision_lines import Decision, Term, Verb, written, written_sum
from kg.resolve.decisions import add, read_decisions
from kg.resolve.questions import questions

LENOVO, GROUP = Term("Lenovo"), Term("Lenovo Group")
COMPANY, PLACE = EntityType.COMPANY, EntityType.PLACE


def read(text: str) -> tuple[Decision, ...]:
    return read_decisions(text, "d.txt", RELATIONS)


def decided(claims: Iterable[Claim], text: str, known: Iterable[str] = ()) -> Resolution:
    return resolve(claims, map(name, known), decisions=read(text))


def names(resolution: Resolution) -> list[str]:
    return [entity.name for entity in resolution.entities]


# Reading


@pytest.mark.parametrize(
    ("line", "verb", "terms"),
    [
        ("merge Lenovo Group = Lenovo", Verb.MERGE, (GROUP, LENOVO)),
        ("  merge   Lenovo  Group\t=  Lenovo  # one site", Verb.MERGE, (GROUP, LENOVO)),
        ('merge "Lenovo Group" = "Lenovo"', Verb.MERGE, (GROUP, LENOVO)),
        ("merge A = B = C", Verb.MERGE, (Term("A"), Term("B"), Term("C"))),
        ("split Lenovo Group != Lenovo", Verb.SPLIT, (GROUP, LENOVO)),
        ("split Apple @beatles-1968", Verb.SPLIT, (Term("Apple", None, ("beatles-1968",)),)),
        (
            'split Apple (Company) @b @"a b" != Apple',
            Verb.SPLIT,
            (Term("Apple", COMPANY, ("a b", "b")), Term("Apple")),
        ),
        ("rename Lenovo Group -> Lenovo (Company)", Verb.RENAME, (GROUP, Term("Lenovo", COMPANY))),
        ("merge Ems (place) = Embs (Place)", Verb.MERGE, (Term("Ems", PLACE), Term("Embs", PLACE))),
        ("merge Apple (Records) = Apple Corps", Verb.MERGE, (Term("Apple (Records)"), Term("Apple Corps"))),
        ('merge "A = B" = C#', Verb.MERGE, (Term("A = B"), Term("C#"))),
        ('merge "Say \\"Hi\\"" = Hi', Verb.MERGE, (Term('Say "Hi"'), Term("Hi"))),
        ('merge "(Company)" = X', Verb.MERGE, (Term("(Company)"), Term("X"))),
    ],
)  # fmt: skip
def test_a_line_on_names_is_read(line: str, verb: Verb, terms: tuple[Term, ...]) -> None:
    (decision,) = read(line)
    assert (decision.verb, decision.terms, decision.place) == (verb, terms, "d.txt:1")
    assert "#" not in decision.text or "C#" in decision.text
    assert read(decision.text)[0].terms == terms


@pytest.mark.parametrize(
    ("line", "relation", "circumstances"),
    [
        ("reject Lenovo acquires Acer", "acquires", (None, None, False)),
        ("accept Lenovo acquires Acer [planned]", "acquires", (Status.PLANNED, None, False)),
        ("accept Lenovo acquires Acer [planned, 5 USD]", "acquires", (Status.PLANNED, "5 USD", False)),
        ("accept Lenovo acquires Acer [300-450.5 PLN]", "acquires", (None, "300-450.5 PLN", False)),
        ("accept Lenovo acquires Acer [5 USD, 2018-04]", "acquires", (None, "5 USD", False)),
        ("reject Lenovo acquires Acer [actual, no amount]", "acquires", (Status.ACTUAL, "no amount", True)),
        ('reject "Co founded" founded "Acer"', "founded", (None, None, False)),
    ],
)
def test_a_line_on_a_fact_is_read(line: str, relation: str, circumstances: tuple[object, ...]) -> None:
    (decision,) = read(line)
    told = written_sum(decision.money) if decision.money or decision.no_amount else None
    assert decision.relation == relation
    assert (decision.status, told, decision.no_amount) == circumstances


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("\x1b[31mmerge \u202eA = B", "\\x1b[31mmerge is no decision"),
        ("marry A = B", "marry is no decision; there are merge, split, rename, accept, reject"),
        ("merge A B", "write it as merge A = B"),
        ("merge A = ", "a name is missing"),
        ("merge A != B", "!= does not belong here"),
        ("merge A = a", "the two names are the same"),
        ("merge A = B [planned]", "merge takes no brackets"),
        ("split A", "write it as split A != B"),
        ("rename A -> B -> C", "write it as rename A -> B"),
        ("rename A -> B @d", "write it as rename A -> B"),
        ('merge "A = B', "is not closed"),
        ('merge "A" x = B', "put the whole name into quotes"),
        ("merge @d A = B", "documents stand after the name"),
        ("reject A bought B", "relations are partners_with, invests_in"),
        ("reject A founded B founded C", "is the relation founded or founded?"),
        ("reject A acquires B [soon]", "[soon]: 'soon' makes no sense"),
        ("reject A acquires B [5 dollars]", "makes no sense"),
        ("reject A acquires B [5 USD, no amount]", "makes no sense"),
        ("reject A acquires B [2018, 2019]", "'2019' makes no sense"),
        ("reject A acquires B [planned", "is not closed"),
        ("reject A [planned] acquires B", "brackets stand at the end"),
        ("accept acquires B", "a name is missing"),
    ],
)
def test_a_line_that_makes_no_sense_is_told_with_its_place(line: str, said: str) -> None:
    with pytest.raises(DecisionError) as caught:
        read(f"# a comment\n\n{line}\n")
    assert str(caught.value).startswith("d.txt:3: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("merge A = B\nsplit B != A", "d.txt:2: split B != A: contradicts d.txt:1: merge A = B"),
        (
            "merge A = B\nmerge B = C\nsplit A != C",
            "d.txt:3: split A != C: contradicts d.txt:1: merge A = B, d.txt:2: merge B = C",
        ),
        ("rename A -> B\nrename a -> C", "d.txt:2: rename a -> C: contradicts d.txt:1: rename A -> B"),
        (
            "accept A acquires B\n\nreject A acquires B",
            "d.txt:3: reject A acquires B: contradicts d.txt:1: accept A acquires B",
        ),
    ],
)
def test_lines_that_contradict_each_other_are_told_with_their_places(text: str, said: str) -> None:
    with pytest.raises(DecisionError) as caught:
        read(text)
    assert str(caught.value) == said


def test_lines_that_agree_may_stand_together() -> None:
    assert len(read("merge A = B\nmerge A = B  # again\nmerge B = A\nsplit A != C\nrename A -> C")) == 4
    assert len(read("reject A acquires B [planned]\naccept A acquires B [actual]")) == 2


@settings(derandomize=True, deadline=None)
@given(
    st.text(min_size=1).filter(str.strip),
    st.none() | st.sampled_from(EntityType),
    st.lists(st.text(min_size=1).filter(str.strip), unique=True, max_size=2),
)
def test_whatever_is_written_is_read_again(text: str, type: EntityType | None, documents: list[str]) -> None:
    term = Term(" ".join(text.split()), type, tuple(sorted(" ".join(d.split()) for d in documents)))
    if len(set(term.documents)) < len(term.documents):
        return
    line = f"reject {written(term, RELATIONS)} acquires {written(term, RELATIONS)}"
    (decision,) = read(line)
    assert decision.terms == (term, term)
    assert read(decision.text)[0].terms == (term, term)


def test_a_decision_is_added_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "d.txt"
    add(path, ["merge A = B"])
    path.write_bytes(path.read_bytes().rstrip())  # as an editor may leave it
    add(path, ["split A != C  # not that one"])
    assert path.read_text("utf-8").splitlines()[1:] == ["merge A = B", "split A != C  # not that one"]
    with pytest.raises(DecisionError, match="cannot be written"):
        add(tmp_path / "none" / "d.txt", ["merge A = B"])


# Names


SAMSUNGS = [
    claim("d1", "Samsung", "partners_with", "Qarvox"),
    claim("d2", "Samsung Electronics", "supplies", "Zembla"),
    claim("d3", "Samsung Electronics Co. Ltd.", "supplies", "Vexta"),
]


def test_merged_names_are_one_thing_and_say_by_whom() -> None:
    before, after = resolve(SAMSUNGS), decided(SAMSUNGS, "merge Samsung = Samsung Electronics")
    assert names(before) == ["Qarvox", "Samsung", "Samsung Electronics", "Vexta", "Zembla"]
    assert names(after) == ["Qarvox", "Samsung Electronics", "Vexta", "Zembla"]
    (one,) = (entity for entity in after.entities if entity.decisions)
    assert one.decisions == ("merge Samsung = Samsung Electronics",)
    assert one.aliases == ("Samsung", "Samsung Electronics Co. Ltd.")
    (why,) = (
        j
        for j in after.judgements
        if {j.left, j.right} == {"Samsung", "Samsung Electronics"} and j.score == 1
    )
    assert (why.verdict, why.reasons) == (Verdict.SAME, (("merge Samsung = Samsung Electronics", 1.0),))


def test_split_names_are_two_things_and_say_by_whom() -> None:
    claims = [
        claim("d1", "Lenovo Group", "partners_with", "Qarvox"),
        claim("d2", "Lenovo", "supplies", "Zembla"),
    ]
    assert len(resolve(claims).entities) == 3
    after = decided(claims, "split Lenovo != Lenovo Group")
    assert names(after) == ["Lenovo", "Lenovo Group", "Qarvox", "Zembla"]
    assert [entity.decisions for entity in after.entities[:2]] == [("split Lenovo != Lenovo Group",)] * 2
    (why,) = after.judgements
    assert (why.verdict, why.reasons[-1]) == (Verdict.DIFFERENT, ("split Lenovo != Lenovo Group", -1.0))


def test_a_split_holds_through_third_names() -> None:
    """Both would merge with "Lenovo Ltd", but may not meet there."""
    claims = [
        claim(f"d{n}", each, "supplies", "Zembla")
        for n, each in enumerate(("Lenovo Inc", "Lenovo Ltd", "Lenovo AG"))
    ]
    assert len(resolve(claims).entities) == 2
    assert len(decided(claims, "split Lenovo Inc != Lenovo AG").entities) == 3


def test_one_name_of_two_things_is_split_by_document() -> None:
    claims = [
        claim("apple-phones", "Apple", "develops", "product:iPhone"),
        claim("apple-again", "Apple", "partners_with", "OpenAI"),
        claim("beatles-1968", "Apple", "establishes", "Zapple"),
        claim("beatles-1969", "Apple", "partners_with", "Capitol"),
    ]
    lines = "split Apple @beatles-1968 @beatles-1969\nrename Apple @beatles-1968 -> Apple Records"
    for known in ((), ("Apple|Apple Inc",)):
        after = decided(claims, lines, known)
        assert after.idle == ()
        assert [name for name in names(after) if "Apple" in name] == ["Apple", "Apple Records"]
        of = {
            fact.subject: fact.relation
            for fact in after.facts
            if fact.relation in ("develops", "establishes")
        }
        assert of == {"company/apple": "develops", "company/apple-records": "establishes"}
        records = next(entity for entity in after.entities if entity.name == "Apple Records")
        assert records.aliases == ("Apple",)


def test_a_surname_is_given_to_its_person_by_document() -> None:
    claims = [
        claim("d1", "person:Jensen Huang", "holds_position", "Nvidia"),
        claim("d2", "person:Huang", "holds_position", "Qarvox"),
        claim("d3", "person:Huang", "holds_position", "Zembla"),
    ]
    assert len(resolve(claims).entities) == 6
    after = decided(claims, "merge Huang (Person) @d2 = Jensen Huang")
    (jensen,) = (entity for entity in after.entities if entity.name == "Jensen Huang")
    assert jensen.aliases == ("Huang",)
    assert len(after.entities) == 5


def test_a_new_name_takes_the_place_of_the_old_and_may_set_the_type() -> None:
    after = decided(SAMSUNGS, "rename Samsung Electronics -> Samsung Electronics Suwon (Organization)")
    (one,) = (entity for entity in after.entities if entity.decisions)
    assert (one.id, one.name) == ("organization/samsung-electronics-suwon", "Samsung Electronics Suwon")
    assert one.aliases == ("Samsung Electronics", "Samsung Electronics Co. Ltd.")


def test_a_merge_takes_the_kind_that_both_have() -> None:
    claims = [
        claim("d1", "co:Amazon", "partners_with", "Qarvox"),
        claim("d2", "Qarvox", "based_in", "place:Amazon"),
        claim("d3", "Amazon Retail", "supplies", "Zembla"),
    ]
    after = decided(claims, "merge Amazon = Amazon Retail")
    assert [e.type.value for e in after.entities if "Amazon" in e.name] == ["Company", "Place"]
    assert after.idle == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("merge Samsung = Samsonite", "no claim speaks of 'Samsonite'"),
        ("split Samsung != Samsonite", "no claim speaks of 'Samsonite'"),
        ("rename Samsonite -> Samson", "no claim speaks of 'Samsonite'"),
        ("rename Samsung (Person) -> Samson", "no claim speaks of 'Samsung'"),
        ("reject Samsung supplies Vexta", "no such fact"),
        ("reject Samsung partners_with Qarvox [planned]", "no such fact"),
        ("reject Samsung partners_with Qarvox [5 USD]", "no such fact"),
        ("reject Zembla supplies Samsung Electronics", "no such fact"),
        ("split Samsung != SAMSUNG (Company)", "the two are one writing; say @document for one of them"),
    ],
)
def test_a_decision_that_speaks_of_nothing_is_idle_and_changes_nothing(line: str, why: str) -> None:
    before, after = resolve(SAMSUNGS), decided(SAMSUNGS, line)
    assert after.idle == ((line, why),)
    assert (after.entities, after.facts) == (before.entities, before.facts)


def test_an_ambiguous_name_is_asked_for_its_type() -> None:
    claims = [
        claim("d1", "co:Amazon", "partners_with", "Qarvox"),
        claim("d2", "Qarvox", "based_in", "place:Amazon"),
    ]
    after = decided(claims, "rename Amazon -> Amazonia")
    assert after.idle == (
        ("rename Amazon -> Amazonia", "which is meant: Amazon (Company) or Amazon (Place)?"),
    )
    assert decided(claims, "rename Amazon (Place) -> Amazonia").entities[-1].name == "Amazonia"


def test_a_merge_over_a_split_is_idle() -> None:
    claims = [claim("d1", "Lenovo", "supplies", "Zembla"), claim("d2", "Lenovo Ltd", "supplies", "Zembla")]
    claims.append(claim("d3", "Acer", "supplies", "Zembla"))
    after = decided(claims, "split Lenovo Ltd != Acer\nmerge Lenovo = Acer")
    assert after.idle == (("merge Lenovo = Acer", "other decisions split what it would merge"),)
    assert names(after) == ["Acer", "Lenovo", "Zembla"]


def test_the_order_of_lines_does_not_matter() -> None:
    lines = [
        "merge Samsung = Samsung Electronics", "rename Samsung -> Samsung Group", "split Vexta != Zembla",
        "reject Samsung supplies Vexta", "rename Samsung Electronics -> Samsung Zwei",
    ]  # fmt: skip
    forwards, backwards = (decided(SAMSUNGS, "\n".join(each)) for each in (lines, lines[::-1]))
    assert forwards == backwards
    assert forwards.idle == (
        ("rename Samsung Electronics -> Samsung Zwei", "overruled by rename Samsung -> Samsung Group"),
    )


# Facts


DEALS = [
    claim("d1", "Lenovo", "invests_in", "Acer", amount="5 USD", confidence=0.6),
    claim("d2", "Lenovo", "invests_in", "Acer", status=Status.PLANNED, amount="70 USD", confidence=0.5),
    claim("d3", "Lenovo", "invests_in", "Acer", status=Status.PLANNED, amount="90 USD", confidence=0.4),
    claim("d4", "Lenovo", "partners_with", "Acer", confidence=0.5),
]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("reject Lenovo invests_in Acer", {"partners_with"}),
        ("reject Lenovo invests_in Acer [planned]", {"partners_with", "5"}),
        ("reject Lenovo invests_in Acer [planned, 70 USD]", {"partners_with", "5", "90"}),
        ("reject Lenovo invests_in Acer [70 USD]", {"partners_with", "5", "90"}),
        ("reject Lenovo Group Ltd invests_in ACER", {"partners_with"}),
        ("reject Acer partners_with Lenovo", {"5", "70", "90"}),
        ("reject Acer partners_with Lenovo [actual, no amount]", {"5", "70", "90"}),
    ],
)
def test_a_rejected_fact_is_gone_and_its_claims_are_not_counted(line: str, left: set[str]) -> None:
    after = decided(DEALS, line)
    assert {str(fact.money.amount) if fact.money else fact.relation for fact in after.facts} == left
    assert after.idle == ()
    assert names(after) == ["Acer", "Lenovo"]


def test_an_accepted_fact_is_certain_and_says_by_whom() -> None:
    line = "accept Lenovo invests_in Acer [actual]"
    after = decided(DEALS, line)
    assert [(f.confidence, f.decisions) for f in after.facts if f.status is Status.ACTUAL and f.money] == [
        (1.0, (line,))
    ]
    assert {f.confidence for f in after.facts if not f.decisions} == {0.4, 0.5}


def test_the_more_exact_decision_on_a_fact_counts() -> None:
    after = decided(DEALS, "reject Lenovo invests_in Acer\naccept Lenovo invests_in Acer [70 USD]")
    assert sorted((fact.relation, fact.confidence) for fact in after.facts) == [
        ("invests_in", 1.0), ("partners_with", 0.5),
    ]  # fmt: skip
    after = decided(DEALS, "reject Lenovo invests_in Acer [planned]\naccept Lenovo invests_in Acer [70 USD]")
    assert after.idle == (
        ("accept Lenovo invests_in Acer [70 USD]", "overruled by reject Lenovo invests_in Acer [planned]"),
    )


def test_a_decision_on_a_fact_follows_merged_names() -> None:
    claims = [*DEALS, claim("d5", "Lenowo", "acquires", "Zembla")]
    after = decided(claims, "merge Lenowo = Lenovo\nreject Lenovo acquires Zembla")
    assert "acquires" not in {fact.relation for fact in after.facts}


# Questions


def test_every_answer_means_what_its_question_asks() -> None:
    claims = [
        *SAMSUNGS,
        *DEALS,
        claim("d5", "Lenovo", "invests_in", 'topic:robots that "think" = act', confidence=0.3),
        claim("d6", "Lenovo", "establishes", "lab:joint laboratory", confidence=0.3),
        claim("d7", "Acer", "establishes", "lab:joint laboratory", confidence=0.3),
        claim("d9", "person:Ann Lee", "founded", "Zembla", date="1984"),
        claim("d10", "person:Ann Lee", "founded", "Zembla", date="1985-03", confidence=0.7),
        claim("d8", "person:Huang", "founded", "co:Founded & acquires", confidence=0.3),
    ]
    before = resolve(claims)
    asked = questions(before, claims, RELATIONS, below=0.95)
    assert [question.worth for question in asked] == sorted((q.worth for q in asked), reverse=True)
    pairs = [question for question in asked if question.fact is None]
    assert [{side.name for side in question.sides} for question in pairs] == [
        {"Samsung", "Samsung Electronics"}
    ]
    assert all(side.quote and side.source for question in asked for side in question.sides)
    assert sum(question.fact is not None for question in asked) == len(before.facts)
    for question in asked:
        (_, yes), (_, no) = question.answers
        agreed, refused = decided(claims, yes), decided(claims, no)
        assert agreed.idle == refused.idle == ()
        if question.fact is None:
            assert len(agreed.entities) == len(before.entities) - 1
            assert len(refused.entities) == len(before.entities)
        else:
            assert [fact.id for fact in agreed.facts if fact.decisions] == [question.fact.id]
            gone = {fact.id for fact in before.facts} - {fact.id for fact in refused.facts}
            assert gone == {question.fact.id}
        again = questions(refused, claims, RELATIONS, below=0.95)
        assert question.answers not in [each.answers for each in again]
        again = questions(agreed, claims, RELATIONS, below=0.95)
        assert question.answers not in [each.answers for each in again]
