"""Names that are known beforehand, laid over those that are found.

``Extractor.read(document, given)`` takes them as Mentions, whose offsets are code points of the
document's text; ``Extractor.readings(documents, given)`` takes those of many documents, by their ids.
Who judges pairs of marked spans, or learns from them, gives both spans and finds each again under its own
Name in the matches of the reading. A span may be a name, which takes the place of whatever was found
there, or "it" and "the company", which keep their words and mean what they are said to mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.grammar import Grammar
from kg.extract.named import Named
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Doc, Span
from kg.language.repair import Repaired
from kg.model import Mention, Name, Passage


def lay_over(
    found: Sequence[Named],
    given: Sequence[Mention],
    doc: Doc,
    passage: Passage,
    repaired: Repaired,
    grammar: Grammar,
) -> list[Named]:
    """The names of a passage: those ``given``, and of those ``found`` what lies beside them."""
    laid: list[Named] = []
    for mention in given:
        at = _place(mention, passage, repaired)
        span = doc.over(*at) if at is not None else None
        if span is not None and _is_name(span, grammar):
            laid.append(Named(span.start, span.end, mention.text, mention.of.type, "given"))
    taken = {i for named in laid for i in range(named.start, named.end)}
    free = [named for named in found if taken.isdisjoint(range(named.start, named.end))]
    return sorted([*free, *laid], key=lambda named: named.start)


def known_as(names: Mapping[str, Name], given: Sequence[Mention]) -> dict[str, Name]:
    """``names`` of a document by their wording, where what is one thing with a given name is called by it."""
    own = {mention.text: mention.of for mention in given if mention.text in names}
    called = {names[text]: name for text, name in own.items()}
    return {text: called.get(name, name) for text, name in names.items()} | own


def referents(
    skeletons: Sequence[Skeleton], given: Sequence[Mention]
) -> dict[tuple[int, int], tuple[Name, ...]]:
    """What is given, by the number of its skeleton and the token that speaks of it."""
    return {
        (number, _head(skeleton, *at)): (mention.of,)
        for number, skeleton in enumerate(skeletons)
        for mention in given
        if (at := _place(mention, skeleton.passage, skeleton.repaired)) is not None
    }


def _place(mention: Mention, passage: Passage, repaired: Repaired) -> tuple[int, int] | None:
    """Where ``mention`` stands in the repaired text of ``passage``; None where that leaves nothing of it."""
    if not passage.start <= mention.start < mention.end <= passage.end:
        return None
    start, end = repaired.repaired(mention.start - passage.start, mention.end - passage.start)
    return (start, end) if repaired.text[start:end].strip() else None


def _is_name(span: Span, grammar: Grammar) -> bool:
    words = grammar.words
    plain = words.determiners | words.here | words.them | grammar.descriptors.keys()
    return any(not token.is_lower and token.is_alpha and token.lower_ not in plain for token in span)


def _head(skeleton: Skeleton, start: int, end: int) -> int:
    """The token between two offsets into the repaired text that the others depend on."""
    inside = [i for i, unit in enumerate(skeleton.units) if unit.start < end and start < unit.end]
    laid = (i for i in inside if (named := skeleton.units[i].named) and named.source == "given")
    return next(laid, skeleton.doc.span(inside[0], inside[-1] + 1).root.i)
