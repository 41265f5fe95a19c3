"""What a build did, and facts, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.amounts import money
from kg.jsonl import records
from kg.model import Resolution, Status
from kg.relations import RELATIONS, in_words
from kg.render.values import STYLES, counted

if TYPE_CHECKING:
    from kg.build import Built
    from kg.store.counts import Counts


def summary(built: Built, counts: Counts) -> RenderableType:
    """What a build did, and what the store now holds."""
    facts, things = sum(counts.facts.values()), sum(counts.entities.values())
    numbers = (
        f"{counted(counts.documents, 'document')}, {counted(counts.claims, 'claim')}, "
        f"{counted(facts, 'fact')} about {counted(things, 'thing')}"
    )
    parts: list[RenderableType] = [Text(_deeds(built), "bold"), Text(numbers)]
    if facts:
        kinds = sorted(counts.entities.items(), key=lambda item: (-item[1], item[0].value))
        parts += [_facts_by_relation(counts.facts)]
        parts += [_tally("Kinds of things: ", [(type.value, count) for type, count in kinds])]
        parts += [_tally("Most spoken of: ", counts.told_of)]
    return Group(*parts)


def _deeds(built: Built) -> str:
    deeds = [
        f"{len(ids)} {deed}"
        for deed, ids in (
            ("added", built.added),
            ("updated", built.updated),
            ("unchanged", built.unchanged),
            ("failed", built.failures),
        )
        if ids
    ]
    if not built.added and not built.updated and not built.changed:
        deeds.append("nothing has changed")
    return ", ".join(deeds) or "no documents"


def _facts_by_relation(counts: Mapping[tuple[str, Status], int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("facts", no_wrap=True)
    for status in Status:
        table.add_column(status.value, justify="right", style=STYLES[status], no_wrap=True)
    table.add_column("all", justify="right", style="bold", no_wrap=True)
    for relation in sorted({relation for relation, _ in counts}, key=_place):
        row = [counts.get((relation, status), 0) for status in Status]
        table.add_row(in_words(relation), *(str(count) if count else "·" for count in row), str(sum(row)))
    return table


def _place(relation: str) -> tuple[int, str]:
    """The program's own relations in the order of their table, then those of users by name."""
    order = list(RELATIONS)
    return (order.index(relation) if relation in RELATIONS else len(order)), relation


def _tally(title: str, counts: Iterable[tuple[str, int]]) -> Text:
    parts = [Text(name, "bold").append(f" {count}", "not bold") for name, count in counts]
    return Text(title, "dim") + Text(", ").join(parts)


def facts_table(resolution: Resolution, documents: Iterable[str]) -> RenderableType:
    """The facts of each document in the order given, as a table."""
    by_document = records(resolution)
    rows = [record for document in documents for record in by_document.get(document, ())]
    if not rows:
        return Text("no facts found")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("subject", "relation", "object", "status", "amount", "date"):
        table.add_column(column, overflow="fold")
    table.add_column("conf.", justify="right")
    for row in rows:
        table.add_row(
            Text(row["subject"]),
            Text(in_words(row["relation"])),
            Text(row["object"]),
            Text(row["status"], STYLES[Status(row["status"])]),
            Text(_amount(row), no_wrap=True),
            Text(row["date"] or "", no_wrap=True),
            Text(f"{row['confidence']:.2f}"),
        )
    return table


def _amount(row: Mapping[str, Any]) -> str:
    return "" if row["amount"] is None else money(row["amount"], row["currency"], row["amount_max"])
