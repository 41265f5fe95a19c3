"""A document's claims: names → skeletons → parse → coreference → frames → claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from spacy.language import Language
from spacy.pipeline.tok2vec import Tok2Vec
from spacy.tokens import Span

from kg.errors import LanguageError
from kg.extract.coreference import Coreference
from kg.extract.dates import DateSpan, find_dates
from kg.extract.descriptions import find_descriptions
from kg.extract.details import date_of, money_of
from kg.extract.frames import Match, Matcher, Miss
from kg.extract.gazetteer import adjective_place
from kg.extract.grammar import Grammar, grammar, languages
from kg.extract.linking import cluster, guesses
from kg.extract.mentions import find_names
from kg.extract.money import MoneySpan, find_money
from kg.extract.positions import Position, find_positions
from kg.extract.referents import Referent
from kg.extract.skeleton import Skeleton, lay_out, parse
from kg.identifiers import digest
from kg.language.load import language_of, load
from kg.language.repair import repair
from kg.model import (
    Claim,
    Document,
    EntityType,
    Evidence,
    Extraction,
    Mention,
    PassageKind,
    Status,
)

_SOURCES = (".py", ".toml", ".tsv")
_HEADLINE_PENALTY = 0.04
_EVENTS = frozenset(
    {"partners_with", "invests_in", "funds", "acquires", "establishes", "develops", "supplies"}
)
"""Relations that begin on a day; the others go on."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is known of a document before its claims: what ``explain`` shows."""

    document: Document
    skeletons: tuple[Skeleton, ...]
    coreference: Coreference


