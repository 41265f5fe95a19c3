"""Copies of one text are one source; reports in words of their own are many."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import samples
from kg.build import documents
from kg.copies import Printed, originals, sketch
from kg.identifiers import digest
from kg.model import Document, Passage, PassageKind

WIRE = """Harbour Robotics said on Monday it would team up with Tern & Pell to build warehouse robots for
ports in northern Europe. The two companies will share the costs of a test yard outside Rotterdam, where the
first forty machines are to start moving containers next spring.

Under the agreement, which runs for five years, Tern & Pell supplies the batteries and the charging masts,
while Harbour Robotics brings the vehicles and the software that steers them. Neither side said what the deal
was worth. People close to the talks put it at about $120 million.

"Ports are short of drivers and long on plans," said Ada Quist, who runs Harbour Robotics. "We would rather
show one yard that works than ten slides." The company's shares rose by three per cent in early trading."""

HEADLINE = "Robots for the ports\n\n" + WIRE
OTHER_HEADLINE = "Harbour Robotics and Tern & Pell build a test yard near Rotterdam\n\n" + WIRE
CREDITED = WIRE + "\n\nReporting by the Northern News Agency; editing by our own desk."
CUT = WIRE[: len(WIRE) * 55 // 100]
RETYPED = WIRE.replace('"', "”").replace("per cent", "percent").replace("Monday", "MONDAY")

OWN_WORDS = [
    "Tern & Pell has found a partner for its port business: Harbour Robotics. Over the next five years the "
    "two will develop autonomous container carriers together, beginning with a yard near Rotterdam, both "
    "firms announced. Forty vehicles are planned for the first stage. Analysts called the alliance overdue.",
    "A five-year alliance between Harbour Robotics and battery maker Tern & Pell aims to put driverless "
    "carriers into Europe's northern ports. Its first stop is the Netherlands, where a trial site opens in "
    "spring. The price tag was not disclosed, but sources speak of $120 million.",
    '"We would rather show one yard that works than ten slides," said Ada Quist of Harbour Robotics when she '
    "presented the partnership with Tern & Pell in Hamburg. The pair intend to automate the handling of "
    "containers, with batteries from Pell's plant and software from the robot firm.",
    "Shares of Harbour Robotics gained three per cent after the announcement of a joint project with Tern & "
    "Pell. Investors like that the costs of the Rotterdam test yard are split. The machines will carry their "
    "first containers next year, if the port authority agrees.",
    "Dockers' unions have met the pact of Harbour Robotics and Tern & Pell with suspicion. Forty automatic "
    "vehicles at a single yard may only be the beginning, a spokesman said; the companies must say how many "
    "jobs are to go. The firms had made their cooperation public on Monday.",
]


def printed(**texts: str | tuple[str, str]) -> list[Printed]:
    """Documents by id: a text, or a text and its day."""
    found = []
    for id, told in texts.items():
        text, day = told if isinstance(told, tuple) else (told, None)
        found.append(Printed(id, sketch(Document(id, text, (), "en")), day))
    return found


@pytest.mark.parametrize(
    "copy", [WIRE, HEADLINE, OTHER_HEADLINE, CREDITED, CUT, RETYPED],
    ids=["verbatim", "headline", "another headline", "credit line", "truncated", "retyped"],
)  # fmt: skip
def test_a_copy_is_told(copy: str) -> None:
    first, second = (WIRE, "2024-03-04"), (copy, "2024-03-05")
    assert originals(printed(a=first, b=second)) == {"b": "a"}


def test_reports_in_own_words_are_no_copies() -> None:
    assert originals(printed(wire=WIRE, **{f"own{n}": text for n, text in enumerate(OWN_WORDS)})) == {}


def test_the_first_printed_is_the_original() -> None:
    told = printed(
        cut=(CUT, "2024-03-06"), credited=(CREDITED, "2024-03"), headline=HEADLINE, own=OWN_WORDS[0]
    )
    for order in permutations(told):
        assert originals(order) == {"cut": "credited", "headline": "credited"}


def test_without_days_the_longest_is_the_original() -> None:
    assert originals(printed(a=CUT, b=WIRE, c=CREDITED)) == {"a": "c", "b": "c"}


def test_a_digest_is_no_copy_of_each_brief_in_it() -> None:
    assert (
        originals(
            printed(digest="\n\n".join([WIRE, *OWN_WORDS]), **{f"own{n}": OWN_WORDS[n] for n in (0, 1)})
        )
        == {}
    )


def test_short_texts_are_copies_only_where_they_are_the_same() -> None:
    deal = "Lenovo has acquired Motorola Mobility for $2.9 billion."
    other = "Lenovo has acquired Stratus Technologies for $614 million."
    assert originals(printed(a=deal, b=deal.upper(), c=other)) == {"b": "a"}


def test_menus_and_headlines_are_not_compared() -> None:
    def page(id: str, headline: str, menu: str) -> Printed:
        text = f"{headline}\n{menu}\n{WIRE}"
        start = len(headline) + len(menu) + 2
        title = Passage(0, len(headline), PassageKind.TITLE)
        return Printed(id, sketch(Document(id, text, (title, Passage(start, len(text))), "en")))

    menus = ["".join(f"Section {n} of the paper {id}\n" for n in range(80)) for id in "ab"]
    assert originals([page("a", "Robots", menus[0]), page("b", "A yard", menus[1])]) == {"b": "a"}


def test_nothing_is_kept_of_a_text_without_words() -> None:
    assert sketch(Document("a", "… — !", (), "en")) is None
    assert originals([Printed("a", None), Printed("b", None)]) == {}


def test_the_samples_are_no_copies() -> None:
    """Forty items, of which several tell of one deal."""
    told = [d for d in documents(samples.paths()) if isinstance(d, Document)]
    assert originals(Printed(d.id, sketch(d), d.published) for d in told) == {}


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.text(max_size=400))
def test_any_text_is_a_copy_of_itself(text: str) -> None:
    one, same = sketch(Document("a", text, (), "en")), sketch(Document("b", text, (), "en"))
    assert one == same
    assert originals([Printed("a", one), Printed("b", same)]) == ({} if one is None else {"b": "a"})


