"""Why a sentence gave the claims that it gave, and why not others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract import gazetteer
from kg.extract.claims import Draft, scribes
from kg.extract.confidence import shares
from kg.extract.extract import Extractor
from kg.extract.frames import Match
from kg.extract.grammar import Grammar
from kg.extract.linking import in_lists
from kg.extract.misses import NearMiss, near_misses
from kg.extract.reading import Reading
from kg.extract.referents import Referent
from kg.extract.sides import Sides
from kg.extract.skeleton import Skeleton, Unit
from kg.extract.tree import Span, Token
from kg.model import Claim, Document, Money, Name

_SOURCES = {
    "form": "by its form",
    "alias": "by what the text calls it elsewhere",
    "bracket": "in brackets after its name",
    "ner": "by the recogniser",
    "again": "named elsewhere in the text",
    "shape": "by its capitals alone",
    "given": "given",
}
"""Why something is a name, by the source of a ``Named``; "known" names a list."""

_LEAST = 4
"""Words of a phrase that is shown whole: "the Boston-based firm"."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token as it was parsed."""

    text: str
    """The text's own words."""
    shown: str
    """What the parser saw: a plain word in place of a name, a sum or a date."""
    part_of_speech: str
    relation: str
    head: int
    """Place in the sentence of the word it depends on; its own for the root."""
    kind: str | None = None
    """Type of the thing that it names; None for other words."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase stands for: a thing, a sum, or a date."""

    text: str
    why: str
    name: Name | None = None
    listed: str | None = None
    """What the lists call it, where that is another name."""
    money: Money | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """One side of a claim: the thing, the words that speak of it, and how they led to it."""

    side: str
    name: str
    text: str
    label: str | None
    """The argument of the trigger under which it stands; None where it stands under none."""
    via: str
    """See ``kg.extract.referents.Referent``."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim and how it came about; a claim that no frame found has its rule only."""

    claim: Claim
    trigger: str | None = None
    roles: tuple[Role, ...] = ()
    scope: tuple[str, ...] = ()
    """The cue of its status and the words over which it reaches, down to the trigger."""
    reasons: tuple[tuple[str, float], ...] = ()
    """What its confidence is made of, in log-odds."""
    words: tuple[tuple[str, float], ...] = ()
    """What the scorer saw in the words around its sides, in log-odds."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence: its parse, what its words stand for, what was found and what was nearly found."""

    sentence: str
    words: tuple[Word, ...]
    meanings: tuple[Meaning, ...]
    found: tuple[Finding, ...]
    missed: tuple[NearMiss, ...]
    """The nearest first."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that the sentence says."""
        return tuple(finding.claim for finding in self.found)


def explain(extractor: Extractor, document: Document) -> Iterator[Explanation]:
    """An Explanation for each sentence of ``document``.

    Raises LanguageError where there is no pipeline or no frames for its language.
    """
    reading = extractor.read(document)
    grammar = extractor.grammar(document.language)
    drafts = extractor.kept(reading)
    matches: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for number, _, sent, match in extractor.matches(reading):
        if isinstance(match, Match):
            matches[number, sent.start].append(match)
    triggered: dict[tuple[int, int], list[Sides]] = defaultdict(list)
    for number, sent, sides in extractor.triggered(reading):
        triggered[number, sent.start].append(sides)
    for scribe in scribes(reading, grammar):
        number, skeleton, sent = scribe.number, scribe.skeleton, scribe.sent
        fired = matches[number, sent.start]
        start, end = skeleton.span(sent.start, sent.end)
        yield Explanation(
            document.text[start:end].strip(),
            tuple(_words(skeleton, sent)),
            tuple(_meanings(reading, number, skeleton, sent, grammar)),
            tuple(_findings(skeleton, start, end, drafts)),
            tuple(near_misses(triggered[number, sent.start], fired)),
        )


def _words(skeleton: Skeleton, sent: Span) -> Iterator[Word]:
    for token in sent:
        unit = skeleton.unit(token)
        kind = unit.named.kind.value if unit.named is not None else None
        yield Word(unit.text, token.text, token.pos_, token.dep_, token.head.i - sent.start, kind)


