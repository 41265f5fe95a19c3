"""Facts as a person reads them: with the things they are about, and with every sentence that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from kg.errors import KgError
from kg.lookup import bearers
from kg.model import Claim, Entity, Fact, Judgement, Money, Resolution, Status, Verdict
from kg.network import Cited, network, select, several
from kg.relations import RELATIONS, Relation, in_words

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped, unused-ignore]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that says a fact, and where it stands; see ``kg.model.Claim``."""

    text: str
    document: str
    """Id of the document."""
    start: int
    end: int
    """Half-open offsets in the text of the document, in code points."""
    subject: str
    object: str
    """Both things as they are written there."""
    rule: str
    status: Status
    confidence: float
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """A fact with its two things and its evidence."""

    id: str
    subject: Entity
    relation: str
    object: Entity
    status: Status
    confidence: float
    quotes: tuple[Quote, ...]
    """Best first; never empty."""
    money: Money | None = None
    date: str | None = None
    period: str | None = None
    topic: str | None = None
    sources: int = 1
    """How many texts report it, copies aside."""
    decisions: tuple[str, ...] = ()
    """What people have decided of it."""

    @property
    def quote(self) -> str:
        """The sentence that says it best."""
        return self.quotes[0].text

    def record(self) -> dict[str, Any]:
        """One flat row of plain values, named as in the JSON Lines format; what is not known is None."""
        money, best = self.money, self.quotes[0]
        return {
            "subject": self.subject.name,
            "subject_type": self.subject.type.value,
            "relation": self.relation,
            "object": self.object.name,
            "object_type": self.object.type.value,
            "status": self.status.value,
            "amount": float(money.amount) if money else None,
            "amount_max": float(money.maximum) if money and money.maximum is not None else None,
            "currency": money.currency if money else None,
            "date": self.date,
            "period": self.period,
            "topic": self.topic,
            "confidence": self.confidence,
            "sources": self.sources,
            "evidence": best.text,
            "document": best.document,
            "start": best.start,
            "end": best.end,
            "published": best.published,
            "url": best.url,
        }

    def __str__(self) -> str:
        money = self.money
        amount = (money.wording or f"{money.amount} {money.currency}") if money else None
        said = ", ".join(filter(None, (self.status.value, amount, self.date, self.period, self.topic)))
        relation = in_words(self.relation)
        return f"{self.subject.name} {relation} {self.object.name} ({said}) {self.confidence:.2f}"

    __repr__ = __str__  # what a notebook shows


