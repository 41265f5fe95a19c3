"""How far a deal has come: actual, planned, potential, ended or denied.

Cues with scope, in the manner of NegEx and FactBank (Saurí & Pustejovsky 2009). Each word over a trigger
is an operator on what stands below it (``scope.py`` finds them, from the inside out), so that who did not
rule out a deal may make one, and who denied an end has ended nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extract.arguments import Arguments
from kg.extract.cues import Cue, Sense
from kg.extract.grammar import Frame, StatusCues
from kg.extract.scope import cues_before, cues_over
from kg.extract.tree import Token
from kg.model import Status

_LASTING = ("partners_with", "supplies", "subsidiary_of", "competes_with", "based_in", "holds_position")
"""Relations that go on for as long as they are told of in the present."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A status and the word that gave it away; None where nothing did."""

    status: Status
    cue: str | None = None


def judge(arguments: Arguments, frame: Frame, words: StatusCues, start: int | None = None) -> Judged:
    """The status of what ``frame`` found: its own, under all cues over its trigger.

    With ``start``, the words from there to the trigger are asked where the parse has no cue over it.
    """
    own = words.ended & {trigger.lemma for trigger in frame.verbs}
    if own or frame.relation in _LASTING:
        lasting = words.lasting_words if frame.relation in _LASTING else frozenset()
        words = replace(words, ended=words.ended - own, ended_words=words.ended_words | lasting)
    cues = list(cues_over(arguments, frame, words))
    if not cues and start is not None:
        cues = list(cues_before(arguments.trigger, start, frame, words))
    return _composed(frame.status or Status.ACTUAL, cues)


def is_excluded(name: Token, words: StatusCues) -> bool:
    """True for the name that is negated itself: "X, not Y", "X but not Y", "neither X nor Y"."""
    return name.i > name.sent.start and name.nbor(-1).lower_ in words.contrasting


def _composed(base: Status, cues: Iterable[Cue]) -> Judged:
    """``base`` under ``cues``, the innermost first."""
    now, continued = Judged(base), False
    before = Judged(Status.ACTUAL) if base is Status.ENDED else now
    for cue in cues:
        ended, denied = now.status is Status.ENDED, now.status is Status.DENIED
        if cue.sense is Sense.ENDED or (cue.sense is Sense.DENIED and continued):
            before, now = before if ended else now, Judged(Status.ENDED, cue.word)
        elif ended:
            if cue.sense in (Sense.DENIED, Sense.POTENTIAL):
                return Judged(before.status, cue.word)
        elif cue.sense is Sense.DENIED:
            now = Judged(Status.POTENTIAL if denied else Status.DENIED, cue.word)
        elif cue.sense is Sense.CONTINUED:
            continued = True
        elif continued:
            continue
        elif cue.sense is Sense.POTENTIAL or (cue.sense is Sense.HEARSAY and not denied):
            now = Judged(Status.POTENTIAL, cue.word)
        elif cue.sense is Sense.PLANNED and now.status is Status.ACTUAL:
            now = Judged(Status.PLANNED, cue.word)
    return now
