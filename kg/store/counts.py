"""How much a store holds, counted where it lies: no fact is read for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.identifiers import VOCABULARY
from kg.model import EntityType, Status
from kg.store.quads import FACTS_GRAPH, TYPE_OF_CLASS, Relations
from kg.store.results import Results

MOST = 8
"""Things that are named as those with most facts."""

_NUMBERS = f"""
SELECT ?documents ?claims {{
  {{ SELECT (COUNT(*) AS ?documents) {{ GRAPH ?d {{ ?document kg:contentHash ?hash }} }} }}
  {{ SELECT (COUNT(*) AS ?claims) {{ GRAPH {FACTS_GRAPH} {{ ?fact prov:wasDerivedFrom ?claim }} }} }}
}}"""
_FACTS = f"""
SELECT ?class ?status (COUNT(*) AS ?facts) {{
  GRAPH {FACTS_GRAPH} {{ ?fact kg:subject ?one ; a ?class ; kg:status ?status }}
}} GROUP BY ?class ?status"""
_THINGS = f"""
SELECT ?class (COUNT(*) AS ?things) {{
  GRAPH {FACTS_GRAPH} {{
    ?thing skos:prefLabel ?name ; a ?class
    FILTER NOT EXISTS {{ ?thing skos:inScheme ?any }}
  }}
}} GROUP BY ?class"""
_TOLD = f"""
SELECT ?name (COUNT(*) AS ?facts) {{
  GRAPH {FACTS_GRAPH} {{
    ?fact kg:subject|kg:object ?thing . ?thing skos:prefLabel ?name
    FILTER NOT EXISTS {{ ?thing a skos:Concept }}
  }}
}} GROUP BY ?thing ?name ORDER BY DESC(?facts) ?name LIMIT {MOST}"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a store holds, in numbers."""

    documents: int = 0
    claims: int = 0
    """That facts rest on."""
    facts: Mapping[tuple[str, Status], int] = field(default_factory=dict)
    """By relation and status."""
    entities: Mapping[EntityType, int] = field(default_factory=dict)
    told_of: tuple[tuple[str, int], ...] = ()
    """The names of the things with most facts, and how many; no topics."""


def counts(query: Callable[[str], Results], relations: Relations) -> Counts:
    """Asks a store; a fact between a thing and itself counts for it twice."""
    ((documents, claims),) = query(_NUMBERS).rows
    names = {VOCABULARY + relation.fact_class: name for name, relation in relations.items()}
    return Counts(
        _whole(documents),
        _whole(claims),
        {(names[str(kind)], Status(str(status))): _whole(n) for kind, status, n in query(_FACTS).rows},
        {TYPE_OF_CLASS[str(kind)]: _whole(n) for kind, n in query(_THINGS).rows},
        tuple((str(name), _whole(n)) for name, n in query(_TOLD).rows),
    )


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
