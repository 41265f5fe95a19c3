"""Clusters of names as entities: which type, which name, which aliases, which id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from kg.identifiers import digest, entity_id
from kg.model import Entity, EntityType
from kg.resolve.gather import Node
from kg.resolve.names import form, is_case_form, plain_text


def entities(
    clusters: Iterable[Sequence[int]],
    nodes: Sequence[Node],
    called: Mapping[int, tuple[str, EntityType | None]] | None = None,
    decisions: Mapping[int, Sequence[str]] | None = None,
) -> dict[int, Entity]:
    """One entity for each cluster of ``nodes``, under its first position; those without a claim give none.

    ``called`` gives the names, and types, that people have decided on, ``decisions`` all that they decided.
    """
    called, decisions = called or {}, decisions or {}
    made: dict[int, Entity] = {}
    taken: dict[str, int] = {}
    for positions in clusters:
        key, members = positions[0], [nodes[i] for i in positions]
        if all(node.known for node in members):
            continue
        entity = _entity(members, *called.get(key, ()))
        if key in decisions:
            entity = replace(entity, decisions=tuple(sorted(set(decisions[key]))))
        # Two things may share a name, and two names a slug (C and C++).
        if taken.setdefault(entity.id, key) != key:
            entity = _apart(entity, members[0])
        made[key] = entity
    return made


def _entity(nodes: Sequence[Node], called: str | None = None, type: EntityType | None = None) -> Entity:
    type = type or _type(nodes)
    said = [node for node in nodes if not node.known]
    texts = {text for node in nodes for text, _ in node.surfaces}
    texts.update(text for node in nodes for text in node.other_surfaces)
    name = called or _listed_name(nodes, said, type) or _frequent_name(said, texts)
    entity = Entity(entity_id(name, type), type, name, tuple(sorted(texts - {name, ""})))
    is_bound = called is None and all(node.scope is not None for node in nodes)
    return _apart(entity, nodes[0]) if is_bound else entity


def _apart(entity: Entity, node: Node) -> Entity:
    return replace(entity, id=f"{entity.id}-{digest(*node.order)[:8]}")


def _type(nodes: Sequence[Node]) -> EntityType:
    """Known types first, then the one of most mentions; ``Organization`` only where nothing finer is said."""
    if len({node.type for node in nodes}) == 1:
        return nodes[0].type
    counts = Counter[EntityType]()
    for node in nodes:
        if not node.known:
            counts[node.type] += sum(count for _, count in node.surfaces)
    known = {node.type for node in nodes if node.known}
    choices = known or set(counts)
    return min(choices, key=lambda type: (type is EntityType.ORGANIZATION, -counts[type], type.value))


def _listed_name(nodes: Sequence[Node], said: Sequence[Node], type: EntityType) -> str | None:
    """The name on the known list, if the documents use it: a list may know a company by a later name.

    A user's own is used in any case.
    """
    if len(said) == len(nodes):
        return None
    seen = {key for node in said for key in (node.form.key, *(alias.key for alias in node.aliases))}
    mentions = Counter[str]()
    for node in said:
        mentions.update(dict(node.surfaces))
    only_inflected = all(_is_inflected(node, nodes) for node in _in_full(said))
    names = [
        (not node.own, node.type is not type, -mentions[text], len(text), text.isupper(), text)
        for node in nodes
        if node.known and (node.own or only_inflected or node.form.key in seen)
        for text, _ in node.surfaces
    ]
    return min(names)[-1] if names else None


def _frequent_name(said: Sequence[Node], seen: Container[str]) -> str:
    """What the documents write most often in full, without its legal form."""
    counts = Counter[str]()
    for node in _in_full(said):
        for text, count in node.surfaces:
            written = node.form if text == node.form.text else form(text, node.type)
            counts[plain_text(written, node.type, seen)] += count
    for text in sorted(counts):
        bare = text[:-2]
        if text.endswith(("'s", "’s")) and bare in counts:
            counts[bare] += counts.pop(text)
    return min(counts, key=lambda text: (-counts[text], -len(text), text.isupper(), text))


def _in_full(nodes: Sequence[Node]) -> Sequence[Node]:
    """The nodes without surnames, without Polish case forms and without acronyms, while any are left."""
    nodes = [node for node in nodes if node.scope is None] or nodes
    nodes = [node for node in nodes if not _is_inflected(node, nodes)] or nodes
    return [node for node in nodes if not node.form.is_acronym] or nodes


def _is_inflected(node: Node, nodes: Sequence[Node]) -> bool:
    return node.polish and any(is_case_form(node.form, other.form) for other in nodes)
