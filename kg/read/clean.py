"""Plain text → the passages worth reading; the text itself is never rewritten.

Lines are joined to paragraphs where a line break falls inside a sentence, paragraphs are told
apart by their shape (prose, headline, item, furniture), and a headline is kept where prose follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from kg.model import Passage, PassageKind
from kg.read.dateline import dateline
from kg.read.furniture import (
    LONGEST,
    Furniture,
    date_line,
    fold,
    furniture,
    is_generic,
    is_update,
    promotion_start,
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The passages of a text, in order, and the date that the page itself gives, if any."""

    passages: tuple[Passage, ...]
    published: str | None = None


class _Role(Enum):
    PROSE = auto()
    HEADLINE = auto()
    NOISE = auto()
    ASIDE = auto()
    PROMOTION = auto()
    RELATED = auto()


_FURNITURE = {
    Furniture.ASIDE: _Role.ASIDE, Furniture.PROMOTION: _Role.PROMOTION, Furniture.RELATED: _Role.RELATED,
}


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    gap: int
    """Blank lines before it."""
    role: _Role = _Role.NOISE


_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")
_BLANK = (
    " \t\x1c\x1d\x1e\x1f\u00a0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u200b\u200c\u200d\u2060\ufeff\u3000"
)
_MARKER = re.compile(r"(?:#{1,6}\s+|>\s*|[-*+•·●▪■◆►▶‣–—]\s+|\(?\d{1,2}[.)]\s+(?=[^\W\d_]))+")
_BULLET = re.compile(r"(?:[-*+•·●▪■◆►▶‣–—]\s+|\(?\d{1,2}[.)]\s+(?=[^\W\d_]))")
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3})(?=\S)")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_FINAL = tuple(".!?…:;。！？：；")
_CLOSING = "\"'”’»«)]】）」』*_"
_STOP = re.compile(r"(?:[.!?…]{1,4}[\"'”’»)\]]{0,3}(?=\s{1,8}[^\sa-z])|[。！？][”」』）]?)")
_ELLIPSES = ("[…]", "[...]", "…", "...")
_MONEY_CUT = re.compile(
    r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|PLN|CNY|JPY))\s?\d[\d.,]*(?:[ \u00a0](?P<unit>[^\W\d_]{1,6}))?$"
)
_UNITS = ("million", "billion", "trillion", "thousand", "milion", "miliard", "bilion", "tysiąc")
_SHORT_UNITS = frozenset({"k", "m", "b", "t", "bn", "mn", "tn", "mln", "mld", "mil", "tys", "bln"})
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_LONGEST_HEADLINE = 150
_WIDEST_LINE = 140
"""Characters; text wrapped by hand or by a mailer is narrower, a paragraph a line is wider."""
_SNIPPETS = frozenset({150, 155, 156, 160, 200, 250, 255, 300})
"""Lengths at which pages cut the descriptions of others."""
_TINY = frozenset({"km", "kg", "mm", "cm", "m", "zł", "gr", "ha", "it"})
"""Whole words of one or two letters that a paragraph may end in without a full stop."""


def clean(text: str, start: int = 0, title: str | None = None) -> Cleaned:
    """Chooses the passages of ``text[start:]``.

    ``title`` is the document's own, where it is known: the line that repeats it is a headline.
    Passages are sorted, disjoint and free of outer space; menus and credits lie between them.
    """
    paragraphs = _classified(text, _joined(text, _lines(text, start)), title)
    passages = [_narrowed(text, passage) for passage in _chosen(text, paragraphs, title)]
    kept, published = [], _page_date(text, paragraphs)
    opening = True
    for passage in filter(None, passages):
        if passage.kind is PassageKind.BODY:
            skip, date = dateline(text[passage.start : passage.end], opening=opening)
            published, opening = published or date, False
            passage = replace(passage, start=passage.start + skip)
        kept.append(passage)
    return Cleaned(tuple(kept), published)


def trim(text: str, passage: Passage) -> Passage | None:
    """A passage that something else chose, without its dateline and the sentence that it is cut in."""
    narrowed = _narrowed(text, passage)
    if narrowed and narrowed.kind is PassageKind.BODY:
        skip, _ = dateline(text[narrowed.start : narrowed.end], opening=True)
        narrowed = replace(narrowed, start=narrowed.start + skip)
    return narrowed


def _lines(text: str, start: int) -> list[_Paragraph]:
    """The lines that have something on them; code between fences is left out."""
    lines: list[_Paragraph] = []
    last, fenced = start, False
    for match in _LINE.finditer(text, start):
        raw = match.group()
        if _FENCE.match(raw):
            fenced = not fenced
        if fenced or not raw.strip(_BLANK) or _FENCE.match(raw):
            continue
        begin = match.start() + len(raw) - len(raw.lstrip(_BLANK))
        breaks = len(_BREAK.findall(text, last, match.start()))
        lines.append(_Paragraph(begin, begin + len(raw.strip(_BLANK)), max(0, breaks - 1)))
        last = match.end()
    return lines


