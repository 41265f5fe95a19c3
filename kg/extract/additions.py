"""What a user's files add to extraction: frames, relations of their own, and names.

A frames file is written as the carried ones in ``frames/``, without their words: ``language``, any number
of ``[[frame]]``, and ``[[relation]]`` for relations that the program does not have. A names file is a
table (tab-separated ``name``, ``type``, ``aliases``, ``common``) or TOML with any number of ``[[name]]``.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.errors import FrameError, one_line
from kg.extract import gazetteer
from kg.extract.frame_files import chosen, grammar, languages, read_frame
from kg.extract.gazetteer import KnownName, OwnNames, beginnings, by_name, folded
from kg.extract.grammar import Frame, Grammar
from kg.identifiers import digest
from kg.model import ORGANIZATIONS, EntityType, Name
from kg.relations import RELATIONS, Additions, Relation

MAX_BYTES = 16 * 2**20
"""Of one file: some hundred thousand names."""

_RULE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_CLASS = re.compile(r"[A-Z][A-Za-z0-9]*")
_PROPERTY = re.compile(r"[a-z][A-Za-z0-9]*")
_PREFIX = {"property": "", "potential": "may", "former": "formerly"}
"""Of the plain properties of a relation, where their names are made from its own."""


@dataclass(frozen=True, slots=True)
class Own:
    """A user's frames by language, names, and relations."""

    frames: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    names: OwnNames = field(default_factory=OwnNames)
    additions: Additions = field(default_factory=Additions)
    digest: str | None = None
    """Of the files; None where there are none."""

    def extend(self, grammar: Grammar) -> Grammar:
        """``grammar`` with what the user adds."""
        frames = grammar.frames + self.frames.get(grammar.language, ())
        return replace(grammar, frames=frames, relations=self.additions.table, own=self.names)


def read_own(frames: Iterable[str | Path] = (), names: Iterable[str | Path] = ()) -> Own:
    """What the files ``frames`` and ``names`` add; a frame may use a relation that another file defines.

    Raises FrameError for a file that cannot be read or makes no sense: in one line, with the file, the
    line or key, and what is allowed.
    """
    frame_texts = {str(path): _text(path) for path in frames}
    name_texts = {str(path): _text(path) for path in names}
    if not frame_texts and not name_texts:
        return Own()
    tables = {source: _toml(text, source) for source, text in frame_texts.items()}
    relations = _relations(tables)
    known = _absorbed(by_name(_named(name_texts)))
    entries = dict.fromkeys(known.values())
    return Own(
        _frames(tables, {**RELATIONS, **relations}),
        OwnNames(known, folded(known), beginnings(known)),
        Additions(relations, tuple(Name(entry.name, entry.type, entry.aliases) for entry in entries)),
        digest(*sorted(frame_texts.values()), None, *sorted(name_texts.values())),
    )


