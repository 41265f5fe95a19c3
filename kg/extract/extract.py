"""A document's claims: names → skeletons → parse → coreference → frames → claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import LanguageError
from kg.extract.additions import read_own
from kg.extract.claims import Draft, Scribe, scribes
from kg.extract.frame_files import grammar, languages
from kg.extract.frames import Match, Matcher, Miss
from kg.extract.grammar import Grammar
from kg.extract.reading import Reading, readings
from kg.extract.referents import Referent
from kg.extract.scorer.alone import found_alone
from kg.extract.scorer.features import Words
from kg.extract.scorer.pairs import pairs
from kg.extract.scorer.scored import Scored, Scorer, pair_of
from kg.extract.sides import Sides
from kg.extract.skeleton import Skeleton
from kg.extract.tree import Span
from kg.identifiers import digest
from kg.model import By, Claim, Document, Extraction, Mention, PassageKind, Status
from kg.relations import Additions, Relation

if TYPE_CHECKING:
    from spacy.language import Language

_SOURCES = (".py", ".toml", ".tsv", ".txt", ".npz")

LEAST = 0.35
"""Confidence below which a claim is not worth telling."""
LEAST_ALONE = 0.65
"""The same where no rule speaks: a reader trusts an edge that words alone suggest less."""
_BATCH = 64
"""Documents that are read together."""


class Extractor:
    """Extracts claims from documents; holds one pipeline and one grammar a language.

    ``pipeline`` is an installed or saved spaCy pipeline that takes the place of the carried one for its
    own language. ``frames`` and ``names`` are a user's files, whose forms ``kg.extract.additions`` tells.
    ``by`` leaves out the frames or the scorer, to see what each is worth.
    Raises LanguageError when there is no such pipeline, FrameError for a file that makes no sense.
    """

    def __init__(
        self,
        pipeline: str | None = None,
        frames: Iterable[str | Path] = (),
        names: Iterable[str | Path] = (),
        by: By = By.both,
    ) -> None:
        self.pipeline = pipeline
        self.by = by
        self._own = read_own(frames, names)
        self._foreign = _language_of(pipeline) if pipeline is not None else None
        self._loaded: dict[str, tuple[Language, Grammar, Matcher]] = {}

    def __getstate__(self) -> dict[str, object]:
        """All but what is loaded, which another process loads anew."""
        return {**self.__dict__, "_loaded": {}}

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same document might give other claims: with code, word lists and weights."""
        return digest(self.pipeline, self.by, _package_digest(), self._own.digest)

    @property
    def additions(self) -> Additions:
        """The relations and names of the user's files."""
        return self._own.additions

    def grammar(self, language: str) -> Grammar:
        """Words and frames of ``language``, also the user's. Raises LanguageError where there are none."""
        return self._load(language)[1]

    def extract(self, document: Document) -> Extraction:
        """All claims of ``document``, in the order of its text.

        Raises LanguageError where there is no pipeline or no frames for its language.
        """
        return self.extraction(self.read(document))

    def extraction(self, reading: Reading) -> Extraction:
        """All claims of a document that was read, with the dates that its headlines give them."""
        claims = _dated(reading, list(self.claims(reading)), self.additions.table)
        return Extraction(reading.document, claims)

    def read(self, document: Document, given: Sequence[Mention] = ()) -> Reading:
        """Names, parse and coreference of ``document``; what is ``given`` is named so (see ``given.py``)."""
        nlp, words, _ = self._load(document.language)
        return readings([document], {document.id: given}, nlp, words)[0]

    def readings(
        self, documents: Iterable[Document], given: Mapping[str, Sequence[Mention]] | None = None
    ) -> Iterator[Reading]:
        """Reads many short documents faster than one by one; ``given`` are the names of each, by its id."""
        for language, group in groupby(documents, key=lambda document: document.language):
            nlp, words, _ = self._load(language)
            while batch := list(islice(group, _BATCH)):
                yield from readings(batch, given or {}, nlp, words)

    def matches(self, reading: Reading) -> Iterator[tuple[int, Skeleton, Span, Match | Miss]]:
        """Every frame that was triggered, with the number of its skeleton and its sentence."""
        _, _, matcher = self._load(reading.document.language)
        for number, skeleton in enumerate(reading.skeletons):
            for sent in skeleton.doc.sents:
                for match in matcher.match(number, skeleton, sent, reading.coreference):
                    yield number, skeleton, sent, match

    def triggered(self, reading: Reading) -> Iterator[tuple[int, Span, Sides]]:
        """Every frame whose trigger is there, with the number of its skeleton and its sentence."""
        _, _, matcher = self._load(reading.document.language)
        for number, skeleton in enumerate(reading.skeletons):
            for sent in skeleton.doc.sents:
                for sides in matcher.triggered(number, skeleton, sent, reading.coreference):
                    yield number, sent, sides

    def claims(self, reading: Reading) -> Iterator[Claim]:
        """The claims of a document that was read."""
        return (draft.claim for draft in self.kept(reading))

    def kept(self, reading: Reading) -> list[Draft]:
        """The claims that are sure enough to be told, with what each rests on."""
        return [
            draft
            for draft in self.drafts(reading)
            if draft.claim.confidence >= (LEAST_ALONE if draft.is_alone else LEAST)
        ]

    def drafts(self, reading: Reading) -> Iterator[Draft]:
        """The claims of a document that was read with what each rests on; also those too unsure to keep."""
        _, words, matcher = self._load(reading.document.language)
        scorer = self._scorer(words.language)
        shown = [Words(each.doc, each.units) for each in reading.skeletons] if scorer else []
        for scribe in scribes(reading, words):
            place = scribe.number, scribe.skeleton, scribe.sent, reading.coreference
            ruled = list(_ruled(scribe, matcher.match(*place))) if self.by is not By.scorer else []
            claims = [draft.claim for draft in ruled]
            scored = scorer.score(shown[scribe.number], list(pairs(*place)), claims) if scorer else []
            for draft in ruled:
                yield draft.heard(pair_of(draft.claim, scored))
            told = {claim.relation for claim in claims}
            for match, pair in found_alone(scored, claims, scribe.skeleton, words):
                beside = match.frame.relation in told
                yield scribe.of_match(match, ruled=self.by is By.scorer, beside=beside).heard(pair)

    def scored(self, reading: Reading, first: Mention, second: Mention) -> Scored | None:
        """What words and rules make of two given mentions; None without a scorer or in two passages."""
        scorer = self._scorer(reading.document.language)
        places = [reading.place_of(mention) for mention in (first, second)]
        if scorer is None or places[0] is None or places[1] is None or places[0][0] != places[1][0]:
            return None
        number = places[0][0]
        sides = [
            Referent(mention.of, place[1], "name")
            for mention, place in zip((first, second), places, strict=True)
            if place is not None
        ]
        left, right = sorted(sides, key=lambda side: side.token.i)
        skeleton = reading.skeletons[number]
        words = Words(skeleton.doc, skeleton.units)
        return scorer.of_pair(words, left, right, self.ruled(reading))

    def ruled(self, reading: Reading) -> list[Claim]:
        """What the rules alone say; nothing where they are left out."""
        _, words, matcher = self._load(reading.document.language)
        if self.by is By.scorer:
            return []
        return [
            draft.claim
            for scribe in scribes(reading, words)
            for draft in _ruled(
                scribe, matcher.match(scribe.number, scribe.skeleton, scribe.sent, reading.coreference)
            )
        ]

    def _scorer(self, language: str) -> Scorer | None:
        return Scorer.of(language) if self.by is not By.frames else None

    def _load(self, language: str) -> tuple[Language, Grammar, Matcher]:
        if language not in self._loaded:
            from kg.language.load import load_quick  # spaCy takes a second, and who hands out work needs none

            if language not in languages():
                raise LanguageError(
                    f"no pipeline for language {language!r}; there are {', '.join(languages())}"
                )
            words = self._own.extend(grammar(language))
            pipeline = self.pipeline if language == self._foreign else None
            self._loaded[language] = load_quick(language, pipeline), words, Matcher(words)
        return self._loaded[language]


