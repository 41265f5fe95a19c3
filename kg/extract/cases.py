"""Who does what by case and word order: a second opinion, for languages whose nouns show their part.

A small parser loses the arguments of a verb that stand in an unusual order ("Spółkę założyli X i Y"), and a
name that is shown to it as one plain word has no ending to go by. Here each name keeps the case in which the
text has it, and stands bare, after a preposition, or under the noun before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.declension import shown_case
from kg.extract.coreference import Coreference
from kg.extract.grammar import Grammar
from kg.extract.linking import case_of
from kg.extract.order import between
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Token

_BREAKS = frozenset({",", ";", ":", "(", ")", "-", "–", "—"})
_OWI = 5
"""Letters of a name of which "-owi" may be the root."""
_NOMINATIVE = frozenset({"który", "która", "które", "którzy"})
_OBLIQUE = frozenset({"genitive", "dative", "instrumental", "locative"})
_ACTING = _OBLIQUE | {"accusative"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a name stands: bare, after a preposition or under a noun, and the case that it shows."""

    token: Token
    preposition: str = ""
    owned: bool = False
    """True where a noun stands before it, whose genitive it is."""
    case: str = ""

    @property
    def may_act(self) -> bool:
        """True for what may be the subject of a clause."""
        return not self.preposition and not self.owned and self.case not in _ACTING

    @property
    def may_undergo(self) -> bool:
        """True for what may be the object of a verb; men's names and many brands have the genitive there."""
        return not self.preposition and not self.owned and self.case in ("", "accusative", "genitive")