def test_a_sketch_is_the_same_with_every_version_of_the_library() -> None:
    """Stores keep it: another value here means that old and new documents could not be compared."""
    told = sketch(Document("a", "Lenovo teams up with Nvidia on chips.", (), "en")) or ""
    assert told.startswith("4 lOvCDCw1UQsOVDQJKtZQV8sm1nAVSFkF")
    assert (len(told), digest(told)) == (686, "be1409fa5c5e279b")


def test_copies_raise_neither_confidence_nor_the_number_of_sources(
    run: Any, pipelines: None, tmp_path: Path
) -> None:
    """The same fact, told by one text, by four copies of it, and by another text."""
    told = "Harbour Robotics has acquired Tern & Pell for $120 million."
    wire = WIRE.replace("Harbour Robotics said on Monday", told + " Harbour Robotics said on Monday")
    own = "Ports have a new giant: " + told.replace("has acquired", "bought") + " " + OWN_WORDS[4]
    asked = "SELECT ?n ?confidence { ?f a kg:Acquisition ; kg:sources ?n ; kg:confidence ?confidence }"
    answers = []
    for number, texts in enumerate(
        ([wire], [wire, "Deal of the day\n\n" + wire, wire + "\n\nBy our desk."], [wire, own])
    ):
        folder, store = tmp_path / f"news{number}", tmp_path / f"store{number}"
        folder.mkdir()
        for n, text in enumerate(texts):
            (folder / f"paper{n}.txt").write_text(text, "utf-8")
        assert run("build", folder, "--store", store).code == 0
        answers.append(run("query", "--store", store, asked, "--format", "csv").out.split()[1:])
    (alone,), (copied,), (two,) = answers
    assert alone.startswith("1,")
    assert copied == alone
    assert two.startswith("2,")
    copies = run(
        "query", "--store", tmp_path / "store1", "SELECT * { ?a kg:copyOf ?b }", "--format", "csv"
    ).out
    assert copies.count("\n") == 3
