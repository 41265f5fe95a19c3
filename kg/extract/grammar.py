"""What the program knows of one language: the words and frames of ``frames/<language>.toml``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extract.gazetteer import OwnNames
from kg.model import EntityType, Status
from kg.relations import RELATIONS, Relation


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists, lower case; the .toml says beside each what it is for."""

    determiners: frozenset[str]
    definite: frozenset[str]
    honorifics: frozenset[str]
    not_names: frozenset[str]
    papers: frozenset[str]
    organs: frozenset[str]
    trailers: frozenset[str]
    heralds: frozenset[str]
    inverted: frozenset[str]
    generic_words: frozenset[str]
    unit_words: frozenset[str]
    not_topics: frozenset[str]
    part_words: frozenset[str]
    wholes: frozenset[str]
    abbreviations: frozenset[str]
    date_prepositions: frozenset[str]
    quantifiers: frozenset[str]
    leaders: frozenset[str]
    worth: frozenset[str]
    not_the_deal: frozenset[str]
    light_verbs: frozenset[str]
    receiving: frozenset[str]
    carrier_nouns: frozenset[str]
    object_control: frozenset[str]
    past_homographs: frozenset[str]
    listing: frozenset[str]
    openers: frozenset[str]
    based: frozenset[str]
    copulas: frozenset[str]
    product_nouns: frozenset[str]
    leading: frozenset[str]
    among: frozenset[str]
    means: frozenset[str]
    ways: frozenset[str]
    company_words: frozenset[str]
    seats: frozenset[str]
    between: frozenset[str]
    joins: frozenset[str]
    locative: frozenset[str]
    hailing: frozenset[str]
    """Prepositions between a body and its home, or a person and the body: "Acme z Krakowa"."""
    rounds: frozenset[str]
    """What money is raised in: "round"."""
    raisings: frozenset[str]
    """Verbs of who raises it."""
    impersonal: frozenset[str]
    background: frozenset[str]
    after_nouns: frozenset[str]
    bodies: frozenset[str]
    local: frozenset[str]
    here: frozenset[str]
    him: frozenset[str]
    her: frozenset[str]
    them: frozenset[str]
    raising: frozenset[str]
    deeds: frozenset[str]
    any_company: frozenset[str]
    seldom: frozenset[str]
    also: frozenset[str]
    bodily: frozenset[str]
    says: frozenset[str]
    both: frozenset[str]
    three: frozenset[str]
    sides: frozenset[str]
    called: frozenset[str]
    novel: frozenset[str]
    stakes: frozenset[str]
    held: frozenset[str]
    governments: frozenset[str]
    shares: frozenset[str]
    relational: frozenset[str]
    relatives: frozenset[str]


@dataclass(frozen=True, slots=True)
class StatusCues:
    """Lemmas and words that say how far a deal has come; the .toml says beside each what it is for."""

    auxiliaries_planned: frozenset[str]
    auxiliaries_potential: frozenset[str]
    hypothetical: frozenset[str]
    perfect: frozenset[str]
    perfective: frozenset[str]
    planned: frozenset[str]
    potential: frozenset[str]
    hearsay: frozenset[str]
    ended: frozenset[str]
    denied: frozenset[str]
    continuing: frozenset[str]
    clausal: frozenset[str]
    purpose: frozenset[str]
    yet: frozenset[str]
    agreed: frozenset[str]
    intents: frozenset[str]
    intending: frozenset[str]
    presupposing: frozenset[str]
    happening: frozenset[str]
    completing: frozenset[str]
    confirming: frozenset[str]
    planned_words: frozenset[str]
    potential_words: frozenset[str]
    hearsay_words: frozenset[str]
    ended_words: frozenset[str]
    lasting_words: frozenset[str]
    denied_words: frozenset[str]
    negations: frozenset[str]
    contrasting: frozenset[str]
    habit: frozenset[str]
    contrast: frozenset[str]
    alternatives: frozenset[str]
    only: frozenset[str]
    over: frozenset[str]
    excluding: frozenset[str]
    until: frozenset[str]
    conditional: frozenset[str]
    asking: frozenset[str]
    about: frozenset[str]
    concerning: frozenset[str]
    leaving: frozenset[str]
    attributing: frozenset[str]
    sources: frozenset[str]
    saying: frozenset[str]


