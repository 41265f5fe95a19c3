"""Made-up news, ready extracted and resolved, of the shape that extraction finds in real news.

The same number of documents gives the same news. How many claims, names and sums a document has, of which
relations and how far, is counted in the packaged samples; few names are in very many documents, and very
many in few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from random import Random

from kg.identifiers import claim_id, digest, entity_id
from kg.model import (
    Claim,
    Document,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    Fact,
    Mention,
    Money,
    Name,
    Resolution,
    Status,
)
from kg.relations import RELATIONS

QUADS = 480
"""Quads that a document comes to, on average, with its share of the facts."""

_COMPANY, _PERSON, _PLACE, _PRODUCT = (
    EntityType.COMPANY,
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.PRODUCT,
)
_SHARES = {_COMPANY: 0.45, _PERSON: 0.3, _PLACE: 0.12, _PRODUCT: 0.13}
"""Of all names."""
_CAST = {_COMPANY: 5, _PERSON: 2, _PLACE: 1, _PRODUCT: 1}
"""Names of a document, where so many differ."""

_RELATIONS = {
    # relation: how often, the kinds of its sides, what stands between them
    "holds_position": (18, _PERSON, _COMPANY, "is the chief executive of"),
    "invests_in": (18, _COMPANY, _COMPANY, "has put money into"),
    "partners_with": (16, _COMPANY, _COMPANY, "works together with"),
    "based_in": (12, _COMPANY, _PLACE, "has its seat in"),
    "founded": (10, _PERSON, _COMPANY, "once set up"),
    "competes_with": (7, _COMPANY, _COMPANY, "is a rival of"),
    "supplies": (6, _COMPANY, _COMPANY, "sends parts to"),
    "acquires": (5, _COMPANY, _COMPANY, "has bought"),
    "develops": (4, _COMPANY, _PRODUCT, "brought out"),
    "funds": (2, _COMPANY, _COMPANY, "gave a grant to"),
    "subsidiary_of": (2, _COMPANY, _COMPANY, "is a unit of"),
}
STATUSES = {
    Status.ACTUAL: 76,
    Status.PLANNED: 15,
    Status.POTENTIAL: 4,
    Status.ENDED: 4,
    Status.DENIED: 1,
}
"""How often a claim has each, of a hundred."""
WITH_MONEY = {"invests_in": 0.6, "acquires": 0.6, "funds": 0.6}
"""Of the claims of a relation, those with a sum."""
_SYLLABLES = (
    "ba", "do", "fe", "gri", "ko", "lan", "mi", "nor", "pa", "quen",
    "ri", "sol", "ta", "ul", "vex", "wy", "zan", "tre", "sha", "hol",
)  # fmt: skip
_PLAIN = (
    (
        "People close to the matter", "Analysts in several cities", "Shares in the sector",
        "Most of the staff", "The market for such goods", "Neither of the two sides",
        "Regulators and their advisers", "Customers of long standing", "Rivals from overseas",
        "Traders who watch it", "Union leaders", "Prices at the factory gate", "The board, by custom,",
        "Orders from new buyers", "Costs of raw material",
    ),
    (
        "said little about", "had waited for", "rose well ahead of", "gave up hope of", "moved little after",
        "paid close attention to", "took a different view of", "asked once more about", "have grown used to",
        "were warned early of", "fell short of", "pointed again to", "lived through", "made light of",
    ),
    (
        "the first set of results", "a year of change", "what the next step is", "rules that may come",
        "any sign of growth", "a weaker currency", "three quarters of decline", "the long summer break",
        "the cost of borrowing", "a vote on wages", "talks behind closed doors", "news of this kind",
        "the forecasts of spring", "a shortage of parts", "the end of the old model",
    ),
    (
        "before the year is out", "as many had feared", "for the second time running", "in early trading",
        "without giving a reason", "while demand stays firm", "after a slow start", "which surprised nobody",
        "despite the weather", "and meant it", "though not for long", "at a hearing on Monday",
        "by most counts",
    ),
)  # fmt: skip
"""Parts of sentences without a claim: few texts have four words running in common but by their names."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How an article is made up."""

    claiming: range
    """How many sentences with claims it may have."""
    plain: int
    """Sentences without one after each of them."""


ARTICLE = Shape(range(3, 10), plain=1)
"""Full of claims: twelve in 200 words, as in the packaged samples."""
BRIEF = Shape(range(1, 3), plain=3)
"""Three claims in 100 words, as many as extraction finds in real news."""


@dataclass(frozen=True, slots=True)
class News:
    """Extractions in the order of their documents, and what their claims come to."""

    extractions: tuple[Extraction, ...]
    resolution: Resolution


def news(documents: int) -> News:
    """That many articles; each has about twelve claims in six sentences."""
    said = tuple(extractions(documents))
    return News(said, resolution(claim for extraction in said for claim in extraction.claims))


def extractions(documents: int, shape: Shape = ARTICLE) -> Iterator[Extraction]:
    """The same, one document at a time."""
    random = Random(documents)
    known = _names(documents)
    for number in range(documents):
        yield _extraction(number, known, random, shape)


def company(rank: int) -> str:
    """The name of a company of which so many others are in more documents."""
    return _name(_COMPANY, rank).name


