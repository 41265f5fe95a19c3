"""How far a deal has come: actual, planned, potential, ended or denied.

Cues with scope, in the manner of NegEx and FactBank (Saurí & Pustejovsky 2009): the verb's own
auxiliaries and negation, adjectives on its noun, and the chain of verbs and nouns above it ("is in
talks to buy", "denied that it would").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.arguments import Arguments
from kg.extract.grammar import Frame, StatusCues
from kg.model import Status

_CLIMBS = 5
_ORDER = (Status.DENIED, Status.ENDED, Status.POTENTIAL, Status.PLANNED, Status.ACTUAL)


@dataclass(frozen=True, slots=True)
class Judged:
    """A status and the word that gave it away; None where nothing did."""

    status: Status
    cue: str | None = None


def judge(arguments: Arguments, frame: Frame, cues: StatusCues) -> Judged:
    """The status of what ``frame`` found, by the strongest cue over its trigger."""
    base = frame.status or Status.ACTUAL
    cues = replace(cues, ended=cues.ended - {trigger.lemma for trigger in frame.verbs})
    found = [Judged(base)] if base is not Status.ACTUAL else []
    trigger = arguments.trigger
    found += _on_word(trigger, cues)
    verb = arguments.verb
    presupposed = "self" in frame.subject + frame.object and not arguments.predicative
    if presupposed:
        return found[0] if found else Judged(base)
    if verb is not None and verb != trigger:
        found += _on_word(verb, cues)
        found += _as_cue(verb, trigger, cues)
    found += _above(verb if verb is not None else trigger, frame, cues)
    if verb is None:
        found += _above(trigger, frame, cues)
    for status in _ORDER:
        for judged in found:
            if judged.status is status:
                return judged
    return Judged(base)


def _on_word(token: Token, cues: StatusCues) -> list[Judged]:
    """Auxiliaries, negation and adjectives that hang on ``token`` itself."""
    found = []
    if token.lemma_.lower() in cues.perfective and _is_present(token):
        found.append(Judged(Status.PLANNED, token.text))
    for child in token.children:
        lower, lemma = child.lower_, child.lemma_.lower()
        if child.dep_ in ("aux", "aux:pass", "cop"):
            if lower in cues.auxiliaries_planned or lemma in cues.auxiliaries_planned:
                found.append(Judged(Status.PLANNED, child.text))
            elif lower in cues.auxiliaries_potential or lemma in cues.auxiliaries_potential:
                found.append(Judged(Status.POTENTIAL, child.text))
        if lower == "longer" and any(grandchild.lower_ == "no" for grandchild in child.children):
            found.append(Judged(Status.ENDED, "no longer"))
        if child.dep_ in ("advmod", "det", "neg", "case", "cc:preconj") and (
            lower in cues.negations or lemma in cues.negations
        ):
            found.append(Judged(Status.DENIED, child.text))
        if child.dep_ in ("amod", "compound", "advmod", "nmod", "acl", "det", "case"):
            for words, status in (
                (cues.planned_words, Status.PLANNED),
                (cues.potential_words, Status.POTENTIAL),
                (cues.ended_words, Status.ENDED),
            ):
                if lower in words or lemma in words:
                    found.append(Judged(status, child.text))
    return found


def _is_present(token: Token) -> bool:
    return token.morph.get("Tense", []) in (["Pres"], ["Fut"]) and "VerbForm=Fin" in str(token.morph)


def _above(token: Token, frame: Frame, cues: StatusCues) -> list[Judged]:
    """Cues among the words that ``token`` depends on, as far as their scope reaches."""
    found: list[Judged] = []
    low = token
    for _ in range(_CLIMBS):
        head = low.head
        marks = {child.lower_ for child in low.children if child.dep_ == "mark"}
        infinitive = bool(marks & cues.purpose)
        found += _before_infinitive(low, cues)
        if low.pos_ in ("NOUN", "PROPN") and low.dep_.startswith("obl"):
            break
        if head == low:
            if infinitive and not found:
                found.append(Judged(Status.PLANNED, "to"))
            break
        if (
            low.dep_.startswith(("nsubj", "conj", "parataxis", "appos", "acl:relcl", "csubj"))
            and low.dep_ != "nsubj:pass"
        ):
            if low.dep_.startswith("nsubj") and (
                head.lemma_.lower() in cues.ended or head.lemma_.lower() in cues.denied
            ):
                found += _as_cue(head, low, cues)
            in_terms = low.dep_ == "acl:relcl" and head.lemma_.lower() in cues.agreed
            if not in_terms and (low.dep_ != "conj" or head.pos_ != low.pos_):
                break
            low = head
            continue
        if "if" in marks:
            found.append(Judged(Status.POTENTIAL, "if"))
        cued = _as_cue(head, low, cues)
        found += cued
        if cued or low.dep_ in ("xcomp", "ccomp", "acl", "advcl", "obj", "nmod", "obl", "nsubj:pass"):
            found += [judged for judged in _on_word(head, cues) if judged.status is not Status.ENDED]
        if not cued and infinitive and low.dep_ in ("advcl", "acl") and not found:
            signed = head.lemma_.lower() in cues.agreed or any(
                child.lemma_.lower() in cues.agreed for child in head.children
            )
            if head.pos_ == "PROPN" or not (
                signed and frame.relation in ("establishes", "partners_with", "invests_in", "acquires")
            ):
                found.append(Judged(Status.PLANNED, "to"))
        if low.dep_ == "advcl" and not infinitive and not cued:
            break
        low = head
    return found


def _before_infinitive(verb: Token, cues: StatusCues) -> list[Judged]:
    """The cue right before "to", which headlines tie to the verb by word order alone: "in talks to buy"."""
    mark = next(
        (child for child in verb.children if child.dep_ == "mark" and child.lower_ in cues.purpose), None
    )
    if mark is None or mark.i == verb.sent.start:
        return []
    return _as_cue(mark.nbor(-1), verb, cues)


def _as_cue(head: Token, low: Token, cues: StatusCues) -> list[Judged]:
    """What ``head`` says of ``low`` by its own meaning: "denied", "is in talks", "ended"."""
    lemma, lower = head.lemma_.lower(), head.lower_
    if lemma in cues.agreed or lower in cues.agreed:
        return []
    if lemma in cues.clausal and low.dep_ in ("obj", "nsubj:pass", "obl", "nmod"):
        return []
    negated = any(child.lower_ in cues.negations for child in head.children)
    for words, status in (
        (cues.denied, Status.DENIED),
        (cues.ended, Status.ENDED),
        (cues.potential, Status.POTENTIAL),
        (cues.planned, Status.PLANNED),
    ):
        if lemma in words or lower in words:
            if negated and status is not Status.DENIED:
                status = Status.DENIED
            return [Judged(status, head.text)]
    return []
