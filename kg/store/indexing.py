"""Makes the file that ``kg.store.index`` reads: the things and facts of a state, without their evidence.

SQLite does the joins, from what the engine gives one pattern at a time: the engine may join several in an
order that takes minutes. Nothing is held in memory but a cache.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile

import pyoxigraph as ox

from kg.errors import StoreError, one_line
from kg.identifiers import THINGS, entity_id
from kg.model import EntityType
from kg.relations import Relation
from kg.store.index import folded
from kg.store.opening import additions_of, opened
from kg.store.quads import FACTS_GRAPH, TYPE_OF_CLASS, fact_node
from kg.store.terms import DCTERMS, KG, SCHEMA, SKOS, TYPE

_CACHE = 128
"""Megabytes that SQLite may hold."""

_PATTERNS = {
    "kind": (TYPE, FACTS_GRAPH),
    "scheme": (SKOS["inScheme"], FACTS_GRAPH),
    "subject": (KG["subject"], FACTS_GRAPH),
    "object": (KG["object"], FACTS_GRAPH),
    "status": (KG["status"], FACTS_GRAPH),
    "day": (KG["date"], FACTS_GRAPH),
    "best": (KG["bestClaim"], FACTS_GRAPH),
    "source": (DCTERMS["source"], None),
    "published": (SCHEMA["datePublished"], None),
}
"""What is read into a table of pairs each, and from which graph."""

_TABLES = """
CREATE TABLE thing (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, type TEXT, name TEXT, facts INTEGER DEFAULT 0
);
CREATE TABLE label (thing INTEGER, text TEXT, cased TEXT, folded TEXT, facts INTEGER DEFAULT 0);
CREATE TABLE former (id TEXT, thing INTEGER);
CREATE TABLE fact (
    number INTEGER PRIMARY KEY, id TEXT, relation TEXT, subject INTEGER, object INTEGER,
    status TEXT, at TEXT, low INTEGER, high INTEGER
);
CREATE TABLE around (thing INTEGER, fact INTEGER, PRIMARY KEY (thing, fact)) WITHOUT ROWID;
"""
"""Facts are numbered the newest first; ``low`` and ``high`` are how many facts their two things have."""

_THINGS = """
INSERT INTO thing (id, type, name)
SELECT substr(named.a, :things), type.name, min(named.b) FROM named
JOIN kind ON kind.a = named.a JOIN type ON type.class = kind.b
WHERE named.a NOT IN (SELECT a FROM scheme) GROUP BY named.a ORDER BY named.a
"""

_LABELS = """
INSERT INTO label (thing, text, cased, folded)
SELECT number, name, casefold(name), folded(name) FROM thing
UNION ALL
SELECT number, b, casefold(b), folded(b) FROM alias JOIN thing ON thing.id = substr(alias.a, :things);
INSERT INTO former
SELECT DISTINCT entity_id(b, kind), number FROM alias JOIN thing ON thing.id = substr(alias.a, :things)
JOIN (SELECT type AS own, type AS kind FROM thing UNION SELECT type, :organization FROM thing) ON own = type
"""

_FACTS = """
INSERT INTO fact (id, relation, subject, object, status, at)
SELECT substr(subject.a, :facts), relation.name, s.number, o.number, status.b,
       coalesce(day.b, published.b, '') AS at
