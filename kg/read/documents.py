"""A SOURCE → its documents, one at a time; what cannot be read is told and passed over."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from kg.errors import ReadError
from kg.identifiers import digest
from kg.model import Document, Passage, PassageKind
from kg.read.clean import clean, trim
from kg.read.dates import iso_date
from kg.read.fetch import fetch, holds_user, is_url
from kg.read.frontmatter import front_matter
from kg.read.item import Failure, Item
from kg.read.langid import identify, language_code
from kg.read.pdf import read_pdf
from kg.read.source import MAX_FILE_BYTES, decode, opened, peek, read_all
from kg.read.tables import is_table_header, read_csv, read_jsonl

_FORMATS = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".xml": "feed", ".rss": "feed", ".atom": "feed",
    ".pdf": "pdf",
}
ENDINGS = tuple(_FORMATS)
"""The endings that are read in a folder, each also with ``.gz``."""

# atomic, for a file of nothing but "<?x?>" would otherwise be tried in every way to part it
_PROLOGUE = rb"(?>(?><\?.*?\?>|<!--.*?-->)\s*)*+"
_HTML = re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(
    _PROLOGUE + rb"(?:<!doctype\s+rss.*?>\s*)?<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE | re.DOTALL
)

_HEAD = 4096
"""Bytes by which a format is told."""

_IDENTIFIED = 20_000
"""Characters of prose that tell the language as well as more would."""


def read(source: str | Path, *, allow_network: bool = False) -> Iterator[Document | Failure]:
    """The documents of a file, a folder (with all in it), ``-`` (standard input) or an http(s) address.

    Yields a Failure for what cannot be read, and goes on with the next. Raises ReadError at once for an
    address without ``allow_network``, and for one that holds a password, which would be printed and stored.
    """
    if isinstance(source, str) and is_url(source) and holds_user(source):
        raise ReadError("the address of a page holds no user and no password; save that page as a file")
    if isinstance(source, str) and is_url(source) and not allow_network:
        raise ReadError(f"{source} is on the network; give --allow-network to fetch it")
    return unique_ids(map(_document, _items(source)))


def unique_ids(documents: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
    """The same documents, where a later one with a taken id gets a suffix from its text.

    ``read`` does this for one source; a run over several does it once more over all.
    """
    taken: set[str] = set()
    for document in documents:
        if isinstance(document, Document):
            id, copies = document.id, 1
            while id in taken:
                id = f"{document.id}-{digest(document.text)[:8]}" + (f"-{copies}" if copies > 1 else "")
                copies += 1
            taken.add(id)
            document = document if id == document.id else replace(document, id=id)
        yield document


def _items(source: str | Path) -> Iterator[Item | Failure]:
    if isinstance(source, str) and is_url(source):
        yield from _guarded(source, _url_items(source))
    elif source == "-":
        yield from _guarded("-", _stream_items(sys.stdin.buffer, "-", "stdin", None))
    elif (path := Path(source)).is_dir():
        yield from _folder_items(path)
    else:
        yield from _guarded(_shown(path), _file_items(path))


def _guarded(source: str, items: Iterator[Item | Failure]) -> Iterator[Item | Failure]:
    """The items of one source up to the one that breaks it."""
    try:
        yield from items
    except ReadError as error:
        yield Failure(source, str(error))
    except OSError as error:
        yield Failure(source, f"cannot be read: {error.strerror or error}")


def _folder_items(folder: Path) -> Iterator[Item | Failure]:
    root, found = folder.resolve(), False
    closed: list[OSError] = []
    for directory, subfolders, names in os.walk(folder, onerror=closed.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted(names):
            path = Path(directory, name)
            if name.startswith(".") or not _ending(name)[1]:
                continue
            found = True
            if not path.resolve().is_relative_to(root):
                yield Failure(_shown(path), "a link out of the folder; give that file by its own path")
            elif path.exists() and not path.is_file():
                yield Failure(_shown(path), "not a file")
            else:
                yield from _guarded(_shown(path), _file_items(path))
    for error in closed:
        yield Failure(str(error.filename), f"cannot be read: {error.strerror}")
    if not found and not closed:
        yield Failure(str(folder), f"no file with a known ending in this folder ({', '.join(ENDINGS)})")


def _file_items(path: Path) -> Iterator[Item | Failure]:
    if not path.exists():
        raise ReadError("no such file or folder")
    stem, ending = _ending(path.name)
    with path.open("rb") as raw:
        if path.name.lower().endswith(".gz") and raw.peek(2)[:2] != b"\x1f\x8b":
            raise ReadError("not a gzip file, though its name ends in .gz")
        yield from _stream_items(raw, _shown(path), _shown(stem), _FORMATS.get(ending))


def _stream_items(raw: BinaryIO, source: str, id: str, format: str | None) -> Iterator[Item | Failure]:
    stream = opened(raw)
    format = _sniffed(peek(stream, _HEAD), format)
    if format == "jsonl":
        yield from read_jsonl(stream, source)
    elif format == "csv":
        yield from read_csv(stream, source)
    elif format == "feed":
        from kg.read.web import read_feed  # slow to import, as all that knows web pages is

        yield from read_feed(read_all(stream, MAX_FILE_BYTES), source)
    elif format == "pdf":
        yield read_pdf(read_all(stream, MAX_FILE_BYTES), source, id)
    elif format == "html":
        from kg.read.web import read_html

        yield read_html(read_all(stream), source, id)
    else:
        yield Item(source, id, decode(read_all(stream)).replace("\r\n", "\n"))


def _url_items(url: str) -> Iterator[Item | Failure]:
    page = fetch(url)
    path = Path(urlsplit(page.url).path)
    formats = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf"}
    format = formats.get(page.content_type) or format_of(path.name)
    if _sniffed(page.data[:_HEAD], format) == "html":
        from kg.read.web import read_html

        yield read_html(page.data, url, digest(page.url), url=page.url, charset=page.charset)
        return
    for item in _stream_items(io.BytesIO(page.data), url, digest(page.url), format):
        yield replace(item, url=item.url or page.url) if isinstance(item, Item) else item


def _sniffed(head: bytes, format: str | None) -> str:
    """The format by what a stream begins with, where that is plain, else the one of its ending."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise ReadError("empty")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if _HTML.match(start):
        return "html"
    if _FEED.match(start):
        return "feed"
    if format:
        return format
    if re.match(rb"\{\s*\"", start):
        return "jsonl"
    first = start.split(b"\n", 1)[0].decode("utf-8", "replace")
    return "csv" if is_table_header(first) else "text"