def _joined(text: str, lines: Sequence[_Paragraph]) -> list[_Paragraph]:
    """Paragraphs: lines whose break falls inside a sentence belong together."""
    width = _wrap_width(text, lines)
    joined: list[_Paragraph] = []
    piece = ""
    for line in lines:
        written = text[line.start : line.end]
        begun = text[joined[-1].start : min(joined[-1].end, joined[-1].start + LONGEST + 1)] if joined else ""
        if joined and _continues(piece, written, line.gap, width, begun):
            joined[-1] = replace(joined[-1], end=line.end)
        elif joined and _after_link(text, joined, written):
            # a link stood on a line of its own, in the middle of a sentence
            joined.pop()
            joined[-1] = replace(joined[-1], end=line.end)
        else:
            joined.append(line)
        piece = written
    return joined


def _wrap_width(text: str, lines: Sequence[_Paragraph]) -> int:
    """The width that a text is wrapped at, 0 where a line break ends a paragraph."""
    breaks, inside, width = 0, 0, 0
    for line, following in pairwise(lines):
        if following.gap:
            continue
        breaks += 1
        if _goes_on(text[following.start : following.end]) and not _ends(text[line.start : line.end]):
            inside += 1
            width = max(width, line.end - line.start)
    return width if 30 <= width <= _WIDEST_LINE and inside >= 2 and inside >= 0.15 * breaks else 0


def _continues(line: str, following: str, gap: int, width: int, paragraph: str) -> bool:
    """Whether a line break between two lines falls inside a paragraph."""
    if _BULLET.match(following) or line.startswith("#") or following.startswith("#"):
        return False
    wrapped = not gap and len(line) <= 1.2 * width
    # the next word would not have fitted, give or take the ragged edge of set type
    full = wrapped and len(line) + 1 + len(following.split(maxsplit=1)[0]) > 0.85 * width
    inside = _goes_on(following) and not _ends(line)
    if not full and not (inside and (wrapped or _count(paragraph) >= (5 if gap else 3))):
        return False
    if furniture(following):
        return False
    # a call to subscribe may itself be wrapped; a credit or a menu ends with its line
    return full or not (furniture(line) and furniture(paragraph))


def _after_link(text: str, joined: Sequence[_Paragraph], following: str) -> bool:
    """Whether prose, a short piece such as a linked name, and ``following`` are one sentence."""
    if len(joined) < 2 or not _goes_on(following) or _count(following) < 3:
        return False
    before, link = (text[paragraph.start : paragraph.end][-LONGEST:] for paragraph in joined[-2:])
    return (
        not _ends(before) and not _ends(link) and _count(before) >= 4 and _count(link) <= 5
        and not furniture(before) and not furniture(link)
    )


def _goes_on(line: str) -> bool:
    """Begins in the middle of a sentence; "iPhone" and "eBay" begin one."""
    first = line.split(maxsplit=1)[0] if line.split() else ""
    return first[:1] in ",;)%" or (first[:1].islower() and not any(c.isupper() for c in first))


def _ends(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_FINAL)


def _count(text: str) -> int:
    """Words; two signs of a script without spaces count as one."""
    signs = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + signs // 2


