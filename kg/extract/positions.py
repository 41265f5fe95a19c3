"""Who holds which position where, by a small grammar of titles over the words in order.

Titles are runs of nouns and commas on which parsers do worst and word order says all: "Lenovo
Chairman and CEO Yang Yuanqing", "Liu Guojun, Vice President of Kingsoft", "analyst Erling Refsum at
Nomura".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract import holders
from kg.extract.grammar import Titles
from kg.extract.holders import is_person
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span, Token
from kg.model import EntityType, Status

_LONGEST = 12
_AT = ("at", "inside", "within")
_MODIFIERS = 3
"""Plain words between a body or a person and the title: "defence" in "Acme defence analyst"."""


@dataclass(frozen=True, slots=True)
class Position:
    """A person's title; ``body`` is the token of the organisation, None where the text implies it."""

    person: Token
    body: Token | None
    start: int
    end: int
    """Tokens of the title, half-open."""
    pattern: str
    former: bool
    founder: bool
    post: bool = True
    """False for a founder who is nothing else there."""
    nth: int = 0
    of: int = 1
    """The place of ``person`` among those who share a title in the plural."""

    @property
    def status(self) -> Status:
        """Former positions have ended."""
        return Status.ENDED if self.former else Status.ACTUAL


def find_positions(
    skeleton: Skeleton,
    sent: Span,
    titles: Titles,
    employers: frozenset[int],
    people: frozenset[int] = frozenset(),
) -> Iterator[Position]:
    """The positions that ``sent`` states.

    ``employers`` are its tokens that mean an organisation, ``people`` its pronouns that mean a person.
    """
    i = sent.start
    last: Position | None = None
    while i < sent.end:
        if not _is_head(skeleton, i, titles):
            i += 1
            continue
        start = _left(skeleton, i, sent.start, titles)
        wide = _over_modifiers(skeleton, start, sent.start, titles)
        if _is_led_to(skeleton, wide, sent.start, employers):
            start = wide
        end = _right(skeleton, i, sent.end, titles)
        found = _position(skeleton, sent, start, end, titles, employers, people)
        if found is None and last is not None:
            found = _another(skeleton, sent, last, start, end, titles, employers)
        if found is not None:
            yield from _shared(skeleton, sent, found, titles)
            yield from _joined_body(skeleton, sent, found, titles, employers)
        last = found
        i = end


def _shared(skeleton: Skeleton, sent: Span, found: Position, titles: Titles) -> Iterator[Position]:
    """``found`` for each of "directors X and Y"."""
    plural = any(_is_plural(skeleton.doc[i], titles) for i in range(found.start, found.end))
    people = holders.fellows(skeleton, found.person.i, sent) if plural else [found.person.i]
    among = found.start > 2 and skeleton.doc[found.start - 2].lower_ == "of"  # "one of the founders"
    if plural and len(people) == 1 and found.pattern == "apposition" and not among:
        return  # "to Acme and to Smith, advisers at Globex said"
    for nth, person in enumerate(people):
        yield replace(found, person=skeleton.doc[person], nth=nth, of=len(people))


def _another(
    skeleton: Skeleton,
    sent: Span,
    last: Position,
    start: int,
    end: int,
    titles: Titles,
    employers: frozenset[int],
) -> Position | None:
    """A further position of the same person: "chief executive of Tesla and a former Acme official"."""
    body = _body_before(skeleton, start, sent.start, employers)
    begin = start if body is None else _phrase_start(skeleton, body)
    if body is None:
        body, _ = _body_after(skeleton, end, sent.end, titles, employers)
    if body is None or last.body is None:
        return None
    words = skeleton.doc.span(max(last.end, last.body.i + 1, last.person.i + 1), begin)
    if not any(token.lower_ in titles.links for token in words):
        return None
    fits = titles.links | titles.articles | titles.former | titles.modifiers | titles.prepositions
    places = (skeleton.unit(token).named for token in words if token.lower_ not in fits)
    if any(named is None or named.kind is not EntityType.PLACE for named in places):
        return None
    former = any(skeleton.doc[j].lower_ in titles.former for j in range(words.start, end))
    founder, post = _duties(skeleton, start, end, titles)
    found = replace(last, body=skeleton.doc[body], start=start, end=end, former=former)
    return replace(found, founder=founder, post=post)


