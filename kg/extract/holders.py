"""Who holds a title, by what stands around it: "Smith, CEO", "was named CEO", "promoted from … to CEO"."""

from __future__ import annotations

from collections.abc import Collection

from kg.extract.clause import is_passive
from kg.extract.grammar import Titles
from kg.extract.relatives import antecedent
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span, Token

REACH = 6
_OLDEST = 99
_CLIMBS = 4
_LEADING = frozenset(
    {"the", "a", "an", "its", "former", "currently", "and", "one", "of", "previously", "formerly"}
    | {"niegdyś", "dziś", "dzisiaj", "obecnie", "dotychczas", "dotąd", "wcześniej", "dawniej", "wówczas"}
)
"""Words between a name and its title: "Jane Smith, one of the founders"."""
_NOMINAL = ("nmod", "obl", "conj", "compound", "flat", "xcomp", "obj", "appos", "list")
"""What ties a title to the verb that gives it, over other nouns."""


def is_person(skeleton: Skeleton, i: int) -> bool:
    """True where a person's name stands at ``i``."""
    return skeleton.units[i].is_person


def apposed(skeleton: Skeleton, start: int, first: int) -> int | None:
    """The person before the comma before the title, which starts at ``start``."""
    i = start - 1
    while i > first and skeleton.doc[i].lower_ in _LEADING:
        i -= 1
    if i > first + 2 and skeleton.doc[i].text == "," and _is_age(skeleton, i - 1):
        i -= 2
    if i > first and skeleton.doc[i].text in (",", "(", "-", "–", "—") and is_person(skeleton, i - 1):
        return i - 1
    return None


def _is_age(skeleton: Skeleton, i: int) -> bool:
    """True for the 51 of "John Smith, 51, chief executive"."""
    text = skeleton.doc[i].text
    return text.isdigit() and int(text) <= _OLDEST and skeleton.doc[i - 1].text == ","


def acting(
    skeleton: Skeleton, start: int, first: int, titles: Titles, people: Collection[int] = ()
) -> int | None:
    """The person who "is", "became", "was named" or "took over as" the title.

    ``people`` are pronouns that mean a person.
    """
    for i in range(start - 1, max(first - 1, start - 2 - REACH), -1):
        if is_person(skeleton, i) or i in people:
            between = skeleton.doc[i + 1 : start]
            if any(t.lemma_.lower() in titles.leaving for t in between):
                return i
            if any(t.pos_ == "AUX" or t.lemma_.lower() in titles.verbs for t in between):
                return i
            return None
        if skeleton.units[i].named is not None:
            return None
    return None


def appointed(skeleton: Skeleton, start: int, first: int, titles: Titles) -> int | None:
    """The person in "named Jane Smith as its chief executive", right before the title and after the verb."""
    i = start - 1
    while i > first and skeleton.doc[i].lower_ in titles.articles | {"as", "to", "be"}:
        i -= 1
    if i <= first or not is_person(skeleton, i):
        return None
    verbs = skeleton.doc[max(first, i - REACH) : i]
    return i if any(token.lemma_.lower() in titles.appointing for token in verbs) else None


def governing(skeleton: Skeleton, head: Token, titles: Titles, people: Collection[int]) -> int | None:
    """The person that the verb over the title ``head`` gives it to, however far before it they stand.

    "Smith was promoted from his post as president to chairman", "the appointment of Smith as CEO".
    """
    for _ in range(_CLIMBS):
        above = head.head
        if above is head or not head.dep_.startswith(_NOMINAL) or above.i > head.i:
            return None
        lemma = above.lemma_.lower()
        if lemma in titles.naming:
            named = [c for c in above.children if c.dep_.startswith("nmod") and c is not head]
            return next((c.i for c in named if _is_meant(skeleton, c, people)), None)
        if above.pos_ == "VERB":
            if lemma in titles.appointing and not is_passive(above):
                deps: tuple[str, ...] = ("obj",)
            elif lemma in titles.verbs | titles.appointing | titles.succeeding:
                deps = ("nsubj", "nsubj:pass")
            else:
                return None
            sides = [antecedent(c, above) for c in above.children if c.dep_ in deps]
            return next((side.i for side in sides if _is_meant(skeleton, side, people)), None)
        head = above
    return None


def _is_meant(skeleton: Skeleton, token: Token, people: Collection[int]) -> bool:
    return is_person(skeleton, token.i) or token.i in people


def after(skeleton: Skeleton, end: int, last: int, titles: Titles) -> int | None:
    """The person in "prezesem spółki jest X", where languages without articles turn the order round."""
    if titles.articles:
        return None
    linked = False
    for i in range(end, min(last, end + 2 * REACH)):
        token = skeleton.doc[i]
        linked = linked or token.pos_ == "AUX" or token.lemma_.lower() in titles.verbs
        if is_person(skeleton, i):
            return i if linked else None
    return None


def fellows(skeleton: Skeleton, person: int, sent: Span) -> list[int]:
    """The people who are listed with ``person``, in order: of one title in the plural all are holders."""
    found = [person]
    for step in (1, -1):
        i = person + step
        while sent.start <= i < sent.end and skeleton.doc[i].lower_ in (",", "and", "&"):
            while sent.start <= i < sent.end and skeleton.doc[i].lower_ in (",", "and", "&"):
                i += step
            if not sent.start <= i < sent.end or not is_person(skeleton, i):
                break
            found.append(i)
            i += step
    return sorted(found)
