"""Short ways to write names, claims and small corpora."""

from __future__ import annotations

from decimal import Decimal

from kg.model import Claim, Entity, EntityType, Evidence, Mention, Money, Name, Resolution, Status

TYPES = {
    "co": EntityType.COMPANY,
    "uni": EntityType.UNIVERSITY,
    "found": EntityType.FOUNDATION,
    "gov": EntityType.GOVERNMENT,
    "lab": EntityType.RESEARCH_INSTITUTE,
    "media": EntityType.MEDIA,
    "org": EntityType.ORGANIZATION,
    "person": EntityType.PERSON,
    "product": EntityType.PRODUCT,
    "place": EntityType.PLACE,
    "topic": EntityType.TOPIC,
}


def name(text: str) -> Name:
    """``co:Lenovo Group Ltd|Lenovo|LNV``: type, name, aliases; a bare name is a company's."""
    type, _, rest = text.partition(":") if text.partition(":")[0] in TYPES else ("co", "", text)
    first, *aliases = rest.split("|")
    return Name(first, TYPES[type], tuple(aliases))


def money(text: str) -> Money:
    """``1000000000 USD`` or ``1000000000-2000000000 USD``."""
    sums, currency = text.split()
    amount, _, maximum = sums.partition("-")
    return Money(Decimal(amount), currency, Decimal(maximum) if maximum else None, wording=text)


def claim(
    document: str,
    subject: str,
    relation: str,
    object: str,
    *,
    status: Status = Status.ACTUAL,
    confidence: float = 0.8,
    amount: str | None = None,
    date: str | None = None,
    period: str | None = None,
    topic: str | None = None,
    start: int = 0,
    quote: str | None = None,
    language: str = "en",
) -> Claim:
    """A claim about the names that ``name`` reads; claims of one document differ by ``start``."""
    left, right = name(subject), name(object)
    quote = quote or f"{document}:{start}"
    return Claim(
        document,
        relation,
        Mention(start, start + 1, left.name, left),
        Mention(start + 2, start + 3, right.name, right),
        status,
        Evidence(start, start + len(quote), quote),
        f"{language}.test",
        confidence,
        money(amount) if amount else None,
        date,
        period,
        topic,
    )


def entity_of(resolution: Resolution, text: str) -> Entity:
    """The one entity that bears ``text`` as its name or alias."""
    found = [entity for entity in resolution.entities if text in (entity.name, *entity.aliases)]
    assert len(found) == 1, [(entity.id, entity.name) for entity in found]
    return found[0]