@dataclass(frozen=True, slots=True)
class Cases:
    """Reads one skeleton by the cases of its names."""

    number: int
    skeleton: Skeleton
    coreference: Coreference
    grammar: Grammar

    def acting(self, trigger: Token) -> list[Token]:
        """The head of the subject in the clause of ``trigger``, a verb or a noun that such a one carries."""
        if trigger.pos_ == "ADJ":
            return self.modified(trigger)
        verb = self.verb(trigger)
        if verb is None:
            return []
        start, end = self._segment(verb)
        others = [t.i + 1 for t in verb.doc[start : verb.i] if t.pos_ == "VERB" and _is_finite(t)]
        start = max(others, default=start)
        before = [self._standing(token) for token in self._names(start, verb.i)]
        found = [standing.token for standing in before if standing.may_act]
        if found:
            return found[:1]
        if verb.i == start and start > verb.sent.start:
            apart = self._before_apposition(start - 1)
            if apart is not None:
                return [apart]
        after = self._standing_after(verb, end)
        if after is not None and after.may_act and self._has_object(verb, start, after.token):
            return [after.token]
        return self._meant_by_relative(start, verb)

    def _has_object(self, verb: Token, start: int, name: Token) -> bool:
        """True where something else than ``name``, which stands after ``verb``, may be the object."""
        doc = self.skeleton.doc
        fronted = any(t.pos_ in ("NOUN", "PROPN", "DET", "PRON") for t in doc[start : verb.i])
        plain = (
            t
            for t in doc[verb.i + 1 : name.i]
            if t.pos_ == "NOUN" and t.lower_ not in self.grammar.descriptors
        )
        return fronted or any(self.skeleton.unit(t).is_plain for t in plain)

    def _meant_by_relative(self, start: int, verb: Token) -> list[Token]:
        """The pronoun at the head of a relative clause, if it means a name: "X, która kupiła Y"."""
        first = self.skeleton.doc[start]
        relative = first.lower_ in self.grammar.words.relatives and first.i < verb.i
        return [first] if relative and self._means(first) else []

    def undergoing(self, verb: Token) -> list[Token]:
        """The head of what is done to: right after ``verb`` or, where the subject stands there, before it."""
        start, end = self._segment(verb)
        after = self._standing_after(verb, end)
        if after is not None and after.may_undergo and self.acting(verb) != [after.token]:
            return [after.token]
        before = [self._standing(token) for token in self._names(start, verb.i)]
        found = [s.token for s in before if s.may_undergo and s.case == "accusative"]
        return found[:1] or [t for t in self._meant_by_relative(start, verb) if self.acting(verb) != [t]]

    def named(self, noun: Token) -> list[Token]:
        """The name before the comma or dash before ``noun``, which describes it: "X - spółka zależna Y"."""
        i = noun.i - 1
        while i > noun.sent.start and self.skeleton.doc[i].pos_ == "ADJ":
            i -= 1
        before = self.skeleton.doc[max(noun.sent.start, i - 1)]
        return [before] if self._breaks(i) and self._is_name(before) else []

    def between(self, noun: Token) -> list[Token]:
        """The two names after the next "między"."""
        for token in noun.doc[noun.i + 1 : noun.sent.end]:
            if token.lower_ in self.grammar.words.between:
                return between(token, self.grammar.words)
            if token.pos_ == "VERB" or token.lemma_ == noun.lemma_:
                break
        return []

    def modified(self, participle: Token) -> list[Token]:
        """The name right before a participle and its comma: "X, należący do Y"."""
        i = participle.i - 1
        while i > participle.sent.start and self.skeleton.doc[i].text == ",":
            i -= 1
        return (
            [self.skeleton.doc[i]] if i >= participle.sent.start and self._means(self.skeleton.doc[i]) else []
        )

    def may_be_subject(self, token: Token) -> bool:
        """True for what is parsed as a subject and is no date, nor in a case that speaks against it."""
        if not token.dep_.startswith(("nsubj", "csubj")) or self.skeleton.unit(token).date is not None:
            return False
        return not self.speaks_against(token, "subject")

    def speaks_against(self, token: Token, label: str) -> bool:
        """True where the case of ``token`` says that it is no subject, whatever the parse says.

        The dative may be: "Orlenowi nie udało się przejąć X".
        """
        if label != "subject" or token.dep_ != "nsubj" or not self._means(token):
            return False
        if token.i > token.head.i and any(
            c.dep_ == "nsubj" and c.i < token.head.i and self._subject_means(c) for c in token.head.children
        ):
            return True  # "Acme obsługuje Quux": who stands before the verb acts
        return self._case(token) in _ACTING - {"dative"} and not self._standing(token).preposition

    def _subject_means(self, token: Token) -> bool:
        """True for a name or its descriptor, in no case that speaks against a subject."""
        names = [token, *(c for c in token.children if c.dep_ in ("flat", "appos"))]
        return any(self._means(name) and self._case(name) not in _ACTING for name in names)

    def receiving(self, verb: Token) -> list[Token]:
        """The head of the name in the dative near ``verb``."""
        start, end = self._segment(verb)
        standing = [self._standing(token) for token in self._names(start, end)]
        # Without a preposition, what looks like the locative is a feminine dative.
        return [s.token for s in standing if s.case in ("dative", "locative") and not s.preposition][:1]

    def steering(self, verb: Token) -> list[Token]:
        """The head of the name in the instrumental near ``verb``: "kieruje Orlenem"."""
        start, end = self._segment(verb)
        standing = [self._standing(token) for token in self._names(start, end)]
        return [s.token for s in standing if s.case == "instrumental" and not s.preposition][:1]

    def owner(self, noun: Token) -> list[Token]:
        """The name right after ``noun``, over adjectives, that may be its genitive."""
        for token in noun.doc[noun.i + 1 : noun.sent.end]:
            if self._means(token):
                return [token] if self._case(token) in ("", "genitive") else []
            if not self._goes_with_name(token) and token.lower_ not in self.grammar.words.shares:
                break
        return []

    def verb(self, trigger: Token) -> Token | None:
        """``trigger`` itself if it is a verb, else the nearest light verb in its segment."""
        if trigger.pos_ in ("VERB", "AUX"):
            return trigger
        start, end = self._segment(trigger)
        light = [
            token
            for token in trigger.doc[start:end]
            if token.lemma_.lower() in self.grammar.words.light_verbs and token.pos_ in ("VERB", "AUX")
        ]
        return min(light, key=lambda token: abs(token.i - trigger.i), default=None)

    def is_impersonal(self, verb: Token) -> bool:
        """True for a finite verb of the third person without a subject: "W maju podpisała umowę z X"."""
        if not _is_finite(verb) or verb.morph.get("Person") in (["1"], ["2"]):
            return False
        start, _ = self._segment(verb)
        if any(self.may_be_subject(child) for child in verb.children):
            return False
        return not any(
            ("Case=Nom" in str(token.morph) and token.pos_ in ("NOUN", "PRON", "DET")) or self._means(token)
            for token in verb.doc[start : verb.i]
        )

    def start(self, trigger: Token) -> int:
        """Where the segment of ``trigger`` begins."""
        return self._segment(trigger)[0]

    def signing(self, noun: Token) -> list[Token]:
        """The bodies in whose name people sign: "umowę podpisali rektor X i prezes Y"."""
        if self.verb(noun) is None:
            return []
        heads = self.grammar.titles.heads
        titled = [t for t in noun.sent if t.lower_ in heads and self.skeleton.unit(t).is_plain]
        found = [owner for title in titled for owner in self._owner_of_title(title)]
        return found if len(found) > 1 else []

    def _owner_of_title(self, title: Token) -> list[Token]:
        for token in title.doc[title.i + 1 : title.sent.end]:
            if self._is_name(token):
                return [] if self._is_person(token) else [token]
            if token.pos_ not in ("ADJ", "NOUN", "CCONJ", "PROPN") or token.text == ",":
                break
        return []

    def _segment(self, token: Token) -> tuple[int, int]:
        """The stretch of the sentence around ``token`` without a comma, but for those of a list of names."""
        sent, start, end = token.sent, token.i, token.i + 1
        while start > sent.start and not self._breaks(start - 1):
            start -= 1
        while end < sent.end and not self._breaks(end):
            end += 1
        return start, end

    def _breaks(self, i: int) -> bool:
        doc = self.skeleton.doc
        if doc[i].text not in _BREAKS:
            return False
        lists = 0 < i < len(doc) - 1 and self._is_name(doc[i - 1]) and self._is_name(doc[i + 1])
        return not (lists and doc[i].text == ",")

    def _before_apposition(self, comma: int) -> Token | None:
        """The name before a comma, whose verb comes after another: "X, a bank, bought Y"."""
        doc = self.skeleton.doc
        sent = doc[comma].sent
        for _ in range(3):
            start, end = self._segment(doc[comma - 1]) if comma > sent.start else (comma, comma)
            if any(t.pos_ in ("VERB", "AUX", "SCONJ") for t in doc[start:end]):
                return None
            found = [s.token for t in self._names(start, end) if (s := self._standing(t)).may_act]
            apposed = start > sent.start and doc[start].pos_ in ("NOUN", "ADJ")
            if found and not apposed:
                return found[0]
            if start <= sent.start:
                return None
            comma = start - 1
        return None

    def _standing_after(self, verb: Token, end: int) -> Standing | None:
        """The first name after ``verb`` that no preposition leads to."""
        for token in self._names(verb.i + 1, end):
            standing = self._standing(token)
            if not standing.preposition:
                return standing
        return None

    def _names(self, start: int, end: int) -> Iterator[Token]:
        return (token for token in self.skeleton.doc[start:end] if self._means(token))

    def _standing(self, token: Token) -> Standing:
        """How ``token`` stands, by the words before it."""
        doc, i, first = self.skeleton.doc, token.i - 1, token.sent.start
        case = self._case(token)
        while i >= first and self._goes_with_name(doc[i]):
            i -= 1
        if i < first:
            return Standing(token, case=case)
        before = doc[i]
        if before.lower_ in self.grammar.words.joins or before.text == ",":
            joined = i > first and self._means(doc[i - 1])
            return (
                replace(self._standing(doc[i - 1]), token=token, case=case)
                if joined
                else Standing(token, case=case)
            )
        if before.pos_ == "ADP":
            return Standing(token, before.lower_, case=case)
        unit = self.skeleton.unit(before)
        owned = (
            before.pos_ == "NOUN" and unit.money is None and unit.date is None and not self._is_person(token)
        )
        return Standing(token, owned=owned, case=case)

    def _goes_with_name(self, word: Token) -> bool:
        """True for what may stand between a name and its preposition: "z dużą amerykańską firmą X"."""
        if word.pos_ in ("ADJ", "DET", "NUM", "PART", "ADV") or word.text == '"':
            return True
        return word.lower_ in self.grammar.descriptors and not self._means(word)

    def _case(self, token: Token) -> str:
        unit = self.skeleton.unit(token)
        if token.lower_ in self.grammar.words.relatives:
            return shown_case(token.lower_, "który") if token.lower_ not in _NOMINATIVE else ""
        if unit.named is None:
            return self.grammar.descriptor_cases.get(token.lower_, "")
        if unit.descriptor is not None and (case := self.grammar.descriptor_cases.get(unit.descriptor)):
            return case
        meant = self.coreference.referents(self.number, token)
        return (case_of(unit.named.text, meant[0], self.grammar) if meant else "") or self._shown(token)

    def _shown(self, token: Token) -> str:
        """The dative, where the ending of a name, or of the adjective before it, can be nothing else."""
        before = self.skeleton.doc[token.i - 1].lower_ if token.i > token.sent.start else ""
        words = self.skeleton.unit(token).text.split()
        shows = any(word.endswith("owi") and len(word) > _OWI for word in words)
        return "dative" if shows or before.endswith("emu") else ""

    def _means(self, token: Token) -> bool:
        return bool(self.coreference.referents(self.number, token))

    def _is_name(self, token: Token) -> bool:
        return self.skeleton.unit(token).named is not None

    def _is_person(self, token: Token) -> bool:
        return self.skeleton.unit(token).is_person


def _is_finite(verb: Token) -> bool:
    return "VerbForm=Fin" in str(verb.morph)