def _language_of(pipeline: str) -> str:
    from kg.language.load import language_of

    return language_of(pipeline)


def _ruled(scribe: Scribe, matches: Iterable[Match | Miss]) -> Iterator[Draft]:
    """What rules say of one sentence: frames, titles, and phrases that tell by their form."""
    for match in matches:
        if isinstance(match, Match):
            yield scribe.of_match(match)
    yield from scribe.of_positions()
    yield from scribe.of_descriptions()


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


def _dated(reading: Reading, claims: list[Claim], relations: Mapping[str, Relation]) -> tuple[Claim, ...]:
    """Headlines report what is new: what only they date is dated by their publication."""
    dated = {_sides(claim) for claim in claims if claim.date is not None}
    news = [
        skeleton.passage for skeleton in reading.skeletons if skeleton.passage.kind is not PassageKind.BODY
    ]
    found = []
    for claim in claims:
        passage = next((p for p in news if p.start <= claim.evidence.start < p.end), None)
        published = (passage.published or reading.document.published) if passage is not None else None
        is_news = claim.status in (Status.ACTUAL, Status.PLANNED) and relations[claim.relation].event
        if published is not None and is_news and _sides(claim) not in dated:
            claim = replace(claim, date=published)
        found.append(claim)
    return tuple(found)


def _sides(claim: Claim) -> tuple[str, frozenset[str]]:
    return claim.relation, frozenset((claim.subject.of.name, claim.object.of.name))
