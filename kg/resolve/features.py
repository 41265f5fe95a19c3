"""Questions about two names, each answered with yes or no; ``kg.resolve.scoring`` weighs the answers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.model import EntityType
from kg.resolve.gather import Node, Setting, mentions_name
from kg.resolve.names import FUNCTION, UNIT, Form, initials, is_case_form, is_weak_word

FOUNDATIONS = frozenset({"foundation", "fundacja"})
UNIVERSITIES = frozenset(
    {"university", "universitat", "universite", "universidad", "uniwersytet", "politechnika"}
)


class Pair(NamedTuple):
    """Two nodes under judgement, by their positions in the gathering."""

    left: Node
    right: Node
    opposed: bool
    """They stand on the two sides of one claim."""
    setting: Setting


# Evidence


def same_name(pair: Pair) -> bool:
    """The same folded words."""
    return pair.left.form.words == pair.right.form.words


def same_core(pair: Pair) -> bool:
    """The same words but for legal forms, titles and "the"."""
    return pair.left.form.core == pair.right.form.core


def same_letters(pair: Pair) -> bool:
    """The same letters, spaced otherwise."""
    return pair.left.form.key == pair.right.form.key and len(pair.left.form.key) >= 6


def same_site(pair: Pair) -> bool:
    """JD.com and JD."""
    left, right = pair.left.form, pair.right.form
    return bool(left.site and left.site == right.key) or bool(right.site and right.site == left.key)


def case_form(pair: Pair) -> bool:
    """One is a Polish case form of the other, or of one of its other names."""
    return _inflects(pair.left, pair.right) or _inflects(pair.right, pair.left)


def stated_alias(pair: Pair) -> bool:
    """A document or the known list gives one as another name of the other, and of it alone."""
    return any(not alias.is_acronym for _, _, alias in _stated(pair))


def stated_acronym(pair: Pair) -> bool:
    """As ``stated_alias``, with an acronym; one with a legal form says less, so the types must agree."""
    return any(
        alias.is_acronym and (short.form.words == alias.words or (short.type is full.type and not full.known))
        for short, full, alias in _stated(pair)
    )


def stated_shorthand(pair: Pair) -> bool:
    """As ``stated_alias``, with words of the full name: Mistral of Mistral AI."""
    return any(
        short.form.key in full.shorthands and pair.setting.owners.get(short.form.key) == full.form.key
        for short, full in _both_ways(pair)
    )


def tail_of_foundation(pair: Pair) -> bool:
    """Gates Foundation and Bill & Melinda Gates Foundation; not where a field or a place is in the name."""
    return any(
        len(full.form.core) > len(short.form.core) == 2
        and short.form.core[-1] in FOUNDATIONS
        and full.form.core[-2:] == short.form.core
        and not any(is_weak_word(word) or word in pair.setting.places for word in full.form.core[:-1])
        for short, full in _both_ways(pair)
    )


def bare_university(pair: Pair) -> bool:
    """Stanford, where it is a university, and Stanford University."""
    return any(
        short.type is EntityType.UNIVERSITY and full.form.core == (*short.form.core, "university")
        for short, full in _both_ways(pair)
    )


def name_order(pair: Pair) -> bool:
    """Yang Yuanqing and Yuanqing Yang."""
    left, right = pair.left.form.core, pair.right.form.core
    return _persons(pair) and len(left) == 2 and left == right[::-1]


def middle_name(pair: Pair) -> bool:
    """Warren E. Buffett and Warren Buffett."""
    return _persons(pair) and any(_drops_middle(a.form.core, b.form.core) for a, b in _both_ways(pair))


def acronym(pair: Pair) -> bool:
    """CIBC and Canadian Imperial Bank of Commerce: far too many share letters for this to do alone."""
    return any(
        short.form.is_acronym
        and len(short.form.key) >= 3
        and len(full.form.core) > 1
        and initials(full.form.core) == short.form.key
        for short, full in _both_ways(pair)
    )


def beginning(pair: Pair) -> bool:
    """One begins with the other."""
    return any(_begins(full.form.core, short.form.core) for short, full in _both_ways(pair))


# Qualifiers


def other_kind(pair: Pair) -> bool:
    """A company and a product, a place and an organisation."""
    left, right = pair.left.type, pair.right.type
    return left is not right and not (left.is_organization and right.is_organization)


def other_branch(pair: Pair) -> bool:
    """Two kinds of organisation, neither of which is just ``Organization``."""
    types = {pair.left.type, pair.right.type}
    return len(types) == 2 and EntityType.ORGANIZATION not in types and all(t.is_organization for t in types)


def part_of_other(pair: Pair) -> bool:
    """Lenovo and Lenovo China, a university and its school."""
    extra = _extra_words(pair)
    return any(word in UNIT or word in pair.setting.places for word in extra) and not tail_of_foundation(pair)


def holds_other_name(pair: Pair) -> bool:
    """Sony and Sony Honda Mobility: what is left of the longer name is somebody else's."""
    return mentions_name(_extra_words(pair), pair.setting.names) and not stated_shorthand(pair)


