"""Frames over a parsed sentence: which relations its verbs and nouns state, and between whom.

Pure over skeletons: each trigger's arguments are labelled (``arguments.py``), a frame says under
which labels its two sides stand, and referents are unfolded from there through coordination,
apposition and coreference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from kg.extract import gazetteer
from kg.extract.arguments import Arguments, after_preposition, agents, coordinated, is_impersonal, of_noun, of_verb, preposition
from kg.extract.coreference import Coreference
from kg.extract.grammar import Frame, Grammar, Trigger, Words
from kg.extract.phrases import noun_phrase
from kg.extract.skeleton import Skeleton
from kg.extract.status import Judged, judge
from kg.model import EntityType, Name, PassageKind, Status
from kg.relations import RELATIONS

_PENALTIES = {"name": 0.0, "anaphor": 0.1, "described": 0.03, "part": 0.12, "listed": 0.03, "order": 0.12, "implied": 0.12, "phrase": 0.05}


@dataclass(frozen=True, slots=True)
class Referent:
    """One side of a relation: the token that speaks of it, and how it was found."""

    name: Name
    token: Token
    via: str
    """A key of the penalties above."""
    part: Token | None = None
    """The noun of which ``token`` is the owner, where ``via`` is "part"."""


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fired between two referents."""

    frame: Frame
    arguments: Arguments
    subject: Referent
    object: Referent
    judged: Judged
    topic: str | None

    @property
    def confidence(self) -> float:
        """The frame's own, less a penalty for each step away from plain names."""
        return self.frame.confidence - _PENALTIES[self.subject.via] - _PENALTIES[self.object.via]


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
        self.by_verb: Mapping[str, list[tuple[Trigger, Frame]]] = defaultdict(list)
        self.by_noun: Mapping[str, list[Frame]] = defaultdict(list)
        for frame in grammar.frames:
            for trigger in frame.verbs:
                self.by_verb[trigger.lemma].append((trigger, frame))
            for noun in sorted(frame.nouns):
                self.by_noun[noun].append(frame)

    def match(
        self, number: int, skeleton: Skeleton, sent: Span, coreference: Coreference
    ) -> Iterator[Match | Miss]:
        """Every frame triggered in ``sent``, fired or not."""
        for token in sent:
            if skeleton.unit(token).named is not None:
                continue
            lemma = token.lemma_.lower()
            for frame, arguments in self._triggered(token, lemma, skeleton):
                yield from self._fire(frame, arguments, number, skeleton, sent, coreference)

    def _triggered(self, token: Token, lemma: str, skeleton: Skeleton) -> Iterator[tuple[Frame, Arguments]]:
        words = self.grammar.words
        verbs = self.by_verb.get(lemma) or self.by_verb.get(token.lower_) or []
        if verbs and _is_verbal(token, skeleton):
            arguments = of_verb(token, words)
            fired: list[Frame] = []
            for trigger, frame in verbs:
                if frame not in fired and _has_company(token, trigger, arguments):
                    fired.append(frame)
                    yield frame, arguments
        nouns = self.by_noun.get(lemma) or self.by_noun.get(token.lower_) or []
        if nouns and token.pos_ in ("NOUN", "PROPN", "ADJ", "X"):
            for frame in nouns:
                yield frame, of_noun(token, words)

    def _fire(
        self,
        frame: Frame,
        arguments: Arguments,
        number: int,
        skeleton: Skeleton,
        sent: Span,
        coreference: Coreference,
    ) -> Iterator[Match | Miss]:
        trigger = arguments.trigger
        if frame.needs and not _has_any(frame.needs, skeleton, sent):
            return
        if frame.lacks and _has_any(frame.lacks, skeleton, sent):
            return
        relation = RELATIONS[frame.relation]
        finder = _Finder(number, skeleton, coreference, self.grammar.words)
        subject_types = frame.subject_types or relation.subjects
        object_types = frame.object_types or relation.objects
        subjects, _ = finder.first(arguments, frame.subject, subject_types, ())
        if not subjects and "subject" in frame.subject:
            subjects = finder.before_infinitive(trigger, subject_types, self.grammar.status.purpose)
        if not subjects and frame.implied_subject and arguments.verb is not None:
            if is_impersonal(arguments.verb, self.grammar.words) and (main := coreference.main()):
                subjects = [Referent(main, trigger, "implied")]
        if frame.joint:
            more, _ = finder.first(arguments, ("joint",), subject_types, subjects)
            subjects += more
        # Money goes into what is done in a country, and into the country only where that is not said.
        wanted = object_types - {EntityType.PLACE} if frame.topic_object else object_types
        objects, _ = finder.first(arguments, frame.object, wanted, subjects)
        if frame.new_object:
            objects = [o for o in objects if o.via in ("name", "described") and _is_new(o.name)]
        if frame.part_object:
            objects = [finder.as_part(referent) for referent in objects]
        if not objects:
            objects = finder.by_order(trigger, frame.object, object_types, subjects)
        if not objects and frame.topic_object and subjects:
            objects = finder.phrases(arguments, frame.object)
        if not objects and frame.topic_object and frame.money and subjects:
            objects = finder.first(arguments, frame.object, object_types, subjects)[0] or finder.before_colon(sent)
        if not objects and frame.reciprocal and len(subjects) > 1 and subjects[0].via != "listed":
            subjects, objects = subjects[:1], subjects[1:]
        if not objects and frame.implied_object and subjects:
            focus = coreference.focus(number, trigger)
            objects = [Referent(focus, trigger, "implied")] if focus else []
        if not objects and relation.symmetric and arguments.verb is not None:
            subjects, objects = finder.spoken_of(arguments, judge(arguments, frame, self.grammar.status))
        if frame.relation == "subsidiary_of" and len(objects) > 1:
            objects = [o for o in objects if o.via != "anaphor"]
        if frame.relation == "develops":
            objects = objects or finder.coined(arguments, frame.object)
        objects = [o for o in objects if all(o.name != s.name for s in subjects)]
        if not subjects or not objects:
            side = "subject" if not subjects else "object"
            labels = frame.subject if not subjects else frame.object
            yield Miss(frame, trigger, f"no {side} under {', '.join(labels)}")
            return
        judged = judge(arguments, frame, self.grammar.status)
        topic = _topic(frame, arguments, skeleton)
        for subject in subjects:
            for object in objects:
                if subject.name != object.name:
                    yield Match(frame, arguments, subject, object, judged, topic)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Referents for the labels of a frame, within one sentence."""

    number: int
    skeleton: Skeleton
    coreference: Coreference
    words: Words

    def first(
        self,
        arguments: Arguments,
        labels: tuple[str, ...],
        types: frozenset[EntityType],
        others: list[Referent] | tuple[()],
    ) -> tuple[list[Referent], str | None]:
        """The referents under the first label that has one of ``types`` besides ``others``."""
        taken = {referent.name for referent in others}
        for label in labels:
            found = [
                referent
                for token in arguments.get(label)
                for referent in self.unfold(token)
                if referent.name.type in types and referent.name not in taken
            ]
            if found:
                return _distinct(found), label
        return [], None

    def by_order(
        self,
        trigger: Token,
        labels: tuple[str, ...],
        types: frozenset[EntityType],
        others: list[Referent],
    ) -> list[Referent]:
        """By word order, where the parse has no such phrase."""
        taken = {referent.name for referent in others}
        for label in labels:
            for token in after_preposition(trigger, label):
                found = [
                    Referent(referent.name, referent.token, "order")
                    for referent in self.unfold(token)
                    if referent.name.type in types - {EntityType.PLACE} and referent.name not in taken
                ]
                if found:
                    return found
        return []

    def before_infinitive(
        self, trigger: Token, types: frozenset[EntityType], marks: frozenset[str]
    ) -> list[Referent]:
        """Who acts in a headline: the name before "to" in "Robots: Acme to invest $1bn"."""
        mark = next((child for child in trigger.children if child.dep_ == "mark" and child.lower_ in marks), None)
        if self.skeleton.passage.kind is PassageKind.BODY or mark is None or mark.i == 0:
            return []
        before = trigger.doc[mark.i - 1]
        return [Referent(name, before, "order") for name in self._named(before) if name.type in types]

    def phrases(self, arguments: Arguments, labels: tuple[str, ...]) -> list[Referent]:
        """The first phrase under ``labels`` as a topic: a field or purpose instead of a name."""
        for label in labels:
            for token in arguments.get(label):
                unit = self.skeleton.unit(token)
                if unit.money is not None or unit.date is not None or unit.named is not None:
                    continue
                if token.lower_ in self.words.not_topics or token.lemma_.lower() in self.words.not_topics:
                    continue
                if text := noun_phrase(self.skeleton, token):
                    return [Referent(Name(text, EntityType.TOPIC), token, "phrase")]
        return []

    def as_part(self, referent: Referent) -> Referent:
        """What is meant by "its directory business": a thing with a name of its own."""
        phrase = noun_phrase(self.skeleton, referent.part) if referent.part is not None else None
        if phrase is None:
            return referent
        name = Name(f"{referent.name.name} {phrase}", EntityType.ORGANIZATION)
        return Referent(name, referent.token, "described")

    def coined(self, arguments: Arguments, labels: tuple[str, ...]) -> list[Referent]:
        """Objects whose name nobody knows and that are no body: what is launched is a product."""
        return [
            Referent(Name(referent.name.name, EntityType.PRODUCT, referent.name.aliases), referent.token, referent.via)
            for label in labels
            for token in arguments.get(label)
            for referent in self.unfold(token)
            if referent.via in ("name", "described")
            and referent.name.type is EntityType.ORGANIZATION
            and referent.name.name.split()[-1].casefold() not in self.words.bodies
        ]

    def spoken_of(self, arguments: Arguments, judged: Judged) -> tuple[list[Referent], list[Referent]]:
        """The parties of "the partnership ended", which the sentence before it named."""
        trigger = arguments.trigger
        definite = any(child.lower_ in self.words.definite for child in trigger.children)
        if judged.status is not Status.ENDED or not definite or self.skeleton.unit(trigger).named is not None:
            return [], []
        pair = self.coreference.pair(self.number, trigger)
        if len(pair) < 2:
            return [], []
        return [Referent(pair[0], trigger, "implied")], [Referent(pair[1], trigger, "implied")]

    def before_colon(self, sent: Span) -> list[Referent]:
        """The theme of a headline: "Betting on robots: Acme to invest $1bn"."""
        colon = next((token for token in sent if token.text == ":"), None)
        if self.skeleton.passage.kind is PassageKind.BODY or colon is None or colon.i == sent.start:
            return []
        theme = next((t for t in reversed(sent.doc[sent.start : colon.i]) if t.pos_ in ("NOUN", "PROPN")), None)
        if theme is None or self.skeleton.unit(theme).named is not None:
            return []
        text = noun_phrase(self.skeleton, theme)
        return [Referent(Name(text, EntityType.TOPIC), theme, "phrase")] if text else []

    def unfold(self, head: Token) -> list[Referent]:
        """What ``head`` and the words joined to it refer to."""
        found: list[Referent] = []
        for token in coordinated(head):
            found += self._one(token)
        return found

    def _one(self, token: Token) -> list[Referent]:
        names = self.coreference.referents(self.number, token)
        if names:
            via = "name" if self.skeleton.unit(token).named is not None else "anaphor"
            return [Referent(name, token, via) for name in names]
        for child in token.children:
            if child.dep_ in ("appos", "flat") and self._named(child):
                return [Referent(n, t, "described") for t in coordinated(child) for n in self._named(t)]
        if token.dep_ == "appos" and self._named(token.head):
            return [Referent(n, t, "described") for t in coordinated(token.head) for n in self._named(t)]
        after = token.i + 1
        if after < len(token.doc) and token.pos_ == "NOUN" and self._named(token.doc[after]):
            return [Referent(name, token.doc[after], "described") for name in self._named(token.doc[after])]
        for child in token.children:
            if child.dep_.startswith(("nmod", "acl", "obl")) and (
                preposition(child) in self.words.listing or child.lower_ in self.words.listing
            ):
                heads = coordinated(child) if self._named(child) else [
                    t for grandchild in child.children for t in coordinated(grandchild)
                ]
                listed = [Referent(n, t, "listed") for t in heads for n in self._named(t)]
                if listed:
                    return listed
        if token.lemma_.lower() in self.words.product_nouns:
            for child in token.children:
                if child.dep_ in ("compound", "nmod", "appos") and self.skeleton.unit(child).named is not None:
                    products = [name for name in self._named(child) if name.type is EntityType.PRODUCT]
                    if products:
                        return [Referent(name, child, "described") for name in products]
        inner = [token, *(child for child in token.children if child.dep_ == "nmod")]
        for child in (grandchild for noun in inner for grandchild in noun.children):
            if child.dep_.startswith("acl") and child.lemma_.lower() in self.words.leading:
                leaders = [
                    Referent(n, t, "part") for agent in agents(child) for t in coordinated(agent) for n in self._named(t)
                ]
                if leaders:
                    return leaders
        if token.lemma_.lower() in self.words.unit_words or token.lemma_.lower() in self.words.part_words:
            for child in token.children:
                if child.dep_.startswith(("nmod", "compound")) and child.dep_ != "nmod:unmarked":
                    owners = self.coreference.referents(self.number, child)
                    if owners:
                        return [Referent(name, child, "part", token) for name in owners]
        return []

    def _named(self, token: Token) -> tuple[Name, ...]:
        if self.skeleton.unit(token).named is None:
            return ()
        return self.coreference.referents(self.number, token)


def _is_verbal(token: Token, skeleton: Skeleton) -> bool:
    if token.pos_ in ("VERB", "AUX"):
        return True
    if skeleton.passage.kind is PassageKind.BODY and token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    return any(child.dep_ in ("compound:prt", "nsubj", "obj") for child in token.children) and token.dep_ in (
        "ROOT", "ccomp", "parataxis", "conj", "acl", "advcl", "xcomp",
    )


def _has_company(verb: Token, trigger: Trigger, arguments: Arguments) -> bool:
    """True where the particle or noun that ``trigger`` asks for stands with ``verb``."""
    if trigger.particle is not None:
        after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
        return after == trigger.particle or any(
            child.dep_ in ("compound:prt", "advmod", "case") and child.lower_ == trigger.particle for child in verb.children
        )
    if trigger.noun is not None:
        return any(token.lemma_.lower() == trigger.noun or token.lower_ == trigger.noun for token in arguments.get("object"))
    return True


def _has_any(words: frozenset[str], skeleton: Skeleton, sent: Span) -> bool:
    for token in sent:
        if token.lower_ in words or token.lemma_.lower() in words:
            return True
        if "money" in words and skeleton.unit(token).money is not None:
            return True
    return False


def _topic(frame: Frame, arguments: Arguments, skeleton: Skeleton) -> str | None:
    for label in frame.topic:
        for token in arguments.get(label):
            unit = skeleton.unit(token)
            if unit.named is not None or unit.money is not None or unit.date is not None:
                continue
            if label == "clause":
                token = next((child for child in token.children if child.dep_ == "obj"), token)
                if skeleton.unit(token).money is not None or token.pos_ == "VERB":
                    continue
            if text := noun_phrase(skeleton, token):
                return text
    return None


def _is_new(name: Name) -> bool:
    """False for products and for companies that everybody knows already."""
    known = gazetteer.known_names().get(name.name)
    return name.type is not EntityType.PRODUCT and (known is None or known.type is not EntityType.COMPANY)


def _distinct(referents: list[Referent]) -> list[Referent]:
    kept: dict[Name, Referent] = {}
    for referent in referents:
        kept.setdefault(referent.name, referent)
    return list(kept.values())
