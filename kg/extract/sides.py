"""The two sides of a frame: who stands under its labels, and where to look when nobody does.

Each side is found by the first of several ways that finds anybody: the parse, then word order, then
what the text implies. The later the way, the lower the confidence.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from kg.extract import gazetteer
from kg.extract.arguments import Arguments
from kg.extract.cases import Cases
from kg.extract.clause import is_impersonal
from kg.extract.grammar import Frame, Grammar
from kg.extract.linking import in_lists
from kg.extract.order import after_preposition
from kg.extract.phrases import noun_phrase
from kg.extract.referents import Referent, Unfolding
from kg.extract.status import judge
from kg.extract.tree import Span, Token
from kg.model import EntityType, Name, PassageKind, Status
from kg.relations import Relation

Types = Collection[EntityType]
_BY_ORDER = {
    "subject": Cases.acting,
    "object": Cases.undergoing,
    "genitive": Cases.owner,
    "recipient": Cases.receiving,
    "instrument": Cases.steering,
    "signing": Cases.signing,
    "between": Cases.between,
    "self": Cases.named,
}
"""How languages that show cases find what stands without a preposition."""


_GIVEN = ("object", "modifier")
"""Labels of what is given, which is no purpose that it is given to."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Finds the sides of one frame around one trigger."""

    frame: Frame
    arguments: Arguments
    sent: Span
    unfolding: Unfolding
    grammar: Grammar

    def find(self) -> tuple[list[Referent], list[Referent]]:
        """Subjects and objects, disjoint; either may be empty."""
        frame = self.frame
        relation = self.relation
        subjects = self._subjects(frame.subject_types or relation.subjects)
        objects = self._objects(frame.object_types or relation.objects, subjects) if subjects else []
        if not objects and frame.reciprocal and len(subjects) > 1 and subjects[0].via != "listed":
            return subjects[:1], subjects[1:]
        if not objects and relation.symmetric and (pair := self._spoken_of()):
            return pair
        taken = {referent.name.name for referent in subjects}
        if subjects and "self" in frame.subject:  # nothing is said of the others in the list of a name
            described = (r for token in self.arguments.get("self") for r in self.unfolding.unfold(token))
            taken |= {referent.name.name for referent in described}
        return subjects, [referent for referent in objects if referent.name.name not in taken]

    def halves(self) -> tuple[list[Referent], list[Referent]]:
        """Subjects and objects, each by itself: what a frame had that did not fire."""
        subjects, objects = self.find()
        if not subjects and not objects:
            objects = self._labelled(self.frame.object, self.frame.object_types or self.relation.objects)
        return subjects, objects

    @property
    def relation(self) -> Relation:
        """What the frame finds."""
        return self.grammar.relations[self.frame.relation]

    def unmet(self) -> str | None:
        """What keeps the frame from firing whoever its sides are; None where nothing does."""
        frame, arguments = self.frame, self.arguments
        if missing := [label for label in frame.requires if not arguments.get(label)]:
            return f"nothing under {', '.join(missing)}"
        unit = self.unfolding.skeleton.unit
        if present := [
            label for label in frame.excludes if any(unit(t).date is None for t in arguments.get(label))
        ]:
            return f"something under {', '.join(present)}"
        if frame.takes and arguments.verb == arguments.trigger and not self._is_taken():
            return "another object than it takes"
        for label in frame.goods:
            for token in arguments.get(label):
                handed = (r for r in self.unfolding.unfold(token) if r.via not in ("part", "listed"))
                if any(r.name.type.is_organization for r in handed):
                    return f"a body under {label}"
        return None

    def _is_taken(self) -> bool:
        """True where the object of the verb is one of those that the frame takes: "owns 70% of X"."""
        takes = self.frame.takes
        return any(
            token.lower_ in takes or token.lemma_.lower() in takes for token in self.arguments.get("object")
        )

    # Subjects

    def _subjects(self, types: Types) -> list[Referent]:
        found = (
            self._labelled(self.frame.subject, types)
            or self._before_infinitive(types)
            or self._acting(types)
            or self._implied_subject()
        )
        if found and self.frame.joint:
            found += self._labelled(("joint",), types, found)
        return found

    def _before_infinitive(self, types: Types) -> list[Referent]:
        """Who acts in a headline: the name before "to" in "Robots: Acme to invest $1bn"."""
        trigger, purpose = self.arguments.trigger, self.grammar.status.purpose
        mark = next((c for c in trigger.children if c.dep_ == "mark" and c.lower_ in purpose), None)
        if "subject" not in self.frame.subject or not self._in_headline() or mark is None or mark.i == 0:
            return []
        before = mark.nbor(-1)
        return [
            Referent(name, before, "order") for name in self.unfolding.named(before) if name.type in types
        ]

    def _acting(self, types: Types) -> list[Referent]:
        """Who acts by word order and case, in a language that shows cases."""
        for label in self.frame.subject if self.grammar.inflects else ():
            if found := self._ordered(self._ordered_heads(label), types):
                return found
        return []

    def _ordered(self, heads: Sequence[Token], types: Types) -> list[Referent]:
        return [
            replace(fitting, via="order")
            for head in heads
            for referent in self.unfolding.unfold(head)
            if (fitting := self._fitting(referent, types)) is not None
        ]

    @property
    def cases(self) -> Cases:
        """The second opinion."""
        unfolding = self.unfolding
        return Cases(unfolding.number, unfolding.skeleton, unfolding.coreference, self.grammar)

    def _implied_subject(self) -> list[Referent]:
        """Who acts where nobody is said to: "A partnership with X was announced"."""
        if self.grammar.inflects and (omitted := self._omitted()):
            return omitted
        verb = self.arguments.verb
        if not self.frame.implied_subject or verb is None or not is_impersonal(verb, self.grammar.words):
            return []
        if verb.dep_.startswith("acl"):  # "a plant operated in partnership with X": by its owner
            return []
        main = self.unfolding.coreference.main()
        return [Referent(main, self.arguments.trigger, "implied")] if main is not None else []

    def _omitted(self) -> list[Referent]:
        """Whom the text is about, for a verb whose ending is all the subject that it has: "Kupiła też X"."""
        trigger = self.arguments.trigger
        verb = self.cases.verb(trigger)
        if "subject" not in self.frame.subject or verb is None or trigger.i < verb.i:
            return []
        if not self.cases.is_impersonal(verb) or self._has_unknown_subject(verb):
            return []
        return self._focus()

    def _has_unknown_subject(self, verb: Token) -> bool:
        """True where the sentence began with somebody who is not known: "Firma rośnie, bo kupiła X"."""
        before = self.sent.doc[self.sent.start : verb.i]
        return any(self.cases.may_be_subject(t) and not self.unfolding.meant(t) for t in before)

    # Objects

    def _objects(self, types: Types, subjects: Sequence[Referent]) -> list[Referent]:
        labels, topical = self.frame.object, self.frame.topic_object
        # Money goes into what is done in a country, and into the country only where that is not said.
        first = [type for type in types if type is not EntityType.PLACE] if topical else types
        found = self._kept(self._labelled(labels, first, subjects))
        found = found or self._kept(self._by_order(first, subjects))
        if not found and topical:
            found = self._phrase() or self._labelled(labels, types, subjects) or self._before_colon()
        if not found and self.frame.relation == "develops":
            found = self._coined()
        if not found and self.frame.implied_object and not self._has_another_object():
            found = self._focus()
        return found

    def _has_another_object(self) -> bool:
        """True where somebody of the wrong kind stands where the object would."""
        arguments = self.arguments
        return any(self.unfolding.named(t) for label in self.frame.object for t in arguments.get(label))

    def _kept(self, found: list[Referent]) -> list[Referent]:
        """What the frame allows of the objects found."""
        if self.frame.new_object:
            sure = {"name", "described", "order"} if self.grammar.inflects else {"name", "described"}
            found = [r for r in found if r.via in sure and _is_new(r.name)]
        if self.frame.entire_object:
            found = [referent for referent in found if referent.via != "part"]
        if self.frame.part_object:
            found = [self._as_part(referent) for referent in found]
        if self.frame.single_object:
            found = [referent for referent in found if len(found) == 1 or referent.via != "anaphor"][:1]
        return found

    def _by_order(self, types: Types, subjects: Sequence[Referent]) -> list[Referent]:
        """By word order, where the parse has lost a prepositional phrase."""
        taken = {referent.name for referent in subjects}
        for label in self.frame.object:
            for token in self._ordered_heads(label):
                found = [
                    Referent(referent.name, referent.token, "order")
                    for referent in self.unfolding.unfold(token)
                    if referent.name.type in types
                    and referent.name.type is not EntityType.PLACE
                    and referent.name not in taken
                ]
                if found:
                    return found
        return []

    def _ordered_heads(self, label: str) -> list[Token]:
        """The heads of the arguments under ``label`` by word order alone."""
        trigger = self.arguments.trigger
        if self.grammar.inflects and label in _BY_ORDER:
            return _BY_ORDER[label](self.cases, trigger)
        return after_preposition(trigger, label)

    def _phrase(self) -> list[Referent]:
        """A field or purpose instead of a name: "into research on big data"."""
        skeleton, words = self.unfolding.skeleton, self.grammar.words
        for label in self.frame.object:
            if label in _GIVEN:
                continue
            for token in self.arguments.get(label):
                is_plain = (
                    token.lower_ not in words.not_topics and token.lemma_.lower() not in words.not_topics
                )
                if skeleton.unit(token).is_plain and is_plain and (text := noun_phrase(skeleton, token)):
                    if " " not in text and self._names_the_deal(token):
                        continue
                    return [Referent(Name(text, EntityType.TOPIC), token, "phrase")]
        return []

    def _names_the_deal(self, noun: Token) -> bool:
        """True for "the venture" and "the company": they mean what the text has spoken of, and no field."""
        words, lemma = self.grammar.words, noun.lemma_.lower()
        known = words.bodies | words.carrier_nouns | words.sides | self.grammar.descriptors.keys()
        return lemma in known or noun.lower_ in known

    def _before_colon(self) -> list[Referent]:
        """The theme of a headline: "Betting on robots: Acme to invest $1bn"."""
        sent, skeleton = self.sent, self.unfolding.skeleton
        colon = next((token for token in sent if token.text == ":"), None)
        if not self.frame.money or not self._in_headline() or colon is None or colon.i == sent.start:
            return []
        before = reversed(list(sent.doc[sent.start : colon.i]))
        theme = next((token for token in before if token.pos_ in ("NOUN", "PROPN")), None)
        if theme is None or skeleton.unit(theme).named is not None:
            return []
        text = noun_phrase(skeleton, theme)
        return [Referent(Name(text, EntityType.TOPIC), theme, "phrase")] if text else []

    def _coined(self) -> list[Referent]:
        """Names that nobody knows and that are of no body: what is launched is a product."""
        return [
            Referent(
                Name(referent.name.name, EntityType.PRODUCT, referent.name.aliases),
                referent.token,
                referent.via,
            )
            for referent in self._labelled(self.frame.object, (EntityType.ORGANIZATION,))
            or self._by_order((EntityType.ORGANIZATION,), ())
            if referent.via in ("name", "described")
            or (
                self.grammar.inflects
                and referent.name.name.split()[-1].casefold() not in self.grammar.words.bodies
            )
        ]

    def _focus(self) -> list[Referent]:
        """The company that the text is about: "The round was led by X"."""
        unfolding, trigger = self.unfolding, self.arguments.trigger
        named = {name for token in self.sent for name in unfolding.named(token)}
        coreference = unfolding.coreference
        focus = coreference.focus(unfolding.number, trigger)
        if self.frame.implied_object and self.grammar.inflects:
            focus = coreference.focus(unfolding.number, trigger, named) or focus
        return [Referent(focus, self.arguments.trigger, "implied")] if focus is not None else []

    def _as_part(self, referent: Referent) -> Referent:
        """What is meant by "its directory business": a thing with a name of its own."""
        phrase = noun_phrase(self.unfolding.skeleton, referent.part) if referent.part is not None else None
        if phrase is None:
            return referent
        name = Name(f"{referent.name.name} {phrase}", EntityType.ORGANIZATION)
        return Referent(name, referent.token, "described")

    # Both

    def _labelled(
        self, labels: Sequence[str], types: Types, others: Sequence[Referent] = ()
    ) -> list[Referent]:
        """The referents under the first label that has any of ``types`` besides ``others``."""
        taken = {referent.name for referent in others}
        for label in labels:
            found: dict[Name, Referent] = self._raiser() if label == "raiser" else {}
            single = self._apposed(types) if label == "self" else None
            for token in [single] if single is not None else self.arguments.get(label):
                if self.grammar.inflects and self._is_ruled_out(token, label):
                    continue
                is_one = single is not None or self._in_its_bracket(token)
                for referent in self.unfolding.alone(token) if is_one else self.unfolding.unfold(token):
                    fitting = self._fitting(referent, types)
                    apart = label == "beside" and referent.via == "part"
                    if fitting is not None and fitting.name not in taken and not apart:
                        found.setdefault(fitting.name, fitting)
            if found:
                # "a stake in X in China" is no stake in China.
                bodies = [r for r in found.values() if r.name.type is not EntityType.PLACE]
                return bodies or list(found.values())
        return []

    def _raiser(self) -> dict[Name, Referent]:
        """Whose round the text speaks of."""
        trigger = self.arguments.trigger
        name = self.unfolding.coreference.rounds.raiser(self.unfolding.number, trigger)
        return {name: Referent(name, trigger, "implied")} if name is not None else {}

    def _in_its_bracket(self, token: Token) -> bool:
        """True where the trigger stands in a bracket after ``token``: "B (bought by A), C and D"."""
        between = [t.text for t in token.doc[token.i + 1 : self.arguments.trigger.i]]
        return between[:1] == ["("] and ")" not in between

    def _apposed(self, types: Types) -> Token | None:
        """The one name that a noun in apposition is said of: C in "A, B and C, a unit of D"."""
        trigger = self.arguments.trigger
        if self.arguments.predicative or "Number=Plur" in str(trigger.morph):
            return None
        before = [
            token
            for token in self.arguments.get("self")
            if token.i < trigger.i
            and any(self._fitting(referent, types) for referent in self.unfolding.alone(token))
        ]
        return max(before, key=lambda token: token.i) if before else None

    def _is_ruled_out(self, token: Token, label: str) -> bool:
        """True where the case of a subject, or of its pronoun ("X, którą kupił Y"), says that it is none."""
        trigger = self.arguments.trigger
        if trigger.pos_ == "ADJ" and label == "subject" and (modified := self.cases.modified(trigger)):
            return token not in modified
        pronouns = (child for child in trigger.children if child.dep_ == "nsubj")
        return any(self.cases.speaks_against(each, label) for each in (token, *pronouns))

    def _fitting(self, referent: Referent, types: Types) -> Referent | None:
        """``referent`` as one of ``types``: who partners or invests, and is no listed product, is a body."""
        name = referent.name
        if name.type in types:
            return referent
        listed = in_lists(name.name, self.grammar)
        unsure = name.type is EntityType.PRODUCT and (listed is None or listed.type is not name.type)
        counted = any(child.dep_ == "nummod" for child in referent.token.children)  # "22 new Boeing 787s"
        if (
            unsure
            and not counted
            and EntityType.ORGANIZATION in types
            and self.frame.relation not in ("founded", "establishes", "supplies")
        ):
            return replace(referent, name=Name(name.name, EntityType.ORGANIZATION, name.aliases))
        return None

    def _spoken_of(self) -> tuple[list[Referent], list[Referent]] | None:
        """The parties of "the partnership ended", which the sentence before it named."""
        trigger, coreference = self.arguments.trigger, self.unfolding.coreference
        definite = any(child.lower_ in self.grammar.words.definite for child in trigger.children)
        if self.arguments.verb is None or not definite:
            return None
        if judge(self.arguments, self.frame, self.grammar.status).status is not Status.ENDED:
            return None
        pair = coreference.pair(self.unfolding.number, trigger)
        sides = [[Referent(name, trigger, "implied")] for name in pair]
        return (sides[0], sides[1]) if len(sides) == 2 else None

    def _in_headline(self) -> bool:
        return self.unfolding.skeleton.passage.kind is not PassageKind.BODY


def _is_new(name: Name) -> bool:
    """False for products and for companies that everybody knows already."""
    known = gazetteer.known_names().get(name.name)
    return name.type is not EntityType.PRODUCT and (known is None or known.type is not EntityType.COMPANY)
