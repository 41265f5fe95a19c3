"""What must hold whatever is read: one function a target, which takes bytes and asserts.

The suite runs them for a moment under hypothesis; ``run.py`` runs them for as long as it is told to.
A target may be refused its input by a child of KgError, in one printable line, and by nothing else.
"""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from zlib import crc32

import networkx
import pyoxigraph

from kg.aside import Aside
from kg.build import resolved
from kg.errors import KgError, visible
from kg.extract import Extractor
from kg.extract.additions import read_own
from kg.extract.dates import find_dates
from kg.extract.money import find_money
from kg.model import Claim, Document, Entity, EntityType, PassageKind, Resolution
from kg.network import network
from kg.read import Failure, read
from kg.read.frontmatter import front_matter
from kg.relations import RELATIONS
from kg.resolve.decision_lines import written
from kg.resolve.decisions import read_decision, read_decisions
from kg.store.guard import refuse_unsafe
from kg.store.quads import as_stored, extraction_quads
from kg.store.queries import Kind, named_query, queries
from kg.store.terms import is_day
from kg.view.html import page

Target = Callable[[bytes], None]

LANGUAGES = ("en", "pl")
_NOTHING = pyoxigraph.Store()


def told(reason: object) -> None:
    """A reason is one line that a terminal shows and does not obey."""
    line = str(reason)
    assert line.strip(), "no reason"
    assert visible(line) == line, f"not printable: {line!r}"
    assert len(line.splitlines()) == 1, f"several lines: {line!r}"


def refused(error: KgError) -> None:
    """What a target refuses with."""
    assert type(error) is not KgError, "a kind of its own says where it comes from"
    told(error)


def sound(document: Document) -> None:
    """Passages are slices of the text, in order, disjoint, and begin and end in something to read."""
    end = 0
    for passage in document.passages:
        assert end <= passage.start < passage.end <= len(document.text)
        assert not document.text[passage.start].isspace()
        assert not document.text[passage.end - 1].isspace()
        end = passage.end
    assert document.passages
    assert document.published is None or is_day(document.published)
    for value in (document.id, document.text, document.title, document.url, document.publisher):
        assert value is None or value.encode("utf-8").decode("utf-8") == value
    for line in (document.id, document.title, document.publisher):
        assert line is None or "\n" not in line


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()  # one for all inputs: to make and remove it takes most of the time


def _file(name: str, content: bytes) -> Path:
    path = Path(_scratch().name, name)
    path.write_bytes(content)
    return path


def documents(content: bytes, ending: str) -> list[Document]:
    """What reading makes of a file."""
    found = []
    for item in read(_file(f"any{ending}", content)):
        if isinstance(item, Failure):
            told(item.reason)
        else:
            sound(item)
            found.append(item)
    return found


def _reader(ending: str, *, zipped: bool = False) -> Target:
    def target(content: bytes) -> None:
        documents(gzip.compress(content, 1) if zipped else content, ending)

    return target


@cache
def _extractor() -> Extractor:
    return Extractor()


def claims(content: bytes) -> None:
    """The straight line: every name, quote and place of a claim is a slice of the document as it was read."""
    claims_together([content])


def claims_together(contents: Sequence[bytes]) -> None:
    """The same of many, which are read and resolved several times as fast together."""
    found = {
        document.id: document
        for number, content in enumerate(contents)
        for document in documents(content, f"{number}.txt")
        if document.language in LANGUAGES
    }
    said: list[Claim] = []
    for reading in _extractor().readings(sorted(found.values(), key=lambda document: document.language)):
        text, extraction = reading.document.text, _extractor().extraction(reading)
        for claim in extraction.claims:
            quote = claim.evidence
            assert text[quote.start : quote.end] == quote.quote
            for mention in (claim.subject, claim.object):
                assert text[mention.start : mention.end] == mention.text
        as_stored(extraction_quads(extraction, "print"))
        said += extraction.claims
    if said:
        page(network(resolved(said), found), "Any")


def money(content: bytes) -> None:
    """Sums are disjoint, finite and where they say."""
    text = content.decode("utf-8", "replace")
    for language in LANGUAGES:
        end = 0
        for span in find_money(text, language):
            assert end <= span.start < span.end <= len(text)
            end = span.end
            for sum_ in (span.money, *span.equivalents):
                assert sum_.amount.is_finite()
                assert sum_.amount > 0
                assert sum_.maximum is None or sum_.maximum.is_finite()
            wording = span.money.wording
            assert text[span.start : span.start + len(wording)] == wording


def dates(content: bytes) -> None:
    """Expressions of time are disjoint and where they say; the day of publication is one or is refused."""
    text = content.decode("utf-8", "replace")
    for language in LANGUAGES:
        for published in ("2024-05-14", text[:10]):
            end = 0
            with _refusing():
                for span in find_dates(text, language, published):
                    assert end <= span.start < span.end <= len(text)
                    assert span.date is None or is_day(span.date)
                    assert span.period is None or re.fullmatch("P[1-9][0-9]*[YMWD]", span.period)
                    end = span.end


