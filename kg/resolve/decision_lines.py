"""What people decide, as lines of a text file that lives in their own version control.

One decision a line; the rest of a line after `` # `` is a comment::

    merge   Lenovo Group = Lenovo            # the two are one thing
    split   Apple != Apple Records           # these are not
    split   Apple @beatles-1968              # the Apple of that document is none of the others
    rename  Lenovo Group -> Lenovo           # what it is called; a type after it sets the type, too
    accept  Microsoft invests_in OpenAI [potential]
    reject  Lenovo partners_with Acer [actual, 20000000 USD]

A line speaks of names, types, relations, statuses and sums and of nothing that a build computes, so that
it means the same when other documents are read. A name may be followed by its type in parentheses, and by
the documents in which it is meant, each after an ``@``. A name that holds a sign of this grammar, or the
name of a relation, stands in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kg.model import EntityType, Money, Status
from kg.resolve.names import words

NO_AMOUNT = "no amount"
"""In brackets: the fact that names no sum."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<comment> \#.* )
    | (?P<at> @ )? " (?P<quoted> (?:[^"\\]|\\.)* ) " (?=\s|$)
    | \[ (?P<bracket> [^\]]* ) \] (?=\s|$)
    | (?P<word> \S+ )
    )""",
    re.VERBOSE,
)
_PLAIN = re.compile(r'[^\s"#]+')
_SIGNS = {"merge": "=", "split": "!=", "rename": "->"}
_TYPES = {f"({type.value.casefold()})": type for type in EntityType}
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_SUM = re.compile(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))? ([A-Z]{3})", re.ASCII)


class Verb(StrEnum):
    """What is decided."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Term:
    """Who or what is meant: a name, of some type, in some documents; where not given, in any."""

    name: str
    type: EntityType | None = None
    documents: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[tuple[str, ...] | str, EntityType | None, tuple[str, ...]]:
        """The same for two spellings of one term."""
        return words(self.name) or self.name, self.type, tuple(sorted(self.documents))


@dataclass(frozen=True, slots=True)
class Decision:
    """One line. A fact is given by its relation between two terms, and by what tells it from its like."""

    verb: Verb
    terms: tuple[Term, ...]
    text: str
    """The line without its comment."""
    place: str
    """Where it stands, for messages: a file and line."""
    relation: str | None = None
    status: Status | None = None
    money: Money | None = None
    no_amount: bool = False
    date: str | None = None

    @property
    def subject(self) -> tuple[object, ...]:
        """What it speaks of, whatever it decides."""
        sides = tuple(term.key for term in (self.terms[:1] if self.verb is Verb.RENAME else self.terms))
        money = self.money and (self.money.amount, self.money.maximum, self.money.currency)
        return sides, self.relation, self.status, money, self.no_amount, self.date


class _Token(str):
    """A word of a line, and what kind it is of."""

    kind: str


class NonsenseError(Exception):
    """Why a line makes no sense."""


def parse(line: str, place: str, relations: Collection[str]) -> Decision | None:
    """The decision of a line; None for a blank one or a comment. Raises NonsenseError."""
    tokens = list(_tokens(line))
    return _decision(tokens, place, relations) if tokens else None


def written(term: Term, relations: Collection[str]) -> str:
    """A term as a line has it, in quotes where it needs them."""
    tokens = term.name.split()
    name = " ".join(tokens)
    if any(_is_sign(token) or token in relations or token[0] in '"@#[' for token in tokens):
        name = _quoted(name)
    type = [f"({term.type.value})"] if term.type else []
    return " ".join([name, *type, *map(_document, term.documents)])


def written_sum(money: Money | None) -> str:
    """A sum as a line has it in brackets."""
    if money is None:
        return NO_AMOUNT
    return f"{'-'.join(f'{a:f}' for a in (money.amount, money.maximum) if a is not None)} {money.currency}"


def _is_sign(token: str) -> bool:
    return token in _SIGNS.values() or token.casefold() in _TYPES


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _document(id: str) -> str:
    return f"@{id}" if _PLAIN.fullmatch(id) else f"@{_quoted(id)}"


