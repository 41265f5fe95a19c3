"""Frames over a parsed sentence: which relations its verbs and nouns state, and between whom.

Pure over skeletons: each trigger's arguments are labelled (``arguments.py``), a frame says under
which labels its two sides stand (``sides.py``), and status cues say how far the deal has come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.arguments import Arguments, of_noun, of_verb
from kg.extract.coreference import Coreference
from kg.extract.grammar import Frame, Grammar, Trigger
from kg.extract.phrases import noun_phrase
from kg.extract.referents import Referent, Unfolding
from kg.extract.sides import Sides
from kg.extract.skeleton import Skeleton, Unit
from kg.extract.status import Judged, is_excluded, judge
from kg.extract.tree import Span, Token
from kg.model import PassageKind, Status

_DO = ("do", "does", "did")
"""What stands with the base form of a verb alone: "did not found"."""
_HALF = 50
"""Per cent of a company up to which a share of it is a part."""


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fired between two referents."""

    frame: Frame
    arguments: Arguments
    subject: Referent
    object: Referent
    judged: Judged
    topic: str | None


@dataclass(frozen=True, slots=True)
class Miss:
    """A frame that was triggered and did not fire, with the reason in words."""

    frame: Frame
    trigger: Token
    reason: str


class Matcher:
    """The frames of one grammar, indexed by the lemma that triggers them."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._by_verb: dict[str, list[tuple[Trigger, Frame]]] = defaultdict(list)
        self._by_noun: dict[str, list[Frame]] = defaultdict(list)
        for frame in grammar.frames:
            for trigger in frame.verbs:
                self._by_verb[trigger.lemma].append((trigger, frame))
            for noun in frame.nouns:
                self._by_noun[noun].append(frame)

    def match(
        self, number: int, skeleton: Skeleton, sent: Span, coreference: Coreference
    ) -> Iterator[Match | Miss]:
        """Every frame triggered in ``sent``, fired or not; ``number`` is the skeleton's in its document."""
        triggered = list(self.triggered(number, skeleton, sent, coreference))
        said = words_of(skeleton, sent) if triggered else frozenset()
        for sides in triggered:
            if _allows(sides.frame, said):
                yield from self._fire(sides)

    def triggered(
        self, number: int, skeleton: Skeleton, sent: Span, coreference: Coreference
    ) -> Iterator[Sides]:
        """The frames whose trigger stands in ``sent``, whatever other words they need or stand back for."""
        unfolding = Unfolding(number, skeleton, coreference, self.grammar.words)
        for token in sent:
            if skeleton.unit(token).named is not None:
                continue
            for frame, arguments in self._triggered(token, skeleton):
                yield Sides(frame, arguments, sent, unfolding, self.grammar)

    def _triggered(self, token: Token, skeleton: Skeleton) -> Iterator[tuple[Frame, Arguments]]:
        lemma, words = token.lemma_.lower(), self.grammar.words
        verbs = self._by_verb.get(lemma) or self._by_verb.get(token.lower_)
        nouns = self._by_noun.get(lemma) or self._by_noun.get(token.lower_)
        if not verbs and not nouns:
            return
        bare = token.i > 0 and (token.nbor(-1).tag_ == "TO" or any(c.lower_ in _DO for c in token.children))
        if token.tag_ in ("VBD", "VBN") and token.lower_ in words.past_homographs and not bare:
            verbs = None
        if verbs and _is_verbal(token, skeleton):
            arguments = of_verb(token, words)
            fitting = [frame for trigger, frame in verbs if _has_company(token, trigger, arguments)]
            for frame in dict.fromkeys(fitting):
                yield frame, arguments
        if _is_infinitive(token):
            return
        if nouns and token.pos_ in ("NOUN", "PROPN", "ADJ", "X"):
            arguments = of_noun(token, words)
            for frame in nouns:
                yield frame, arguments

    def _fire(self, sides: Sides) -> Iterator[Match | Miss]:
        frame, arguments = sides.frame, sides.arguments
        if reason := sides.unmet():
            yield Miss(frame, arguments.trigger, reason)
            return
        subjects, objects = sides.find()
        if not subjects or not objects:
            side, labels = ("subject", frame.subject) if not subjects else ("object", frame.object)
            yield Miss(frame, arguments.trigger, f"no {side} under {', '.join(labels)}")
            return
        start = sides.cases.start(arguments.trigger) if self.grammar.inflects else None
        judged = judge(arguments, frame, self.grammar.status, start)
        topic = _topic(frame, arguments, sides.unfolding.skeleton)
        for subject in subjects:
            for object in objects:
                contrasted = [r.token for r in (subject, object) if is_excluded(r.token, self.grammar.status)]
                said = Judged(Status.DENIED, contrasted[0].nbor(-1).text) if contrasted else judged
                yield Match(frame, arguments, subject, object, said, topic)


def _is_verbal(token: Token, skeleton: Skeleton) -> bool:
    """True for verbs, and in headlines for what stands where only a verb can."""
    if token.pos_ in ("VERB", "AUX") or "VerbForm=Part" in str(token.morph):
        return True
    if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in token.children) or _is_infinitive(token):
        return True
    if skeleton.passage.kind is PassageKind.BODY and token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    if any(child.dep_ == "cop" for child in token.children):
        return False
    governs = any(child.dep_ in ("compound:prt", "nsubj", "obj") for child in token.children)
    return governs and token.dep_ in ("ROOT", "ccomp", "parataxis", "conj", "acl", "advcl", "xcomp")


def _is_infinitive(token: Token) -> bool:
    """True for "refused to partner with", whose verb is tagged as a noun."""
    return token.pos_ == "NOUN" and token.dep_ in ("xcomp", "ccomp") and token.nbor(-1).tag_ == "TO"


def _has_company(verb: Token, trigger: Trigger, arguments: Arguments) -> bool:
    """True where the particle or noun that ``trigger`` asks for stands with ``verb``."""
    if trigger.particle is not None:
        after = verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
        return after == trigger.particle or any(
            child.dep_ in ("compound:prt", "advmod", "case") and child.lower_ == trigger.particle
            for child in verb.children
        )
    if trigger.noun is not None:
        return any(trigger.noun in (token.lemma_.lower(), token.lower_) for token in arguments.get("object"))
    return True


def _allows(frame: Frame, said: frozenset[str]) -> bool:
    return not (frame.needs and frame.needs.isdisjoint(said)) and frame.lacks.isdisjoint(said)


def words_of(skeleton: Skeleton, sent: Span) -> frozenset[str]:
    """The words of ``sent`` and their lemmas, in lower case, and "money" where a sum stands in it."""
    words = {token.lower_ for token in sent}
    words.update(token.lemma_.lower() for token in sent)
    words.update(kind for token in sent for kind in _kinds(skeleton.unit(token)))
    return frozenset(words)


def _kinds(unit: Unit) -> Iterator[str]:
    """What frames call sums, and shares of more or less than half."""
    if unit.money is not None:
        yield "money"
    if unit.share is not None:
        yield "whole" if unit.share > _HALF else "part"


def _topic(frame: Frame, arguments: Arguments, skeleton: Skeleton) -> str | None:
    """The purpose of a deal, in the text's own words."""
    for label in frame.topic:
        for token in arguments.get(label):
            if label == "clause":
                token = next((child for child in token.children if child.dep_ == "obj"), token)
                if token.pos_ == "VERB":
                    continue
            if skeleton.unit(token).is_plain and (text := noun_phrase(skeleton, token)):
                return text
    return None
