"""Claims as facts: what one document says stands once, and documents that say the same share a fact.

Within a document, the claims of one relation between the same two make one fact for each amount; a claim
without an amount joins the fact that has one. Its status is the one with the highest sum of confidence,
unless "ended" or "denied" comes with the highest single confidence: then it is the latest word, and wins.
Across documents, facts of one status merge where their amounts are equal, or where one gives none and
their dates agree. What has only one date, as a founding, is two facts where documents give two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from kg.errors import KgError
from kg.identifiers import digest
from kg.model import Claim, Fact, Money, Status, same_date
from kg.relations import RELATIONS, Relation

AMOUNT_TOLERANCE = Decimal("0.005")
"""Amounts that differ by less than this part of the larger are one amount, rounded differently."""
MOST_CONFIDENT = 0.99

_FINAL = (Status.ENDED, Status.DENIED)
_ORDER = (Status.ENDED, Status.DENIED, Status.ACTUAL, Status.PLANNED, Status.POTENTIAL)


class Placed(NamedTuple):
    """A claim with its id and the ids of the entities that its names stand for."""

    claim: Claim
    id: str
    subject: str
    object: str

    @property
    def pair(self) -> str:
        """The two entities, whichever way round."""
        return "\n".join(sorted((self.subject, self.object)))


class Report(NamedTuple):
    """What one document says of a relation between two: a fact in the making."""

    status: Status
    money: Money | None
    date: str | None
    claims: tuple[Placed, ...]
    """Best evidence first."""

    @property
    def confidence(self) -> float:
        """That of the best claim of this status."""
        return max(placed.claim.confidence for placed in self.claims if placed.claim.status is self.status)


_Key = tuple[str, str, str]


def facts(
    placed: Iterable[Placed],
    relations: Mapping[str, Relation] = RELATIONS,
    originals: Mapping[str, str] | None = None,
) -> tuple[Fact, ...]:
    """The facts of all claims, sorted by id.

    A claim that stands more than once counts once; one whose two names are the same thing is left out.
    ``originals`` give for a document that is a copy the one that it counts as. Raises KgError for a relation
    that does not exist.
    """
    distinct: dict[str, Placed] = {}
    for each in placed:
        other = distinct.get(each.id)
        if other is None or _preference(each) < _preference(other):
            distinct[each.id] = each
    documents: dict[tuple[str, _Key], list[Placed]] = defaultdict(list)
    for each in distinct.values():
        if each.subject != each.object:
            documents[each.claim.document, _key(each, relations)].append(each)
    reports: dict[_Key, list[Report]] = defaultdict(list)
    for (_, key), said in documents.items():
        reports[key].extend(_reports(said))
    made = (
        _fact(key, merged, originals or {}, by_date=by_date)
        for key, said in reports.items()
        for merged, by_date in _told_apart(said, relations[key[0]])
    )
    return tuple(sorted(made, key=lambda fact: fact.id))


def same_amount(left: Money, right: Money) -> bool:
    """The same currency and sum, and the same upper end where both have one."""
    if left.currency != right.currency or not _close(left.amount, right.amount):
        return False
    return left.maximum is None or right.maximum is None or _close(left.maximum, right.maximum)


def _close(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= AMOUNT_TOLERANCE * max(abs(left), abs(right))


def _preference(placed: Placed) -> tuple[float, str]:
    return -placed.claim.confidence, repr(placed.claim)


def _rank(placed: Placed) -> tuple[float, str]:
    """Best first."""
    return -placed.claim.confidence, placed.id


def _evidence_rank(placed: Placed, status: Status) -> tuple[bool, bool, float, str]:
    """Best evidence first: it says what the fact says, and names the sum, before it is sure."""
    return placed.claim.status is not status, placed.claim.money is None, *_rank(placed)


def _key(placed: Placed, relations: Mapping[str, Relation]) -> _Key:
    relation = relations.get(placed.claim.relation)
    if relation is None:
        raise KgError(f"no relation {placed.claim.relation!r}; there are {', '.join(relations)}")
    ends = (placed.subject, placed.object)
    first, second = sorted(ends) if relation.symmetric else ends
    return relation.name, first, second


# One document


def _reports(said: Sequence[Placed]) -> Iterator[Report]:
    """Split what one document says of two by amount; ``said`` is not empty."""
    ranked = sorted(said, key=_rank)
    amounts: list[list[Placed]] = []
    for each in ranked:
        money = each.claim.money
        if money is None:
            continue
        for group in amounts:
            if same_amount(group[0].claim.money or money, money):
                group.append(each)
                break
        else:
            amounts.append([each])
    bare = [each for each in ranked if each.claim.money is None]
    if amounts:
        # The group of the best claim comes first, as the claims are ranked.
        amounts[0].extend(bare)
    else:
        amounts.append(bare)
    for group in amounts:
        yield _report(group)


def _report(said: Sequence[Placed]) -> Report:
    status = _status([placed.claim for placed in said])
    claims = sorted(said, key=lambda placed: _evidence_rank(placed, status))
    return Report(status, _money(claims), _date(claims, status), tuple(claims))


def _status(claims: Sequence[Claim]) -> Status:
    best = dict.fromkeys(_ORDER, 0.0)
    total = dict(best)
    for claim in claims:
        best[claim.status] = max(best[claim.status], claim.confidence)
        total[claim.status] += claim.confidence
    stated = [status for status in _ORDER if any(claim.status is status for claim in claims)]
    highest = max(best.values())
    for status in _FINAL:
        if status in stated and best[status] == highest:
            return status
    return max(stated, key=lambda status: round(total[status], 9))


# Many documents


def _merged(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Group the reports of one relation between two into facts, best report first."""
    by_status: dict[Status, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=_report_rank):
        by_status[report.status].append(report)
    for said in by_status.values():
        groups: list[list[Report]] = []
        for report in (r for r in said if r.money):
            group = next((g for g in groups if _same_sum(g[0], report)), None)
            if group is None:
                groups.append([report])
            else:
                group.append(report)
        groups.sort(key=lambda group: (-len(group), _report_rank(group[0])))
        bare: list[Report] = []
        for report in (r for r in said if not r.money):
            fitting = next((g for g in groups if same_date(_first_date(g), report.date)), None)
            (bare if fitting is None else fitting).append(report)
        yield from groups
        if bare:
            yield bare