def _tokens(line: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(line.strip()):
        kind = match.lastgroup or "comment"
        if kind == "comment":
            return
        value = match[kind]
        if kind == "quoted":
            value = re.sub(r"\\(.)", r"\1", value)
            kind = "document" if match["at"] else kind
        elif kind == "word" and value.startswith("@") and len(value) > 1:
            kind, value = "document", value[1:]
        elif kind == "word" and value.startswith(('"', '@"', "[")):
            raise NonsenseError(f"{value} opens a quotation or bracket that is not closed before a space")
        token = _Token(value)
        token.kind = kind
        yield token


def _decision(tokens: list[_Token], place: str, relations: Collection[str]) -> Decision:
    first, *rest = tokens
    if first.kind != "word" or str(first) not in list(Verb):
        raise NonsenseError(f"{first!s:.40} is no decision; there are {', '.join(Verb)}")
    verb, text = Verb(first), " ".join([first, *map(_as_written, rest)])
    if verb in (Verb.ACCEPT, Verb.REJECT):
        return _on_fact(verb, rest, text, place, relations)
    sign = _SIGNS[verb]
    if any(token.kind == "bracket" for token in rest):
        raise NonsenseError(f"{verb} takes no brackets; a name that holds them stands in double quotes")
    terms = tuple(_term(part) for part in _parts(rest, sign))
    if verb is Verb.SPLIT and len(terms) == 1 and terms[0].documents:
        return Decision(verb, terms, text, place)
    if len(terms) < 2 or (verb is Verb.RENAME and (len(terms) > 2 or terms[1].documents)):
        example = {"merge": "merge A = B", "split": "split A != B", "rename": "rename A -> B"}[verb]
        raise NonsenseError(f"write it as {example}")
    if verb is not Verb.RENAME and len({term.key for term in terms}) < len(terms):
        raise NonsenseError("the two names are the same; add (Type) or @document to one")
    return Decision(verb, terms, text, place)


def _as_written(token: _Token) -> str:
    match token.kind:
        case "quoted":
            return _quoted(token)
        case "bracket":
            return f"[{token}]"
        case "document":
            return _document(token)
        case _:
            return str(token)


def _parts(tokens: Iterable[_Token], sign: str) -> list[list[_Token]]:
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        if token.kind == "word" and token == sign:
            parts.append([])
        elif token.kind == "word" and token in _SIGNS.values():
            raise NonsenseError(f"{token} does not belong here; names that hold it stand in double quotes")
        else:
            parts[-1].append(token)
    return parts


def _term(tokens: Sequence[_Token]) -> Term:
    names = [token for token in tokens if token.kind in ("word", "quoted")]
    documents = tuple(sorted({str(token) for token in tokens if token.kind == "document"}))
    type = None
    if len(names) > 1 and names[-1].kind == "word":
        type = _TYPES.get(names[-1].casefold())
    names = names[:-1] if type else names
    if not names or not "".join(names).strip():
        raise NonsenseError("a name is missing")
    if [token.kind for token in tokens[len(names) + (type is not None) :]].count("document") < len(documents):
        raise NonsenseError("documents stand after the name and its type")
    if len(names) > 1 and any(token.kind == "quoted" for token in names):
        raise NonsenseError("put the whole name into quotes, or none of it")
    return Term(" ".join(" ".join(names).split()), type, documents)


def _on_fact(verb: Verb, tokens: list[_Token], text: str, place: str, relations: Collection[str]) -> Decision:
    bracket = tokens.pop() if tokens and tokens[-1].kind == "bracket" else None
    if any(token.kind == "bracket" for token in tokens):
        raise NonsenseError("brackets stand at the end: [status, sum, date]")
    at = [i for i, token in enumerate(tokens) if token.kind == "word" and token in relations]
    if not at:
        raise NonsenseError(f"write it as {verb} A RELATION B; relations are {', '.join(relations)}")
    if len(at) > 1:
        told = " or ".join(tokens[i] for i in at)
        raise NonsenseError(f"is the relation {told}? Put the names into double quotes")
    terms = _term(tokens[: at[0]]), _term(tokens[at[0] + 1 :])
    decision = Decision(verb, terms, text, place, str(tokens[at[0]]))
    return decision if bracket is None else _in_brackets(decision, bracket)


def _in_brackets(decision: Decision, bracket: str) -> Decision:
    """A decision on a fact that is told apart by its status, sum and date."""
    told: dict[str, Any] = {}
    for part in (part.strip() for part in bracket.split(",")):
        key, value = _circumstance(part)
        if key is None or key in told or {key, *told} >= {"money", "no_amount"}:
            known = f"{', '.join(Status)}; a sum such as 1000000 USD; {NO_AMOUNT}; a date such as 2018-04"
            raise NonsenseError(f"[{bracket}]: {part or 'nothing'!r} makes no sense; there are {known}")
        told[key] = value
    return replace(decision, **told)


def _circumstance(part: str) -> tuple[str | None, object]:
    if part in list(Status):
        return "status", Status(part)
    if part == NO_AMOUNT:
        return "no_amount", True
    if _DATE.fullmatch(part):
        return "date", part
    if found := _SUM.fullmatch(part):
        return "money", Money(Decimal(found[1]), found[3], Decimal(found[2]) if found[2] else None)
    return None, None