class _Known:
    """Names of one kind; the first are drawn most often, by the law of Zipf."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        self._weights = list(accumulate(1 / rank for rank in range(1, len(names) + 1)))

    def some(self, number: int, random: Random) -> list[Name]:
        """``number`` names or fewer, each once."""
        return list(dict.fromkeys(random.choices(self.names, cum_weights=self._weights, k=number)))


def _names(documents: int) -> dict[EntityType, _Known]:
    """New names grow rarer the more was read (the law of Heaps)."""
    total = 13 * documents**0.75
    return {
        type: _Known([_name(type, rank) for rank in range(max(4, round(total * share)))])
        for type, share in _SHARES.items()
    }


def _name(type: EntityType, rank: int) -> Name:
    called = word(rank + 400 * list(_SHARES).index(type))
    match type:
        case EntityType.COMPANY:
            full = f"{called} {('Systems', 'Group', 'Robotics', 'Energy')[rank % 4]}"
            return Name(full, type, (called,) if rank % 5 == 0 else ())
        case EntityType.PERSON:
            return Name(f"{('Ada', 'Jan', 'Mei', 'Omar', 'Zofia')[rank % 5]} {called}", type)
        case _:
            return Name(called, type)


def word(number: int) -> str:
    """A word of its own for each number."""
    parts = []
    number += len(_SYLLABLES)
    while number:
        number, part = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[part])
    return "".join(reversed(parts)).capitalize()


def _extraction(
    number: int, known: dict[EntityType, _Known], random: Random, shape: Shape
) -> Extraction:
    cast = {type: known[type].some(size + 1, random) for type, size in _CAST.items()}
    writer = _Writer(f"news-{number:06}", random)
    for _ in range(random.choice(shape.claiming)):
        writer.say(cast, random.randint(1, 3))
        for _ in range(shape.plain):
            writer.fill()
    year, month, day = 2015 + number % 10, random.randint(1, 12), random.randint(1, 28)
    document = Document(
        writer.id,
        writer.text,
        (),
        "en",
        title=f"{cast[_COMPANY][0].name}, {number}",
        url=f"https://news.example/{number}",
        publisher=f"Paper {random.randint(1, 60)}",
        published=f"{year}-{month:02}-{day:02}",
    )
    return Extraction(document, tuple(writer.claims))


class _Writer:
    """The text of a document as it grows, and its claims."""

    def __init__(self, document: str, random: Random) -> None:
        self.id = document
        self.text = ""
        self.claims: list[Claim] = []
        self._random = random
        self._plain = Random(document)

    def fill(self) -> None:
        """A sentence without a claim."""
        self.text += f"{' '.join(map(self._plain.choice, _PLAIN))}. "

    def say(self, cast: dict[EntityType, list[Name]], claims: int) -> None:
        """A sentence of so many claims, of the names in ``cast``."""
        start, drafts = len(self.text), []
        for number in range(claims):
            self.text += ", while " if number else ""
            drafts.append(self._clause(cast))
        self.text += "."
        evidence = Evidence(start, len(self.text), self.text[start:])
        self.text += " "
        for relation, subject, object, status, money, date in drafts:
            self.claims.append(
                Claim(
                    self.id,
                    relation,
                    subject,
                    object,
                    status,
                    evidence,
                    f"en.{relation}.verb",
                    self._random.randint(50, 99) / 100,
                    money,
                    date,
                    topic="chief executive" if relation == "holds_position" else None,
                )
            )

    def _clause(
        self, cast: dict[EntityType, list[Name]]
    ) -> tuple[str, Mention, Mention, Status, Money | None, str | None]:
        random = self._random
        weights = [weight for weight, *_ in _RELATIONS.values()]
        (relation,) = random.choices(list(_RELATIONS), weights)
        _, left, right, verb = _RELATIONS[relation]
        first = random.choice(cast[left])
        second = random.choice([name for name in cast[right] if name != first] or cast[right])
        (status,) = random.choices(list(STATUSES), list(STATUSES.values()))
        subject = self._mention(first)
        self.text += f" {verb} "
        object = self._mention(second)
        money = date = None
        if random.random() < WITH_MONEY.get(relation, 0):
            millions = random.choice((5, 10, 20, 25, 40, 50, 100, 150, 200, 500, 1000, 1200))
            currency = random.choice(("USD", "USD", "USD", "EUR", "GBP"))
            money = Money(Decimal(millions) * 1_000_000, currency, wording=f"{currency} {millions} million")
            self.text += f" for {money.wording}"
        if random.random() < 0.3:
            date = f"{random.randint(2010, 2024)}-{random.randint(1, 12):02}"
            self.text += f" as of {date}"
        return relation, subject, object, status, money, date

    def _mention(self, name: Name) -> Mention:
        text = self._random.choice((name.name, *name.aliases))
        start = len(self.text)
        self.text += text
        return Mention(start, len(self.text), text, name)


def resolution(claims: Iterable[Claim]) -> Resolution:
    """A thing a name, and a fact for what is equal: what resolving makes where no two names are alike."""
    things: dict[str, Name] = {}
    groups: dict[tuple[str, str, str, Status, Money | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        left, right = (entity_id(side.of.name, side.of.type) for side in (claim.subject, claim.object))
        things[left], things[right] = claim.subject.of, claim.object.of
        if left == right:
            continue
        if RELATIONS[claim.relation].symmetric:
            left, right = sorted((left, right))
        groups[claim.relation, left, right, claim.status, claim.money].append(claim)
    entities = (Entity(id, name.type, name.name, name.aliases) for id, name in sorted(things.items()))
    facts = []
    for (relation, left, right, status, money), said in groups.items():
        best, *others = sorted(said, key=lambda claim: (-claim.confidence, claim_id(claim)))
        facts.append(
            Fact(
                digest(relation, left, right, status, money),
                relation,
                left,
                right,
                status,
                best.confidence,
                (best, *others),
                money,
                best.date,
                best.period,
                best.topic,
            )
        )
    return Resolution(tuple(entities), tuple(sorted(facts, key=lambda fact: fact.id)))
