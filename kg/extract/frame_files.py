"""The files of frames, ``frames/<language>.toml``, as grammars; whoever writes one wrong is told where."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from importlib import resources
from typing import Any, TypeVar

from kg.declension import shown_case
from kg.errors import FrameError, LanguageError
from kg.extract import gazetteer, wordlists
from kg.extract.grammar import Frame, Grammar, StatusCues, Titles, Trigger, Words
from kg.model import EntityType, Status
from kg.relations import RELATIONS, Relation

_DEEDS = frozenset(
    {"acquires", "competes_with", "founded", "funds", "invests_in", "partners_with", "supplies"}
)
"""Relations whose verbs have only persons and bodies for their subjects."""


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a frame file, sorted."""
    files = resources.files("kg.extract").joinpath("frames").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@functools.cache
def grammar(language: str) -> Grammar:
    """The grammar of ``language``.

    Raises LanguageError where there is none, FrameError where its file is wrong.
    """
    if language not in languages():
        raise LanguageError(f"no frames for language {language!r}; there are {', '.join(languages())}")
    text = resources.files("kg.extract").joinpath("frames", f"{language}.toml").read_text(encoding="utf-8")
    return parse(text, language, f"{language}.toml")


def parse(text: str, language: str, source: str) -> Grammar:
    """A grammar from the text of a frame file; ``source`` names it in errors."""
    try:
        return _grammar(tomllib.loads(text), language, source)
    except KeyError as error:
        raise FrameError(f"{source}: lacks {error}") from error
    except ValueError as error:
        raise FrameError(f"{source}: {error}") from error


def _grammar(data: Mapping[str, Any], language: str, source: str) -> Grammar:
    words = wordlists.read(Words, data["words"], f"{source}: [words]")
    status = wordlists.read(StatusCues, data["status"], f"{source}: [status]")
    # Who denies or plans a deal is a party to it: such words carry nouns as "sign" and "talks" do.
    telling = status.planned | status.potential | status.hearsay | status.ended | status.denied
    telling = frozenset(cue.partition(" ")[0] for cue in telling)
    words = replace(
        words, light_verbs=words.light_verbs | telling, carrier_nouns=words.carrier_nouns | telling
    )
    titles = wordlists.read(Titles, data["titles"], f"{source}: [titles]")
    frames = tuple(read_frame(entry, language, source) for entry in data["frame"])
    kinds: dict[str, EntityType] = {}
    cases: dict[str, str] = {}
    plurals: set[str] = set()
    for type, entries in data["descriptors"].items():
        for entry in entries:
            singular, _, plural = entry.partition("|")
            lemma, *others = singular.split()
            kinds |= dict.fromkeys((lemma, *others, *plural.split()), EntityType(type))
            plurals |= {*plural.split()}
            cases |= {form: shown_case(form, lemma) for form in others}
    return Grammar(
        language=language,
        placeholders=data["placeholders"],
        descriptors=kinds,
        apposed=frozenset(kinds) - words.relational,
        plurals=frozenset(plurals),
        descriptor_cases={form: case for form, case in cases.items() if form not in plurals},
        compounds=data["compounds"],
        alike=data["alike"],
        respelled=data["respelled"],
        after_names=data["after_names"],
        words=words,
        status=status,
        titles=titles,
        title_words=titles.heads | titles.modifiers,
        legal_forms=frozenset(form.casefold().rstrip(".") for form in gazetteer.legal_forms(language)),
        frames=frames,
        acts=words.says | frozenset(data["after_names"].values()),
        deeds=words.deeds | {t.lemma for f in frames if f.relation in _DEEDS for t in f.verbs},
    )


def read_frame(
    data: Mapping[str, Any], language: str, source: str, relations: Mapping[str, Relation] = RELATIONS
) -> Frame:
    """A frame from its table in a frame file; ``source`` names the file in errors.

    Raises FrameError where the table lacks a key, has one that frames do not know, or a value that makes
    no sense.
    """
    label = f"{source}: frame {data.get('name', '?')!r}"
    kinds = {key.name: str(key.type) for key in fields(Frame)}
    if unknown := sorted(set(data) - set(kinds)):
        known = ", ".join(sorted(kinds))
        raise FrameError(f"{label} has unknown keys {', '.join(unknown)}; known are {known}")
    if missing := sorted({"name", "relation", "example", "near_miss", "subject", "object"} - set(data)):
        raise FrameError(f"{label} lacks {', '.join(missing)}")
    for key, value in data.items():
        if not _is(kinds[key], value):
            raise FrameError(f"{label}: {key} must be {_WANTED.get(kinds[key], 'a list of strings')}")
    if data["relation"] not in relations:
        raise FrameError(f"{label}: no relation {data['relation']!r}; there are {', '.join(relations)}")
    values = dict(data)
    for key in ("subject", "object", "topic", "requires", "excludes", "goods"):
        values[key] = tuple(data.get(key, ()))
    values["verbs"] = tuple(Trigger.parse(verb) for verb in data.get("verbs", ()))
    for key in ("nouns", "needs", "lacks", "takes"):
        values[key] = frozenset(data.get(key, ()))
    for key in ("subject_types", "object_types"):
        values[key] = frozenset(chosen(EntityType, type, f"{label}: {key}") for type in data.get(key, ()))
    values["status"] = chosen(Status, data["status"], f"{label}: status") if "status" in data else None
    values["name"] = f"{language}.{data['name']}"
    return Frame(**values)


_WANTED = {
    "str": "a string",
    "Status | None": "a string",
    "bool": "true or false",
    "float": "a number between 0 and 1",
}
"""What a value of a frame must be, by the type of its field; everything else is a list of strings."""


def _is(kind: str, value: object) -> bool:
    if kind == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1
    if kind == "bool":
        return isinstance(value, bool)
    if kind in _WANTED:
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


_Choice = TypeVar("_Choice", EntityType, Status)


def chosen(kind: type[_Choice], value: str, label: str) -> _Choice:
    """The member of ``kind`` that is called ``value``; FrameError with all of them where none is."""
    try:
        return kind(value)
    except ValueError:
        raise FrameError(f"{label}: {value!r} is none of {', '.join(kind)}") from None
