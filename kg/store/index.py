"""What a state of a store holds, without its evidence: things, facts, and which things a fact joins.

A file, made once for a state by ``kg.store.indexing`` and shared by all who read it, so that names can be
completed while somebody types, and facts be counted and sorted, without asking the store each time.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.lookup import bearers
from kg.model import Entity, EntityType

_NEAR = 5000
"""Things, those of most facts, among whose names one is looked for that is near a wrong one."""

_FACT = """
SELECT fact.id, relation, s.id, o.id, status, at FROM fact
CROSS JOIN thing s ON s.number = fact.subject CROSS JOIN thing o ON o.number = fact.object
"""
"""The things are looked up for each fact, and never the reverse."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact without its evidence."""

    id: str
    relation: str
    subject: str
    object: str
    """Ids of its two things."""
    status: str
    when: str
    """When it happened, or else when its best report was published: ISO 8601 as far as known, or empty."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name or alias."""

    text: str
    entity: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts; what is empty does not matter."""

    about: frozenset[str] | None = None
    """Ids of things; None for all."""
    relation: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    """Dates, cut to what matters; facts without any date then do not pass, and dates cut short do where they
    might be in time."""

    def condition(self) -> tuple[str, Mapping[str, str]]:
        """As SQL, with its values."""
        tests = {
            "relation": "relation = :relation",
            "status": "status = :status",
            "since": "at != '' AND substr(at, 1, length(:since)) >= substr(:since, 1, length(at))",
            "until": "at != '' AND substr(at, 1, length(:until)) <= substr(:until, 1, length(at))",
        }
        values = {name: value for name in tests if (value := getattr(self, name))}
        conditions = [tests[name] for name in values]
        if self.about is not None:
            values["about"] = json.dumps(sorted(self.about))
            conditions.append(
                "fact.number IN (SELECT fact FROM around JOIN thing ON thing.number = around.thing "
                "WHERE thing.id IN (SELECT value FROM json_each(:about)))"
            )
        return " AND ".join(conditions) or "true", values


class Index:
    """All things and facts of a state."""

    def __init__(self, file: Path) -> None:
        """``file`` was made by ``kg.store.indexing.make_index``."""
        self._db = sqlite3.connect(f"file:{quote(str(file))}?mode=ro&immutable=1", uri=True)

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def size(self) -> int:
        """How many facts there are."""
        return int(self._rows("SELECT count(*) FROM fact")[0][0])

    def entity(self, id: str) -> Entity | None:
        """The thing of this id; None where there is none."""
        return next(iter(self._entities("thing.id = ?", id)), None)

    def degree(self, id: str) -> int:
        """How many facts a thing takes part in."""
        return next((int(facts) for (facts,) in self._rows("SELECT facts FROM thing WHERE id = ?", id)), 0)

    def around(self, id: str, most: int = -1, offset: int = 0) -> list[Told]:
        """The facts of a thing, the newest first: ``most`` of them, -1 for all."""
        return self.passing(Wanted(about=frozenset({id})), most, offset)

    def between(self, things: Collection[str]) -> list[Told]:
        """The facts whose two things are among these, those of the most connected ones first."""
        return self._told(
            "WITH these AS (SELECT number FROM thing WHERE id IN (SELECT value FROM json_each(?))) "
            f"{_FACT} WHERE fact.number IN (SELECT fact FROM around WHERE thing IN these) "
            "AND fact.subject IN these AND fact.object IN these ORDER BY low DESC, high DESC, fact.id",
            json.dumps(sorted(things)),
        )

    def central(self, most: int) -> list[Told]:
        """The facts between the most connected things first, ``most`` of them."""
        return self._told(f"{_FACT} ORDER BY low DESC, high DESC, fact.id LIMIT ?", most)

    def passing(self, wanted: Wanted, most: int, offset: int) -> list[Told]:
        """The facts that are ``wanted``, the newest first: ``most`` of them."""
        condition, values = wanted.condition()
        query = f"{_FACT} WHERE {condition} ORDER BY fact.number LIMIT :most OFFSET :offset"
        return self._told(query, {**values, "most": most, "offset": offset})

    def years(self, wanted: Wanted) -> dict[str, int]:
        """How many facts are ``wanted`` in each year, sorted; the year is empty for facts of no date."""
        condition, values = wanted.condition()
        query = f"SELECT substr(at, 1, 4), count(*) FROM fact WHERE {condition} GROUP BY 1 ORDER BY 1"
        return dict(self._rows(query, values))

    def find(self, wanted: str, most: int) -> list[Label]:
        """The best label of each of ``most`` things at most that ``wanted`` may be the beginning of.

        Beginnings come before beginnings of a later word, and these before the middle of one; of these,
        things with more facts come first. Letter case and marks on letters do not count.
        """
        sought = folded(" ".join(wanted.split()))
        if not sought:
            return []
        query = """
            SELECT text, (SELECT id FROM thing WHERE number = label.thing) FROM label
            WHERE instr(folded, :sought) ORDER BY
            CASE WHEN instr(folded, :sought) = 1 THEN 0 WHEN instr(folded, ' ' || :sought) THEN 1 ELSE 2 END,
            facts DESC, text
        """
        found: dict[str, Label] = {}
        for text, entity in self._db.execute(query, {"sought": sought}):
            found.setdefault(entity, Label(text, entity))
            if len(found) == most:
                break
        return list(found.values())

    def called(self, name: str) -> set[str]:
        """The ids of what bears ``name``: an id, a name or an alias, in any case.

        Raises KgError, with the nearest names, where there is none.
        """
        named = "SELECT id FROM thing JOIN label ON thing.number = label.thing WHERE cased = :name"
        found = self._rows(f"SELECT id FROM thing WHERE id = :name UNION {named}", {"name": name.casefold()})
        if not found:
            best = "SELECT number FROM thing ORDER BY facts DESC, id LIMIT ?"
            return set(bearers(self._entities(f"thing.number IN ({best})", _NEAR), name))
        return {id for (id,) in found}

    def formerly(self, id: str) -> str | None:
        """The thing that has taken up the one of this id; None where that is not known, or several may.

        An id is made of a name, and the name of a thing that was made one with another is its alias now.
        """
        query = "SELECT DISTINCT thing.id FROM former JOIN thing ON number = former.thing WHERE former.id = ?"
        heirs = self._rows(query, id)
        return str(heirs[0][0]) if len(heirs) == 1 else None

    def _entities(self, condition: str, value: object) -> list[Entity]:
        query = f"""
            SELECT id, type, name, json_group_array(text) FROM thing JOIN label ON label.thing = thing.number
            WHERE {condition} GROUP BY thing.number
        """
        return [
            Entity(id, EntityType(type), name, tuple(sorted(set(json.loads(labels)) - {name})))
            for id, type, name, labels in self._rows(query, value)
        ]

    def _told(self, query: str, *values: object) -> list[Told]:
        return [Told(*row) for row in self._rows(query, *values)]

    def _rows(self, query: str, *values: object) -> Sequence[tuple[Any, ...]]:
        given = values[0] if values and isinstance(values[0], dict) else values
        return self._db.execute(query, given).fetchall()


def folded(text: str) -> str:
    """``text`` without letter case and marks: "zuraw" finds "Żuraw".

    >>> folded("Żuraw")
    'zuraw'
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
