"""What a user's query is, and what it may not do: reach the network, read files, or change the store."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from kg.errors import QueryError

_BLANK = r"(?:\s|\#[^\r\n]*[\r\n])*"

_SERVICE = re.compile(
    rf"(?<![?$:])SERVICE{_BLANK}(?:SILENT{_BLANK})?(?:<[^>]*>|[^\s{{}}<>]+){_BLANK}\{{", re.IGNORECASE
)
"""The whole clause, wherever it stands: the parser needs no space before the keyword or after it, and
a second reading of strings and comments, made here, might differ from the parser's."""

_FROM = re.compile(rf"(?<![?$:])FROM{_BLANK}(?:NAMED{_BLANK})?(?:<|[\w.-]*:)", re.IGNORECASE)
_FILE = re.compile(r"<\s*file:", re.IGNORECASE)
"""Anywhere beside a FROM: a BASE or a prefix may be what makes a file of a name."""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_TOKEN = re.compile(
    r'''
    (?P<skip> """(?:[^"\\]|\\.|"{1,2}(?!"))*""" | \'\'\'(?:[^'\\]|\\.|'{1,2}(?!'))*\'\'\'
            | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' | <[^<>"{}|^`\s]*> | \#[^\r\n]* | [?$]\w+ )
    | (?P<word> [\w-]*:?[\w-]* )
    ''',
    re.VERBOSE | re.DOTALL,
)

_PROLOGUE = {"PREFIX", "BASE", ""}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}


@lru_cache(maxsize=256)  # programs ask the same again and again
def refuse_unsafe(query: str, *, service: bool = False) -> None:
    """Raise QueryError where ``query`` calls another server, names a file, or is an update.

    With ``service`` it may call others. SPARQL lets any letter stand as an escape, also in a keyword
    (SPARQL 1.1 Query Language, 19.2).
    """
    for text in {query, _ESCAPE.sub(_character, query)}:
        if not service and calls_service(text):
            raise QueryError("SERVICE is refused: a query reads this store only")
        if _FROM.search(text) and _FILE.search(text):
            raise QueryError("FROM <file:…> is refused: a query reads this store only")
    first = next((word for word in _words(query) if ":" not in word and word not in _PROLOGUE), "")
    if first in _UPDATES:
        raise QueryError(f"{first} is refused: a query may read the store, not change it")


def calls_service(query: str) -> bool:
    """True where ``query`` has a SERVICE clause, or what looks like one in a string or a comment."""
    return _SERVICE.search(query) is not None


def names_dataset(query: str) -> bool:
    """True where ``query`` says by FROM or FROM NAMED which graphs it is about."""
    return "FROM" in query.upper() and "FROM" in _words(query)


def names_default_graph(query: str) -> bool:
    """True where ``query`` has a FROM clause of its own, other than FROM NAMED."""
    if "FROM" not in query.upper():
        return False  # most have none, and are not read word by word
    return any(word == "FROM" and after != "NAMED" for word, after in pairwise([*_words(query), ""]))


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]


def undeclared(query: str, known: Collection[str]) -> list[str]:
    """Prefixes that ``query`` uses and neither declares nor may take for ``known``, in their order."""
    words = list(_tokens(query))
    declared = {after.removesuffix(":") for word, after in pairwise(words) if word.upper() == "PREFIX"}
    used = dict.fromkeys(word.partition(":")[0] for word in words if ":" in word)
    return [prefix for prefix in used if prefix not in {"_", *declared, *known}]


def form(query: str) -> str:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; empty where it is none of them."""
    return next((word for word in _words(query) if word in _FORMS), "")


def counted(query: str) -> str | None:
    """A query for the number ``?n`` of solutions that a CONSTRUCT or DESCRIBE is made of; None without any.

    ``query`` is well-formed. One that groups its solutions cannot be counted so, and fails.
    """
    asked: re.Match[str] | None = None
    where = dataset = None
    blocks: list[int] = []
    depth = 0
    for match in _TOKEN.finditer(query):
        word, start = match["word"], match.start()
        if asked is None:
            asked = match if word and word.upper() in _FORMS else None
        elif word == "" and query[start : start + 1] == "{":
            blocks += [] if depth else [start]
            depth += 1
        elif word == "" and query[start : start + 1] == "}":
            depth -= 1
        elif word and not depth and word.upper() == "WHERE":
            where = start
        elif word and not depth and word.upper() == "FROM" and dataset is None:
            dataset = start
    if asked is None or not blocks:
        return None
    is_template = asked["word"].upper() == "CONSTRUCT" and where is None
    pattern = blocks[is_template] if where is None else where
    between = query[pattern if dataset is None else dataset : pattern]
    head = f"{query[: asked.start()]}SELECT (COUNT(*) AS ?n) {between}"
    return f"{head}{{ SELECT * {query[pattern:]}\n}}"


def _words(query: str) -> Iterator[str]:
    return (word.upper() for word in _tokens(query))


def _tokens(query: str) -> Iterator[str]:
    """Keywords and prefixed names; no strings, IRIs, comments and variables."""
    return (match["word"] for match in _TOKEN.finditer(query) if match["word"])
