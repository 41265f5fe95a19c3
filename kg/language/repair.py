"""Text as it was published → text as the pipelines were trained to read it, and the way back.

News arrives with curly quotes, remains of markup and lost spaces. A pipeline reads the repaired text;
evidence is quoted from the original, so every repair keeps track of where its characters came from.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒−", "-"),
        **dict.fromkeys(map(chr, (0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000)), " "),
    }
)
"""Quotes, hyphens and spaces → their plain forms, one character for one."""

LOWER = "a-zß-öø-ÿāăąćčďđēęěğīłńňōőřśşšťūůűźżž"
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ"

PROTECTED = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}"
    r"\.(?:com|net|org|info|io|ai|cn|co|uk|pl|de|eu|gov|edu|html?|pdf)\b(?:\.[a-z]{2}\b)?(?:/\S*)?"
)
"""Addresses, in which no space is ever missing."""

_COMPANY_WORDS = """
Capital Communications Company Corp Corporation Electronics Energy Foundation Group Holding Holdings Inc
Industries International Labs Limited Ltd Media Motors Networks Partners Pharmaceuticals Robotics
Semiconductor Software Systems Technologies Technology University Ventures
"""
COMPANY_WORDS = frozenset(_COMPANY_WORDS.split())
"""Words that follow a company's name and are sometimes glued to it."""

_EXCHANGES = (
    r"(?i:nasdaq(?: ?\w{2})?|nyse(?: american| arca)?|amex|hkex|hkse|sehk|lse|lon|aim|tsx(?:-?v)?|cse|asx|sgx"
    r"|otc\w*(?: pink)?|pink sheets|adr|tse|tyo|tpe|twse|krx|kospi|kosdaq|bse|nse|six|swx|xetra|fra|etr|epa"
    r"|ams|euronext(?: \w+)?|bit|wse|gpw|newconnect|sha|she|sse|szse|shanghai|shenzhen|hong kong|hk|jse"
    r"|bme|omx|isin|ticker|symbol)"
)
_TICKER = r"\$?[A-Z0-9][A-Z0-9.\-]{0,11}"
_LISTING = rf"{_EXCHANGES}\s?:\s?{_TICKER}"
_CODE = r"(?:[A-Z0-9]{2,6}\.[A-Z]{1,2}|[A-Z]\.[NO])"