@dataclass(frozen=True, slots=True)
class Titles:
    """Words of which titles are made: a head, what may stand before it, what links it to its body."""

    heads: frozenset[str]
    modifiers: frozenset[str]
    links: frozenset[str]
    prepositions: frozenset[str]
    former: frozenset[str]
    founders: frozenset[str]
    owners: frozenset[str]
    personal: frozenset[str]
    corporate: frozenset[str]
    verbs: frozenset[str]
    appointing: frozenset[str]
    leaving: frozenset[str]
    naming: frozenset[str]
    succeeding: frozenset[str]
    advising: frozenset[str]
    political: frozenset[str]
    including: frozenset[str]
    fields: frozenset[str]
    members: frozenset[str]
    boards: frozenset[str]
    parts: frozenset[str]
    where: frozenset[str]
    times: frozenset[str]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A verb that opens a frame, with what must stand with it.

    Written ``team up`` for a verb with a particle, ``join +force`` for a verb with that noun as
    its object.
    """

    lemma: str
    particle: str | None = None
    noun: str | None = None

    @classmethod
    def parse(cls, text: str) -> Trigger:
        """From the form in which frame files write it."""
        lemma, _, rest = text.partition(" ")
        return cls(lemma, noun=rest[1:]) if rest.startswith("+") else cls(lemma, particle=rest or None)


@dataclass(frozen=True, slots=True)
class Frame:
    """What triggers a relation, and where its two sides stand.

    ``subject`` and ``object`` are argument labels tried in order: ``subject``, ``object``,
    ``self`` (what the noun names), ``possessor``, ``modifier``, a preposition, or ``raiser``: whose round
    of money the text speaks of.
    """

    name: str
    relation: str
    example: str
    near_miss: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    verbs: tuple[Trigger, ...] = ()
    nouns: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    """Words of which one must stand in the sentence; "money" is met by any sum, "whole" by more than half."""
    lacks: frozenset[str] = frozenset()
    """Words of which none may stand in the sentence."""
    takes: frozenset[str] = frozenset()
    """Words of which one must be the object of a verb that triggers it: "own a third of", "pay money for"."""
    requires: tuple[str, ...] = ()
    """Argument labels that must all be there."""
    excludes: tuple[str, ...] = ()
    """Argument labels of which none may be there."""
    goods: tuple[str, ...] = ()
    """Argument labels of what is handed over, which may be no company: who buys one has ordered nothing."""
    joint: bool = False
    """True where those whom the clause above joins to the subject act too."""
    subject_types: frozenset[EntityType] = frozenset()
    """Narrower than the relation's own, where given."""
    object_types: frozenset[EntityType] = frozenset()
    single_object: bool = False
    """True where "their" cannot mean several objects: a unit has one owner."""
    part_object: bool = False
    """True where a part of something is the object itself: what is sold is X's business, not X."""
    entire_object: bool = False
    """True where the object stands there itself and no part of it: who buys X's phones has not bought X."""
    new_object: bool = False
    """True where the object is what the deed brings into being: it stands there by name, and a listed
    company is none."""
    reciprocal: bool = False
    """True where several subjects without an object are the two sides: "X and Y merged"."""
    status: Status | None = None
    """Given where the words themselves settle it: to dissolve a partnership is to end it."""
    topic: tuple[str, ...] = ()
    """Argument labels whose words are the purpose of the deal."""
    topic_object: bool = False
    """True where the object may be a field or a thing that has no name."""
    money: bool = False
    """True where a sum in the clause is the sum of the deal."""
    implied_subject: bool = False
    """True where a subject left out in an impersonal clause is the company that the text is about."""
    implied_object: bool = False
    """True where an object left out is the company that the text is about."""
    confidence: float = 0.85


