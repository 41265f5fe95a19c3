"""What a model sees of a pair: the words around and between it, the way through the parse, and the rules.

Names are seen as their kinds alone, so nothing is learned of who they are. Features are words that a
person can read, since ``kg explain`` prints them with their weights. After Zhou et al. (2005), "Exploring
Various Knowledge in Relation Extraction", and Bunescu & Mooney (2005) for the shortest path.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kg.extract.scorer.pairs import ORGANIZATION, Pair, kind
from kg.extract.skeleton import Unit
from kg.extract.tree import Doc, Token
from kg.model import EntityType

_BEFORE, _AFTER = 4, 5
"""Words that are seen on either side of a pair."""
_BETWEEN = 40
"""Words that are seen between it, at most: the cost of one pair is bounded."""
_SENTENCE = 80
_LONGEST_PATH = 5
_EXACT = 6
"""Words between a pair that are seen as one, at most."""
_HALF, _MOST = 0.5, 0.7
"""Weights of what is seen often and says little."""
RULE = "rule "
"""How the features begin that say what rules have found."""
_RULED = 1.5
ASKED = "asked for"
"""The feature of a pair that somebody gives and asks for: such pairs are mostly related."""


class Words:
    """The words of one parsed passage, as a model sees them; made once for all its pairs."""

    def __init__(self, doc: Doc, units: Sequence[Unit]) -> None:
        self.doc = doc
        self.words = [_word(token, unit) for token, unit in zip(doc, units, strict=True)]
        self.between = [f"between {word}" for word in self.words]
        self.in_sentence = [f"sentence {word}" for word in self.words]
        self.twos = [f"between {first} {second}" for first, second in pairwise(self.words)]
        self.threes = [
            f"between {first} {second} {third}"
            for first, second, third in zip(self.words, self.words[1:], self.words[2:], strict=False)
        ]


def features(
    words: Words, pair: Pair, ruled: Collection[str] = (), *, asked: bool = False
) -> dict[str, float]:
    """What is seen of ``pair``, each with its weight.

    ``ruled`` are the classes that rules have found for it; ``asked`` says that somebody asks for this pair.
    """
    seen: dict[str, float] = dict.fromkeys(_in_sentence(words, pair), _HALF)
    seen.update(_in_parse(words, pair))
    seen.update(_between(words, pair))
    seen.update(_around(words, pair))
    seen.update(_beside(words, pair))
    if pair.kinds != (ORGANIZATION, ORGANIZATION):
        # What joins a person and a body says other things than what joins two bodies.
        kinds = " ".join(pair.kinds)
        seen |= {f"{kinds}: {name}": size for name, size in seen.items() if size > _HALF}
        seen[kinds] = 1.0
    for side, sort, source in zip(("left", "right"), pair.kinds, pair.sources, strict=True):
        if source:
            seen[f"{side} by {source}"] = seen[f"{sort} by {source}"] = 1.0
    seen.update(dict.fromkeys((RULE + name for name in ruled), _RULED))
    if asked:
        seen[ASKED] = 1.0
    return seen


def _word(token: Token, unit: Unit) -> str:
    if unit.money is not None:
        return "MONEY"
    if unit.date is not None:
        return "DATE"
    if unit.named is not None:
        return _named(unit.named.kind)
    return _plain(token.text, token.lemma_)


@lru_cache(1 << 15)
def _plain(text: str, lemma: str) -> str:
    if any(c.isdigit() for c in text):
        return "#"
    return "_".join((lemma or text).lower().split()) or "¶"


def _named(type: EntityType) -> str:
    return ORGANIZATION if type is EntityType.PRODUCT else kind(type)


def _between(words: Words, pair: Pair) -> dict[str, float]:
    start, end = pair.left.i + 1, min(pair.right.i, pair.left.i + 1 + _BETWEEN)
    seen = dict.fromkeys(words.between[start:end] + words.twos[start : end - 1], 1.0)
    seen.update(dict.fromkeys(words.threes[start : end - 2], _MOST))
    return seen


def _around(words: Words, pair: Pair) -> Iterator[tuple[str, float]]:
    left, right = pair.left.i, pair.right.i
    between = words.words[left + 1 : min(right, left + 1 + _BETWEEN)]
    first, last = (between[0], between[-1]) if between else ("]", "[")
    yield f"between [ {first}", 1
    if between:
        yield f"between {last} ]", 1
    if len(between) > 1:
        yield f"between [ {first} {between[1]}", _MOST
        yield f"between {between[-2]} {last} ]", _MOST
    if len(between) <= _EXACT:
        yield f"between [ {' '.join(between)} ]", 1
    before = words.words[max(0, left - _BEFORE) : left]
    after = words.words[right + 1 : right + 1 + _AFTER]
    for word in before:
        yield f"before {word}", 1
    for word in after:
        yield f"after {word}", 1
    if before:
        yield f"before {before[-1]} [", 1
        yield f"before {' '.join(before[-2:])} [", 1
    if after:
        yield f"after ] {after[0]}", 1
        yield f"after ] {' '.join(after[:2])}", 1
    yield f"{min(7, (right - left - 1) // 3) * 3} or more words between", 1
    yield f"{min(3, between.count(ORGANIZATION))} names between", 1


def _in_sentence(words: Words, pair: Pair) -> list[str]:
    left, right = pair.left.i, pair.right.i
    first = max(pair.left.sent.start, left - _SENTENCE)
    last = min(pair.right.sent.end, right + _SENTENCE)
    seen = words.in_sentence
    return seen[first:left] + seen[left + 1 : right] + seen[right + 1 : last]


def _beside(words: Words, pair: Pair) -> Iterator[tuple[str, float]]:
    """What stands right beside each side, and over it in the parse."""
    for side, token in (("left", pair.left), ("right", pair.right)):
        for off in (-1, 1):
            place = token.i + off
            word = words.words[place] if token.sent.start <= place < token.sent.end else "|"
            yield f"{side} {'after' if off < 0 else 'before'} {word}", 0.8
        over, top = token.head, token.head.head
        under = f"{side} {token.dep_} of {words.words[over.i] if over is not token else 'ROOT'}"
        yield under, 1
        if top is not over:
            yield f"{under} {over.dep_} of {words.words[top.i]}", _MOST


def _in_parse(words: Words, pair: Pair) -> Iterator[tuple[str, float]]:
    joined = way(pair.left, pair.right)
    if joined is None:
        yield "in two sentences", 1
        return
    up, top, down = joined
    above = "LEFT" if top == pair.left else "RIGHT" if top == pair.right else words.words[top.i]
    yield f"top {above}", 1
    rises, falls = [token.dep_ for token in up], [token.dep_ for token in down]
    yield f"path of {min(8, len(up) + len(down))}", 1
    if len(up) + len(down) <= _LONGEST_PATH:
        yield f"path {'>'.join(rises)}|{above}|{'<'.join(falls)}", 1
        yield f"path {'>'.join(rises)}|{'<'.join(falls)}", 1
    inner = [words.words[token.i] for token in (*up[1:], *([top] if up and down else []), *down[1:])]
    for word in inner:
        yield f"path {word}", 1
    yield f"path {' '.join(inner)}", 1
    yield f"left is {rises[0] if rises else 'top'} of {above}", 1
    yield f"right is {falls[0] if falls else 'top'} of {above}", 1
    for side, token in (("left", pair.left), ("right", pair.right)):
        case = " ".join(child.lower_ for child in token.children if child.dep_ == "case")
        yield f"{side} {case or 'bare'} with {above}", 1
    if up and down:
        children = list(top.children)
        passive = any(child.dep_ in ("aux:pass", "nsubj:pass") for child in children)
        yield f"verb {above}{' (passive)' if passive else ''}", 1
        for child in children:
            if child not in (pair.left, pair.right):
                yield f"verb {above} {child.dep_} {words.words[child.i]}", _MOST
                yield f"near {words.words[child.i]}", _HALF


def way(left: Token, right: Token) -> tuple[list[Token], Token, list[Token]] | None:
    """The tokens up from ``left``, the lowest common head, those up from ``right``; None without one."""
    ups = [left, *left.ancestors]
    downs = [right, *right.ancestors]
    shared = {token.i for token in downs}
    top = next((token for token in ups if token.i in shared), None)
    if top is None:
        return None
    return ups[: ups.index(top)], top, downs[: downs.index(top)]
