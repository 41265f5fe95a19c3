"""A hand-made resolution: invented companies, each deal told by an invented paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import networkx

from kg.identifiers import digest, entity_id
from kg.model import (
    Claim,
    Document,
    Entity,
    EntityType,
    Evidence,
    Fact,
    Mention,
    Money,
    Name,
    Passage,
    Resolution,
    Status,
)
from kg.network import network

TABLE = Path(__file__).with_name("deals.tsv")
PUBLISHERS = ("The Harbour Ledger", "Circuit Weekly", "Northern Courier", "Morning Exchange")
PLAIN = {
    "partners_with": "{s} and {o} have signed a partnership{m}{t}.",
    "invests_in": "{s} put money into {o}{m}{t}.",
    "funds": "A grant from {s} reached {o}{m}{t}.",
    "acquires": "{s} takes over {o}{m}{t}.",
    "subsidiary_of": "{s}, a unit of {o}, reported its numbers{m}{t}.",
    "supplies": "{s} ships to {o}{m}{t}.",
    "competes_with": "{s} and {o} chase the same customers{m}{t}.",
    "holds_position": "{s} leads {o}{m}{t}.",
    "founded": "{s} began {o} in a garage{m}{t}.",
    "develops": "{s} showed {o} to the press{m}{t}.",
    "establishes": "{s} set up {o}{m}{t}.",
    "based_in": "{s} keeps its head office in {o}{m}{t}.",
}


def entity(name: str, type: EntityType = EntityType.COMPANY, aliases: Sequence[str] = ()) -> Entity:
    """An entity under its usual id."""
    return Entity(entity_id(name, type), type, name, tuple(aliases))


def document(
    text: str, url: str | None = None, title: str = "A headline", published: str = "2026-03-02"
) -> Document:
    """A document of one passage, with an id made of its text."""
    name = digest(text)
    passages = (Passage(0, len(text)),)
    return Document(name, text, passages, "en", title, url, PUBLISHERS[int(name, 16) % 4], published)


def claim(
    told: Document,
    subject: Entity,
    relation: str,
    object: Entity,
    status: Status = Status.ACTUAL,
    money: Money | None = None,
    date: str | None = None,
    topic: str | None = None,
    confidence: float = 0.9,
) -> Claim:
    """The claim of a document's whole text, with both names where they first stand."""
    def mention(thing: Entity) -> Mention:
        start = told.text.index(thing.name)
        return Mention(start, start + len(thing.name), thing.name, Name(thing.name, thing.type))

    evidence = Evidence(0, len(told.text), told.text)
    rule = f"en.{relation}.plain"
    return Claim(
        told.id, relation, mention(subject), mention(object), status, evidence, rule, confidence,
        money, date, None, topic,
    )


def fact(*claims: Claim) -> Fact:
    """The fact that claims of one deal come to; the first one lends its details."""
    best = claims[0]
    ends = [entity_id(mention.of.name, mention.of.type) for mention in (best.subject, best.object)]
    key = digest(best.relation, *ends, best.status.value, best.date, best.topic, best.evidence.quote)
    return Fact(
        key, best.relation, ends[0], ends[1], best.status, best.confidence, claims, best.money,
        best.date, best.period, best.topic,
    )


def resolution(entities: Sequence[Entity], facts: Sequence[Fact]) -> Resolution:
    """Sorted by id, as resolving gives it."""
    return Resolution(
        tuple(sorted(entities, key=lambda entity: entity.id)), tuple(sorted(facts, key=lambda fact: fact.id))
    )


def deals() -> tuple[Resolution, dict[str, Document]]:
    """All of deals.tsv: things first, then one deal a line."""
    things, facts, documents = {}, [], {}
    for line in TABLE.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] == "thing":
            _, type, name, *aliases = cells
            things[name] = entity(name, EntityType(type), aliases)
            continue
        subject, relation, object, status, money, date, topic, confidence = cells
        amount = None
        if money:
            number, currency = money.split()
            low, _, high = number.partition("-")
            short = f"{Decimal(high or low).scaleb(-6).normalize():f}"
            wording = f"{'up to ' if high else ''}{short} million {currency}"
            money = f" worth {wording}"
            amount = Money(Decimal(low), currency, Decimal(high) if high else None, wording)
        sentence = PLAIN[relation].format(
            s=subject, o=object, m=money, t=f" ({topic})" if topic else ""
        )
        address = f"https://news.example/{digest(sentence)}"
        told = document(sentence, address, f"{subject} and {object}", date or "2026")
        documents[told.id] = told
        facts.append(
            fact(claim(told, things[subject], relation, things[object], Status(status), amount, date or None,
                       topic or None, float(confidence)))
        )
    return resolution(list(things.values()), facts), documents


HOSTILE = (
    "</script><img src=x onerror=\"window.struck=1;alert(1)\">"
    "<script>window.struck=1</script>'\"&\u2028<!--"
)


def hostile() -> networkx.MultiDiGraph[str]:
    """Two things and one deal in which every text is markup that would run a script."""
    left = Entity("company/<b>'\"", EntityType.COMPANY, HOSTILE, (HOSTILE + "alias",))
    right = Entity("company/<i>'\"", EntityType.COMPANY, HOSTILE + "2")
    places = [Mention(start, start + 5, HOSTILE, Name(HOSTILE, EntityType.COMPANY)) for start in (0, 8)]
    told = replace(document(HOSTILE, "javascript:window.struck=1", HOSTILE), publisher=HOSTILE)
    quote, money = Evidence(0, len(HOSTILE), HOSTILE), Money(Decimal(10**9), "<i>", None, HOSTILE)
    rest = HOSTILE, HOSTILE, HOSTILE
    said = Claim(
        told.id, "invests_in", places[0], places[1], Status.ACTUAL, quote, HOSTILE, 0.5, money, *rest
    )
    deal = Fact("<u>", "invests_in", left.id, right.id, Status.ACTUAL, 0.5, (said,), money, *rest)
    return network(resolution([left, right], [deal]), {told.id: told})
