"""Claims of one pair, in one document and in several: how many facts, and what they say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from making_claims import claim

from kg.errors import KgError
from kg.model import Claim, Fact, Status
from kg.resolve import resolve

A, B = "Qarvox", "Zembla"
ACTUAL, PLANNED, POTENTIAL, ENDED, DENIED = (
    Status.ACTUAL,
    Status.PLANNED,
    Status.POTENTIAL,
    Status.ENDED,
    Status.DENIED,
)


def facts(*claims: Claim) -> tuple[Fact, ...]:
    return resolve(claims).facts


def only(*claims: Claim) -> Fact:
    found = facts(*claims)
    assert len(found) == 1, found
    return found[0]


# One document


def test_claims_without_amount_join_the_one_with() -> None:
    fact = only(
        claim("d", A, "invests_in", B, confidence=0.9),
        claim("d", A, "invests_in", B, amount="1000000000 USD", confidence=0.6, start=9),
        claim("d", A, "invests_in", B, start=18),
    )
    assert fact.money is not None
    assert (fact.money.amount, fact.money.currency) == (Decimal(10**9), "USD")
    assert [told.evidence.start for told in fact.claims] == [9, 0, 18], "the sum is the better evidence"
    assert fact.confidence == 0.9


def test_claims_without_amount_join_the_best_of_several() -> None:
    small, large = facts(
        claim("d", A, "invests_in", B, amount="5 USD", confidence=0.6),
        claim("d", A, "invests_in", B, amount="70 USD", confidence=0.7, start=9),
        claim("d", A, "invests_in", B, start=18),
    )
    if small.money is not None and small.money.amount == 70:
        small, large = large, small
    assert [len(small.claims), len(large.claims)] == [1, 2]


def test_amounts_within_half_a_percent_are_one() -> None:
    fact = only(
        claim("d", A, "invests_in", B, amount="1000 USD", confidence=0.6),
        claim("d", A, "invests_in", B, amount="1004 USD", confidence=0.7, start=9),
    )
    assert fact.money is not None
    assert fact.money.amount == 1004
    pair = [claim("d", A, "invests_in", B, amount=a, start=i) for i, a in enumerate(("1000 USD", "1010 USD"))]
    assert len(facts(*pair)) == 2


def test_ranges_and_currencies() -> None:
    def count(*amounts: str) -> int:
        return len(
            facts(*(claim("d", A, "invests_in", B, amount=a, start=9 * i) for i, a in enumerate(amounts)))
        )

    assert count("1000 USD", "1000 EUR") == 2
    assert count("1000-2000 USD", "1000 USD") == 1
    assert count("1000-2000 USD", "1000-3000 USD") == 2


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([(PLANNED, 0.6), (ACTUAL, 0.8)], ACTUAL),
        ([(PLANNED, 0.6), (PLANNED, 0.6), (ACTUAL, 0.8)], PLANNED),
        ([(ACTUAL, 0.8), (ACTUAL, 0.8), (ENDED, 0.9)], ENDED),
        ([(ACTUAL, 0.8), (ENDED, 0.8)], ENDED),
        ([(ACTUAL, 0.8), (ENDED, 0.6)], ACTUAL),
        ([(POTENTIAL, 0.7), (POTENTIAL, 0.7), (DENIED, 0.7)], DENIED),
        ([(POTENTIAL, 0.7), (PLANNED, 0.7)], PLANNED),
    ],
)
def test_status_of_a_document(said: list[tuple[Status, float]], expected: Status) -> None:
    fact = only(
        *(
            claim("d", A, "partners_with", B, status=status, confidence=confidence, start=9 * i)
            for i, (status, confidence) in enumerate(said)
        )
    )
    assert fact.status is expected
    assert len(fact.claims) == len(said)
    assert fact.claims[0].status is expected
    assert fact.confidence == max(confidence for status, confidence in said if status is expected)


def test_headline_of_a_plan_over_a_body_of_deeds() -> None:
    fact = only(
        claim(
            "d",
            "Google",
            "invests_in",
            "CME Group|CME",
            status=PLANNED,
            confidence=0.55,
            amount="1000000000 USD",
            date="2027",
        ),
        claim(
            "d", "Google", "invests_in", "CME Group|CME", confidence=0.85, amount="1000000000 USD", start=9
        ),
    )
    assert fact.status is ACTUAL
    assert fact.date is None, "a plan's date is not that of the deed"


def test_roles_at_one_organisation_are_one_fact() -> None:
    fact = only(
        claim("d", "person:Yang Yuanqing", "holds_position", A, topic="CEO", confidence=0.9),
        claim(
            "d",
            "person:Yang Yuanqing",
            "holds_position",
            A,
            topic="chairman and CEO",
            confidence=0.9,
            start=9,
        ),
        claim(
            "e",
            "person:Yang Yuanqing",
            "holds_position",
            A,
            topic="boss of the whole company",
            confidence=0.5,
        ),
    )
    assert fact.topic == "chairman and CEO"
    assert len(fact.claims) == 3


def test_details_come_from_the_best_claim_that_has_them() -> None:
    fact = only(
        claim("d", A, "invests_in", B, confidence=0.9),
        claim("d", A, "invests_in", B, date="2018", period="P4Y", confidence=0.7, start=9),
        claim("d", A, "invests_in", B, date="2018-04-25", topic="chips", confidence=0.7, start=18),
        claim("d", A, "invests_in", B, date="2019", topic="chips and cars", confidence=0.6, start=27),
    )
    assert (fact.date, fact.period, fact.topic) == ("2018-04-25", "P4Y", "chips")


def test_a_claim_given_twice_counts_once() -> None:
    said = claim("d", A, "partners_with", B)
    assert only(said, said).claims == (said,)


# Direction


def test_symmetric_relations_have_no_order() -> None:
    back = only(claim("d", B, "partners_with", A))
    assert (back.subject, back.object) == ("company/zembla", "company/qarvox")
    both = only(claim("d", B, "partners_with", A), claim("e", A, "partners_with", B))
    assert (both.subject, both.object) == ("company/qarvox", "company/zembla")
    assert back.id == both.id


def test_directed_relations_have_an_order() -> None:
    assert len(facts(claim("d", A, "acquires", B), claim("d", B, "acquires", A, start=9))) == 2


def test_unknown_relation_is_one_clear_line() -> None:
    with pytest.raises(KgError, match="no relation 'befriends'; there are partners_with,"):
        facts(claim("d", A, "befriends", B))


# Many documents


def test_two_reports_of_one_deal_are_one_fact() -> None:
    fact = only(
        claim("d", A, "invests_in", B, amount="1000000000 USD", confidence=0.8),
        claim("e", A + " Inc", "invests_in", B, amount="1001000000 USD", confidence=0.5),
        claim("f", A, "invests_in", B, confidence=0.5),
    )
    assert fact.confidence == 0.95
    assert fact.claims[0].document == "d"


def test_other_amount_or_status_stands_apart() -> None:
    assert (
        len(
            facts(
                claim("d", A, "invests_in", B, amount="5 USD"), claim("e", A, "invests_in", B, amount="6 USD")
            )
        )
        == 2
    )
    assert len(facts(claim("d", A, "invests_in", B), claim("e", A, "invests_in", B, status=ENDED))) == 2


@pytest.mark.parametrize(
    ("with_amount", "without", "count"),
    [
        ("2018", "2018-04", 1),
        (None, "2020", 1),
        ("2018", None, 1),
        ("2018", "2020", 2),
        ("2018-04", "2018-05", 2),
    ],
)
def test_report_without_amount_joins_where_dates_agree(
    with_amount: str | None, without: str | None, count: int
) -> None:
    found = facts(
        claim("d", A, "invests_in", B, amount="5 USD", date=with_amount),
        claim("e", A, "invests_in", B, date=without),
    )
    assert len(found) == count


def test_copies_do_not_add_confidence() -> None:
    copies = [
        claim(f"d{i}", A, "partners_with", B, confidence=0.6, quote="They teamed  up.") for i in range(5)
    ]
    assert only(*copies).confidence == 0.6
    same_document = [claim("d", A, "partners_with", B, confidence=0.6, start=9 * i) for i in range(5)]
    assert only(*same_document).confidence == 0.6
    independent = [claim(f"d{i}", A, "partners_with", B, confidence=0.6) for i in range(9)]
    assert only(*independent).confidence == 0.99


def test_the_way_a_sum_is_written_does_not_change_the_id() -> None:
    ids = {only(claim("d", A, "invests_in", B, amount=a)).id for a in ("1E+9 USD", "1000000000.00 USD")}
    assert len(ids) == 1


def test_removing_a_document_leaves_the_other_facts_as_they_were() -> None:
    stays = [claim("d", A, "invests_in", B, amount="5 USD"), claim("e", B, "supplies", "Lenovo")]
    before = {fact.id: fact for fact in facts(*stays, claim("x", "Lenovo", "partners_with", A))}
    assert set(facts(*stays)) < set(before.values())


def test_two_dates_of_a_founding_are_two_facts() -> None:
    """What is founded is founded once; an investment may come again, and its dates tell nothing apart."""
    said = [("1984", "d1"), ("1984-04", "d2"), ("1985", "d3"), (None, "d4")]
    claims = [claim(document, "person:Ann Lee", "founded", B, date=date) for date, document in said]
    first, second = sorted(facts(*claims), key=lambda fact: str(fact.date))
    assert (first.date, second.date) == ("1984-04", "1985")
    assert [len(fact.claims) for fact in (first, second)] == [3, 1]
    assert first.id != second.id
    assert facts(*reversed(claims)) == facts(*claims)
    only(*(claim(document, A, "invests_in", B, date=date) for date, document in said))
    only(*(claim(document, A, "acquires", B, date=date) for date, document in said))
