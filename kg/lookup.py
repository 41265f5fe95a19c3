"""What a name that somebody asks for stands for."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kg.errors import KgError
from kg.model import Entity


def bearers(entities: Iterable[Entity], name: str) -> dict[str, Entity]:
    """The entities, by id, that bear ``name``: an id, a name or an alias, in any case.

    Raises KgError, with the nearest names, where there is none.
    """
    called: dict[str, dict[str, Entity]] = {}
    for entity in entities:
        for each in (entity.id, entity.name, *entity.aliases):
            called.setdefault(each.casefold(), {})[entity.id] = entity
    if name.casefold() in called:
        return called[name.casefold()]
    near = get_close_matches(name.casefold(), called, n=3)
    names = sorted({entity.name for each in near for entity in called[each].values()})
    raise KgError(f"nothing is called {name!r}" + (f"; near it: {', '.join(names)}" if names else ""))