def _shown(path: str | Path) -> str:
    """A path as text that can be stored: what is no UTF-8 in a file name becomes a question mark."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def format_of(name: str) -> str | None:
    """The format that a file's name tells; None where it tells none."""
    return _FORMATS.get(_ending(name)[1])


def _ending(name: str) -> tuple[str, str]:
    """A file name as its stem and its ending, ``.gz`` left out; the ending is empty where it is not known."""
    stem = name[:-3] if name.lower().endswith(".gz") else name
    ending = Path(stem).suffix.lower()
    return (stem[: -len(ending)], ending) if ending in _FORMATS else (stem, "")


def _document(item: Item | Failure) -> Document | Failure:
    if isinstance(item, Failure):
        return item
    try:
        return document(item)
    except ReadError as error:
        return Failure(item.source, str(error))


def document(item: Item) -> Document:
    """Cleans an item: its passages, its language, and what its front matter or its page says of it.

    Raises ReadError where it has nothing to read or its language cannot be told.
    """
    text = item.text
    if not text.strip():
        raise ReadError("empty")
    head = front_matter(text)
    title = item.title or (head.title if head else None)
    cleaned = clean(text, head.end if head else 0, title)
    passages = (*filter(None, (trim(text, p) for p in (head.passages if head else ()))), *cleaned.passages)
    if not passages:
        raise ReadError("no sentence and no headline to read")
    prose = "\n".join(text[p.start : p.end] for p in passages)
    given = item.language or (head.language if head else None)
    return Document(
        id=item.id,
        text=text,
        passages=passages,
        language=language_code(given) if given else identify(prose[:_IDENTIFIED]),
        title=title or _first_headline(text, passages),
        url=item.url or (head.url if head else None),
        publisher=item.publisher or (head.publisher if head else None),
        published=iso_date(item.published) or (head.published if head else None) or cleaned.published,
    )


def _first_headline(text: str, passages: tuple[Passage, ...]) -> str | None:
    first = passages[0]
    return " ".join(text[first.start : first.end].split()) if first.kind is PassageKind.TITLE else None
