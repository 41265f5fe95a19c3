"""Hand-made news of the store's tests, and the simplest way to resolve it."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pyoxigraph import Quad

from kg.identifiers import claim_id, digest, entity_id
from kg.model import (
    ORGANIZATIONS,
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
from kg.relations import RELATIONS, Additions, Relation
from kg.store.additions import additions_quads
from kg.store.decisions import decisions_quads
from kg.store.derived import resolution_quads
from kg.store.quads import as_stored, extraction_quads

COMPANY, PERSON, UNIVERSITY = EntityType.COMPANY, EntityType.PERSON, EntityType.UNIVERSITY

ALPHA = Name("Alpha Chips", COMPANY, ("Alpha", "the chipmaker"))
BETA = Name("Beta Cloud", COMPANY)
GAMMA = Name("Gamma Motors", COMPANY)
DELTA = Name("Delta University", UNIVERSITY)
EVE = Name("Eve Nowak", PERSON)

FINGERPRINT = "test-1"


def claim(
    document: Document,
    relation: str,
    subject: Name,
    object: Name,
    quote: str,
    status: Status = Status.ACTUAL,
    **circumstances: object,
) -> Claim:
    """A claim whose evidence is ``quote``, and whose mentions are the two names in it."""
    start = document.text.index(quote)
    evidence = Evidence(start, start + len(quote), quote)

    def mention(name: Name) -> Mention:
        text = next(text for text in (name.name, *name.aliases) if text in quote)
        at = document.text.index(text, start)
        return Mention(at, at + len(text), text, name)

    given = {"rule": "en.test", "confidence": 0.9, **circumstances}
    return Claim(document.id, relation, mention(subject), mention(object), status, evidence, **given)  # type: ignore[arg-type]


def resolved(*extractions: Extraction) -> Resolution:
    """The simplest resolution: a thing a name and a fact a claim, save that equal facts are one."""
    names: dict[str, Name] = {}
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for each in (claim for extraction in extractions for claim in extraction.claims):
        ids = []
        for mention in (each.subject, each.object):
            ids.append(entity_id(mention.of.name, mention.of.type))
            names[ids[-1]] = mention.of
        if each.relation in RELATIONS and RELATIONS[each.relation].symmetric:
            ids.sort()
        key = (each.relation, *ids, each.status, each.money, each.date, each.period, each.topic)
        groups.setdefault(key, []).append(each)
    facts = []
    for key, claims in groups.items():
        relation, *pair, status, money, date, period, topic = key
        claims.sort(key=lambda claim: (-claim.confidence, claim_id(claim)))
        facts.append(
            Fact(
                digest(*key), relation, *pair, status, claims[0].confidence, tuple(claims),  # type: ignore[arg-type]
                money, date, period, topic,  # type: ignore[arg-type]
            )
        )
    return Resolution(
        tuple(Entity(id, n.type, n.name, tuple(sorted(n.aliases))) for id, n in sorted(names.items())),
        tuple(sorted(facts, key=lambda fact: fact.id)),
    )


def hand_made() -> tuple[Extraction, ...]:
    """Three documents, of which two tell of one partnership."""
    one = Document(
        "one",
        "Chip news.\nAlpha Chips teams up with Beta Cloud on data. Alpha paid $1.2 billion for "
        "a tenth of Beta Cloud in May 2018. Eve Nowak, who runs Alpha, smiled.",
        (),
        "en",
        title="Alpha finds a friend",
        url="https://news.example/one",
        publisher="Example News",
        published="2018-05-10",
    )
    two = Document(
        "two",
        "Beta Cloud is in talks with Gamma Motors. The chipmaker Alpha Chips and Beta Cloud ally.\n"
        "Gamma Motors has joined hands with Beta Cloud. Gamma Motors bought Alpha Chips for EUR 3 million.",
        (),
        "en",
        published="2018-06",
    )
    three = Document(
        "trzy",
        "Delta University współpracuje z Beta Cloud. Delta University nie współpracuje z Gamma Motors.",
        (),
        "pl",
    )
    return (
        Extraction(
            one,
            (
                claim(
                    one, "partners_with", ALPHA, BETA, "Alpha Chips teams up with Beta Cloud on data.",
                    topic="data",
                ),
                claim(
                    one, "invests_in", ALPHA, BETA,
                    "Alpha paid $1.2 billion for a tenth of Beta Cloud in May 2018.",
                    money=Money(Decimal("1200000000.0"), "USD", wording="$1.2 billion"), date="2018-05",
                    period="P18M",
                ),
                claim(
                    one, "holds_position", EVE, ALPHA, "Eve Nowak, who runs Alpha, smiled.", topic="head",
                    confidence=0.7,
                ),
            ),
        ),
        Extraction(
            two,
            (
                claim(
                    two, "partners_with", BETA, GAMMA, "Beta Cloud is in talks with Gamma Motors.",
                    Status.POTENTIAL, confidence=0.5,
                ),
                claim(
                    two, "partners_with", ALPHA, BETA, "The chipmaker Alpha Chips and Beta Cloud ally.",
                    topic="data", confidence=0.95,
                ),
                claim(two, "partners_with", GAMMA, BETA, "Gamma Motors has joined hands with Beta Cloud."),
                claim(
                    two, "acquires", GAMMA, ALPHA, "Gamma Motors bought Alpha Chips for EUR 3 million.",
                    money=Money(Decimal(3_000_000), "EUR", Decimal(4_000_000), "EUR 3 million"),
                ),
            ),
        ),
        Extraction(
            three,
            (
                claim(three, "partners_with", DELTA, BETA, "Delta University współpracuje z Beta Cloud."),
                claim(
                    three, "partners_with", DELTA, GAMMA, "Delta University nie współpracuje z Gamma Motors.",
                    Status.DENIED,
                ),
            ),
        ),
    )


SUES = Relation(
    "sues", ORGANIZATIONS, ORGANIZATIONS | {PERSON}, "Lawsuit", "sues", "maySue", "formerlySued",
    inverse="sued by", event=True, label="takes to court",
)  # fmt: skip


ORLO = Name("Orlo", COMPANY, ("Orlo Ltd", "orlo"))
OWN = Additions({"sues": SUES}, (ORLO,))
"""What a user might add."""


def written(kinds: Iterable[tuple[str, Status]], *news: Extraction) -> set[Quad]:
    """All that a store holds of ``news`` and of claims of other ``kinds`` (relation and status).

    With them stand a fact about a topic, a copy of a text, a user's relation and name, and decisions.
    """
    text = "Alpha Chips and Beta Cloud spoke of self-driving cars for $1 or 2 billion."
    each = Document("each", text, (), "en", "Spoken", "https://news.example/each", "Example News", "2018")
    cars = Name("self-driving cars", EntityType.TOPIC)
    money = Money(Decimal(10**9), "USD", Decimal(2 * 10**9), "$1 or 2 billion")
    said = [
        claim(
            each, relation, ALPHA, BETA, text, status, topic="smart driving", date="2018", period="P1M",
            money=money,
        )
        for relation, status in kinds
    ]  # fmt: skip
    about = claim(each, "invests_in", ALPHA, cars, text)
    extractions = (*news, Extraction(each, (*said, about)), Extraction(replace(each, id="copy"), ()))
    lines = "accept Alpha Chips sues Beta Cloud", "merge Alpha = Alpha Chips"
    found = resolved(*extractions)
    resolution = Resolution(
        tuple(replace(entity, decisions=lines[1:]) for entity in found.entities),
        tuple(replace(fact, decisions=lines[:1]) for fact in found.facts),
        copies=(("copy", "each"),),
    )
    quads = additions_quads(OWN) | decisions_quads(lines)
    quads |= resolution_quads(resolution, digest("claims"), OWN.table)
    for extraction in extractions:
        quads |= extraction_quads(extraction, FINGERPRINT, OWN.table)
    return as_stored(quads)