def other_number(pair: Pair) -> bool:
    """iPhone 15 and iPhone 16; of products, also iPhone and iPhone 15."""
    left, right = (_numbers(node.form) for node in (pair.left, pair.right))
    if pair.left.type is not EntityType.PRODUCT and not (left and right):
        return False
    return left != right and not (stated_alias(pair) or stated_shorthand(pair))


def other_university(pair: Pair) -> bool:
    """Wuhan University and Wuhan University of Technology."""
    left, right = pair.left.form.core, pair.right.form.core
    return (
        left != right
        and len(left) > 1 < len(right)
        and bool(UNIVERSITIES.intersection(left))
        and bool(UNIVERSITIES.intersection(right))
        and not (same_letters(pair) or stated_alias(pair) or case_form(pair))
    )


def other_person(pair: Pair) -> bool:
    """Two full names that cannot be one person's."""
    if not _persons(pair) or case_form(pair):
        return False
    lefts, rights = (_full_names(node) for node in (pair.left, pair.right))
    return bool(lefts and rights) and not any(_may_be_one(a, b) for a in lefts for b in rights)


def other_listed_name(pair: Pair) -> bool:
    """The known list has both, and does not say that they are one."""
    left, right = pair.left, pair.right
    return left.known and right.known and left.form.key != right.form.key and not any(_stated(pair))


def opposed(pair: Pair) -> bool:
    """A claim has one on either side; not held against names that are the same but for their dress."""
    return pair.opposed and not (same_core(pair) or same_letters(pair) or case_form(pair))


def acronym_in_one_document(pair: Pair) -> bool:
    """As ``acronym``, where a document has both."""
    return acronym(pair) and _share(pair.left.documents, pair.right.documents)


# What they are made of


def _both_ways(pair: Pair) -> tuple[tuple[Node, Node], tuple[Node, Node]]:
    return (pair.left, pair.right), (pair.right, pair.left)


def _stated(pair: Pair) -> Iterator[tuple[Node, Node, Form]]:
    """(name, other name that has it as an alias, the alias), but for words of the other."""
    for short, full in _both_ways(pair):
        for alias in full.aliases:
            own = pair.setting.owners.get(alias.key) == full.form.key
            if own and short.form.key == alias.key and alias.key not in full.shorthands:
                yield short, full, alias


def _inflects(inflected: Node, base: Node) -> bool:
    if not inflected.polish:
        return False
    return any(is_case_form(inflected.form, other) for other in (base.form, *base.aliases))


def _persons(pair: Pair) -> bool:
    return pair.left.type is EntityType.PERSON and pair.right.type is EntityType.PERSON


def _begins(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return len(full) > len(short) > 0 and full[: len(short)] == short


def _extra_words(pair: Pair) -> list[str]:
    """What the longer name has over the shorter one that it holds; nothing for persons, places and topics."""
    if not (pair.left.type.is_organization or pair.left.type is EntityType.PRODUCT):
        return []
    left, right = pair.left.form.core, pair.right.form.core
    short, full = (left, right) if len(left) < len(right) else (right, left)
    if not set(short) < set(full):
        return []
    return [word for word in full if word not in short and word not in FUNCTION]


def _numbers(name: Form) -> list[str]:
    if name.key.isalpha():
        return []
    return ["".join(filter(str.isdigit, word)) for word in name.core if any(map(str.isdigit, word))]


def _full_names(node: Node) -> list[tuple[str, ...]]:
    return [name.core for name in (node.form, *node.aliases) if len(name.core) > 1]


def _share(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two sorted sequences have an item in common; one may be very long."""
    few, many = sorted((left, right), key=len)
    places = ((bisect_left(many, item), item) for item in few)
    return any(place < len(many) and many[place] == item for place, item in places)


def _drops_middle(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return len(full) > len(short) == 2 and (full[0], full[-1]) == short


def _may_be_one(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    if left == right or left == right[::-1] or _drops_middle(left, right) or _drops_middle(right, left):
        return True
    given = list(zip(left[:-1], right[:-1], strict=False))
    return (
        left[-1] == right[-1]
        and all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in given)
        and (len(left) == len(right) or len(left) == 2 or len(right) == 2)
    )
