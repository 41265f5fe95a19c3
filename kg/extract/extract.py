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
from kg.extract.claims import Scribe
from kg.extract.coreference import Coreference
from kg.extract.dates import DateSpan, find_dates
from kg.extract.frames import Match, Matcher, Miss
from kg.extract.grammar import Grammar, grammar, languages
from kg.extract.linking import cluster, guesses
from kg.extract.mentions import find_names
from kg.extract.money import find_money
from kg.extract.skeleton import Skeleton, lay_out, parse
from kg.identifiers import digest
from kg.language.load import language_of, load
from kg.language.repair import repair
from kg.model import (
    Claim,
    Document,
    Extraction,
    PassageKind,
    Status,
)

_SOURCES = (".py", ".toml", ".tsv")
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
                scribe = Scribe(reading.document, reading.coreference, number, skeleton, sent, words)
                for match in matcher.match(number, skeleton, sent, reading.coreference):
                    if isinstance(match, Match):
                        yield scribe.of_match(match)
                yield from scribe.of_positions()
                yield from scribe.of_descriptions()

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