def _classified(text: str, paragraphs: Iterable[_Paragraph], title: str | None) -> list[_Paragraph]:
    classified = []
    for paragraph in paragraphs:
        start, end = _unmarked(text, paragraph.start, paragraph.end)
        role = _role(text[start:end], bool(_BULLET.match(text[paragraph.start : end])), title)
        classified.append(replace(paragraph, start=start, end=end, role=role))
    return classified


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the signs of Markdown at its edges: heading, quote, bullet, emphasis."""
    marker = _MARKER.match(text, start, end)
    if marker:
        start = marker.end()
    emphasis = _EMPHASIS.match(text, start, end)
    if emphasis and text.endswith(emphasis.group(), emphasis.end(), end):
        start, end = emphasis.end(), end - len(emphasis.group())
    bare = text[start:end].rstrip("#")
    if bare.endswith((" ", "\t")):
        end = start + len(bare.rstrip())
    return start, max(start, end)


def _role(written: str, bullet: bool, title: str | None) -> _Role:
    if title and fold(written) == fold(title):
        return _Role.HEADLINE
    kind = furniture(written)
    if kind:
        return _FURNITURE[kind]
    words, signs = _count(written), [c for c in written if not c.isspace()]
    if words < 3 or sum(c.isalpha() for c in signs) < 0.5 * len(signs):
        return _Role.NOISE
    if _ends(written) and not (written.endswith(("?", "!")) and words <= 12 and not _STOP.search(written)):
        return _Role.PROSE
    limit = _LONGEST_HEADLINE // (3 if _CJK.search(written) else 1)
    if len(written) > limit or (bullet and words >= 5) or _STOP.search(written):
        return _Role.PROSE
    return _Role.HEADLINE


def _chosen(text: str, paragraphs: Sequence[_Paragraph], title: str | None) -> list[Passage]:
    """Prose, and the headlines that prose follows; where there is no prose, the headlines alone."""
    chosen: list[Passage] = []
    pending: list[_Paragraph] = []
    seen: set[str] = set()
    begun = related = False
    captions = _captions(paragraphs)
    for paragraph in paragraphs:
        if paragraph.role is _Role.PROSE:
            chosen += _headlines(text, pending, seen, title, begun=begun)
            chosen.append(Passage(paragraph.start, paragraph.end))
            pending, begun, related = [], True, False
        elif paragraph.role is _Role.HEADLINE and not related and paragraph not in captions:
            pending.append(paragraph)
        elif paragraph.role in (_Role.PROMOTION, _Role.RELATED):
            related = paragraph.role is _Role.RELATED
            if begun or len(pending) > 1:
                # the last headline belonged to the block that this line is part of
                pending = [] if begun else pending[:-1]
    return chosen or _headlines(text, pending, seen, title, alone=True)


def _headlines(
    text: str,
    pending: Sequence[_Paragraph],
    seen: set[str],
    title: str | None,
    *,
    begun: bool = False,
    alone: bool = False,
) -> list[Passage]:
    """Of the headlines above a paragraph the nearest, and the title: the rest is a menu.

    Three stand where a page opens (a title, a subtitle, a caption), two between its paragraphs.
    """
    names: list[tuple[str, _Paragraph]] = []
    for paragraph in pending:
        written = text[paragraph.start : paragraph.end]
        name = fold(written)
        if name in seen or is_generic(written) or (names and _is_name(written)):
            continue
        seen.add(name)
        names.append((name, paragraph))
    near = 2 if begun else 3
    if not alone:
        names = [*(n for n in names[:-near] if title and n[0] == fold(title)), *names[-near:]]
    return [Passage(paragraph.start, paragraph.end, PassageKind.TITLE) for _, paragraph in names]


def _is_name(line: str) -> bool:
    """A byline between the headline and the story: two to four capitalised words, no more."""
    words = re.sub(r"[-.]", "", line).split()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() and word.isalpha() for word in words)


def _captions(paragraphs: Sequence[_Paragraph]) -> set[_Paragraph]:
    """Headline-like lines that stand under the blank place of a picture: more space above than below.

    A digest of short items may be set the same way, so there must be two paragraphs of prose to each.
    """
    gaps = Counter(p.gap for p in paragraphs[1:])
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap), default=0)
    first = next((i for i, p in enumerate(paragraphs) if p.role is _Role.PROSE), len(paragraphs))
    prose = sum(p.role is _Role.PROSE for p in paragraphs)
    captions = {
        paragraph
        for paragraph, following in pairwise(paragraphs[first:])
        if paragraph.role is _Role.HEADLINE and paragraph.gap > usual >= following.gap and usual >= 1
    }
    return captions if prose >= 2 * len(captions) else set()


def _narrowed(text: str, passage: Passage) -> Passage | None:
    """The passage without a promotion at its end and the sentence that it is cut in, if any is left."""
    written = text[passage.start : passage.end]
    end = len(written)
    if passage.kind is PassageKind.BODY:
        end = promotion_start(written) or end
    headline = passage.kind is not PassageKind.BODY and not _STOP.search(written)
    if _is_cut(written[:end], text, headline=headline):
        stops = [stop.end() for stop in _STOP.finditer(written, 0, end)]
        end = stops[-1] if stops else 0
    written = written[:end].rstrip()
    return replace(passage, end=passage.start + len(written)) if written else None


def _is_cut(written: str, text: str, *, headline: bool) -> bool:
    """Whether a snippet breaks off in the middle of a word or of a sum of money."""
    ellipsis = next(filter(written.endswith, _ELLIPSES), "")
    bare = written.removesuffix(ellipsis).rstrip()
    if not ellipsis and _ends(written):
        return False
    sum_ = _MONEY_CUT.search(bare[-60:])
    if sum_ and (sum_["unit"] or ellipsis or not headline):
        unit = (sum_["unit"] or "").lower()
        whole = unit in _SHORT_UNITS or unit in _UNITS
        return not unit or (not whole and any(known.startswith(unit) for known in _UNITS))
    if headline or not _STOP.search(bare):
        return False
    last = _WORD.findall(bare)[-1:]
    word = last[0] if last and bare.endswith(last[0]) else ""
    if ellipsis or not word.isalpha() or not word.islower() or _CJK.search(word):
        return False
    if len(bare) in _SNIPPETS or (len(word) <= 2 and word not in _TINY):
        return True
    words = _vocabulary(text)
    at = bisect_left(words, word)
    following = words[at + 1 : at + 2]
    return bool(following) and following[0] != word and following[0].startswith(word)


@lru_cache(maxsize=1)
def _vocabulary(text: str) -> list[str]:
    """All words of a text, sorted, repeated as they are in it."""
    return sorted(_WORD.findall(text))


def _page_date(text: str, paragraphs: Sequence[_Paragraph]) -> str | None:
    """The first date that stands on a line of its own; that of a change only where there is no other."""
    lines = (text[p.start : p.end] for p in paragraphs if p.role is not _Role.PROSE)
    dates = [(is_update(line), date) for line in lines if (date := date_line(line))]
    return min(dates, key=lambda found: found[0])[1] if dates else None