class Extractor:
    """Extracts claims from documents; holds one pipeline and one grammar a language.

    ``pipeline`` is an installed or saved spaCy pipeline that takes the place of the carried one for its
    own language. Raises LanguageError when there is no such pipeline.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self.pipeline = pipeline
        self._foreign = language_of(pipeline) if pipeline is not None else None
        self._loaded: dict[str, tuple[Language, Grammar, Matcher]] = {}

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same document might give other claims: with code, word lists and weights."""
        return digest(self.pipeline, _package_digest())

    def extract(self, document: Document) -> Extraction:
        """All claims of ``document``, in the order of its text.

        Raises LanguageError where there is no pipeline or no frames for its language.
        """
        reading = self.read(document)
        return Extraction(document, _dated(document, reading, list(self.claims(reading))))

    def read(self, document: Document) -> Reading:
        """Names, parse and coreference of ``document``."""
        nlp, words, _ = self._load(document.language)
        passages = [p for p in document.passages if document.text[p.start : p.end].strip()]
        known = frozenset(document.text.split())
        repaired = [repair(document.text[p.start : p.end], known) for p in passages]
        docs = list(nlp.pipe([r.text for r in repaired], disable=_without_names(nlp)))
        found = find_names(docs, [p.kind for p in passages], words)
        bare = [
            lay_out(
                doc,
                names,
                find_money(r.text, words.language),
                _dates(document, r.text, p.published),
                words,
                p.kind,
            )
            for doc, names, r, p in zip(docs, found, repaired, passages, strict=True)
        ]
        parsed = parse(nlp, [doc for doc, _ in bare])
        skeletons = tuple(
            Skeleton(passage, r, doc, units)
            for passage, r, doc, (_, units) in zip(passages, repaired, parsed, bare, strict=True)
        )
        coreference = Coreference(words, cluster(found, words), guesses(found))
        coreference.read(skeletons)
        return Reading(document, skeletons, coreference)

    def matches(self, reading: Reading) -> Iterator[tuple[int, Skeleton, Span, Match | Miss]]:
        """Every frame that was triggered, with the number of its skeleton and its sentence."""
        _, _, matcher = self._load(reading.document.language)
        for number, skeleton in enumerate(reading.skeletons):
            for sent in skeleton.doc.sents:
                for match in matcher.match(number, skeleton, sent, reading.coreference):
                    yield number, skeleton, sent, match

    def claims(self, reading: Reading) -> Iterator[Claim]:
        """The claims of a document that was read."""
        _, words, matcher = self._load(reading.document.language)
        for number, skeleton in enumerate(reading.skeletons):
            for sent in skeleton.doc.sents:
                scribe = _Scribe(reading, skeleton, sent, words)
                for match in matcher.match(number, skeleton, sent, reading.coreference):
                    if isinstance(match, Match):
                        yield scribe.of_match(match)
                yield from scribe.of_positions(number)
                for found in find_descriptions(number, skeleton, sent, reading.coreference, words):
                    yield scribe.claim(
                        found.relation,
                        found.subject,
                        found.object,
                        Status.ACTUAL,
                        found.rule,
                        found.confidence,
                    )

    def _load(self, language: str) -> tuple[Language, Grammar, Matcher]:
        if language not in self._loaded:
            if language not in languages():
                raise LanguageError(
                    f"no pipeline for language {language!r}; there are {', '.join(languages())}"
                )
            words = grammar(language)
            pipeline = self.pipeline if language == self._foreign else None
            self._loaded[language] = load(language, pipeline), words, Matcher(words)
        return self._loaded[language]


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Writes down what was found in one sentence as claims."""

    reading: Reading
    skeleton: Skeleton
    sent: Span
    words: Grammar

    def of_match(self, match: Match) -> Claim:
        trigger = match.arguments.trigger
        money = money_of(self.skeleton, self.sent, match, self.words.words) if match.frame.money else None
        date, period = date_of(self.skeleton, self.sent, trigger)
        status = match.judged.status
        return self.claim(
            match.frame.relation,
            match.subject,
            match.object,
            status,
            match.frame.name,
            match.confidence,
            money=money,
            date=date,
            period=period,
            topic=match.topic,
        )

    def of_positions(self, number: int) -> Iterator[Claim]:
        coreference = self.reading.coreference
        employers = frozenset(
            token.i
            for token in self.sent
            if any(name.type.is_organization for name in coreference.referents(number, token))
        )
        for position in find_positions(self.skeleton, self.sent, self.words.titles, employers):
            people = coreference.referents(number, position.person)
            via, body_token = "name", position.body
            if body_token is not None:
                bodies = coreference.referents(number, body_token)
            else:
                earlier = self.skeleton.doc[self.sent.start : position.start]
                focus = coreference.beside(number, earlier) or coreference.main()
                bodies, body_token, via = ((focus,) if focus else ()), position.person, "implied"
                if not self._implies_company(position):
                    bodies = ()
            topic = self.skeleton.words(position.start, position.end)
            for person in people:
                for body in bodies:
                    subject, object = (
                        Referent(person, position.person, "name"),
                        Referent(body, body_token, via),
                    )
                    rule = f"{self.words.language}.position.{position.pattern}"
                    confidence = 0.92 if via == "name" else 0.72
                    if position.founder:
                        yield self.claim("founded", subject, object, Status.ACTUAL, rule, confidence)
                        if position.end - position.start == 1:
                            continue
                    yield self.claim(
                        "holds_position", subject, object, position.status, rule, confidence, topic=topic
                    )

    def _implies_company(self, position: Position) -> bool:
        """True for "CEO Jane Smith said", False for "US President" and "analyst Jane Smith"."""
        titles = self.words.titles
        before = self.skeleton.units[position.start - 1] if position.start > self.sent.start else None
        if position.pattern != "title_before" or (before is not None and before.named is not None):
            return False
        if before is not None and adjective_place(before.text, self.words.language) is not None:
            return False
        return any(t.lower_ in titles.corporate for t in self.skeleton.doc[position.start : position.end])

    def claim(
        self,
        relation: str,
        subject: Referent,
        object: Referent,
        status: Status,
        rule: str,
        confidence: float,
        *,
        money: MoneySpan | None = None,
        date: str | None = None,
        period: str | None = None,
        topic: str | None = None,
    ) -> Claim:
        start, end = self.skeleton.span(self.sent.start, self.sent.end)
        text = self.reading.document.text
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        if self.skeleton.passage.kind is not PassageKind.BODY:
            confidence -= _HEADLINE_PENALTY
        return Claim(
            document=self.reading.document.id,
            relation=relation,
            subject=self._mention(subject),
            object=self._mention(object),
            status=status,
            evidence=Evidence(start, end, text[start:end]),
            rule=rule,
            confidence=round(max(0.05, confidence), 3),
            money=money.money if money else None,
            date=date,
            period=period,
            topic=topic,
        )

    def _mention(self, referent: Referent) -> Mention:
        token = referent.token
        first, last = token.i, token.i + 1
        if referent.name.type is EntityType.TOPIC:
            first, last = token.left_edge.i, token.right_edge.i + 1
        start, end = self.skeleton.span(first, last)
        return Mention(start, end, self.reading.document.text[start:end], referent.name)


@cache
def _package_digest() -> str:
    """Of everything that extraction is made of, but for the weights themselves, whose scores tell them."""
    files = [path for path in _files(resources.files("kg.extract")) if path.name.endswith(_SOURCES)]
    files += [resources.files("kg.language") / language / "meta.json" for language in languages()]
    return digest(*(file.read_bytes().hex() for file in files if file.is_file()))


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry


def _dated(document: Document, reading: Reading, claims: list[Claim]) -> tuple[Claim, ...]:
    """Headlines report what is new: what only they date is dated by their publication."""
    dated = {_sides(claim) for claim in claims if claim.date is not None}
    news = [
        skeleton.passage for skeleton in reading.skeletons if skeleton.passage.kind is not PassageKind.BODY
    ]
    found = []
    for claim in claims:
        passage = next((p for p in news if p.start <= claim.evidence.start < p.end), None)
        published = (passage.published or document.published) if passage is not None else None
        is_news = claim.status in (Status.ACTUAL, Status.PLANNED) and claim.relation in _EVENTS
        if published is not None and is_news and _sides(claim) not in dated:
            claim = replace(claim, date=published)
        found.append(claim)
    return tuple(found)


def _sides(claim: Claim) -> tuple[str, frozenset[str]]:
    return claim.relation, frozenset((claim.subject.of.name, claim.object.of.name))


def _without_names(nlp: Language) -> list[str]:
    """The components that finding names can do without; shared vectors stay where names listen to them."""
    needed = {"ner", "transformer", "sentencizer"}
    if "tok2vec" in nlp.pipe_names:
        shared = nlp.get_pipe("tok2vec")
        if isinstance(shared, Tok2Vec) and "ner" in shared.listening_components:
            needed.add("tok2vec")
    return [name for name in nlp.pipe_names if name not in needed]


def _dates(document: Document, text: str, published: str | None) -> list[DateSpan]:
    return find_dates(text, document.language, published or document.published)