def _text(path: str | Path) -> str:
    path = Path(path)
    try:
        if path.exists() and not path.is_file():
            raise FrameError(f"{path}: not a file")
        if path.stat().st_size > MAX_BYTES:
            raise FrameError(f"{path}: larger than {MAX_BYTES // 2**20} MB")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FrameError(f"{path}: not UTF-8: byte {error.start} cannot be decoded") from None
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise FrameError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _toml(text: str, source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise FrameError(f"{source}: not TOML: {one_line(error)}") from None


def _entries(data: Mapping[str, Any], key: str, source: str) -> list[dict[str, Any]]:
    """The tables under ``[[key]]``."""
    entries = data.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FrameError(f"{source}: write {key} as [[{key}]]")
    return entries


def _check_keys(data: Mapping[str, Any], known: Collection[str], label: str) -> None:
    if unknown := sorted(set(data) - set(known)):
        raise FrameError(f"{label} has unknown keys {', '.join(unknown)}; known are {', '.join(known)}")


# Frames


def _frames(
    tables: Mapping[str, Mapping[str, Any]], relations: Mapping[str, Relation]
) -> Mapping[str, tuple[Frame, ...]]:
    found: dict[str, dict[str, Frame]] = defaultdict(dict)
    for source, data in tables.items():
        _check_keys(data, ("language", "relation", "frame"), source)
        entries, language = _entries(data, "frame", source), data.get("language")
        if language not in languages() and (entries or "language" in data):
            raise FrameError(f"{source}: language must be one of {', '.join(languages())}")
        for entry in entries:
            frame = read_frame(entry, str(language), source, relations)
            _check_frame(frame, relations[frame.relation], f"{source}: frame {entry['name']!r}")
            own = found[str(language)]
            if frame.name in own or any(frame.name == each.name for each in grammar(str(language)).frames):
                raise FrameError(f"{source}: another frame is named {entry['name']!r} already")
            own[frame.name] = frame
    return {language: tuple(frames.values()) for language, frames in found.items()}


def _check_frame(frame: Frame, relation: Relation, label: str) -> None:
    """Refuses what could never fire: a frame without words, or with sides that its relation has not."""
    if not _RULE.fullmatch(frame.name):
        raise FrameError(f"{label}: a name is lower-case words joined by dots, such as sue.verb")
    if not frame.verbs and not frame.nouns:
        raise FrameError(f"{label} lacks a trigger: verbs or nouns")
    words = {*frame.nouns, *(trigger.lemma for trigger in frame.verbs)}
    if wrong := sorted(word for word in words if word != word.lower() or not word):
        raise FrameError(f"{label}: verbs and nouns are lower-case base forms, not {wrong[0]!r}")
    for side, given, allowed in (
        ("subject", frame.subject_types, relation.subjects),
        ("object", frame.object_types, relation.objects),
    ):
        if not getattr(frame, side):
            raise FrameError(f"{label}: {side} is empty; give the labels under which it may stand")
        if wrong := sorted(given - allowed):
            types = ", ".join(sorted(allowed))
            raise FrameError(f"{label}: {side}_types has {wrong[0]}, but {relation.name} takes {types}")


# Relations


def _relations(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    owners = {term: relation.name for relation in RELATIONS.values() for term in _terms(relation)}
    for source, data in tables.items():
        for entry in _entries(data, "relation", source):
            relation = _relation(entry, source)
            label = f"{source}: relation {relation.name!r}"
            if relation.name in RELATIONS:
                raise FrameError(f"{label} is one of the program's own; frames may use it as it is")
            if found.setdefault(relation.name, relation) != relation:
                raise FrameError(f"{label} is defined twice, and not alike")
            for term in _terms(relation):
                if owners.setdefault(term, relation.name) != relation.name:
                    raise FrameError(f"{label}: {term} belongs to {owners[term]}; give another name")
    return found


def _terms(relation: Relation) -> tuple[str, ...]:
    return relation.fact_class, relation.property, relation.potential, relation.former


def _relation(data: Mapping[str, Any], source: str) -> Relation:
    label = f"{source}: relation {data.get('name', '?')!r}"
    strings = ("name", "class", "property", "potential", "former", "label", "inverse")
    flags = ("symmetric", "event")
    _check_keys(data, (*strings, "domain", "range", *flags), label)
    if missing := [key for key in ("name", "domain", "range") if key not in data]:
        raise FrameError(f"{label} lacks {', '.join(missing)}")
    for key, value in data.items():
        if key in strings and not (isinstance(value, str) and value.strip()):
            raise FrameError(f"{label}: {key} must be a string")
        if key in flags and not isinstance(value, bool):
            raise FrameError(f"{label}: {key} must be true or false")
    name = data["name"]
    if not _SNAKE.fullmatch(name):
        raise FrameError(f"{label}: a name is lower-case words joined by underscores, such as licenses_to")
    domain, range = (_types(data[side], f"{label}: {side}") for side in ("domain", "range"))
    symmetric = data.get("symmetric", False)
    if symmetric and domain != range:
        raise FrameError(f"{label}: domain and range of a symmetric relation must be the same")
    camel = "".join(word.capitalize() for word in name.split("_"))
    property = data.get("property", camel[0].lower() + camel[1:])
    terms = {"class": data.get("class", camel), "property": property}
    for key in ("potential", "former"):
        terms[key] = data.get(key, _PREFIX[key] + property[:1].upper() + property[1:])
    for key, term in terms.items():
        if not (_CLASS if key == "class" else _PROPERTY).fullmatch(term):
            example = "Lawsuit" if key == "class" else "sues"
            raise FrameError(f"{label}: {key} must be a plain name such as {example}, not {term!r}")
    if len(set(terms.values())) < len(terms):
        raise FrameError(f"{label}: property, potential and former must differ")
    return Relation(
        name=name,
        subjects=domain,
        objects=range,
        fact_class=terms["class"],
        property=terms["property"],
        potential=terms["potential"],
        former=terms["former"],
        symmetric=symmetric,
        inverse=data.get("inverse", ""),
        event=data.get("event", False),
        label=data.get("label", ""),
    )


def _types(value: object, label: str) -> frozenset[EntityType]:
    """Types as a user gives them; Organization stands for every kind of organisation."""
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        raise FrameError(f"{label} must be a list of types, of {', '.join(EntityType)}")
    types = frozenset(chosen(EntityType, each, label) for each in value)
    return types | ORGANIZATIONS if EntityType.ORGANIZATION in types else types


# Names


def _named(texts: Mapping[str, str]) -> Iterator[tuple[str, KnownName]]:
    """Every name with its place: file and line, or file and name."""
    for source, text in texts.items():
        found = _from_toml(text, source) if source.endswith(".toml") else gazetteer.known(text, source)
        for place, entry in found:
            if entry.type is EntityType.TOPIC:
                raise FrameError(f"{place}: a Topic is no name; give another type")
            yield place, entry


def _from_toml(text: str, source: str) -> Iterator[tuple[str, KnownName]]:
    data = _toml(text, source)
    _check_keys(data, ("name",), source)
    for entry in _entries(data, "name", source):
        label = f"{source}: name {entry.get('name', '?')!r}"
        _check_keys(entry, ("name", "type", "aliases", "common"), label)
        for key in ("name", "type"):
            if not isinstance(entry.get(key), str) or not entry[key].strip():
                raise FrameError(f"{label}: {key} must be a string")
        for key in ("aliases", "common"):
            value = entry.get(key, [])
            if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
                raise FrameError(f"{label}: {key} must be a list of strings")
        aliases, common = tuple(entry.get("aliases", ())), tuple(entry.get("common", ()))
        yield (
            label,
            KnownName(entry["name"], chosen(EntityType, entry["type"], f"{label}: type"), aliases, common),
        )


def _absorbed(own: Mapping[str, KnownName]) -> Mapping[str, KnownName]:
    """``own`` with the aliases of the carried things whose names they are: a new alias joins the old ones."""
    merged: dict[str, KnownName] = {}
    for entry in dict.fromkeys(own.values()):
        spellings, common = list(entry.spellings), list(entry.common)
        for spelling in entry.spellings:
            for table in (gazetteer.known_names(), gazetteer.people(), gazetteer.products()):
                carried = table.get(spelling)
                if carried is None or carried.name != spelling or not _alike(carried.type, entry.type):
                    continue
                others = [other for other in carried.aliases if other not in own]
                spellings += [other for other in others if other not in spellings]
                common += [other for other in carried.common if other in others]
        whole = replace(entry, aliases=tuple(spellings[1:]), common=tuple(common))
        merged |= dict.fromkeys(whole.spellings, whole)
    return merged


def _alike(left: EntityType, right: EntityType) -> bool:
    return left is right or (left.is_organization and right.is_organization)
