"""The names of all claims as nodes: one for each writing and type, with what its documents say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kg.model import Claim, EntityType, Name
from kg.resolve.names import PLACES, UNIT, Form, form, is_generic, is_weak

FOUNDING = frozenset({"establishes", "founded"})
"""Relations whose subjects tell one joint venture from another."""


@dataclass(frozen=True, slots=True)
class Node:
    """Names that need no judgement to be one: the same words, the same type, and where the name is not
    distinctive ("joint venture", a surname) the same document."""

    form: Form
    type: EntityType
    scope: str | None = None
    """The only document of a name that is not distinctive."""
    aliases: tuple[Form, ...] = ()
    """Other names that hold outside their document, too: no surnames, no "the company"."""
    shorthands: frozenset[str] = frozenset()
    """Keys of those aliases that are words of the name: Mistral of Mistral AI."""
    documents: frozenset[str] = frozenset()
    polish: bool = False
    """Seen in Polish documents only, so it may be a case form."""
    known: bool = False
    """From the list of known names and not from a claim."""
    own: bool = False
    """From a user's names: a known one that is called as the user calls it."""
    surfaces: tuple[tuple[str, int], ...] = ()
    """All writings of the name, with the number of mentions."""
    other_surfaces: tuple[str, ...] = ()
    """All writings of the aliases that are worth keeping."""

    @property
    def order(self) -> tuple[str, str, str, bool]:
        """Sorts nodes the same way on every run; no two nodes share it."""
        return " ".join(self.form.words) or self.form.text, self.type.value, self.scope or "", self.known


@dataclass(frozen=True, slots=True)
class Setting:
    """What the judgement of two nodes takes from all the others."""

    places: frozenset[str]
    """Folded words that name places."""
    names: frozenset[str]
    """Keys of the organisations and products that the claims speak of."""
    owners: Mapping[str, str]
    """Key of an alias → key of the one name that it stands for; ambiguous aliases are absent."""
    opponents: frozenset[tuple[int, int]]
    """Nodes (smaller index first) that stand on the two sides of one claim."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Nodes in a fixed order, and where each name of each document went."""

    nodes: tuple[Node, ...]
    index: Mapping[tuple[str, Name], int]
    """(document, name) → position in ``nodes``."""
    setting: Setting
    ties: Mapping[int, frozenset[int]]
    """A person's organisations, and the founders of a body that was set up."""


@dataclass(slots=True)
class _Draft:
    form: Form
    type: EntityType
    scope: str | None
    known: bool
    surfaces: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    polish: bool = True
    own: bool = False


_Key = tuple[tuple[str, ...] | str, EntityType, str | None, bool]


def gather(
    claims: Iterable[Claim],
    known: Iterable[Name],
    own: Iterable[Name] = (),
    is_bound: Callable[[Name, str], bool] = lambda name, document: False,
) -> Gathering:
    """Group the names of ``claims`` and of lists into nodes; the order of any does not matter.

    ``own`` are a user's names, ``known`` all others; ``is_bound`` tells that a name means something of its
    own in a document.
    """
    drafts: dict[_Key, _Draft] = {}
    for name in known:
        _draft(drafts, name, scope=None, known=True)
    for name in own:
        drafts[_draft(drafts, name, scope=None, known=True)].own = True
    known_keys = {draft.form.key for draft in drafts.values()}

    keys: dict[tuple[str, Name], _Key] = {}
    opponents: set[tuple[_Key, _Key]] = set()
    tied: set[tuple[_Key, _Key]] = set()
    for claim in claims:
        polish = claim.rule.startswith("pl.")
        ends = []
        for mention in (claim.subject, claim.object):
            where = (claim.document, mention.of)
            if where not in keys:
                scope = _scope(mention.of, claim.document, known_keys)
                if is_bound(mention.of, claim.document):
                    scope = claim.document
                keys[where] = _draft(drafts, mention.of, scope, known=False)
            draft = drafts[keys[where]]
            draft.surfaces[mention.of.name] += 1
            draft.documents.add(claim.document)
            draft.polish = draft.polish and polish and draft.form.key not in known_keys
            ends.append(keys[where])
        opponents.add((ends[0], ends[1]))
        if claim.relation in FOUNDING:
            tied.add((ends[1], ends[0]))
        if claim.subject.of.type is EntityType.PERSON and claim.object.of.type.is_organization:
            tied.add((ends[0], ends[1]))

    places, names = _vocabulary(drafts.values())
    built = {key: _node(draft, places, names) for key, draft in drafts.items()}
    order = sorted(built, key=lambda key: built[key].order)
    position = {key: i for i, key in enumerate(order)}
    nodes = tuple(built[key] for key in order)
    setting = Setting(
        places,
        names,
        _owners(nodes),
        frozenset((min(pair), max(pair)) for pair in ((position[a], position[b]) for a, b in opponents)),
    )
    ties: dict[int, set[int]] = defaultdict(set)
    for key, other in tied:
        ties[position[key]].add(position[other])
    return Gathering(
        nodes,
        {where: position[key] for where, key in keys.items()},
        setting,
        {i: frozenset(others) for i, others in ties.items()},
    )


