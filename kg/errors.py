"""What can go wrong, as one tree.

KgError                 anything that this package raises on purpose
├── ReadError           a source cannot be read as a document
├── LanguageError       no pipeline for a language, or a named pipeline is not installed
├── FrameError          a frame file says something that the program does not understand
├── DecisionError       a decision makes no sense, or contradicts another
├── ClusterError        a cluster cannot be reached, is lost, or is of another version
├── StoreError          a store cannot be opened, written or read
└── QueryError          a query is malformed, unknown or refused

Each carries one line that a person can act on; the command line prints it after the
source's name and goes on with the next document.
"""

from __future__ import annotations

import unicodedata


class KgError(Exception):
    """Anything that this package raises on purpose; what it quotes of its input is made ``visible``."""

    def __init__(self, message: object) -> None:
        super().__init__(visible(str(message)))


class ReadError(KgError):
    """A source cannot be read as a document."""


class LanguageError(KgError):
    """No pipeline for a language, or a named pipeline is not installed."""


class FrameError(KgError):
    """A frame file says something that the program does not understand."""


class DecisionError(KgError):
    """A decision makes no sense, or contradicts another."""


class ClusterError(KgError):
    """A cluster cannot be reached, is lost, or is of another version."""


class StoreError(KgError):
    """A store cannot be opened, written or read."""


class QueryError(KgError):
    """A query is malformed, unknown or refused."""


def one_line(message: object, at_most: int | None = None) -> str:
    """A text on one line, cut after ``at_most`` characters; an error that says nothing by its kind."""
    if isinstance(message, RecursionError):
        return "nested too deeply"  # what is said of Python's stack helps nobody
    text = " ".join(str(message).split())[:at_most]
    return text or (type(message).__name__ if isinstance(message, BaseException) else "")


def visible(text: str) -> str:
    """``text`` with an escape for each character that a terminal obeys, or that hides or turns others.

    >>> visible("\\x1b[31mLenovo \\u202eAsus")
    '\\\\x1b[31mLenovo \\\\u202eAsus'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