Replacement = str | Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text, aligned with its original.

    ``starts[i]`` and ``ends[i]`` are the bounds of what character ``i`` of ``text`` was in the original, in
    code points; they are equal for a character that was put in, and neither ever decreases.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original for a half-open span of ``text``, both in code points.

        Raises IndexError when the span does not lie in ``text``.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"[{start}, {end}) does not lie in a text of {len(self.text)} characters")
        if start == end:
            at = self.starts[start] if start < len(self.text) else self.ends[-1] if self.text else 0
            return at, at
        return self.starts[start], self.ends[end - 1]

    def repaired(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of ``text`` that is left of one of the original, which may be empty."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))


def vocabulary(text: str) -> Mapping[str, int]:
    """How often each word of ``text`` occurs, and each pair of neighbours with capital letters."""
    words = re.findall(r"\b\w+\b", text)
    count = Counter(words)
    count.update(f"{a} {b}" for a, b in pairwise(words) if a[0].isupper() and b[0].isupper())
    return count


def repair(text: str, known: Mapping[str, int] | None = None) -> Repaired:
    """The text with plain quotes and spaces, without remains of markup, and with lost spaces put back.

    ``known`` is the vocabulary of the document (by default, of ``text``): only words that occur on their
    own let "XiaomiTechnology" come apart.
    """
    known = vocabulary(text) if known is None else known
    length = len(text)
    state = Repaired(text, tuple(range(length)), tuple(range(1, length + 1)))
    for each in _MARKUP:
        state = _apply(state, _edits(*each, state.text))
    state = Repaired(state.text.translate(PLAIN), state.starts, state.ends)
    for each in _SIGNS:
        state = _apply(state, _edits(*each, state.text))
    for each in _SPACING:
        state = _apply(state, _unprotected(_edits(*each, state.text), state.text))
    return _apply(state, _unprotected(_glued(state.text, known), state.text))


def _unescape(entity: str) -> str:
    """What an HTML entity stands for, its ampersand lost or not; itself if it is none."""
    name = re.sub(r"^\s*&?(?:amp;)*", "", entity)
    character = html.unescape(f"&{name}")
    return character if len(character) == 1 else entity


# Before each pattern stand characters one of which is in all that it matches, so that few texts are searched.
# Every group of a pattern is replaced, an empty one is a place to insert; the rest of the pattern is context.
_Repair = tuple[str, re.Pattern[str], Replacement]
_MARKUP: tuple[_Repair, ...] = (
    ("\u00ad\u200b\u200c\u200d\u2060\ufeff", re.compile("([\u00ad\u200b\u200c\u200d\u2060\ufeff])"), ""),
    ("<&", re.compile(rf"(\s?(?:&lt;|<)[aA] [^<>&]{{1,300}}(?:&gt;|>){_CODE}(?:&lt;|<)/[aA](?:&gt;|>))"), ""),
    (
        "<&",
        re.compile(r"((?:&lt;|<)(?:br|/?p|/?div|/?li|/?h\d)\b[^<>&]{0,300}(?:&gt;|>))", re.IGNORECASE),
        " ",
    ),
    (
        "<&",
        re.compile(
            r"((?:&lt;|<)/?(?:a|b|i|u|em|strong|span|font|sup|sub)\b[^<>&]{0,300}(?:&gt;|>))", re.IGNORECASE
        ),
        "",
    ),
    (";", re.compile(r"(\s?&?#0?39;)(?=(?:s|t|d|m|re|ve|ll)\b)"), "'"),
    ("&", re.compile(r"(&(?:amp;)*(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[a-zA-Z]{2,8});)"), _unescape),
    (";", re.compile(r"(?<![\w&])(#\d{2,5};|quot;)"), _unescape),
    ("”", re.compile(r"[.,!?]”()(?=[^\W_])"), " "),
    ("“", re.compile(r"(?:[^\W_]|[.,!?])()“(?=\w)"), " "),
)
_SIGNS: tuple[_Repair, ...] = (
    ("\\", re.compile(r"(\\)[$#%&_*\"'()\[\]]"), ""),
    ("\\", re.compile(rf"(?<=[{LOWER},.;)\"'])(\\)(?=[\w\"'(])"), " "),
    ("[", re.compile(r"(!?\[)[^\[\]\n]{1,200}(\]\([^()\s]{1,300}\))"), ""),
    ("*_", re.compile(r"(\*\*|__)(?=\S)[^*\n]{1,300}?(?<=\S)(\1)"), ""),
    ("_", re.compile(r"(?<![\w_])(_)(?=[^\s_])[^_\n]{1,600}?(?<=[^\s_])(_)(?![\w_])"), ""),
    ("*", re.compile(r"(?<![\w*])(\*)(?=[^\s*])[^*\n]{1,600}?(?<=[^\s*])(\*)(?![\w*])"), ""),
    ("#", re.compile(r"^(#{1,6} +)(?=\S)", re.MULTILINE), ""),
    ("(", re.compile(rf"( ?\({_LISTING}(?:(?:\s?[,;/]\s?| and )(?:{_LISTING}|{_TICKER}))*\))"), ""),
    ("(", re.compile(rf"( ?\({_CODE}\))"), ""),
)
_SPACING: tuple[_Repair, ...] = (
    # "the valley.This", "the valley.IBM", "Valley.This" but "Character.AI", "Booking.Com", "U.S.", "3.5"
    (".!?", re.compile(rf"(?<![\w.])[{LOWER}]{{3,}}[.!?]()(?=[{UPPER}])"), " "),
    (
        ".!?",
        re.compile(rf"[{LOWER}\d%)][.!?]()(?=(?!Com\b|Net\b|Org\b|Io\b|Ai\b|Js\b)[{UPPER}][{LOWER}])"),
        " ",
    ),
    (".!?", re.compile(rf"[{LOWER}\d%)][.!?]()(?=[{UPPER}] [{LOWER}])"), " "),
    (".", re.compile(rf"\b(?:Ltd|Inc|Corp|Co|LLC|[Pp]lc|S\.A|GmbH|B\.V|N\.V)\.()(?=[{LOWER}]{{2,}})"), " "),
    ("\"'", re.compile(rf"[{LOWER}\d%)][.!?][\"']()(?=[{UPPER}])"), " "),
    ('"', re.compile(rf"[{LOWER}\d%)],\"()(?=[{LOWER}])"), " "),
    (",", re.compile(rf"[{LOWER}{UPPER}.)],()(?=[{LOWER}{UPPER}])"), " "),
    (")", re.compile(rf"[{LOWER}]\)()(?=[{UPPER}][{LOWER}])"), " "),
    ("(", re.compile(rf"[{LOWER}]()\((?=[{UPPER}\d]\w)"), " "),
    ("n", re.compile(r"\d()(?=(?:million|billion|trillion)\b)"), " "),
)

_WORD = re.compile(rf"\b[{UPPER}{LOWER}]+\b")
_SEAM = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])")

Edit = tuple[int, int, str]


def _edits(signs: str, pattern: re.Pattern[str], new: Replacement, text: str) -> Iterator[Edit]:
    if not any(sign in text for sign in signs):
        return
    for match in pattern.finditer(text):
        for group in range(1, pattern.groups + 1):
            replacement = new if isinstance(new, str) else new(match[group])
            if replacement != match[group]:
                yield *match.span(group), replacement


def _glued(text: str, known: Mapping[str, int]) -> Iterator[Edit]:
    """Where two words of the document, or one and a word for companies, are written as one.

    What a document writes so again and again, and never apart, is a name: "DaimlerChrysler".
    """
    for match in _WORD.finditer(text):
        word = match[0]
        if word.islower() or word.istitle() or word.isupper():
            continue  # as nearly all words are
        for boundary in _SEAM.finditer(word):
            left, right = word[: boundary.start()], word[boundary.start() :]
            both = min(len(left), len(right)) >= 3 and left in known
            slip = known.get(word, 0) < 2 or f"{left} {right}" in known
            if both and slip and (right in known or right in COMPANY_WORDS):
                at = match.start() + boundary.start()
                yield at, at, " "
                break


def _unprotected(edits: Iterable[Edit], text: str) -> Iterator[Edit]:
    found = list(edits)
    spans = [match.span() for match in PROTECTED.finditer(text)] if found else []
    for edit in found:
        if not any(start < edit[0] and edit[1] < end for start, end in spans):
            yield edit


def _apply(state: Repaired, edits: Iterable[Edit]) -> Repaired:
    """The state with its text edited; edits are in order and apart, and insert nothing at the start."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for start, end, new in edits:
        pieces += state.text[position:start], new
        starts += state.starts[position:start]
        ends += state.ends[position:start]
        first, last = state.original(start, end) if start < end else (state.ends[start - 1],) * 2
        starts += [first] * len(new)
        ends += [last] * len(new)
        position = end
    if not pieces:
        return state
    pieces.append(state.text[position:])
    return Repaired("".join(pieces), (*starts, *state.starts[position:]), (*ends, *state.ends[position:]))