def head(content: bytes) -> None:
    """Front matter lies within the text."""
    text = content.decode("utf-8", "replace")
    with _refusing():
        found = front_matter(text)
        if found:
            assert found.end <= len(text)
            end = 0
            for passage in found.passages:
                assert end <= passage.start < passage.end <= found.end
                assert passage.kind in PassageKind
                end = passage.end


def _own(kind: str, ending: str) -> Target:
    def target(content: bytes) -> None:
        with _refusing():
            read_own(**{kind: [_file(f"own{ending}", content)]})

    return target


def decisions(content: bytes) -> None:
    """A decision that is understood is written so that it is understood as the same."""
    text = content.decode("utf-8", "replace")
    with _refusing():
        read_decisions(text, "any.decisions", RELATIONS)
    for line in text.splitlines():
        with suppress(KgError):
            decision = read_decision(line, "any", RELATIONS)
            if decision is not None:
                again = read_decision(decision.text, "any", RELATIONS)
                assert again == decision
                for term in decision.terms:
                    assert " ".join(written(term, RELATIONS).split()) == written(term, RELATIONS)


def parameters(content: bytes) -> None:
    """No value of a parameter is read as SPARQL: the engine understands the query whatever it is given.

    The input says by its digest which of the queries, for to understand one takes long.
    """
    text = content.decode("utf-8", "replace")
    asked = [(query, parameter) for query in queries() for parameter in query.parameters]
    query, parameter = asked[crc32(content) % len(asked)]
    given = {each.name: "x" for each in query.parameters if each.required} | {parameter.name: text}
    with _refusing():
        bound = named_query(query.name, given)
        assert bound.count("\n") == query.sparql.count("\n")
        if parameter.kind is not Kind.NUMBER:
            refuse_unsafe(query.sparql)
        _NOTHING.query(bound)


def guard(content: bytes) -> None:
    """What the guard lets through calls no server and reads no file: the engine says so itself."""
    text = content.decode("utf-8", "replace")
    with _refusing():
        refuse_unsafe(text)
        try:
            _NOTHING.query(text, base_iri="http://base.example/")
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            failure = str(error).lower()
        else:
            failure = ""
        assert "service" not in failure or "expected" in failure, failure


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script" and not self.data:
            self.data = data


@cache
def _tags() -> list[str]:
    return _parsed(page(networkx.MultiDiGraph(), "Elm")).tags


def _parsed(html: str) -> _Scripts:
    # the scripts of the page's own come after the data, and are not what is tested
    parser = _Scripts()
    parser.feed(html[: html.index("</script>") + len("</script>")])
    return parser


def names_on_a_page(content: bytes) -> None:
    """Whatever a thing is called, the page has the elements that it has without, and the name as data."""
    name = content.decode("utf-8", "replace")
    things = [Entity(f"company/{n}", EntityType.COMPANY, name, (name,)) for n in range(2)]
    parser = _parsed(page(network(Resolution(tuple(things), (), ()), {}), name))
    assert parser.tags == _tags()
    assert {each["name"] for each in json.loads(parser.data)["entities"].values()} == {name}


def set_aside(content: bytes) -> None:
    """A list of what failed is read, or refused; what is read is written back and read as the same."""
    path = _file("failed.jsonl", content)
    with _refusing():
        with Aside(path, "print") as aside:
            aside.add("a", "b", "c")
        with Aside(path, "print") as aside:
            assert aside.reason("a", "b") == "c"


class _refusing:
    def __enter__(self) -> None:
        """Whatever is refused is refused as it should be."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> bool:
        if isinstance(error, KgError):
            refused(error)
        return isinstance(error, KgError)


TARGETS: Mapping[str, Target] = {
    "text": _reader(".txt"),
    "html": _reader(".html"),
    "jsonl": _reader(".jsonl"),
    "csv": _reader(".csv"),
    "feed": _reader(".xml"),
    "pdf": _reader(".pdf"),
    "gzip": _reader(".txt.gz"),
    "zipped": _reader(".jsonl.gz", zipped=True),
    "sniffed": _reader(""),
    "claims": claims,
    "money": money,
    "dates": dates,
    "front-matter": head,
    "frames": _own("frames", ".toml"),
    "names-toml": _own("names", ".toml"),
    "names-table": _own("names", ".tsv"),
    "decisions": decisions,
    "parameters": parameters,
    "guard": guard,
    "page": names_on_a_page,
    "failed": set_aside,
}
"""By their names."""

TOGETHER: Mapping[str, Callable[[Sequence[bytes]], None]] = {"claims": claims_together}
"""Those that take many inputs faster than one by one."""
