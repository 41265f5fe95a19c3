"""What the command line shows, read as plain text."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from rich.console import Console, RenderableType

from kg.amounts import money
from kg.build import Built
from kg.errors import KgError
from kg.model import Claim, Document, EntityType, Evidence, Mention, Money, Name, Resolution, Status
from kg.read import Failure
from kg.render import facts_table, pair_history, summary
from kg.resolve import resolve
from kg.store.counts import Counts

ALPHA = Name("Alpha Chips", EntityType.COMPANY, ("Alpha",))
BETA = Name("Beta Cloud", EntityType.COMPANY)
GAMMA = Name("Gamma [bold]Motors", EntityType.COMPANY)
TEXT = "Alpha Chips has bought Beta Cloud for $1.2 billion.\nGamma [bold]Motors looked at Beta Cloud."
DOCUMENTS = {"deal": Document("deal", TEXT, (), "en", publisher="Example Wire", published="2024-05-06")}


def claim(subject: Name, object: Name, **details: Any) -> Claim:
    quote = TEXT.splitlines()[0]
    return Claim(
        document="deal",
        subject=Mention(0, 11, subject.name, subject),
        object=Mention(23, 33, object.name, object),
        evidence=Evidence(0, len(quote), quote),
        rule="en.acquire.verb",
        confidence=0.9,
        **{"relation": "acquires", "status": Status.ACTUAL, **details},
    )


def deals() -> Resolution:
    bought = claim(ALPHA, BETA, money=Money(Decimal(1_200_000_000), "USD"))
    return resolve([bought, claim(ALPHA, GAMMA, status=Status.DENIED)])


COUNTS = Counts(
    documents=1,
    claims=2,
    facts={("acquires", Status.ACTUAL): 1, ("acquires", Status.DENIED): 1},
    entities={EntityType.COMPANY: 3},
    told_of=(("Alpha Chips", 2), ("Beta Cloud", 1), ("Gamma [bold]Motors", 1)),
)


def plain(shown: RenderableType, width: int = 100) -> str:
    console = Console(file=StringIO(), width=width, color_system=None, _environ={})
    console.print(shown)
    assert isinstance(console.file, StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


@pytest.mark.parametrize(
    ("amount", "currency", "maximum", "shown"),
    [
        (1_200_000_000, "USD", None, "$1.2 billion"),
        (Decimal("1200000000.00"), "USD", None, "$1.2 billion"),
        (15_300_000_000.0, "EUR", None, "€15.3 billion"),
        (500_000_000_000, "USD", None, "$500 billion"),
        (2_000_000_000_000, "KRW", None, "₩2 trillion"),
        (1_234_567_890, "USD", None, "$1.235 billion"),
        (197_493, "GBP", None, "£197,493"),
        (Decimal("63.54"), "USD", None, "$63.54"),
        (63.5, "USD", None, "$63.50"),
        (0, "USD", None, "$0"),
        (300_000_000, "PLN", 450_000_000, "300–450 million PLN"),
        (900_000_000, "USD", 1_100_000_000, "$900 million–1.1 billion"),
        (380_000_000_000, "CNY", None, "CN¥380 billion"),
        (999_999, "USD", 2_000_000, "$999,999–2 million"),
    ],
)
def test_money_reads_as_people_write_it(
    amount: Decimal | float, currency: str, maximum: float | None, shown: str
) -> None:
    assert money(amount, currency, maximum) == shown


@pytest.mark.parametrize(
    ("built", "said"),
    [
        (Built(added=["a", "b"], changed=True), "2 added"),
        (Built(added=["a"], unchanged=["b"], changed=True), "1 added, 1 unchanged"),
        (Built(updated=["a"], failures=[Failure("b", "empty")], changed=True), "1 updated, 1 failed"),
        (Built(unchanged=["a"]), "1 unchanged, nothing has changed"),
        (Built(failures=[Failure("b", "empty")]), "1 failed, nothing has changed"),
        (Built(), "nothing has changed"),
        (Built(unchanged=["a"], changed=True), "1 unchanged"),
    ],
)
def test_a_summary_says_what_was_done(built: Built, said: str) -> None:
    assert plain(summary(built, COUNTS)).splitlines()[0] == said


def test_a_summary_counts_facts_by_relation_and_status() -> None:
    lines = plain(summary(Built(added=["deal"], changed=True), COUNTS)).splitlines()
    assert lines[1] == "1 document, 2 claims, 2 facts about 3 things"
    assert [line.split() for line in lines if "acquires" in line] == [
        ["acquires", "1", "·", "·", "·", "1", "2"]
    ]
    assert "Kinds of things: Company 3" in lines
    assert lines[-1] == "Most spoken of: Alpha Chips 2, Beta Cloud 1, Gamma [bold]Motors 1"


def test_an_empty_store_has_a_summary_too() -> None:
    assert plain(summary(Built(), Counts())).splitlines() == [
        "nothing has changed",
        "0 documents, 0 claims, 0 facts about 0 things",
    ]


def test_a_table_of_facts_has_amounts_in_words() -> None:
    shown = plain(facts_table(deals(), ["deal"]))
    row = next(line for line in shown.splitlines() if "Beta Cloud" in line)
    assert row.split() == ["Alpha", "Chips", "acquires", "Beta", "Cloud", "actual", "$1.2", "billion", "0.90"]
    assert "Gamma [bold]Motors" in shown


def test_no_facts_are_said_to_be_none() -> None:
    assert plain(facts_table(Resolution((), ()), ["deal"])) == "no facts found"


def test_a_history_has_the_sentence_its_source_and_its_rule() -> None:
    shown = plain(pair_history(deals(), DOCUMENTS, "BETA CLOUD", "alpha"))
    assert "Alpha Chips acquires Beta Cloud  actual  $1.2 billion  0.90" in shown
    assert "  “Alpha Chips has bought Beta Cloud for $1.2 billion.”" in shown
    assert "  deal · Example Wire · 2024-05-06" in shown
    assert "  en.acquire.verb, actual, 0.90" in shown


def test_without_a_fact_the_history_has_what_names_both() -> None:
    shown = plain(pair_history(deals(), DOCUMENTS, "Beta Cloud", "Gamma [bold]Motors"))
    assert "No fact joins Beta Cloud and Gamma [bold]Motors." in shown
    assert "  Gamma [bold]Motors looked at Beta Cloud." in shown
    assert "has bought" not in shown


def test_a_name_that_nothing_bears_is_told_the_nearest() -> None:
    with pytest.raises(KgError, match=r"nothing is called 'Alpha Chip'; near it: Alpha Chips"):
        pair_history(deals(), DOCUMENTS, "Alpha Chip", "Beta Cloud")
