"""The one table of relations.

Names, arguments and wording follow the twelve relations that the program extracts; the RDF
class and properties are local names in the ``kg:`` vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import ORGANIZATIONS, EntityType, Status


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
            "Partnership", "partnersWith", "mayPartnerWith", "formerlyPartneredWith", symmetric=True,
        ),
        Relation(
            "invests_in", _AGENT, _ORG | _THING | _PLACE,
            "Investment", "investsIn", "mayInvestIn", "formerlyInvestedIn",
        ),
        Relation(
            "funds", _AGENT, _ORG | _THING,
            "Funding", "funds", "mayFund", "formerlyFunded",
        ),
        Relation(
            "acquires", _AGENT, _ORG | _THING,
            "Acquisition", "acquires", "mayAcquire", "formerlyAcquired",
        ),
        Relation(
            "subsidiary_of", _ORG | {EntityType.PRODUCT}, _ORG,
            "Ownership", "subsidiaryOf", "mayBeSubsidiaryOf", "formerlySubsidiaryOf",
        ),
        Relation(
            "supplies", _ORG, _ORG,
            "Supply", "supplies", "maySupply", "formerlySupplied",
        ),
        Relation(
            "competes_with", _ORG, _ORG,
            "Competition", "competesWith", "mayCompeteWith", "formerlyCompetedWith", symmetric=True,
        ),
        Relation(
            "holds_position", _PERSON, _ORG,
            "Position", "holdsPosition", "mayHoldPosition", "formerlyHeldPosition",
        ),
        Relation(
            "founded", _AGENT, _ORG,
            "Founding", "founded", "mayFound", "formerlyFounded",
        ),
        Relation(
            "develops", _ORG, _THING,
            "Development", "develops", "mayDevelop", "formerlyDeveloped",
        ),
        Relation(
            "establishes", _ORG, _ORG | _THING,
            "Establishment", "establishes", "mayEstablish", "formerlyEstablished",
        ),
        Relation(
            "based_in", _ORG, _PLACE,
            "Location", "basedIn", "mayBeBasedIn", "formerlyBasedIn",
        ),
    )
}
