"""From a trigger up to the root of its sentence, or to where no cue reaches it any more."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from kg.extract.arguments import Arguments
from kg.extract.cues import Cue, Cues, Sense, is_infinitive, is_present
from kg.extract.grammar import Frame, StatusCues
from kg.extract.tree import Token

_CLIMBS = 6
_SIGNED = ("establishes", "partners_with", "invests_in", "acquires")
"""Relations that are there once they are agreed on."""


def cues_over(arguments: Arguments, frame: Frame, words: StatusCues) -> Iterator[Cue]:
    """Every cue over the trigger of ``arguments``, the innermost first."""
    walk = _Walk(arguments, frame, words)
    for cue in walk.climb():
        walk.found = True
        yield cue


def cues_before(trigger: Token, start: int, frame: Frame, words: StatusCues) -> Iterator[Cue]:
    """Every cue from ``start`` to ``trigger``, the innermost first, whatever the parse makes of them."""
    own = {verb.lemma for verb in frame.verbs}
    infinitive = is_infinitive(trigger)
    tables = (
        (words.continuing, Sense.CONTINUED),
        (words.denied, Sense.DENIED),
        (words.ended, Sense.ENDED),
        (words.potential, Sense.POTENTIAL),
        (words.planned, Sense.PLANNED),
    )
    for token in reversed(trigger.doc[start : trigger.i]):
        forms = {token.lemma_.lower(), token.lower_}
        if token.lower_ in words.negations and token.nbor().pos_ in ("VERB", "AUX"):
            yield Cue(Sense.DENIED, token.text)
        sense = next((sense for table, sense in tables if forms & table), None)
        if sense is not None and not forms & own and (infinitive or not forms & words.clausal):
            yield Cue(sense, token.text)
        elif forms & words.perfective and is_present(token):
            yield Cue(Sense.PLANNED, token.text)
        infinitive = infinitive or is_infinitive(token)


class _Walk:
    """``found`` is True once a cue was met: what only hints at a plan is then no news."""

    def __init__(self, arguments: Arguments, frame: Frame, words: StatusCues) -> None:
        self.arguments = arguments
        self.frame = frame
        self.words = words
        self.cues = Cues(arguments, words)
        self.found = False

    def climb(self) -> Iterator[Cue]:
        low = self.arguments.trigger
        yield from self.cues.on(low, whole=True)
        if "self" in self.frame.subject + self.frame.object and not self.arguments.predicative:
            return  # "X, a partner of Y, may …" says that it is one
        for _ in range(_CLIMBS):
            yield from self.cues.before(low)
            if low.head == low:
                yield from self._at_root(low)
                return
            if not (yield from self._step(low.head, low)):
                return
            low = low.head

    def _step(self, head: Token, low: Token) -> Generator[Cue, None, bool]:
        """What ``head`` says of ``low``; returns whether to climb on."""
        relative = _is_relative(low)
        if low.dep_ == "conj":
            yield from self._shared(head, low)
            return head.pos_ == low.pos_
        if low.dep_ == "nsubj":
            return (yield from self._of_subject(head, low))
        if low.dep_ in ("parataxis", "appos") or relative:
            return relative and head.lemma_.lower() in self.words.agreed
        return (yield from self._under(head, low))

    def _under(self, head: Token, low: Token) -> Generator[Cue, None, bool]:
        """``low`` is a clause, an object or a complement of ``head``."""
        words, lemma = self.words, head.lemma_.lower()
        relation = low.dep_.partition(":")[0]
        if lemma in words.presupposing:
            return False
        if lemma in words.confirming and self._is_withheld(head):
            yield Cue(Sense.POTENTIAL, head.text)
            return False
        infinitive = self.cues.infinitive(low) is not None
        if relation == "advcl" and not infinitive and not self._is_complement(low):
            return False
        meant: list[Cue] = []
        if relation == "obl":  # "abandoned talks with X about a partnership"
            for child in head.children:
                if child.dep_ == "obj" and (about := list(self.cues.meaning(child, low))):
                    meant, low = meant + about, child
        meant += self.cues.meaning(head, low)
        yield from meant
        if relation == "obl" and head != self.arguments.verb and not meant:
            return False
        hints = infinitive and relation in ("advcl", "acl") and not meant and not self.found
        if hints and not self._is_signed(head):
            yield Cue(Sense.PLANNED, "to")
        if meant or relation != "ccomp" or head.pos_ in ("ADJ", "NOUN"):
            yield from self.cues.on(head, whole=bool(meant) or self._is_held(head))
        yield from self.cues.sources_of(head)
        return bool(meant) or infinitive or relation != "advcl"

    def _at_root(self, root: Token) -> Iterator[Cue]:
        if self.cues.infinitive(root) is not None and not self.found:
            yield Cue(Sense.PLANNED, "to")
        asks = any(token.text == "?" for token in root.sent[-2:])
        if asks and not any(token.lower_ in self.words.asking for token in root.sent):
            yield Cue(Sense.POTENTIAL, "?")

    def _shared(self, head: Token, low: Token) -> Iterator[Cue]:
        """Auxiliaries and negation that a verb shares with the one it is joined to."""
        own = {child.dep_ for child in low.children} & {"aux", "aux:pass", "nsubj", "nsubj:pass", "cop"}
        joins = {child.lower_ for child in low.children if child.dep_ == "cc"}
        if low.pos_ != "VERB" or own or joins & self.words.contrast or low.tag_ != head.tag_:
            return
        if low.tag_ != "VBD" or joins & self.words.alternatives:
            yield from self.cues.on(head)

    def _of_subject(self, head: Token, low: Token) -> Generator[Cue, None, bool]:
        """What is said of a deal; only what happens to it says how far it has come."""
        meant = list(self.cues.meaning(head, low))
        yield from meant
        if meant or head.lemma_.lower() in self.words.happening:
            yield from self.cues.on(head)
            return True
        if any(child.lower_ in self.words.hypothetical for child in head.children if child.dep_ == "aux"):
            yield from self.cues.auxiliaries(head)
        return False

    def _is_complement(self, low: Token) -> bool:
        """Whether an adverbial clause fills a verb that wants one: "prevented from buying"."""
        marks = {child.lower_ for child in low.children if child.dep_ in ("mark", "case")}
        return marks <= self.words.leaving | self.words.about | self.words.concerning

    def _is_signed(self, head: Token) -> bool:
        """Whether what is to be done is agreed on already: "signed a deal to buy"."""
        if head.pos_ == "PROPN" or self.frame.relation not in _SIGNED:
            return False
        beside = {head.lemma_.lower(), *(child.lemma_.lower() for child in head.children)}
        if beside & self.words.intents and self.frame.relation in ("invests_in", "acquires"):
            return False
        return bool(beside & self.words.agreed)

    def _is_held(self, head: Token) -> bool:
        """Whether ``head`` lasts as long as the post that it carries: "previously held posts at X"."""
        return head == self.arguments.verb and self.frame.relation == "holds_position"

    def _is_withheld(self, confirming: Token) -> bool:
        """Whether nothing is confirmed, which denies nothing: "would not confirm", "declined to confirm"."""
        refused = confirming.dep_ == "xcomp" and confirming.head.lemma_.lower() in self.words.denied
        return refused or any(True for _ in self.cues.negation(confirming))


def _is_relative(verb: Token) -> bool:
    """Whether a clause tells more of its noun; "rumours that X bought Y" tells what the noun is about."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.pos_ == "PROPN":
        return True  # "X, founded by Y, may sell itself"
    return verb.dep_ == "acl:relcl" and not any(child.dep_ == "mark" for child in verb.children)