_COLUMNS = (
    "subject", "subject_type", "relation", "object", "object_type", "status", "amount", "amount_max",
    "currency", "date", "period", "topic", "confidence", "sources", "evidence", "document", "start", "end",
    "published", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Findings(Sequence[Finding]):
    """Findings in an order of their own, for people, and as a data frame."""

    rows: tuple[Finding, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One row a finding, as ``Finding.record`` has it. Raises KgError where pandas is not installed."""
        try:
            import pandas
        except ImportError:
            raise KgError("a data frame needs pandas: install it, or take the records") from None
        return pandas.DataFrame([row.record() for row in self.rows], columns=list(_COLUMNS))

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Findings: ...
    def __getitem__(self, index: int | slice) -> Finding | Findings:
        return Findings(self.rows[index]) if isinstance(index, slice) else self.rows[index]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows))

    __repr__ = __str__


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """All that ties two things together, and why their names are theirs."""

    left: tuple[Entity, ...]
    right: tuple[Entity, ...]
    """More than one where several things bear the name; aliases are all the names that were taken for one."""
    findings: Findings
    """All facts between them, the earliest first."""
    judgements: tuple[Judgement, ...] = ()
    """Why the names of each are one thing's, with reasons and weights."""

    def __str__(self) -> str:
        lines = []
        for finding in self.findings:
            lines.append(str(finding))
            lines += [f"  decided: {line}" for line in finding.decisions]
            for quote in finding.quotes:
                source = ", ".join(
                    filter(None, (quote.document, quote.publisher, quote.published, quote.url))
                )
                lines.append(f"  “{' '.join(quote.text.split())}”")
                lines.append(f"    {source}: {quote.rule}, as “{quote.subject}” and “{quote.object}”")
        if not lines:
            lines.append(f"no fact joins {self.left[0].name} and {self.right[0].name}")
        for entity in (*self.left, *self.right):
            if entity.aliases:
                lines.append(f"{entity.name} is also called {', '.join(entity.aliases)}")
        for each in self.judgements:
            reasons = ", ".join(f"{name} {weight:+g}" for name, weight in each.reasons)
            lines.append(f"  {each.left} = {each.right}: {reasons}")
        return "\n".join(lines)

    __repr__ = __str__


def findings(
    resolution: Resolution,
    documents: Mapping[str, Cited],
    *,
    about: str | Collection[str] | None = None,
    relation: str | Collection[str] | None = None,
    status: str | Collection[str] | None = None,
    since: str | None = None,
    min_confidence: float = 0.0,
    known: Mapping[str, Relation] = RELATIONS,
) -> Findings:
    """The facts that pass every filter given, by name of subject, relation and object, the surest first.

    ``about`` are names, aliases or ids, in any case, of which a fact has one on either side; ``since`` is as
    in ``kg.network.select``, and ``known`` are the relations that there are. Raises KgError for a name that
    nothing bears, and for an unknown relation or status.
    """
    entities = {entity.id: entity for entity in resolution.entities}
    drawn = select(
        network(resolution, documents), several(relation), several(status), since, min_confidence, known
    )
    kept = {key for _, _, key in drawn.edges(keys=True)}
    if (names := several(about)) is not None:
        sides = {id for name in names for id in bearers(resolution.entities, name)}
        kept = {
            fact.id for fact in resolution.facts if fact.id in kept and {fact.subject, fact.object} & sides
        }
    rows = (_finding(fact, entities, documents) for fact in resolution.facts if fact.id in kept)
    return Findings(tuple(sorted(rows, key=_reading_order)))


def by_amount(found: Findings) -> Findings:
    """Those with an amount first: by currency, and in each the largest first."""

    def rank(row: Finding) -> tuple[bool, str, float]:
        money = row.money
        return money is None, money.currency if money else "", -float(money.amount) if money else 0.0

    return Findings(tuple(sorted(found, key=rank)))


def explanation(
    resolution: Resolution,
    documents: Mapping[str, Cited],
    left: str,
    right: str,
    judgements: Iterable[Judgement] = (),
) -> Explanation:
    """All facts between two things, each given by a name, alias or id, in any case.

    Raises KgError for a name that nothing bears.
    """
    one, two = (bearers(resolution.entities, name) for name in (left, right))
    between = [
        row
        for row in findings(resolution, documents)
        if (row.subject.id in one and row.object.id in two)
        or (row.subject.id in two and row.object.id in one)
    ]
    between.sort(key=lambda row: (row.date or min(q.published or "9999" for q in row.quotes), row.id))
    judgements = tuple(judgements)
    why = {each: None for entity in {**one, **two}.values() for each in joining(entity, judgements)}
    return Explanation(tuple(one.values()), tuple(two.values()), Findings(tuple(between)), tuple(why))


def joining(entity: Entity, judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """The judgements that made two of a thing's names one."""
    own = {entity.name, *entity.aliases}
    for judgement in judgements:
        ends = {judgement.left, judgement.right}
        if judgement.verdict is Verdict.SAME and len(ends) == 2 and ends <= own:
            yield judgement


def _reading_order(row: Finding) -> tuple[str, str, str, float, str]:
    return row.subject.name.casefold(), row.relation, row.object.name.casefold(), -row.confidence, row.id


def _finding(fact: Fact, entities: Mapping[str, Entity], documents: Mapping[str, Cited]) -> Finding:
    return Finding(
        id=fact.id,
        subject=entities[fact.subject],
        relation=fact.relation,
        object=entities[fact.object],
        status=fact.status,
        confidence=fact.confidence,
        quotes=tuple(_quote(claim, documents[claim.document]) for claim in fact.claims),
        money=fact.money,
        date=fact.date,
        period=fact.period,
        topic=fact.topic,
        sources=fact.sources,
        decisions=fact.decisions,
    )


def _quote(claim: Claim, document: Cited) -> Quote:
    evidence = claim.evidence
    return Quote(
        text=evidence.quote,
        document=claim.document,
        start=evidence.start,
        end=evidence.end,
        subject=claim.subject.text,
        object=claim.object.text,
        rule=claim.rule,
        status=claim.status,
        confidence=claim.confidence,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
    )
