"""The one table of relations, and what users add to it.

Names, arguments and wording follow the twelve relations that the program extracts; the RDF
class and properties are local names in the ``kg:`` vocabulary. Whatever handles relations takes the
table as an argument where a user may have added to it: there is no registry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import ORGANIZATIONS, EntityType, Name, Status


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: what may stand on either side of it, and what it is called in RDF."""

    name: str
    subjects: frozenset[EntityType]
    objects: frozenset[EntityType]
    fact_class: str
    """Local name of the class of its facts, for example ``Partnership``."""
    property: str
    """Local name of the plain property, for example ``partnersWith``."""
    potential: str
    """The plain property of a potential fact, for example ``mayPartnerWith``."""
    former: str
    """The plain property of an ended fact, for example ``formerlyPartneredWith``."""
    symmetric: bool = False
    inverse: str = ""
    """How it reads from the object's side; a symmetric one reads the same."""
    event: bool = False
    """True where it begins on a day, so that a headline's day may be its own; the others go on."""
    label: str = ""
    """How it reads; its name in words where not given."""
    once: bool = False
    """True where it happens once between two, so that two sums of it contradict each other."""

    def has_one_date(self) -> bool:
        """True where two dates of it contradict each other; that of an event may be of its news."""
        return self.once and not self.event

    def reads(self) -> str:
        """How it reads between its two sides: "partners with"."""
        return self.label or in_words(self.name)

    def reads_back(self) -> str:
        """How it reads from the object's side: "backed by"."""
        return self.inverse or self.reads()

    def plain_property(self, status: Status) -> str | None:
        """Local name of the property that a fact of ``status`` asserts; None where denied."""
        match status:
            case Status.ACTUAL | Status.PLANNED:
                return self.property
            case Status.POTENTIAL:
                return self.potential
            case Status.ENDED:
                return self.former
            case Status.DENIED:
                return None


def in_words(relation: str) -> str:
    """The name of a relation as it is read: ``partners_with`` is "partners with"."""
    return relation.replace("_", " ")


_ORG = ORGANIZATIONS
_AGENT = ORGANIZATIONS | {EntityType.PERSON}
_PERSON = frozenset({EntityType.PERSON})
_THING = frozenset({EntityType.PRODUCT, EntityType.TOPIC})
_PLACE = frozenset({EntityType.PLACE})

RELATIONS: dict[str, Relation] = {
    relation.name: relation
    for relation in (
        Relation(
            "partners_with", _ORG, _ORG,
            "Partnership", "partnersWith", "mayPartnerWith", "formerlyPartneredWith",
            symmetric=True, event=True,
        ),
        Relation(
            "invests_in", _AGENT, _ORG | _THING | _PLACE,
            "Investment", "investsIn", "mayInvestIn", "formerlyInvestedIn",
            inverse="backed by", event=True,
        ),
        Relation(
            "funds", _AGENT, _ORG | _THING,
            "Funding", "funds", "mayFund", "formerlyFunded",
            inverse="funded by", event=True,
        ),
        Relation(
            "acquires", _AGENT, _ORG | _THING,
            "Acquisition", "acquires", "mayAcquire", "formerlyAcquired",
            inverse="acquired by", event=True, once=True,
        ),
        Relation(
            "subsidiary_of", _ORG | {EntityType.PRODUCT}, _ORG,
            "Ownership", "subsidiaryOf", "mayBeSubsidiaryOf", "formerlySubsidiaryOf", inverse="parent of",
        ),
        Relation(
            "supplies", _ORG, _ORG,
            "Supply", "supplies", "maySupply", "formerlySupplied",
            inverse="supplied by", event=True,
        ),
        Relation(
            "competes_with", _ORG, _ORG,
            "Competition", "competesWith", "mayCompeteWith", "formerlyCompetedWith", symmetric=True,
        ),
        Relation(
            "holds_position", _PERSON, _ORG,
            "Position", "holdsPosition", "mayHoldPosition", "formerlyHeldPosition",
            inverse="position held by",
        ),
        Relation(
            "founded", _AGENT, _ORG,
            "Founding", "founded", "mayFound", "formerlyFounded", inverse="founded by", once=True,
        ),
        Relation(
            "develops", _ORG, _THING,
            "Development", "develops", "mayDevelop", "formerlyDeveloped",
            inverse="developed by", event=True,
        ),
        Relation(
            "establishes", _ORG, _ORG | _THING,
            "Establishment", "establishes", "mayEstablish", "formerlyEstablished",
            inverse="established by", event=True, once=True,
        ),
        Relation(
            "based_in", _ORG, _PLACE,
            "Location", "basedIn", "mayBeBasedIn", "formerlyBasedIn", inverse="home of",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Additions:
    """What a user's files add to the program's own relations and names; a store remembers it."""

    relations: Mapping[str, Relation] = field(default_factory=dict)
    """By name; none of them is one of ``RELATIONS``."""
    names: tuple[Name, ...] = ()
    """They come before the carried ones."""

    @property
    def table(self) -> Mapping[str, Relation]:
        """The program's relations and the user's."""
        return {**RELATIONS, **self.relations}
