"""JSON Lines and CSV: one document a line or row, read as a stream."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.errors import ReadError, one_line
from kg.identifiers import digest
from kg.read.item import Failure, Item
from kg.read.source import MAX_DOCUMENT_BYTES, decode, read_lines

COLUMNS = ("id", "text", "title", "url", "publisher", "published", "language")
"""The keys of a line and the columns of a table; only ``text`` must be there."""

_TOO_LONG = f"a line larger than {MAX_DOCUMENT_BYTES // 2**20} MB, the limit for one document"

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_jsonl(stream: BinaryIO, source: str) -> Iterator[Item | Failure]:
    """The documents of a JSON Lines stream; a bad line yields a Failure, its number in the source."""
    for number, line in read_lines(stream):
        where = f"{source}:{number}"
        try:
            if line is None:
                raise ReadError(_TOO_LONG)
            if line.strip():
                yield _item(_object(decode(line)), where)
        except ReadError as error:
            yield Failure(where, str(error))


def read_csv(stream: BinaryIO, source: str) -> Iterator[Item | Failure]:
    """The documents of a CSV stream with a header; a bad row yields a Failure, its last line in the source.

    Nothing is read past a row whose quotes are broken, for there is no telling where the next begins.
    Raises ReadError where there is no ``text`` column.
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
                yield _item(row, where)
            except ReadError as error:
                yield Failure(where, str(error))
    except csv.Error as error:
        yield Failure(f"{source}:{rows.reader.line_num}", f"broken CSV ({error}); what follows is not read")


def is_table_header(line: str) -> bool:
    """True where a first line names columns, ``text`` among them."""
    names = {name.strip().strip('"').lower() for name in line.split(",")}
    return "text" in names and len(names & set(COLUMNS)) >= 2


def _decoded(stream: BinaryIO) -> Iterator[str]:
    for number, line in read_lines(stream):
        try:
            if line is None:
                raise ReadError(_TOO_LONG)
            yield decode(line)
        except ReadError as error:
            raise ReadError(f"line {number}: {error}") from error


def _object(line: str) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(f"broken JSON at character {error.pos + 1} ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise ReadError(f"JSON that cannot be read ({one_line(error, 120)})") from error
    if not isinstance(value, dict):
        raise ReadError("not a JSON object with 'id' and 'text'")
    return value


def _item(row: Mapping[str, object], source: str) -> Item:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadError("no 'text'")
    values = {name: _string(row, name) for name in COLUMNS if name != "text"}
    for name, value in (("text", text), *values.items()):
        if value and _SURROGATE.search(value):
            raise ReadError(f"{name!r} holds half of a surrogate pair, which UTF-8 cannot store")
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


def _string(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise ReadError(f"{name!r} is not a string")
    return " ".join(value.split()) or None if value else None