def _over_modifiers(skeleton: Skeleton, start: int, first: int, titles: Titles) -> int:
    """Where the plain nouns and adjectives, and places, before a title begin."""
    i = start
    while i > first and start - i < _MODIFIERS:
        token, unit = skeleton.doc[i - 1], skeleton.units[i - 1]
        is_place = unit.named is not None and unit.named.kind is EntityType.PLACE
        if not is_place and not (unit.is_plain and _is_modifier(token, titles)):
            break
        i -= 1
    return i


def _is_modifier(token: Token, titles: Titles) -> bool:
    plain = token.pos_ in ("NOUN", "ADJ") or (token.pos_ == "PROPN" and token.is_lower)
    plain = plain or token.lower_ in titles.fields
    return plain and token.is_alpha and token.lower_ not in titles.articles | titles.links


def _is_led_to(skeleton: Skeleton, start: int, first: int, employers: frozenset[int]) -> bool:
    """True where a body or a person and a comma stand right before ``start``."""
    if _body_before(skeleton, start, first, employers) is not None:
        return True
    return holders.apposed(skeleton, start, first) is not None


def _joined_body(
    skeleton: Skeleton, sent: Span, found: Position, titles: Titles, employers: frozenset[int]
) -> Iterator[Position]:
    """The second body of "założyciel X i spółki Y"."""
    if titles.articles or found.body is None or found.body.i < found.end:
        return
    i = found.body.i + 1
    joined = i + 1 < sent.end and skeleton.doc[i].lower_ in titles.links and i + 1 in employers
    if joined and not (i + 2 < sent.end and is_person(skeleton, i + 2)):
        yield replace(found, body=skeleton.doc[i + 1])


def _is_head(skeleton: Skeleton, i: int, titles: Titles) -> bool:
    token = skeleton.doc[i]
    if skeleton.units[i].named is not None:
        return False
    return token.lower_ in titles.heads or _is_plural(token, titles) or _is_member(token, titles)


def _is_plural(token: Token, titles: Titles) -> bool:
    """True for "directors", where languages form the plural so."""
    plural = bool(titles.articles) and token.pos_ in ("NOUN", "PROPN") and token.lower_.endswith("s")
    return plural and token.lower_[:-1] in titles.heads


def _is_member(token: Token, titles: Titles) -> bool:
    """True for "board member": who is a member of anything else holds no position there."""
    return token.lower_ in titles.members and token.i > 0 and token.nbor(-1).lower_ in titles.boards


def _is_title_word(skeleton: Skeleton, i: int, titles: Titles) -> bool:
    modifies = skeleton.units[i].named is None and skeleton.doc[i].lower_ in titles.modifiers
    return modifies or _is_head(skeleton, i, titles)


def _left(skeleton: Skeleton, i: int, first: int, titles: Titles) -> int:
    """Where the title around the head ``i`` begins."""
    while i > first:
        if _is_title_word(skeleton, i - 1, titles):
            i -= 1
        elif i - 1 > first and skeleton.doc[i - 1].text == "-" and _is_title_word(skeleton, i - 2, titles):
            i -= 2
        else:
            break
    return i


def _right(skeleton: Skeleton, i: int, last: int, titles: Titles) -> int:
    """Where it ends: over "and CEO", "of AI and Cloud platform", never over a name."""
    end = i + 1
    while end < last and _is_title_word(skeleton, end, titles):
        end += 1
    while end + 1 < last and end - i < _LONGEST:
        word = skeleton.doc[end].lower_
        stop = end + 1
        if word in titles.links and _is_title_word(skeleton, stop, titles):
            while stop < last and _is_title_word(skeleton, stop, titles):
                stop += 1
            if not any(_is_head(skeleton, j, titles) for j in range(end + 1, stop)):
                break
        elif word in ("of", "for") and skeleton.units[stop].named is None:
            while stop < last and _is_plain_noun(skeleton, stop):
                stop += 1
            if stop == end + 1 or (stop < last and _is_organization(skeleton, stop)):
                break
        else:
            break
        end = stop
    return end