def _draft(drafts: dict[_Key, _Draft], name: Name, scope: str | None, *, known: bool) -> _Key:
    written = form(name.name, name.type)
    same = written.core if name.type is EntityType.TOPIC else written.words
    key = (same or written.text, name.type, scope, known)
    draft = drafts.setdefault(key, _Draft(written, name.type, scope, known))
    draft.form = min(draft.form, written, key=lambda f: f.text)
    draft.aliases.update(name.aliases)
    if known:
        draft.surfaces[name.name] += 1
        draft.polish = False
    return key


def _scope(name: Name, document: str, known_keys: set[str]) -> str | None:
    written = form(name.name, name.type)
    if written.key in known_keys:
        return None
    if name.type is EntityType.PERSON:
        # A surname, or one behind initials, names a person only to who has read the document.
        return document if sum(len(word) > 1 for word in written.core) < 2 and written.key.isascii() else None
    return document if is_generic(written, name.type) else None


def _vocabulary(drafts: Iterable[_Draft]) -> tuple[frozenset[str], frozenset[str]]:
    places, names = set(PLACES), set()
    for draft in drafts:
        if draft.type is EntityType.PLACE and len(draft.form.core) == 1:
            places.add(draft.form.key)
        elif draft.known or draft.scope:
            continue
        elif draft.type.is_organization or draft.type is EntityType.PRODUCT:
            names.add(draft.form.key)
    return frozenset(places), frozenset(names)


def _node(draft: _Draft, places: frozenset[str], names: frozenset[str]) -> Node:
    aliases, kept, shorthands = {}, set(), set()
    for text in sorted(draft.aliases):
        alias = form(text, draft.type)
        if not alias.key or is_generic(alias, draft.type) or draft.type is EntityType.TOPIC:
            continue
        if draft.type is EntityType.PERSON:
            kept.add(alias.text)
            if sum(len(word) > 1 for word in alias.core) > 1 or not alias.key.isascii():
                aliases[alias.key] = alias
            continue
        if _names_a_part(alias, draft.form, places, names):
            continue
        kept.add(alias.text)
        if alias.key != draft.form.key and (draft.type is EntityType.PLACE or not is_weak(alias)):
            aliases[alias.key] = alias
            if set(alias.core) < set(draft.form.core):
                shorthands.add(alias.key)
    return Node(
        draft.form,
        draft.type,
        draft.scope,
        tuple(aliases[key] for key in sorted(aliases)),
        frozenset(shorthands),
        frozenset(draft.documents),
        draft.polish,
        draft.known,
        draft.own,
        tuple(sorted(draft.surfaces.items())),
        tuple(sorted(kept)),
    )


def _names_a_part(alias: Form, name: Form, places: frozenset[str], names: frozenset[str]) -> bool:
    """True where one is a part of the other: Google for Google Cloud, Sony for Sony Honda Mobility."""
    mine, its = set(alias.core), set(name.core)
    if mine < its:
        rest = [word for word in name.core if word not in mine]
        at_end = name.core[-len(alias.core):] == alias.core
        return any(w in UNIT or w in places for w in rest) or (not at_end and mentions_name(rest, names))
    return its < mine and any(word in UNIT or word in places for word in mine - its)


def mentions_name(words: Iterable[str], names: frozenset[str]) -> bool:
    """True if a word, or two that follow each other, are the name of an organisation or product."""
    words = list(words)
    pairs = ("".join(words[i : i + 2]) for i in range(len(words) - 1))
    return any(word in names for word in words) or any(pair in names for pair in pairs)


def _owners(nodes: Iterable[Node]) -> dict[str, str]:
    """For each alias the name that at least two thirds of its documents mean by it; claims before lists.

    A shorthand must also be stated in one document for every four in which it stands alone.
    """
    bearers: dict[str, Counter[str]] = defaultdict(Counter)
    listed: dict[str, Counter[str]] = defaultdict(Counter)
    alone: Counter[str] = Counter()
    stated_short: set[str] = set()
    for node in nodes:
        alone[node.form.key] += len(node.documents)
        for alias in node.aliases:
            if node.known:
                listed[alias.key][node.form.key] = 1
            else:
                bearers[alias.key][node.form.key] += len(node.documents)
                if alias.key in node.shorthands:
                    stated_short.add(alias.key)
    owners = {}
    for key in sorted(bearers.keys() | listed.keys()):
        counts = bearers.get(key) or listed[key]
        owner, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if 3 * count < 2 * counts.total():
            continue
        if key in stated_short and key not in listed and 4 * count < alone[key]:
            continue
        owners[key] = owner
    return owners
