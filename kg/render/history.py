"""Two things: all that a store says of them, and why their names are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from kg.findings import joining
from kg.lookup import bearers
from kg.model import Document, Entity, Fact, Judgement, Resolution
from kg.relations import in_words
from kg.render.values import circumstances, indented, weights


def pair_history(
    resolution: Resolution, documents: Mapping[str, Document], left: str, right: str
) -> RenderableType:
    """All that the store says of two things: each fact with its sentences, and why their names are theirs.

    ``resolution`` has its judgements. ``left`` and ``right`` are names or aliases, in any case. Where no
    fact joins the two, the sentences that name both. Raises KgError for a name that nothing bears.
    """
    one, two = (bearers(resolution.entities, name) for name in (left, right))
    facts = [
        fact
        for fact in resolution.facts
        if (fact.subject in one and fact.object in two) or (fact.subject in two and fact.object in one)
    ]
    names = {entity.id: entity.name for entity in resolution.entities}
    parts: list[RenderableType] = []
    for fact in sorted(facts, key=lambda fact: (_since(fact, documents), fact.id)):
        parts += _history(fact, names, documents)
    if not facts:
        parts += _no_fact([*one.values()], [*two.values()], documents)
    for entity in {**one, **two}.values():
        parts += _why_one(entity, resolution.judgements)
    return Group(*parts)


def _since(fact: Fact, documents: Mapping[str, Document]) -> str:
    published = (documents[claim.document].published for claim in fact.claims)
    return fact.date or min((day for day in published if day), default="")


def _history(fact: Fact, names: Mapping[str, str], documents: Mapping[str, Document]) -> list[RenderableType]:
    head = Text(f"{names[fact.subject]} ", "bold")
    head.append(in_words(fact.relation)).append(f" {names[fact.object]}  ").append_text(circumstances(fact))
    head.append(f"  {fact.confidence:.2f}", "dim")
    parts: list[RenderableType] = [head]
    parts += [indented(Text(f"decided: {line}\n", "green")) for line in fact.decisions]
    for claim in fact.claims:
        document = documents[claim.document]
        source = [document.id, document.publisher, document.published, document.url]
        lines = Text(f"“{' '.join(claim.evidence.quote.split())}”\n")
        lines.append(" · ".join(filter(None, source)), "cyan")
        lines.append(f"\n{claim.rule}, {claim.status}, {claim.confidence:.2f}", "dim")
        lines.append(f", as “{claim.subject.text}” and “{claim.object.text}”", "dim")
        parts.append(indented(lines.append("\n")))
    return parts


def _no_fact(
    one: Sequence[Entity], two: Sequence[Entity], documents: Mapping[str, Document]
) -> list[RenderableType]:
    """The paragraphs that name both: what a reader would have to look at."""
    parts: list[RenderableType] = [Text(f"No fact joins {one[0].name} and {two[0].name}.", "yellow")]
    for document in documents.values():
        for paragraph in document.text.splitlines():
            if _names_any(paragraph, one) and _names_any(paragraph, two):
                lines = Text(paragraph.strip()).append(f"\n{document.id}", "cyan")
                parts.append(indented(lines))
    if len(parts) > 1:
        parts.insert(1, Text('Both are named here; `kg explain "SENTENCE"` says why that gave nothing:'))
    return [*parts, Text()]


def _names_any(text: str, entities: Iterable[Entity]) -> bool:
    folded = text.casefold()
    return any(name.casefold() in folded for entity in entities for name in (entity.name, *entity.aliases))


def _why_one(entity: Entity, judgements: Iterable[Judgement]) -> list[RenderableType]:
    """The names of a thing, and the judgements that made them one."""
    if not entity.aliases:
        return []
    parts: list[RenderableType] = [
        Text(entity.name, "bold").append(
            f" ({entity.type}) is also called {', '.join(entity.aliases)}", "not bold"
        )
    ]
    for judgement in joining(entity, judgements):
        line = Text(f"{judgement.left} = {judgement.right}: ", "dim")
        parts.append(indented(line + weights(judgement.reasons)))
    return parts