def _is_plain_noun(skeleton: Skeleton, i: int) -> bool:
    token = skeleton.doc[i]
    return skeleton.units[i].named is None and (
        token.pos_ in ("NOUN", "PROPN", "ADJ") or token.lower_ in ("and", "&")
    )


def _position(
    skeleton: Skeleton,
    sent: Span,
    start: int,
    end: int,
    titles: Titles,
    employers: frozenset[int],
    people: frozenset[int],
) -> Position | None:
    doc = skeleton.doc
    former = any(doc[i].lower_ in titles.former for i in range(max(sent.start, start - 3), end))
    founder, post = _duties(skeleton, start, end, titles)

    def made(person: int, body: int | None, pattern: str) -> Position:
        at = None if body is None else doc[body]
        return Position(doc[person], at, start, end, pattern, former, founder, post)

    before = _body_before(skeleton, start, sent.start, employers)
    if before is not None and doc[end - 1].lower_ in titles.political and not _governs(skeleton, before):
        return None  # "Steel Minister Jane Smith"
    body, after = _body_after(skeleton, end, sent.end, titles, employers)
    if end < sent.end and is_person(skeleton, end):
        employer, _ = _body_after(skeleton, end + 1, sent.end, titles, employers)
        return made(end, before if before is not None else employer, "title_before")
    if body is not None:
        k = after + 1 if after < sent.end and doc[after].text == "," else after
        if k > after and not titles.articles and (k + 1 >= sent.end or doc[k + 1].text != ","):
            k = after
        if k < sent.end and is_person(skeleton, k) and not holders.apposed(skeleton, start, sent.start):
            return made(k, body, "title_of")
    person = holders.apposed(
        skeleton, start if before is None else _phrase_start(skeleton, before), sent.start
    )
    if person is not None:
        if body is None and before is None:
            return made(person, _body_beside(skeleton, end, sent.end, employers), "apposition")
        return made(person, body if body is not None else before, "apposition")
    begin = start if before is None else _phrase_start(skeleton, before)
    person = holders.acting(skeleton, begin, sent.start, titles, people)
    where = _body_where(skeleton, person, sent.start, titles, employers)
    at = next((each for each in (body, before, where) if each is not None), None)
    if person is not None and at is not None:
        left = any(t.lemma_.lower() in titles.leaving for t in doc[person + 1 : start])
        found = made(person, at, "predicate")
        return replace(found, former=found.former or left)
    person = holders.appointed(skeleton, start if before is None else before, sent.start, titles)
    if person is not None and (body is not None or before is not None):
        return made(person, body if body is not None else before, "predicate")
    opens = doc[end].text == "," or doc[end].lower_ in titles.including if end < sent.end else False
    if before is not None and opens and end + 1 < sent.end and is_person(skeleton, end + 1):
        return made(end + 1, before, "title_before")
    person = holders.after(skeleton, end, sent.end, titles)
    if person is None:
        person = holders.governing(skeleton, doc[end - 1], titles, people)
    if person is not None and (body is not None or before is not None):
        return made(person, body if body is not None else before, "predicate")
    person = holders.acting(skeleton, start, sent.start, titles)
    return made(person, None, "predicate") if person is not None else None


def _governs(skeleton: Skeleton, i: int) -> bool:
    named = skeleton.units[i].named
    return named is None or named.kind is EntityType.GOVERNMENT


def _duties(skeleton: Skeleton, start: int, end: int, titles: Titles) -> tuple[bool, bool]:
    """Whether a title says that somebody founded the body, and whether it names a post."""
    doc, heads = skeleton.doc, [i for i in range(start, end) if _is_head(skeleton, i, titles)]
    founding = [i for i in heads if _is_founder(doc[i], titles)]
    posts = (i for i in heads if i not in founding and doc[i].lower_ not in titles.owners)
    return bool(founding), any(True for _ in posts)


def _is_founder(token: Token, titles: Titles) -> bool:
    lower = token.lower_
    return lower in titles.founders or (_is_plural(token, titles) and lower[:-1] in titles.founders)