def _told_apart(reports: Iterable[Report], relation: Relation) -> Iterator[tuple[list[Report], bool]]:
    """The groups of reports that are facts, and whether a date tells one from its like."""
    for group in _merged(reports):
        dated: list[list[Report]] = []
        for report in (r for r in group if r.date and relation.has_one_date()):
            fitting = next((g for g in dated if same_date(_first_date(g), report.date)), None)
            if fitting is None:
                dated.append([report])
            else:
                fitting.append(report)
        if len(dated) < 2:
            yield group, False
            continue
        max(dated, key=len).extend(r for r in group if not r.date)
        yield from ((each, True) for each in dated)


def _report_rank(report: Report) -> tuple[float, str]:
    return -report.confidence, report.claims[0].id


def _same_sum(left: Report, right: Report) -> bool:
    return left.money is not None and right.money is not None and same_amount(left.money, right.money)


def _first_date(reports: Sequence[Report]) -> str | None:
    return next((report.date for report in reports if report.date), None)


def _fact(
    key: _Key, reports: Sequence[Report], originals: Mapping[str, str], *, by_date: bool = False
) -> Fact:
    relation, first, second = key
    status = reports[0].status
    claims = sorted(
        (placed for report in reports for placed in report.claims),
        key=lambda placed: _evidence_rank(placed, status),
    )
    money, date = _money(claims), _date(claims, status)
    orders = {(placed.subject, placed.object) for placed in claims}
    subject, object = orders.pop() if len(orders) == 1 else (first, second)
    sources = _sources(reports, originals)
    return Fact(
        digest(relation, first, second, status.value, *_sum(money), *([date] if by_date else [])),
        relation,
        subject,
        object,
        status,
        _confidence(sources),
        tuple(placed.claim for placed in claims),
        money,
        date,
        _wording(claims, status, lambda claim: claim.period),
        _wording(claims, status, lambda claim: claim.topic),
        len(sources),
    )


def _money(claims: Iterable[Placed]) -> Money | None:
    """The sum of the best claim that has one."""
    return next((placed.claim.money for placed in sorted(claims, key=_rank) if placed.claim.money), None)


def _sum(money: Money | None) -> tuple[str | None, ...]:
    """A sum as an id needs it: 1E+9 and 1000000000.0 are one."""
    if money is None:
        return (None,)
    amounts = (money.amount, money.maximum)
    return (*(a if a is None else f"{a.normalize():f}" for a in amounts), money.currency)


def _date(claims: Iterable[Placed], status: Status) -> str | None:
    """That of the best claim of this status: a plan's date is not the date of the deed."""
    return _wording([p for p in claims if p.claim.status is status], status, lambda claim: claim.date)


def _wording(claims: Iterable[Placed], status: Status, take: Callable[[Claim], str | None]) -> str | None:
    """What the best claim has to say: of this status, most confident, longest, by id."""
    found = [
        (placed.claim.status is not status, -placed.claim.confidence, -len(text), placed.id, text)
        for placed in claims
        if (text := take(placed.claim))
    ]
    return min(found)[-1] if found else None


def _sources(reports: Iterable[Report], originals: Mapping[str, str]) -> list[float]:
    """The confidence of each source: copies of a text are one, and so are reports that quote one sentence."""
    sources: list[tuple[set[tuple[str, str]], float]] = []
    for report in reports:
        document = report.claims[0].claim.document
        quote = " ".join(report.claims[0].claim.evidence.quote.casefold().split())
        marks, confidence = {("text", originals.get(document, document)), ("quote", quote)}, report.confidence
        for same in [source for source in sources if not marks.isdisjoint(source[0])]:
            sources.remove(same)
            marks, confidence = marks | same[0], max(confidence, same[1])
        sources.append((marks, confidence))
    return [confidence for _, confidence in sources]


def _confidence(sources: Iterable[float]) -> float:
    """Noisy-or over independent sources."""
    doubt = 1.0
    for confidence in sorted(sources):
        doubt *= 1.0 - confidence
    return min(round(1.0 - doubt, 4), MOST_CONFIDENT)