def _meanings(
    reading: Reading, number: int, skeleton: Skeleton, sent: Span, grammar: Grammar
) -> Iterator[Meaning]:
    for token in sent:
        unit = skeleton.unit(token)
        for name in reading.coreference.referents(number, token):
            if unit.named is None:
                yield Meaning(_phrase(skeleton, token), "by coreference", name)
            else:
                yield _named(unit, name, grammar)
        if unit.money is not None:
            yield Meaning(unit.text, "a sum", money=unit.money.money)
        if unit.date is not None:
            date = unit.date.date or unit.date.period or "no known day"
            yield Meaning(unit.text, "a date", date=date)


def _named(unit: Unit, name: Name, grammar: Grammar) -> Meaning:
    """A name: from which list it is, or what made it a name and what told its type."""
    assert unit.named is not None
    text = unit.named.text
    known = in_lists(text, grammar)
    listed = known.name if known is not None else gazetteer.place_named(text, grammar.language)
    if unit.named.source != "known":
        listed, why = None, _SOURCES[unit.named.source]
        if unit.descriptor is not None:
            why += f", after “{unit.descriptor}”"
        elif gazetteer.type_by_head(text) is unit.named.kind:
            why += ", its kind by its words"
    elif text in grammar.own.exact:
        why = "in your list"
    else:
        why = "in the lists" if known is not None else "in the list of places"
    return Meaning(text, why, name, listed)


def _phrase(skeleton: Skeleton, token: Token) -> str:
    """The noun with what stands before it, where that is short."""
    before = (t for t in token.subtree if t.i < token.i and t.dep_ not in ("case", "cc", "punct"))
    first = next(before, token).i
    return skeleton.words(first if token.i - first < _LEAST else token.i, token.i + 1)


def _findings(skeleton: Skeleton, start: int, end: int, drafts: Sequence[Draft]) -> Iterator[Finding]:
    """The claims between two offsets, each with what made it."""
    for draft in drafts:
        claim, reasons = draft.claim, shares(draft.grounds)
        if start <= claim.evidence.start and claim.evidence.end <= end:
            found = Finding(claim, reasons=reasons, words=_telling(draft))
            yield found if draft.match is None else _with_match(found, draft.match, skeleton)


def _telling(draft: Draft) -> tuple[tuple[str, float], ...]:
    """What the scorer saw of the pair that speaks most for and against the claim."""
    if draft.scored is None:
        return ()
    return draft.scored.reasons(draft.claim.relation, draft.claim.subject.of)


def _with_match(found: Finding, match: Match, skeleton: Skeleton) -> Finding:
    arguments = match.arguments
    sides = (("subject", match.subject, match.frame.subject), ("object", match.object, match.frame.object))
    roles = tuple(
        Role(
            side,
            referent.name.name,
            skeleton.unit(referent.token).text,
            next((label for label in labels if _stands_under(referent, arguments.get(label))), None),
            referent.via,
        )
        for side, referent, labels in sides
    )
    trigger = skeleton.unit(arguments.trigger).text
    scope = _scope(arguments.trigger, match.judged.cue, skeleton)
    return replace(found, trigger=trigger, roles=roles, scope=scope)


def _stands_under(referent: Referent, heads: Sequence[Token]) -> bool:
    return any(head == referent.token or head.is_ancestor(referent.token) for head in heads)


def _scope(trigger: Token, cue: str | None, skeleton: Skeleton) -> tuple[str, ...]:
    """From the cue down the tree to the trigger; the cue alone where it stands elsewhere."""
    if cue is None:
        return ()
    path = [trigger]
    while True:
        top = path[-1]
        if top.text == cue:
            break
        if any(child.text == cue for child in top.children):
            path.append(next(child for child in top.children if child.text == cue))
            break
        if top.head == top:
            return (cue,)
        path.append(top.head)
    return tuple(skeleton.unit(token).text for token in reversed(path))
