"""What the explorer's pages ask of a store, and what they are told: in the worker, from one state of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from kg.serve.entity import entity, entity_page, found_page, missing_page, whereabouts
from kg.serve.markup import address, entity_address
from kg.serve.messages import HTML, TEXT, Look, Seen
from kg.serve.network import neighbours, network_page, search
from kg.serve.timeline import Asked, timeline, timeline_page
from kg.store.sight import Absent, Sight, Wrong


def look(sight: Sight, asked: Look) -> Seen:
    """What there is to see; a reason where there is nothing."""
    try:
        return KINDS[asked.kind](sight, **asked.given)
    except (Absent, Wrong) as error:
        status = 404 if isinstance(error, Absent) else 400
        return Seen(f"{error}\n".encode(), TEXT, status)


def _network(sight: Sight, about: str) -> Seen:
    try:
        return Seen(network_page(sight, about).encode(), HTML, has_policy=True)
    except Absent as error:
        return Seen(missing_page(str(error), about), HTML, 404)


def _search(sight: Sight, wanted: str) -> Seen:
    return _json(search(sight, wanted))


def _neighbours(sight: Sight, of: str, offset: int) -> Seen:
    return _json(neighbours(sight, of, offset))


def _entity(sight: Sight, id: str, page: int) -> Seen:
    told = entity(sight, id, page)
    return (
        Seen(b"", TEXT, 303, location=address("/api/entity", id=told["moved"]))
        if "moved" in told
        else _json(told)
    )


def _entity_page(sight: Sight, id: str, page: int) -> Seen:
    try:
        told = entity(sight, id, page)
    except Absent as error:
        return Seen(missing_page(str(error), id.rpartition("/")[2].replace("-", " ")), HTML, 404)
    if "moved" in told:
        return Seen(b"", TEXT, 303, location=entity_address(told["moved"]))
    return Seen(entity_page(told), HTML)


def _whereabouts(sight: Sight, id: str) -> Seen:
    """Nothing, where the thing is here."""
    heir = whereabouts(sight, id)
    return Seen(b"", TEXT) if heir == id else Seen(b"", TEXT, 303, location=entity_address(heir))


def _called(sight: Sight, name: str) -> Seen:
    """The page of the one thing of that name; else those that it might be."""
    try:
        bearers = sorted(sight.called(name))
    except Absent:
        bearers = []
    if len(bearers) == 1:
        return Seen(b"", TEXT, 303, location=entity_address(bearers[0]))
    matches = [sight.thing(id) for id in bearers] or search(sight, name)["matches"]
    return Seen(found_page(name, matches), HTML, 200 if matches else 404)


def _timeline(sight: Sight, asked: Mapping[str, str], page: int) -> Seen:
    return _json(timeline(sight, Asked(**asked), page))


def _timeline_page(sight: Sight, asked: Mapping[str, str], page: int) -> Seen:
    status, body = timeline_page(sight, Asked(**asked), page)
    return Seen(body, HTML, status)


def _json(told: Mapping[str, Any]) -> Seen:
    return Seen(json.dumps(told, ensure_ascii=False, allow_nan=False).encode())


KINDS: Mapping[str, Callable[..., Seen]] = {
    "network": _network,
    "search": _search,
    "neighbours": _neighbours,
    "entity": _entity,
    "entity page": _entity_page,
    "whereabouts": _whereabouts,
    "called": _called,
    "timeline": _timeline,
    "timeline page": _timeline_page,
}
