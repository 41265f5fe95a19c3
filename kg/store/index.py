"""What a state of a store holds, without its evidence: things, facts, and which things a fact joins.

Made once for a state, so that names can be completed while somebody types, and facts be counted and sorted,
without asking the store each time.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.identifiers import THINGS, entity_id
from kg.model import Entity, EntityType
from kg.relations import Relation
from kg.store.quads import FACTS_GRAPH, TYPE_OF_CLASS, fact_node
from kg.store.terms import DCTERMS, KG, SCHEMA, SKOS, TYPE


@dataclass(frozen=True, slots=True)
class Told:
    """A fact without its evidence."""

    id: str
    relation: str
    subject: str
    object: str
    """Ids of its two things."""
    status: str
    confidence: float
    date: str
    """ISO 8601 cut to what is known; empty where no report says it."""
    published: str
    """When its best report was published; empty where that is not known."""

    @property
    def when(self) -> str:
        """When it happened, or else when it was reported."""
        return self.date or self.published


@dataclass(frozen=True, slots=True)
class Label:
    """A name or alias, and how it is looked for."""

    text: str
    folded: str
    entity: str


@dataclass(frozen=True, slots=True)
class Index:
    """All things and facts of a state."""

    entities: Mapping[str, Entity]
    facts: Mapping[str, Told]
    """By id, sorted."""
    around: Mapping[str, Sequence[Told]]
    """The facts of each thing."""
    labels: Sequence[Label]

    def degree(self, entity: str) -> int:
        """How many facts a thing takes part in."""
        return len(self.around.get(entity, ()))

    def find(self, wanted: str, most: int) -> list[Label]:
        """The best label of each of ``most`` things at most that ``wanted`` may be the beginning of.

        Beginnings come before beginnings of a later word, and these before the middle of one; of these,
        things with more facts come first. Letter case and marks on letters do not count.
        """
        sought = folded(" ".join(wanted.split()))
        if not sought:
            return []
        ranked = []
        for label in self.labels:
            at = label.folded.find(sought)
            if at < 0:
                continue
            rank = 0 if at == 0 else 1 if f" {sought}" in label.folded else 2
            ranked.append((rank, -self.degree(label.entity), label.text, label))
        found: dict[str, Label] = {}
        for *_, label in sorted(ranked, key=lambda each: each[:3]):
            found.setdefault(label.entity, label)
            if len(found) == most:
                break
        return list(found.values())

    def formerly(self, id: str) -> str | None:
        """The thing that has taken up the one of this id; None where that is not known, or several may.

        An id is made of a name, and the name of a thing that was made one with another is its alias now.
        """
        heirs = {
            entity.id
            for entity in self.entities.values()
            for alias in entity.aliases
            if id in {entity_id(alias, entity.type), entity_id(alias, EntityType.ORGANIZATION)}
        }
        return heirs.pop() if len(heirs) == 1 else None


def folded(text: str) -> str:
    """``text`` without letter case and marks: "zuraw" finds "Żuraw".

    >>> folded("Żuraw")
    'zuraw'
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def index(store: ox.Store, relations: Mapping[str, Relation]) -> Index:
    """The index of what ``store`` holds; ``relations`` are the program's and a user's."""
    kinds, entities = _entities(store)
    relation_of = {KG[relation.fact_class].value: name for name, relation in relations.items()}
    said = {name: dict(_pairs(store, KG[name])) for name in ("object", "status", "confidence", "date")}
    subjects = sorted(_pairs(store, KG["subject"]))
    published = _published(store)
    facts = {}
    around: dict[str, list[Told]] = defaultdict(list)
    prefix = fact_node("").value
    for node, subject in subjects:
        told = Told(
            id=node.removeprefix(prefix),
            relation=relation_of[kinds[node]],
            subject=subject.removeprefix(THINGS),
            object=said["object"][node].removeprefix(THINGS),
            status=said["status"][node],
            confidence=float(said["confidence"][node]),
            date=said["date"].get(node, ""),
            published=published.get(node, ""),
        )
        facts[told.id] = told
        for end in {told.subject, told.object}:
            around[end].append(told)
    labels = [
        Label(text, folded(text), entity.id)
        for entity in entities.values()
        for text in (entity.name, *entity.aliases)
    ]
    return Index(entities, facts, around, labels)


def _entities(store: ox.Store) -> tuple[dict[str, str], dict[str, Entity]]:
    """The class of each node of the facts' graph, and the things by id."""
    kinds = dict(_pairs(store, TYPE))
    fields = dict(_pairs(store, SKOS["inScheme"]))  # of topics, which are no things
    aliases: dict[str, list[str]] = defaultdict(list)
    for node, alias in _pairs(store, SKOS["altLabel"]):
        aliases[node].append(alias)
    entities = {
        (id := node.removeprefix(THINGS)): Entity(
            id, TYPE_OF_CLASS[kinds[node]], name, tuple(sorted(aliases.get(node, ())))
        )
        for node, name in sorted(_pairs(store, SKOS["prefLabel"]))
        if node not in fields and kinds.get(node) in TYPE_OF_CLASS
    }
    return kinds, entities


def _published(store: ox.Store) -> dict[str, str]:
    """When the best report of each fact was published, where that is known."""
    days = dict(_pairs(store, SCHEMA["datePublished"], None))
    sources = dict(_pairs(store, DCTERMS["source"], None))
    best = _pairs(store, KG["bestClaim"])
    return {fact: day for fact, claim in best if (day := days.get(sources.get(claim, "")))}


def _pairs(
    store: ox.Store, predicate: ox.NamedNode, graph: ox.NamedNode | None = FACTS_GRAPH
) -> Iterator[list[str]]:
    """Who is in relation to what, as text, in one graph or in any.

    One pattern at a time, as the engine may join several in an order that takes minutes; and by way of CSV,
    which is quicker than an object for each term.
    """
    query = f"SELECT ?a ?b {{ GRAPH {graph or '?any'} {{ ?a {predicate} ?b }} }}"
    answered = store.query(query)
    assert isinstance(answered, ox.QuerySolutions)
    out = io.BytesIO()
    answered.serialize(out, format=ox.QueryResultsFormat.CSV)
    rows = csv.reader(io.StringIO(out.getvalue().decode("utf-8"), newline=""))
    next(rows)
    return rows
