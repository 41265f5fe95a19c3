"""Every data type, in the order in which a document flows through them.

Document → Passage → Mention → Claim → Fact. A Claim is what one sentence of one document
says, with its Evidence; a Fact is what one or more claims say once their names are resolved.

All offsets are code points, half-open, into ``Document.text``. All types are frozen; dates are
ISO 8601 strings cut to what is known (``2018``, ``2018-04``, ``2018-04-25``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class EntityType(StrEnum):
    """What kind of thing a name stands for."""

    COMPANY = "Company"
    UNIVERSITY = "University"
    FOUNDATION = "Foundation"
    GOVERNMENT = "Government"
    RESEARCH_INSTITUTE = "ResearchInstitute"
    MEDIA = "Media"
    ORGANIZATION = "Organization"
    PERSON = "Person"
    PRODUCT = "Product"
    PLACE = "Place"
    TOPIC = "Topic"

    @property
    def is_organization(self) -> bool:
        """True for ``Organization`` and everything finer than it."""
        return self in ORGANIZATIONS


ORGANIZATIONS = frozenset(
    {
        EntityType.COMPANY,
        EntityType.UNIVERSITY,
        EntityType.FOUNDATION,
        EntityType.GOVERNMENT,
        EntityType.RESEARCH_INSTITUTE,
        EntityType.MEDIA,
        EntityType.ORGANIZATION,
    }
)


class Status(StrEnum):
    """How far a deal has come, as its text puts it."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POTENTIAL = "potential"
    ENDED = "ended"
    DENIED = "denied"


class By(StrEnum):
    """What extracts: the frames, the scorer, or both together."""

    frames = "frames"
    scorer = "scorer"
    both = "both"


class PassageKind(StrEnum):
    """What a passage is for; headlines leave out verbs and articles that prose has."""

    TITLE = "title"
    BODY = "body"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is read as prose; menus and credits lie between passages.

    ``published`` and ``publisher`` are given where a passage has its own, as a related
    headline on an aggregator's page does.
    """

    start: int
    end: int
    kind: PassageKind = PassageKind.BODY
    published: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One news item as it is stored: every quote is a slice of ``text``."""

    id: str
    text: str
    passages: tuple[Passage, ...]
    language: str
    """ISO 639-1 code."""
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A thing as one document knows it: the fullest name, and whatever else it is called there."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a document that speaks of a thing; ``text`` may be "the company"."""

    start: int
    end: int
    text: str
    of: Name


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in major units of an ISO 4217 currency; ``maximum`` is the upper end of a range."""

    amount: Decimal
    currency: str
    maximum: Decimal | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a claim was read from: ``document.text[start:end] == quote``."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence of one document says."""

    document: str
    """Id of the document."""
    relation: str
    """A key of ``kg.relations.RELATIONS``."""
    subject: Mention
    object: Mention
    status: Status
    evidence: Evidence
    rule: str
    """What found it, for example ``en.partner.team_up``."""
    confidence: float
    """In [0, 1]: of claims at 0.9, nine in ten should be right."""
    money: Money | None = None
    date: str | None = None
    period: str | None = None
    """ISO 8601 duration, for example ``P4Y``."""
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document and all that it says."""

    document: Document
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the graph; ``aliases`` are sorted and leave ``name`` out."""

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    """What people have decided of it, sorted; see ``kg.resolve.decision_lines``."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one or more claims say of two entities, each given by its id."""

    id: str
    relation: str
    subject: str
    object: str
    status: Status
    confidence: float
    claims: tuple[Claim, ...]
    """Best evidence first; never empty."""
    money: Money | None = None
    date: str | None = None
    period: str | None = None
    topic: str | None = None
    sources: int = 1
    """Texts that report it, each counted once however many papers print it; see ``kg.copies``."""
    decisions: tuple[str, ...] = ()
    """What people have decided of it; see ``kg.resolve.decision_lines``."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two entities, whichever way round: the smaller id first."""
        return min(self.subject, self.object), max(self.subject, self.object)


class Verdict(StrEnum):
    """Whether two names stand for one thing."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Writing:
    """One way in which claims write a name."""

    text: str
    type: EntityType
    document: str | None = None
    """The only document in which it means this; None for a name that means the same in all."""
    entity: str | None = None
    """Id of what it stands for; None for a name from a list that no claim speaks of."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why two names were, or were not, taken for one thing: ``reasons`` pair a feature with its weight."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[tuple[str, float], ...] = ()
    writings: tuple[Writing, ...] = ()
    """More of the two names, once it is known what they stand for."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The claims of many documents as one graph; sorted by id, the same for any order of input."""

    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    judgements: tuple[Judgement, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    """Ids of a document and of the one whose text it copies; see ``kg.copies``."""
    idle: tuple[tuple[str, str], ...] = ()
    """Decisions that nothing comes of, each with the reason."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What a Resolution says where its facts are too many to be held: they can be gone through once."""

    entities: tuple[Entity, ...]
    facts: Iterator[tuple[Fact, ...]]
    """All facts between the same two together."""
    copies: tuple[tuple[str, str], ...] = ()
    idle: list[tuple[str, str]] = field(default_factory=list)
    """Decisions that nothing comes of; all are there when the facts have been gone through."""


def same_date(left: str | None, right: str | None) -> bool:
    """True unless two dates, each cut to what is known, contradict each other: 2018 and 2018-04 agree."""
    return left is None or right is None or left.startswith(right) or right.startswith(left)
