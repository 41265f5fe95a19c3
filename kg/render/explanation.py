"""A sentence with its reasons: what its words stand for, its parse, what was found and what nearly was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.amounts import money
from kg.model import Name, Resolution
from kg.relations import in_words
from kg.render.outline import outline
from kg.render.values import STYLES, circumstances, weights

if TYPE_CHECKING:
    from kg.extract import Explanation
    from kg.extract.explain import Finding, Meaning, Role

_WAYS = {
    "name": "",
    "anaphor": "by coreference",
    "described": "named beside it",
    "listed": "listed after it",
    "part": "its owner",
    "phrase": "a phrase, not a name",
    "order": "by word order",
    "implied": "implied by the text",
}
"""How a side was found, by the ``via`` of a ``Role``."""

_NEAREST = 5
"""Near misses that are shown."""

Canonical = Callable[[Name], str | None]
"""What a thing is called once the names of all texts are resolved; None where no claim speaks of it."""


def explanation(
    explained: Explanation, canonical: Canonical = lambda _: None, *, title: bool = True
) -> RenderableType:
    """One sentence, with ``title`` as a heading, and its reasons. ``canonical`` tells the resolved names."""
    head = [Text(explained.sentence, "bold")] if title else []
    if not explained.meanings and not explained.found:
        return Group(*head, Text("  names nothing that is known\n", "dim"))
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    for row, shown in (
        ("names", _meanings(explained.meanings, canonical)),
        ("parse", outline(explained.words)),
        ("found", _findings(explained.found)),
        ("not", _misses(explained)),
    ):
        if shown is not None:
            rows.add_row(Text(f"  {row}"), shown)
    return Group(*head, rows, Text())


def names_of(resolution: Resolution) -> Canonical:
    """What the things of ``resolution`` are called."""
    called = {
        (entity.type.is_organization or entity.type, written): entity.name
        for entity in resolution.entities
        for written in (*entity.aliases, entity.name)
    }
    return lambda name: called.get((name.type.is_organization or name.type, name.name))


def _meanings(meanings: Sequence[Meaning], canonical: Canonical) -> RenderableType | None:
    if not meanings:
        return None
    grid = _grid()
    for meaning in meanings:
        grid.add_row(Text(meaning.text, "cyan"), _stands_for(meaning, canonical), Text(meaning.why, "dim"))
    return grid


def _stands_for(meaning: Meaning, canonical: Canonical) -> Text:
    if meaning.money is not None:
        return Text(money(meaning.money.amount, meaning.money.currency, meaning.money.maximum))
    if meaning.name is None:
        return Text(meaning.date or "")
    full = canonical(meaning.name) or meaning.listed or meaning.name.name
    text = Text(meaning.name.type.value)
    return text if full == meaning.text else Text(f"{full}, ").append(text)


def _findings(found: Sequence[Finding]) -> RenderableType | None:
    return Group(*(part for finding in found for part in _finding(finding))) if found else None


def _finding(finding: Finding) -> Iterator[RenderableType]:
    claim = finding.claim
    head = Text(f"{claim.subject.of.name} ").append(in_words(claim.relation), "bold")
    head.append(f" {claim.object.of.name}   ").append_text(circumstances(claim))
    yield head.append(f"   {claim.confidence:.2f}", "dim")
    grid = _grid()
    rule = Text(claim.rule)
    grid.add_row(
        Text("  rule", "dim"), rule if finding.trigger is None else rule + Text(f" on “{finding.trigger}”")
    )
    for role in finding.roles:
        grid.add_row(Text(f"  {role.side}", "dim"), _role(role))
    if finding.scope:
        cue, *reached = finding.scope
        over = f" over {' → '.join(f'“{word}”' for word in reached)}" if reached else ""
        words = Text.assemble((claim.status.value, STYLES[claim.status]), f", by “{cue}”{over}")
        grid.add_row(Text("  status", "dim"), words)
    grid.add_row(Text("  score", "dim"), weights(finding.reasons))
    if finding.words:
        grid.add_row(Text("  words", "dim"), weights(finding.words))
    yield grid


def _role(role: Role) -> Text:
    text = Text(role.name)
    if role.text != role.name:
        text.append(f" through “{role.text}”")
    if role.label not in (None, role.side):
        text.append(f", under “{role.label}”")
    return text.append(f", {way}" if (way := _WAYS[role.via]) else "", "dim")


def _misses(explained: Explanation) -> RenderableType | None:
    missed = explained.missed
    if not missed:
        idle = _idle(explained)
        reason = "no word here opens a frame that would have them as a side"
        return Text(f"{', '.join(idle)}: ").append(reason, "yellow") if idle else None
    grid = _grid()
    for miss in missed[:_NEAREST]:
        why = Text(f"{', '.join(miss.had)}; ").append(miss.reason, "yellow")
        grid.add_row(Text(f"{miss.rule} on “{miss.trigger}”", "dim"), why)
    if len(missed) > _NEAREST:
        grid.add_row(Text(f"and {len(missed) - _NEAREST} more", "dim"))
    return grid


def _idle(explained: Explanation) -> list[str]:
    """The things of which the sentence was found to say nothing."""
    sides = {side.of.name for claim in explained.claims for side in (claim.subject, claim.object)}
    named = ((meaning.name, meaning.listed) for meaning in explained.meanings if meaning.name is not None)
    return list(dict.fromkeys(name.name for name, listed in named if not sides & {name.name, listed}))


def _grid() -> Table:
    return Table.grid(padding=(0, 3, 0, 0))
