"""A document as it is before its claims: its names, its parsed skeletons, and what each word refers to."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.extract.coreference import Coreference
from kg.extract.dates import DateSpan, find_dates
from kg.extract.given import known_as, lay_over, referents
from kg.extract.grammar import Grammar
from kg.extract.linking import cluster, guesses
from kg.extract.mentions import find_names
from kg.extract.money import find_money
from kg.extract.named import Named
from kg.extract.skeleton import Skeleton, Unit, lay_out, parse
from kg.extract.tree import Doc, Token
from kg.extract.wordclass import dictionaries, settle
from kg.language.dictionary import Dictionary
from kg.language.products import TOGETHER, in_one_thread
from kg.language.repair import Repaired, repair, vocabulary
from kg.model import Document, Mention, Name, Passage

if TYPE_CHECKING:
    from spacy import tokens
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is known of a document before its claims: what ``explain`` shows."""

    document: Document
    skeletons: tuple[Skeleton, ...]
    coreference: Coreference

    def mentions(self, spoken_of: Container[Name] = ()) -> Iterator[Mention]:
        """Every name, in the order of the text; not what only means one.

        Of names that are guessed by their shape alone, only those that are ``spoken_of``, in claims.
        """
        for number, skeleton in enumerate(self.skeletons):
            for token in skeleton.doc:
                if skeleton.unit(token).named is not None:
                    start, end = skeleton.name_span(token)
                    for name in self.coreference.referents(number, token):
                        if name.name not in self.coreference.guesses or name in spoken_of:
                            yield Mention(start, end, self.document.text[start:end], name)

    def place_of(self, mention: Mention) -> tuple[int, Token] | None:
        """The token that speaks of a ``mention`` that was given, with the number of its skeleton."""
        for (number, i), names in self.coreference.links.items():
            if mention.of in names:
                start, end = self.skeletons[number].span(i, i + 1)
                if start < mention.end and mention.start < end:
                    return number, self.skeletons[number].doc[i]
        return None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document's passages as the pipeline reads them."""

    document: Document
    passages: tuple[Passage, ...]
    repaired: tuple[Repaired, ...]
    given: Sequence[Mention]


@dataclass(frozen=True, slots=True)
class _Named:
    """A document whose names are found, not parsed yet."""

    of: _Opened
    found: list[list[Named]]
    bare: list[tuple[tokens.Doc, tuple[Unit, ...]]]


def readings(
    documents: Sequence[Document], given: Mapping[str, Sequence[Mention]], nlp: Language, words: Grammar
) -> list[Reading]:
    """Reads documents of one language together; ``given`` are the names known beforehand, by document id."""
    with in_one_thread():
        opened = [_open(document, given.get(document.id, ())) for document in documents]
        texts = [repaired.text for each in opened for repaired in each.repaired]
        docs = map(Doc, nlp.pipe(texts, batch_size=TOGETHER, disable=_without_names(nlp)))
        known = dictionaries(nlp)
        named = [_name(each, list(islice(docs, len(each.passages))), words, known) for each in opened]
        parsed = parse(nlp, [doc for each in named for doc, _ in each.bare])
        if words.inflects:
            parsed = _settled(parsed, words, known)
        return [_resolve(each, list(islice(parsed, len(each.bare))), words) for each in named]


def _open(document: Document, given: Sequence[Mention]) -> _Opened:
    passages = tuple(p for p in document.passages if document.text[p.start : p.end].strip())
    known = vocabulary(document.text)
    repaired = tuple(repair(document.text[p.start : p.end], known) for p in passages)
    return _Opened(document, passages, repaired, given)


def _name(opened: _Opened, docs: Sequence[Doc], words: Grammar, known: Mapping[str, Dictionary]) -> _Named:
    kinds = [passage.kind for passage in opened.passages]
    sums = [find_money(r.text, words.language) for r in opened.repaired]
    names = find_names(docs, kinds, words, known, sums)
    parts = list(zip(docs, names, opened.passages, opened.repaired, strict=True))
    found = [lay_over(names, opened.given, doc, p, r, words) for doc, names, p, r in parts]
    bare = [
        lay_out(
            doc,
            names,
            money,
            _dates(opened.document, r.text, p.published),
            words,
            p.kind,
        )
        for (doc, _, p, r), names, money in zip(parts, found, sums, strict=True)
    ]
    return _Named(opened, found, bare)


def _resolve(named: _Named, parsed: Sequence[Doc], words: Grammar) -> Reading:
    opened = named.of
    for doc, (_, units) in zip(parsed, named.bare, strict=True):
        for token, unit in zip(doc, units, strict=True):
            if unit.named is not None:
                token.pos_ = "PROPN"
    skeletons = tuple(
        Skeleton(passage, r, doc, units)
        for passage, r, doc, (_, units) in zip(
            opened.passages, opened.repaired, parsed, named.bare, strict=True
        )
    )
    names = known_as(cluster(named.found, words), opened.given)
    coreference = Coreference(words, names, guesses(named.found), referents(skeletons, opened.given))
    coreference.read(skeletons)
    return Reading(opened.document, skeletons, coreference)


def _settled(docs: Iterable[Doc], words: Grammar, known: Mapping[str, Dictionary]) -> Iterator[Doc]:
    for doc in docs:
        settle(doc, words, known)
        yield doc


def _without_names(nlp: Language) -> list[str]:
    """The components that finding names can do without; shared vectors stay where names listen to them."""
    from spacy.pipeline.tok2vec import Tok2Vec

    needed = {"ner", "transformer", "sentencizer"}
    if "tok2vec" in nlp.pipe_names:
        shared = nlp.get_pipe("tok2vec")
        if isinstance(shared, Tok2Vec) and "ner" in shared.listening_components:
            needed.add("tok2vec")
    return [name for name in nlp.pipe_names if name not in needed]


def _dates(document: Document, text: str, published: str | None) -> list[DateSpan]:
    return find_dates(text, document.language, published or document.published)
