"""What a user's query may not do: reach the network, read files, or change the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.errors import QueryError

_BLANK = r"(?:\s|\#[^\r\n]*[\r\n])*"

_SERVICE = re.compile(
    rf"(?<![?$:])SERVICE{_BLANK}(?:SILENT{_BLANK})?(?:<[^>]*>|[^\s{{}}<>]+){_BLANK}\{{", re.IGNORECASE
)
"""The whole clause, wherever it stands: the parser needs no space before the keyword or after it, and
a second reading of strings and comments, made here, might differ from the parser's."""

_FILE = re.compile(rf"FROM{_BLANK}(?:NAMED{_BLANK})?<\s*file:", re.IGNORECASE)

_TOKEN = re.compile(
    r'''
    (?P<skip> """(?:[^"\\]|\\.|"{1,2}(?!"))*""" | \'\'\'(?:[^'\\]|\\.|'{1,2}(?!'))*\'\'\'
            | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' | <[^<>"{}|^`\s]*> | \#[^\r\n]* | [?$]\w+ )
    | (?P<word> [\w-]*:?[\w-]* )
    ''',
    re.VERBOSE | re.DOTALL,
)

_PROLOGUE = {"PREFIX", "BASE", ""}
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}


def refuse_unsafe(query: str) -> None:
    """Raise QueryError where ``query`` calls another server, names a file, or is an update."""
    if _SERVICE.search(query):
        raise QueryError("SERVICE is refused: a query reads this store only")
    if _FILE.search(query):
        raise QueryError("FROM <file:…> is refused: a query reads this store only")
    first = next((word for word in _words(query) if ":" not in word and word not in _PROLOGUE), "")
    if first in _UPDATES:
        raise QueryError(f"{first} is refused: a query may read the store, not change it")


def names_default_graph(query: str) -> bool:
    """True where ``query`` has a FROM clause of its own, other than FROM NAMED."""
    if "FROM" not in query.upper():
        return False  # most have none, and are not read word by word
    return any(word == "FROM" and after != "NAMED" for word, after in pairwise([*_words(query), ""]))


def _words(query: str) -> Iterator[str]:
    """Keywords and prefixed names, in upper case; no strings, IRIs, comments and variables."""
    return (match["word"].upper() for match in _TOKEN.finditer(query) if match["word"])
