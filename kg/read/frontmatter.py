"""YAML front matter: where in the raw text its title, its excerpt and its related entries stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from kg.errors import ReadError, one_line
from kg.model import Passage, PassageKind
from kg.read.dates import iso_date

MAX_FRONT_MATTER = 100_000
"""Characters; what is longer is no front matter that anybody wrote."""

_FENCES = re.compile(
    r"\s*---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)

_TITLE = ("title", "headline")
_BODY = (
    "subtitle", "excerpt", "description", "summary", "lead", "lede", "abstract", "deck",
    "content", "body", "text",
)
_RELATED = ("related", "relatedarticles", "similar", "seealso")
_PUBLISHED = (
    "publisheddatetime", "datepublished", "publishedat", "publisheddate", "publishdate", "pubdate",
    "published", "date", "created", "createdat",
)
_PUBLISHER = ("provider", "publisher", "sitename", "site", "source")
_NAME = ("name", "title")
_URL = ("originalurl", "canonicalurl", "canonical", "url", "weburl", "link", "permalink")
_LANGUAGE = ("language", "lang", "locale")

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
"""An anchor or a tag, which YAML counts as part of the value."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a document says; its passages are slices of the raw text, ``end`` is past the head."""

    end: int
    passages: tuple[Passage, ...]
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    language: str | None


def front_matter(text: str) -> FrontMatter | None:
    """The YAML front matter that ``text`` begins with, or None where it begins otherwise.

    A passage holds a value without its quotes; where YAML folds or escapes, the raw slice stands.
    Raises ReadError, with the line, where the head is fenced as front matter but is no YAML.
    """
    if not text.lstrip().startswith("---"):
        return None
    fences = _FENCES.match(text, 0, MAX_FRONT_MATTER)
    if not fences:
        return None
    offset = fences.start("yaml")
    try:
        node = yaml.compose(fences["yaml"], Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = text.count("\n", 0, offset) + (error.problem_mark.line + 1 if error.problem_mark else 1)
        raise ReadError(f"broken YAML in the front matter, line {line}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ReadError(f"broken YAML in the front matter: {one_line(error, 200)}") from error
    if not isinstance(node, yaml.MappingNode):
        return None
    fields = _fields(node)
    passages = [*_passages(fields, offset, text, PassageKind.TITLE, PassageKind.BODY)]
    for key in _RELATED:
        for entry in _entries(fields.get(key)):
            passages += _passages(
                entry, offset, text, PassageKind.RELATED, PassageKind.RELATED,
                published=_published(entry), publisher=_publisher(entry),
            )
    return FrontMatter(
        end=fences.end(),
        passages=_disjoint(passages),
        title=_first(fields, _TITLE),
        url=_first(fields, _URL),
        publisher=_publisher(fields),
        published=_published(fields),
        language=_first(fields, _LANGUAGE),
    )


def _fields(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    """The values by their keys, in the spelling of the tables above: ``pub_date`` is ``pubdate``."""
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            fields.setdefault(re.sub(r"[\W_]", "", key.value).lower(), value)
    return fields


def _entries(node: yaml.Node | None) -> Iterator[dict[str, yaml.Node]]:
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            if isinstance(entry, yaml.MappingNode):
                yield _fields(entry)


def _passages(
    fields: Mapping[str, yaml.Node],
    offset: int,
    text: str,
    headline: PassageKind,
    prose: PassageKind,
    *,
    published: str | None = None,
    publisher: str | None = None,
) -> Iterator[Passage]:
    for keys, kind in ((_TITLE, headline), (_BODY, prose)):
        for key in keys:
            span = _span(fields.get(key), offset, text)
            if span:
                yield Passage(*span, kind=kind, published=published, publisher=publisher)


def _span(node: yaml.Node | None, offset: int, text: str) -> tuple[int, int] | None:
    """Where a scalar's value stands in the raw text, without quotes, block signs and outer space."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        return None
    start, end = node.start_mark.index + offset, node.end_mark.index + offset
    properties = _PROPERTIES.match(text, start, end)
    start = properties.end() if properties else start
    if node.style in ("'", '"'):
        start, end = start + 1, end - 1
    elif node.style in ("|", ">"):
        start = text.index("\n", start) + 1
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    return start, start + len(raw.strip())


def _disjoint(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """In order; an alias points at a place that may have been taken already."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda passage: (passage.start, passage.kind is PassageKind.RELATED)):
        if not kept or kept[-1].end <= passage.start:
            kept.append(passage)
    return tuple(kept)


_SURROGATE = re.compile("[\ud800-\udfff]")
"""Written as ``"\\ud83d"``, which YAML takes for a letter and UTF-8 cannot store."""


def _first(fields: Mapping[str, yaml.Node], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        node = fields.get(key)
        if isinstance(node, yaml.ScalarNode) and node.value.strip() and node.tag != "tag:yaml.org,2002:null":
            if _SURROGATE.search(node.value):
                raise ReadError("broken YAML in the front matter: half of a surrogate pair")
            return " ".join(node.value.split())
    return None


def _published(fields: Mapping[str, yaml.Node]) -> str | None:
    # "published: false" is a switch of a site generator, so each key is tried until one holds a date
    dates = (iso_date(_first(fields, (key,))) for key in _PUBLISHED)
    return next(filter(None, dates), None)


def _publisher(fields: Mapping[str, yaml.Node]) -> str | None:
    for key in _PUBLISHER:
        node = fields.get(key)
        name = _first(_fields(node), _NAME) if isinstance(node, yaml.MappingNode) else _first(fields, (key,))
        if name and "://" not in name:
            return name
    return None