FROM subject
JOIN kind ON kind.a = subject.a JOIN relation ON relation.class = kind.b
JOIN object ON object.a = subject.a
JOIN status ON status.a = subject.a
JOIN thing s ON s.id = substr(subject.b, :things)
JOIN thing o ON o.id = substr(object.b, :things)
LEFT JOIN day ON day.a = subject.a
LEFT JOIN best ON best.a = subject.a
LEFT JOIN source ON source.a = best.b
LEFT JOIN published ON published.a = source.b
ORDER BY at DESC, subject.a
"""

_COUNTS = """
INSERT INTO around SELECT subject, number FROM fact UNION SELECT object, number FROM fact;
UPDATE thing SET facts = (SELECT count(*) FROM around WHERE around.thing = thing.number);
UPDATE label SET facts = (SELECT facts FROM thing WHERE thing.number = label.thing);
UPDATE fact SET low = min(s.facts, o.facts), high = max(s.facts, o.facts)
FROM thing s, thing o WHERE s.number = fact.subject AND o.number = fact.object;
CREATE INDEX central ON fact (low DESC, high DESC, id);
CREATE INDEX cased ON label (cased);
CREATE INDEX of_thing ON label (thing);
CREATE INDEX was ON former (id);
"""


def make_index(folder: Path, file: Path) -> None:
    """Writes the index of the store in ``folder``, which nobody writes, to a new ``file``.

    Raises StoreError where the one cannot be read or the other not be written.
    """
    store = opened(folder)
    try:
        _make(store, additions_of(store).table, file)
    except sqlite3.Error as error:
        raise StoreError(f"{file}: cannot be written: {one_line(error)}") from None


def _make(store: ox.Store, relations: Mapping[str, Relation], file: Path) -> None:
    values = {
        "things": len(THINGS) + 1,
        "facts": len(fact_node("").value) + 1,
        "organization": EntityType.ORGANIZATION.value,
    }
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE << 10}"):
            db.execute(f"PRAGMA {setting}")
        db.create_function("casefold", 1, str.casefold, deterministic=True)
        db.create_function("folded", 1, folded, deterministic=True)
        db.create_function("entity_id", 2, lambda name, type: entity_id(name, EntityType(type)))
        db.execute("BEGIN")
        _run(db, _TABLES)
        _read(db, store, relations)
        for script in (_THINGS, _LABELS, _FACTS, _COUNTS):
            _run(db, script, values)
        db.execute("COMMIT")


def _read(db: sqlite3.Connection, store: ox.Store, relations: Mapping[str, Relation]) -> None:
    """Tables of pairs, on the side."""
    for name, (predicate, graph) in _PATTERNS.items():
        db.execute(f"CREATE TEMP TABLE {name} (a TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID")
        db.executemany(f"INSERT OR REPLACE INTO {name} VALUES (?, ?)", _pairs(store, predicate, graph))
    for name, predicate in {"named": SKOS["prefLabel"], "alias": SKOS["altLabel"]}.items():
        db.execute(f"CREATE TEMP TABLE {name} (a TEXT, b TEXT)")
        rows = _pairs(store, predicate, FACTS_GRAPH)
        db.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)
    db.execute("CREATE TEMP TABLE type (class TEXT PRIMARY KEY, name TEXT)")
    types = [(node, type.value) for node, type in TYPE_OF_CLASS.items()]
    db.executemany("INSERT INTO type VALUES (?, ?)", types)
    db.execute("CREATE TEMP TABLE relation (class TEXT PRIMARY KEY, name TEXT)")
    classes = {KG[relation.fact_class].value: name for name, relation in relations.items()}
    db.executemany("INSERT INTO relation VALUES (?, ?)", classes.items())


def _run(db: sqlite3.Connection, script: str, values: Mapping[str, object] | None = None) -> None:
    for statement in filter(str.strip, script.split(";")):
        used = {name: value for name, value in (values or {}).items() if f":{name}" in statement}
        db.execute(statement, used)


def _pairs(store: ox.Store, predicate: ox.NamedNode, graph: ox.NamedNode | None) -> Iterator[list[str]]:
    """Who is in relation to what, as text, in one graph or in any: by way of CSV in a file.

    That is quicker than an object for each term, and takes no memory.
    """
    query = f"SELECT ?a ?b {{ GRAPH {graph or '?any'} {{ ?a {predicate} ?b }} }}"
    answered = store.query(query)
    assert isinstance(answered, ox.QuerySolutions)
    with TemporaryFile() as out:
        answered.serialize(out, format=ox.QueryResultsFormat.CSV)
        out.seek(0)
        rows = csv.reader(io.TextIOWrapper(out, encoding="utf-8", newline=""))
        next(rows)
        yield from rows
