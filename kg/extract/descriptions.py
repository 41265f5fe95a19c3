"""What noun phrases say by their form: "Chinese startup NIO", "the Boston-based firm", "Google's Gemini"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract import gazetteer
from kg.extract.coreference import Coreference
from kg.extract.grammar import Grammar
from kg.extract.referents import Referent
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span, Token
from kg.model import EntityType, Name

_REACH = 5
"""Words between an adjective and the name that it describes."""
_NOUNS = 2
"""Words between a city and the noun of a body: "a Boston drug maker"."""
_LOCAL = ("city", "state")
"""Places whose name before a noun says where a body is; that of a country is less than a seat."""
_OWNING = ("'s", "'", "’s", "’")


@dataclass(frozen=True, slots=True)
class Described:
    """A relation that a noun phrase states by its form."""

    relation: str
    subject: Referent
    object: Referent
    rule: str
    confidence: float


def find_descriptions(
    number: int, skeleton: Skeleton, sent: Span, coreference: Coreference, grammar: Grammar
) -> Iterator[Described]:
    """Places, products and owners that noun phrases of ``sent`` tie to the organisations they name."""
    phrases = _Phrases(number, skeleton, sent, coreference, grammar)
    for token in sent:
        unit = skeleton.unit(token)
        if unit.named is None and gazetteer.adjective_place(unit.text, grammar.language) is None:
            continue  # all phrases begin with a name or with the adjective of a place
        yield from phrases.maker(token)
        yield from phrases.nationality(token)
        yield from phrases.country(token)
        yield from phrases.based(token)
        yield from phrases.compound(token)
        yield from phrases.member(token)
        yield from phrases.seat(token)
        yield from phrases.home(token)
        yield from phrases.origin(token)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The noun phrases of one sentence, each asked what it says when it begins with a token."""

    number: int
    skeleton: Skeleton
    sent: Span
    coreference: Coreference
    grammar: Grammar

    def maker(self, token: Token) -> Iterator[Described]:
        """Google's Gemini."""
        owner = next((c for c in token.children if c.dep_ == "nmod:poss" and c.pos_ == "PROPN"), None)
        if owner is None or self._kind(token) is not EntityType.PRODUCT:
            return
        for maker in self._names(owner):
            for product in self._names(token):
                if maker.name.type.is_organization:
                    yield Described("develops", maker, product, self._rule("develop.owner"), 0.82)

    def nationality(self, token: Token) -> Iterator[Described]:
        """Chinese startup NIO; "chiński start-up NIO" says of what nation it is, and nothing of a seat."""
        if self.grammar.inflects or (token.i and token.nbor(-1).text == "-"):
            return
        if self._kind(token) not in (None, EntityType.PLACE):
            return
        place = gazetteer.adjective_place(self.skeleton.unit(token).text, self.grammar.language)
        if place is not None:
            where = Referent(Name(place, EntityType.PLACE), token, "name")
            for body in self._led_to(token):
                yield Described("based_in", body, where, self._rule("based.nationality"), 0.8)

    def country(self, token: Token) -> Iterator[Described]:
        """Japan's SoftBank."""
        if self._kind(token) is not EntityType.PLACE or not self._next_is(token, "'s", "'"):
            return
        owned = self._kind(token.nbor(2))
        if owned is not None and owned.is_organization and owned is not EntityType.GOVERNMENT:
            for body in self._names(token.nbor(2)):
                for where in self._names(token):
                    yield Described("based_in", body, where, self._rule("based.possessive"), 0.82)

    def based(self, token: Token) -> Iterator[Described]:
        """The Boston-based firm; Acme, a Redmond, Wash.-based maker of cars."""
        places = []
        if self._kind(token) is EntityType.PLACE and self._participle(token) in self.grammar.words.based:
            comma = token.i > self.sent.start + 1 and token.nbor(-1).text == ","
            city = token.nbor(-2) if comma and self._kind(token.nbor(-2)) is EntityType.PLACE else token
            places = self._names(city)  # the Redmond, Washington-based firm
        elif self._kind(token) is EntityType.PLACE and self._is_city_of(token):
            places = self._names(token)
        elif self._next_is(token, "-") and token.nbor(2).lower_ in self.grammar.words.based:
            place = gazetteer.adjective_place(self.skeleton.unit(token).text, self.grammar.language)
            places = [Referent(Name(place, EntityType.PLACE), token, "name")] if place else []
        for where in places:
            for body in self._described(token, self._over_state(token)):
                yield Described("based_in", body, where, self._rule("based.compound"), 0.9)

    def compound(self, token: Token) -> Iterator[Described]:
        """The X-backed startup Y."""
        participle = self._participle(token)
        relation = self.grammar.compounds.get(participle, "")
        for backer in self._names(token) if relation else ():
            for other in self._described(token):
                subject, object = (other, backer) if relation.startswith("!") else (backer, other)
                rule = self._rule(f"compound.{participle}")
                yield Described(relation.removeprefix("!"), subject, object, rule, 0.82)

    def member(self, token: Token) -> Iterator[Described]:
        """An analyst at Acme Research in Boston."""
        kind, titles = self._kind(token), self.grammar.titles
        if kind is None or not kind.is_organization or not self._next_is(token, "in"):
            return
        place = self.skeleton.unit(token.nbor(2)).named
        known = gazetteer.places().get(place.text) if place is not None else None
        listed = gazetteer.known_names().get(self.skeleton.unit(token).text)
        if place is None or place.kind is not EntityType.PLACE or (known and known.kind != "city") or listed:
            return
        before = [t.lower_ for t in token.doc[max(self.sent.start, token.i - _REACH) : token.i]]
        people = any(word.removesuffix("s") in titles.heads for word in before)
        if people and titles.prepositions.intersection(before[-2:]):
            for body in self._names(token):
                for where in self._names(token.nbor(2)):
                    yield Described("based_in", body, where, self._rule("based.member"), 0.75)

    def seat(self, token: Token) -> Iterator[Described]:
        """Acme, headquartered in Boston; Acme z siedzibą w Krakowie."""
        kind = self._kind(token)
        if kind is None or not kind.is_organization:
            return
        for length in (2, 3, 4, 5):
            last = token.i + 1 + length
            words = " ".join(t.lower_ for t in token.doc[token.i + 1 : last])
            if last < self.sent.end and words in self.grammar.words.seats:
                for where in self._names(token.doc[last]):
                    if where.name.type is EntityType.PLACE:
                        for body in self._names(token):
                            yield Described("based_in", body, where, self._rule("based.seat"), 0.9)

    def home(self, token: Token) -> Iterator[Described]:
        """CureVac of Tübingen; Lund University in Lund; Acme (Boston); Boston, where Acme is based."""
        kind, doc = self._kind(token), token.doc
        if kind is None:
            return
        bodily = kind.is_organization and kind is not EntityType.GOVERNMENT
        is_paper = self.skeleton.unit(token).text.lower() in self.grammar.words.carrier_nouns
        place = self._home_of(token, kind) if bodily and not is_paper else None
        for where in self._names(place) if place is not None else ():
            for body in self._names(token):
                yield Described("based_in", body, where, self._rule("based.home"), 0.82)
        i = token.i + 1 + (self._next_is(token, ","))
        if kind is EntityType.PLACE and i + 3 < self.sent.end and doc[i].lower_ in self.grammar.titles.where:
            is_seat = doc[i + 2].pos_ == "AUX" and doc[i + 3].lower_ in self.grammar.words.based
            for body in self._names(doc[i + 1]) if is_seat else ():
                if body.name.type.is_organization:
                    for where in self._names(token):
                        yield Described("based_in", body, where, self._rule("based.seat"), 0.9)

    def _home_of(self, token: Token, kind: EntityType) -> Token | None:
        """The place right after a body that says where it is at home."""
        doc, i, last = token.doc, token.i + 1, self.sent.end
        opened = doc[i].text if i < last else ""
        if opened in (",", "("):
            i += 1
        if i < last and doc[i].lower_ == "out" and opened == ",":
            i += 1
        tie = doc[i].lower_ if i < last else ""
        learned = kind in (EntityType.UNIVERSITY, EntityType.RESEARCH_INSTITUTE)
        if tie in self.grammar.words.hailing or (learned and tie in self.grammar.words.locative):
            return self._origin(i + 1)
        if tie == "of" or (tie == "in" and learned):
            i += 1
        elif opened != "(" and not (opened == "," and learned):
            return None
        if i >= last or not self._is_seat(doc[i], kind if tie == "of" else None):
            return None
        after = doc[i + 1] if i + 1 < last else None
        if opened == "(" and (after is None or after.text != ")"):
            return None
        if opened == "," and (after is None or not after.is_punct):
            return None
        return None if after is not None and after.lower_ in _OWNING else doc[i]

    def _origin(self, i: int) -> Token | None:
        """The place at ``i``, over an adjective, that nobody goes away from: not "z Gdańska do Gdyni"."""
        doc, last = self.skeleton.doc, self.sent.end
        i += i < last and doc[i].pos_ == "ADJ" and self.skeleton.units[i].named is None
        if i >= last or not self._is_seat(doc[i], None):
            return None
        return None if i + 1 < last and doc[i + 1].lower_ in self.grammar.status.until else doc[i]

    def origin(self, token: Token) -> Iterator[Described]:
        """Firma z Wadowic; Acme, producent mebli z Bydgoszczy."""
        first, doc, words = self.sent.start, token.doc, self.grammar.words
        i = token.i - 1
        if i <= first or doc[i].lower_ not in words.hailing or self._origin(token.i) is None:
            return
        for noun in reversed(doc[max(first, i - _REACH) : i]):
            if noun.pos_ not in ("NOUN", "ADJ") or self.skeleton.unit(noun).named is not None:
                return
            if noun.lower_ in self.grammar.descriptors and noun.lower_ not in self.grammar.plurals:
                for body in self._apposed_to(noun) or self._anaphor(noun):
                    if body.name.type.is_organization:
                        for where in self._names(token):
                            yield Described("based_in", body, where, self._rule("based.origin"), 0.82)
                return

    def _apposed_to(self, noun: Token) -> list[Referent]:
        """The name before the comma before ``noun`` and its adjectives."""
        i = noun.i - 1
        while i > self.sent.start and noun.doc[i].pos_ == "ADJ":
            i -= 1
        breaks = i > self.sent.start and noun.doc[i].text in (",", "-", "–")
        return self._names(noun.doc[i - 1]) if breaks and self._kind(noun.doc[i - 1]) else []

    def _anaphor(self, noun: Token) -> list[Referent]:
        return [
            Referent(name, noun, "anaphor") for name in self.coreference.referents(self.number, noun)
        ]

    def _is_seat(self, token: Token, of: EntityType | None) -> bool:
        """True for a city and for a place that no list knows; what is ``of`` a place may be of a country."""
        if self._kind(token) is not EntityType.PLACE:
            return False
        known = gazetteer.places().get(self.skeleton.unit(token).text)
        if known is None or known.kind == "city":
            return True
        return of is EntityType.COMPANY or (of is EntityType.ORGANIZATION and known.kind == "country")

    def _is_city_of(self, token: Token) -> bool:
        """True for the place in "Munich startup Acme", "Acme, a Turin maker of" and "the Maryland bank"."""
        known = gazetteer.places().get(self.skeleton.unit(token).text)
        if self._kind(token) is not EntityType.PLACE or (known is not None and known.kind not in _LOCAL):
            return False
        if (
            known is not None
            and known.kind == "state"
            and self._over_state(token.doc[max(0, token.i - 2)]) == token
        ):
            return False  # "the Durham, North Carolina, firm" is one of Durham
        first = self._over_state(token).i + 1
        for i in range(first, min(self.sent.end, first + 1 + _NOUNS)):
            here = token.doc[i]
            if here.lower_ in self.grammar.words.local:
                return i + 1 >= self.sent.end or token.doc[i + 1].pos_ != "NOUN"
            if here.pos_ not in ("NOUN", "ADJ") or self.skeleton.units[i].named is not None:
                unit = self.skeleton.units[i]
                return unit.descriptor is not None and unit.descriptor in self.grammar.words.local
        return False

    def _participle(self, token: Token) -> str:
        """The last word of "Boston-based", which stands for one token."""
        unit = self.skeleton.unit(token)
        return unit.text.rpartition("-")[2].lower() if unit.named is not None else ""

    def _over_state(self, token: Token) -> Token:
        """Where "Durham, North Carolina," ends that begins with ``token``; itself where no state follows."""
        doc, i = token.doc, token.i + 2
        if i >= self.sent.end or doc[i - 1].text != "," or self._kind(doc[i]) is not EntityType.PLACE:
            return token
        return doc[i + 1] if i + 1 < self.sent.end and doc[i + 1].text == "," else doc[i]

    def _described(self, token: Token, last: Token | None = None) -> list[Referent]:
        """The organisation of which a phrase with ``token`` is said; ``last`` ends the name of a place."""
        found = self._led_to(last or token, apart=False) or self._said_of(token)
        return found or (self._meant(token) if last in (None, token) else [])

    def _led_to(self, token: Token, *, apart: bool = True) -> list[Referent]:
        """The organisation named at the end of the phrase, over adjectives and nouns only.

        With ``apart``, something must stand between, or the name have a descriptor.
        """
        for i in self._onward(token):
            unit = self.skeleton.units[i]
            if unit.named is not None:
                fits = unit.descriptor is not None or i > token.i + 1 or not apart
                return self._names(self.skeleton.doc[i]) if unit.named.kind.is_organization and fits else []
        return []

    def _said_of(self, token: Token) -> list[Referent]:
        """The organisation before the comma in "Acme, a Boston-based firm", or before its "is"."""
        doc, first = self.skeleton.doc, token.i
        while first - 1 > self.sent.start and doc[first - 1].pos_ in ("ADJ", "ADV"):
            first -= 1
        if first - 2 < self.sent.start or doc[first - 1].lower_ not in self.grammar.titles.articles:
            return []
        last, is_said = first - 3, doc[first - 2].lemma_.lower() in self.grammar.words.copulas
        if not is_said and doc[first - 2].text not in {",", "-", "–", "("}:
            return []
        if last > self.sent.start and doc[last].text == ")":
            last = next((i for i in range(last, self.sent.start, -1) if doc[i].text == "("), last + 1) - 1
        if last < self.sent.start:
            return []
        found = self._names(doc[last])
        return [r for r in found if r.name.type.is_organization and (is_said or self._kind(doc[last]))]

    def _meant(self, token: Token) -> list[Referent]:
        """What "the Boston-based firm" means, which is none that the text has not spoken of yet."""
        for i in self._onward(token):
            here = self.skeleton.doc[i]
            if self.skeleton.units[i].named is not None:
                return []
            if meant := self.coreference.referents(self.number, here):
                return [Referent(name, here, "anaphor") for name in meant]
            ends = i + 1 == self.sent.end or self.skeleton.doc[i + 1].pos_ not in ("NOUN", "PROPN")
            if ends and here.lower_ in self.grammar.descriptors and self._is_definite(token):
                focus = self.coreference.focus(self.number, token)
                return [Referent(focus, here, "implied")] if focus is not None else []
        return []

    def _onward(self, token: Token) -> Iterator[int]:
        """The places after ``token`` up to where its phrase ends, or the name that ends it."""
        for i in range(token.i + 1, min(self.sent.end, token.i + _REACH + 2)):
            yield i
            here = self.skeleton.doc[i]
            goes_on = here.pos_ in ("ADJ", "NOUN", "PROPN", "ADV") or here.text in ("-", '"')
            goes_on = goes_on or here.lower_ in self.grammar.words.based
            if not goes_on or self.skeleton.units[i].named is not None:
                return

    def _is_definite(self, token: Token) -> bool:
        return token.i > self.sent.start and token.nbor(-1).lower_ in self.grammar.words.definite

    def _names(self, token: Token) -> list[Referent]:
        return [Referent(name, token, "name") for name in self.coreference.referents(self.number, token)]

    def _kind(self, token: Token) -> EntityType | None:
        named = self.skeleton.unit(token).named
        return named.kind if named is not None else None

    def _next_is(self, token: Token, *texts: str) -> bool:
        return token.i + 2 < self.sent.end and token.nbor(1).text in texts

    def _rule(self, name: str) -> str:
        return f"{self.grammar.language}.{name}"