@dataclass(frozen=True, eq=False)
class Grammar:
    """One language's words and frames; equal to itself alone, since much is remembered of each."""

    language: str
    placeholders: Mapping[str, str]
    descriptors: Mapping[str, EntityType]
    apposed: frozenset[str]
    """Descriptors after which a name stands in apposition, not in the genitive."""
    plurals: frozenset[str]
    """Forms of descriptors that speak of several."""
    descriptor_cases: Mapping[str, str]
    """Those forms of descriptors that show a case → that case."""
    compounds: Mapping[str, str]
    """Participles as in "X-backed Y" → the relation, with "!" where Y is its subject."""
    alike: Mapping[str, str]
    """Descriptors → others that mean the same: a lender is a bank."""
    respelled: Mapping[str, str]
    """Hyphenated words and prefixes → the plain word under which they are parsed; "" drops a prefix."""
    after_names: Mapping[str, str]
    """Words after a name that may be a verb or a noun → the verb in the past tense."""
    words: Words
    status: StatusCues
    titles: Titles
    title_words: frozenset[str]
    """Every word that titles are made of."""
    legal_forms: frozenset[str]
    frames: tuple[Frame, ...]
    deeds: frozenset[str]
    """Lemmas of verbs of which only persons and bodies are the subject: they buy, invest and say."""
    acts: frozenset[str]
    """Verbs in the form in which they follow the name of a company: "said", "launched"."""
    relations: Mapping[str, Relation] = field(default_factory=lambda: RELATIONS)
    """What its frames may find."""
    own: OwnNames = field(default_factory=OwnNames)
    """A user's names, which come before the carried ones."""

    @functools.cached_property
    def verbs(self) -> frozenset[str]:
        """Lemmas that frames know as verbs: triggers, and those that carry a noun."""
        return self.words.light_verbs | _triggers(self.frames)

    @functools.cached_property
    def founding(self) -> frozenset[str]:
        """Lemmas of verbs whose object is new."""
        return _triggers(tuple(frame for frame in self.frames if frame.new_object))

    @functools.cached_property
    def takeovers(self) -> frozenset[str]:
        """Lemmas of verbs whose object is bought as a whole, and of nouns that say so with "of"."""
        return _taking_over(self.frames)

    @functools.cached_property
    def owned(self) -> frozenset[str]:
        """Nouns for what belongs to a company: "subsidiary"."""
        owning = (frame for frame in self.frames if frame.relation == "subsidiary_of")
        return _nouns(tuple(frame for frame in owning if frame.subject == ("self",)))

    @functools.cached_property
    def owning(self) -> frozenset[str]:
        """Lemmas of verbs of who has a company: "own"."""
        verbs = (f for f in self.frames if f.relation == "subsidiary_of" and f.object == ("subject",))
        return _triggers(tuple(verbs))

    @functools.cached_property
    def nouns(self) -> frozenset[str]:
        """Lemmas that frames know as nouns."""
        return self.words.carrier_nouns | _nouns(self.frames)

    @property
    def inflects(self) -> bool:
        """True where endings, and no articles, say what nouns do in a clause."""
        return not self.words.definite


def _triggers(frames: tuple[Frame, ...]) -> frozenset[str]:
    return frozenset(trigger.lemma for frame in frames for trigger in frame.verbs)


def _nouns(frames: tuple[Frame, ...]) -> frozenset[str]:
    return frozenset(noun for frame in frames for noun in frame.nouns)


def _taking_over(frames: tuple[Frame, ...]) -> frozenset[str]:
    whole = [frame for frame in frames if frame.relation == "acquires" and not frame.part_object]
    verbs = {t.lemma for f in whole if f.subject == ("subject",) for t in f.verbs if t.particle is None}
    return frozenset(verbs) | _nouns(tuple(frame for frame in whole if "of" in frame.object))
