"""What the scorer finds where no rule speaks: a match whose trigger is the word that most likely says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.extract.arguments import of_noun, of_verb
from kg.extract.frames import Match
from kg.extract.grammar import Frame, Grammar
from kg.extract.referents import Referent
from kg.extract.scorer.features import way
from kg.extract.scorer.model import BACK, FORTH, MERGER
from kg.extract.scorer.scored import Scored
from kg.extract.skeleton import Skeleton
from kg.extract.status import judge
from kg.extract.tree import Token
from kg.model import Claim, EntityType

LIKELY = 0.5
"""How likely a relation must be, to be told without a rule."""
RELATIONS = {MERGER: "acquires"}
"""Classes that are told as another relation."""
_MONEY = frozenset({"invests_in", "acquires", "funds"})


def found_alone(
    scored: Iterable[Scored], ruled: Sequence[Claim], skeleton: Skeleton, grammar: Grammar
) -> Iterator[tuple[Match, Scored]]:
    """The likeliest relation of each pair of which no rule speaks in its sentence."""
    told = {frozenset((claim.subject.of, claim.object.of)) for claim in ruled}
    likeliest = [(each, *each.best) for each in scored]
    likeliest = [found for found in likeliest if found[2] >= LIKELY]
    for each, name, _ in sorted(likeliest, key=lambda found: -found[2]):
        sides = frozenset((each.left.name, each.right.name))
        if sides in told or _reports(each.left, grammar) or _reports(each.right, grammar):
            continue
        told.add(sides)
        relation = RELATIONS.get(name) or name.rstrip(FORTH + BACK)
        trigger = _trigger(each, skeleton)
        arguments = (of_verb if trigger.pos_ == "VERB" else of_noun)(trigger, grammar.words)
        frame = _frame(f"{grammar.language}.scored.{relation}", relation)
        judged = judge(arguments, frame, grammar.status)
        turned = name.endswith(BACK)
        subject, object = (each.right, each.left) if turned else (each.left, each.right)
        yield Match(frame, arguments, subject, object, judged, None), each


def _reports(side: Referent, grammar: Grammar) -> bool:
    """True for a paper that tells of others: "said Reuters", "according to Reuters"."""
    token, cues = side.token, grammar.status
    if side.name.type is not EntityType.MEDIA:
        return False
    before = token.doc[max(token.sent.start, token.i - 2) : token.i]
    attributed = any(word.lemma_.lower() in cues.attributing for word in (*before, token.head))
    return attributed or token.head.lemma_.lower() in cues.saying


def _trigger(scored: Scored, skeleton: Skeleton) -> Token:
    """The verb or noun on the way between the sides that carries the relation, or else above them."""
    left, right = scored.left.token, scored.right.token
    up, top, down = way(left, right) or ([], left, [])
    on_the_way = [top, *reversed(down[1:]), *reversed(up[1:])]
    plain = [token for token in on_the_way if skeleton.unit(token).is_plain and token not in (left, right)]
    between = [t for t in left.doc[left.i + 1 : right.i] if skeleton.unit(t).is_plain]
    candidates = (*plain, *between, *top.ancestors)
    return next((token for token in candidates if token.pos_ in ("VERB", "NOUN")), left)


@cache
def _frame(name: str, relation: str) -> Frame:
    return Frame(name, relation, "", "", (), (), money=relation in _MONEY)
