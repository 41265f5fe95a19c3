"""JSON Lines and CSV: one document a line or row, read as a stream."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.errors import ReadError
from kg.identifiers import digest
from kg.read.item import Failure, Item
from kg.read.source import MAX_DOCUMENT_BYTES, decode, read_lines

COLUMNS = ("id", "text", "title", "url", "publisher", "published", "language")
"""The keys of a line and the columns of a table; only ``text`` must be there."""

_TOO_LONG = f"line {{}} is larger than {MAX_DOCUMENT_BYTES // 2**20} MB, the limit for one document"


def read_jsonl(stream: BinaryIO, source: str) -> Iterator[Item | Failure]:
    """The documents of a JSON Lines stream; a bad line yields a Failure with its number."""
    for number, line in read_lines(stream):
        where = f"{source}:{number}"
        try:
            if line is None:
                raise ReadError(_TOO_LONG.format(number))
            if line.strip():
                yield _item(_object(decode(line), number), where, f"line {number}")
        except ReadError as error:
            yield Failure(where, str(error))


def read_csv(stream: BinaryIO, source: str) -> Iterator[Item | Failure]:
    """The documents of a CSV stream with a header; a bad row yields a Failure with its line.

    Raises ReadError where there is no ``text`` column, or where quotes no longer tell one row
    from the next.
    """
    # the module keeps one limit for the whole process, far below the length of a long report
    csv.field_size_limit(MAX_DOCUMENT_BYTES)
    rows = csv.DictReader(_decoded(stream), strict=True)
    try:
        names = [(name or "").strip().lower() for name in rows.fieldnames or ()]
        if "text" not in names:
            raise ReadError(f"no column 'text' in the header; the columns are {', '.join(COLUMNS)}")
        rows.fieldnames = names
        for row in rows:
            where = f"{source}:{rows.line_num}"
            try:
                yield _item(row, where, f"line {rows.line_num}")
            except ReadError as error:
                yield Failure(where, str(error))
    except csv.Error as error:
        raise ReadError(f"line {rows.line_num}: broken CSV ({error}); what follows is not read") from error


def is_table_header(line: str) -> bool:
    """True where a first line names columns, ``text`` among them."""
    names = {name.strip().strip('"').lower() for name in line.split(",")}
    return "text" in names and len(names & set(COLUMNS)) >= 2


def _decoded(stream: BinaryIO) -> Iterator[str]:
    for number, line in read_lines(stream):
        if line is None:
            raise ReadError(_TOO_LONG.format(number))
        try:
            yield decode(line)
        except ReadError as error:
            raise ReadError(f"line {number}: {error}") from error


def _object(line: str, number: int) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(f"line {number}: broken JSON at character {error.pos + 1} ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise ReadError(f"line {number}: JSON that cannot be read ({type(error).__name__})") from error
    if not isinstance(value, dict):
        raise ReadError(f"line {number}: not a JSON object with 'id' and 'text'")
    return value


def _item(row: Mapping[str, object], source: str, place: str) -> Item:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadError(f"{place}: no 'text'")
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ReadError(f"{place}: 'text' holds half of a surrogate pair, which UTF-8 cannot store")
    values = {name: _string(row, name, place) for name in COLUMNS if name != "text"}
    return Item(
        source=source,
        id=values["id"] or digest(values["url"] or text),
        text=text,
        title=values["title"],
        url=values["url"],
        publisher=values["publisher"],
        published=values["published"],
        language=values["language"],
    )


def _string(row: Mapping[str, object], name: str, place: str) -> str | None:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise ReadError(f"{place}: {name!r} is not a string")
    return " ".join(value.split()) or None if value else None