def _body_where(
    skeleton: Skeleton, person: int | None, first: int, titles: Titles, employers: frozenset[int]
) -> int | None:
    """The organisation in "Acme, where Jane Smith is chairman"."""
    if person is None or person <= first or skeleton.doc[person - 1].lower_ not in titles.where:
        return None
    i = person - 2
    if i > first and skeleton.doc[i].text == ",":
        i -= 1
    return i if i >= first and i in employers else None


def _body_before(skeleton: Skeleton, start: int, first: int, employers: frozenset[int]) -> int | None:
    """The organisation right before the title: "Lenovo CEO", "Microsoft's president", "its chairman"."""
    i, doc = start - 1, skeleton.doc
    if i > first + 1 and doc[i].text == "," and doc[i - 2].lower_ in _AT:
        i -= 1  # "at Acme, chairman Jane Smith"
    elif i > first and doc[i].lower_ in ("whose", "'s", "'", "’s", "’", "("):
        i -= 1 + (doc[i].lower_ == "whose" and doc[i - 1].text == ",")
    return i if i >= first and i in employers else None


def _phrase_start(skeleton: Skeleton, body: int) -> int:
    """Where the phrase of an organisation begins: over "the" in "the company's CEO"."""
    token = skeleton.doc[body]
    return min(token.i, token.left_edge.i) if token.i - token.left_edge.i <= 3 else token.i


def _body_after(
    skeleton: Skeleton, end: int, last: int, titles: Titles, employers: frozenset[int]
) -> tuple[int | None, int]:
    """The organisation that a preposition ties to the title, and where it ends."""
    if end >= last:
        return None, end
    if not titles.articles:
        i = end
        while i < min(last, end + holders.REACH) and i not in employers and _is_plain_noun(skeleton, i):
            i += 1
        if i < last and i in employers:
            return i, i + 1
    if _is_region(skeleton, end, last, titles):
        end += 1
    advises = skeleton.doc[end].lower_ == "to" and skeleton.doc[end - 1].lower_ in titles.advising
    if not advises and skeleton.doc[end].lower_ not in titles.prepositions:
        return None, end
    for i in range(end + 1, min(last, end + 1 + holders.REACH)):
        if i in employers:
            i = _over_division(skeleton, i, last, titles, employers)
            return i, i + 1
        if skeleton.doc[i].pos_ in ("VERB", "PUNCT", "SCONJ") and skeleton.doc[i].text not in ('"', "-"):
            break
    return None, end


def _is_region(skeleton: Skeleton, i: int, last: int, titles: Titles) -> bool:
    """True for "EMEA" in "managing director EMEA at Acme"."""
    named = skeleton.units[i].named
    is_place = named is not None and named.kind is EntityType.PLACE
    return is_place and i + 1 < last and skeleton.doc[i + 1].lower_ in titles.prepositions


def _over_division(skeleton: Skeleton, i: int, last: int, titles: Titles, employers: frozenset[int]) -> int:
    """The body in "of the Pensions Division of Acme" and "of Applications at Acme"."""
    unit = skeleton.units[i]
    j = i + 1
    if unit.named is None or j >= last or skeleton.doc[j].lower_ not in ("of", "at"):
        return i
    if skeleton.doc[j].lower_ == "of":
        is_part = unit.text.rpartition(" ")[2].lower() in titles.parts
    else:
        is_part = unit.named.kind is EntityType.ORGANIZATION and " " not in unit.text
    if not is_part:
        return i
    j += j + 1 < last and skeleton.doc[j + 1].lower_ in titles.articles
    return j + 1 if j + 1 < last and j + 1 in employers else i


def _body_beside(skeleton: Skeleton, end: int, last: int, employers: frozenset[int]) -> int | None:
    """The organisation after a comma and before the next: "Jane Smith, Provost, Acme University"."""
    i = end + 1
    if i < last and skeleton.doc[end].text == "," and i in employers and skeleton.units[i].named is not None:
        return i if i + 1 >= last or skeleton.doc[i + 1].is_punct else None
    return None


def _is_organization(skeleton: Skeleton, i: int) -> bool:
    named = skeleton.units[i].named
    return named is not None and named.kind.is_organization
