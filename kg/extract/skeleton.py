"""A passage as its skeleton: every name, sum and date is one plain token, and that is parsed.

Parsers stumble over names they have never seen ("Lenovo" becomes an adjective, "Bill & Melinda
Gates Foundation" three people). Names are found first, by shape and list and a model of their own;
then each is replaced by a word that the parser knows well, and the sentence "Google teamed up with
Google to build a platform" parses as it should. Offsets lead back to the original words, so nothing
that a user sees comes from a skeleton.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.capitals import is_title_case
from kg.extract.dates import DateSpan
from kg.extract.grammar import Grammar
from kg.extract.money import MoneySpan
from kg.extract.named import Named
from kg.extract.sentences import broken_up, sentence_starts
from kg.extract.tree import Doc, Token
from kg.language.products import TOGETHER
from kg.language.repair import Repaired
from kg.model import EntityType, Passage, PassageKind

if TYPE_CHECKING:
    from spacy import tokens
    from spacy.language import Language

_BRACKET = 4
"""Tokens of an abbreviation in brackets, "NYSE: ABC"."""


class Unit(NamedTuple):
    """What one token of a skeleton stands for; offsets are into the passage's repaired text.

    There is one for every word, and a named tuple is made several times as fast as a data class.
    """

    start: int
    end: int
    text: str
    named: Named | None = None
    money: MoneySpan | None = None
    date: DateSpan | None = None
    descriptor: str | None = None
    """The common noun that stood before the name: "startup" in "Chinese startup NIO"."""
    share: float | None = None
    """Per cent, where the unit is a share of so many."""

    @property
    def is_person(self) -> bool:
        """True for a person's name."""
        return self.named is not None and self.named.kind is EntityType.PERSON

    @property
    def is_plain(self) -> bool:
        """True for a word that stands for itself, not for a name, a sum or a date."""
        return self.named is None and self.money is None and self.date is None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A parsed passage: ``units[i]`` is what ``doc[i]`` stands for."""

    passage: Passage
    repaired: Repaired
    doc: Doc
    units: tuple[Unit, ...]

    def unit(self, token: Token) -> Unit:
        """What ``token`` stands for."""
        return self.units[token.i]

    def words(self, start: int, end: int) -> str:
        """The passage's own words under the tokens ``start`` to ``end``, half-open."""
        return self.repaired.text[self.units[start].start : self.units[end - 1].end]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into ``Document.text`` of the tokens ``start`` to ``end``, half-open."""
        return self.place(self.units[start].start, self.units[end - 1].end)

    def name_span(self, token: Token) -> tuple[int, int]:
        """Offsets into ``Document.text`` of the name alone, without the title or noun before it."""
        unit = self.units[token.i]
        before = max(0, unit.text.find(unit.named.text)) if unit.named is not None else 0
        length = len(unit.named.text) if unit.named is not None else len(unit.text)
        return self.place(unit.start + before, min(unit.start + before + length, unit.end))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into ``Document.text`` of a half-open span of the passage's repaired text."""
        a, b = self.repaired.original(start, end)
        return self.passage.start + a, self.passage.start + b


class _Piece(NamedTuple):
    """A run of tokens that becomes one unit."""

    start: int
    end: int
    word: str
    named: Named | None = None
    money: MoneySpan | None = None
    date: DateSpan | None = None
    descriptor: str | None = None
    share: float | None = None


def lay_out(
    doc: Doc,
    names: Iterable[Named],
    sums: Iterable[MoneySpan],
    dates: Iterable[DateSpan],
    grammar: Grammar,
    kind: PassageKind,
) -> tuple[tokens.Doc, tuple[Unit, ...]]:
    """The unparsed skeleton of ``doc`` and its units; names win over sums, sums over dates.

    Headlines are laid out as prose: "X, Y Ink Pact" becomes "X and Y ink pact".
    """
    from spacy import tokens  # as late as here: see kg.extract.extract

    pieces = _pieces(doc, names, sums, dates, grammar)
    after_names = {piece.end for piece in pieces.values() if piece.named is not None}
    after_names |= {
        i + 1 for i in after_names if i < len(doc) and doc[i].lower_ in grammar.words.company_words
    }
    headline = kind is not PassageKind.BODY
    lower = headline and is_title_case(doc)
    words: list[str] = []
    ends: list[str] = []
    spaces: list[bool] = []
    units: list[Unit] = []
    i = 0
    while i < len(doc):
        last, piece = doc[i], pieces.get(i)
        if piece is not None:
            i, word, last = piece.end, piece.word, doc[piece.end - 1]
            ending, unit = _last_word(piece, last), _unit(piece, doc)
        elif last.text == "(" and (after := _over_bracket(doc, i, pieces)) > i:
            i = after
            continue
        else:  # most words, which stand for themselves
            word = last.text.lower() if lower else last.text
            if i in after_names:
                word = _after_name(word, doc, pieces, i, grammar, headline)
            ending = last.text if last.text.endswith(".") else word
            unit = Unit(last.idx, last.idx + len(last.text), last.text)
            i += 1
        if word:  # a prefix before a name, "ex-" or "co-", has none
            words.append(word)
            ends.append(ending)
            spaces.append(bool(last.whitespace_))
            units.append(unit)
    starts = sentence_starts(ends, spaces, grammar.words.abbreviations)
    starts = broken_up(ends, starts, grammar.words.joins)
    return tokens.Doc(doc.vocab, words=words, spaces=spaces, sent_starts=[*starts]), tuple(units)


def _unit(piece: _Piece, doc: Doc) -> Unit:
    last = doc[piece.end - 1]
    start, end = doc[piece.start].idx, last.idx + len(last.text)
    whole = doc.text[start:end]
    return Unit(start, end, whole, piece.named, piece.money, piece.date, piece.descriptor, piece.share)


def _after_name(
    word: str, doc: Doc, pieces: Mapping[int, _Piece], i: int, grammar: Grammar, headline: bool
) -> str:
    """The word at ``i``, right after a name, as prose has it.

    A comma or "&" that joins the last two names is an "and"; a word that may be a verb or a plural noun,
    as "supplies" may, is put in the past tense, where it is a verb.
    """
    if word in {"&", "-", "–", "/"} or (headline and word == ","):
        after = pieces.get(i + 1)
        last = after is not None and after.end < len(doc) and doc[after.end].text not in {",", "&"}
        return grammar.placeholders["and"] if last and after is not None and after.named is not None else word
    follows = doc[i + 1].lower_ if i + 1 < len(doc) else "."
    if word in grammar.after_names and follows not in grammar.words.after_nouns:
        return grammar.after_names[word]
    return word


def _last_word(piece: _Piece, last: Token) -> str:
    """The word whose full stop may end a sentence: "$5m." may, "Acme Inc." does not."""
    if not last.text.endswith("."):
        return piece.word
    if piece.named is None and piece.money is None and piece.date is None:
        return last.doc.span(piece.start, piece.end).text  # "m.in.", which may be two tokens
    return f"{piece.word}." if piece.money is not None else last.text


def parse(nlp: Language, docs: Sequence[tokens.Doc]) -> Iterator[Doc]:
    """Runs everything but the entity recogniser over skeletons."""
    without = [name for name in nlp.pipe_names if name == "ner"]
    return map(Doc, nlp.pipe(docs, batch_size=TOGETHER, disable=without))


def _over_participle(doc: Doc, end: int, grammar: Grammar) -> int:
    """Where "Boston-based", "Redmond, Wash.-based" or "Google-backed" ends, which is one adjective."""
    if end + 1 >= len(doc):
        return end
    words = grammar.words.based | grammar.compounds.keys()
    mark, participle = doc[end].text, doc[end + 1].lower_
    if mark == "-" and participle in words:
        return end + 2
    return end + 2 if mark == "," and participle.rpartition("-")[2] in words and "-" in participle else end


def _over_quotes(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A name with the quotation marks around it, which would hide it from the parser."""
    if not start or doc[start - 1].text != '"' or doc[start - 1].whitespace_:
        return start, end
    after = end
    while after < len(doc) and doc[after].text in {",", "."}:
        after += 1
    if after < len(doc) and doc[after].text == '"':
        return start - 1, after + 1
    return start, end


def _over_honorifics(doc: Doc, start: int, grammar: Grammar) -> int:
    """Where "Mr. John Smith" or "prof. dr hab. inż. Jan Nowak" begins."""
    first = start
    while first and (doc[first - 1].lower_.rstrip(".") or ".") in (*grammar.words.honorifics, "."):
        first -= 1
    return first + 1 if first < start and doc[first].text == "." else first


def _over_share(doc: Doc, i: int, starts: Sequence[bool], grammar: Grammar) -> int:
    """Where "30 proc. akcji" ends, which is a share and parsed as one; ``i`` where there is none.

    ``starts`` is True for each token that begins a piece.
    """
    if not grammar.words.shares or not doc[i].like_num:
        return i
    end = i + 1
    while end < len(doc) and doc[end].lower_ in ("%", "proc", "proc.", ".", "procent"):
        end += 1
    if not i + 1 < end < len(doc):
        return i
    if doc[end].lower_ in grammar.words.shares:
        return end + 1
    # "30 proc. Orlenu", but not "wzrósł o 30 proc. Orlen"
    return end if starts[end] and i and doc[i - 1].lower_ not in grammar.words.date_prepositions else i


def _per_cent(text: str) -> float | None:
    """The number that ``text`` writes in figures; None for "half" and the like."""
    plain = text.replace(",", ".")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else None


def _over_bracket(doc: Doc, start: int, pieces: Mapping[int, _Piece]) -> int:
    """Where an abbreviation whose bracket opens at ``start`` ends, if the parse can do without: "(JV)"."""
    if not start or not doc[start - 1].whitespace_:
        return start
    inside: list[Token] = []
    for token in doc[start + 1 : start + _BRACKET + 2]:
        if token.text == ")":
            return token.i + 1 if inside else start
        piece = pieces.get(token.i)
        telling = piece is not None and (piece.named is None or piece.named.source != "bracket")
        if telling or not (token.is_upper or token.is_punct or token.like_num) or len(token) > _BRACKET + 2:
            return start
        inside.append(token)
    return start


def _over_quantifiers(doc: Doc, start: int, grammar: Grammar) -> int:
    """Where "as much as $5bn" or "a further $5bn" begins; a lone "to" or "of" stays outside."""
    first = start
    while first and start - first < 4 and doc[first - 1].lower_ in grammar.words.quantifiers:
        first -= 1
    while first < start and doc[first].lower_ in grammar.words.leaders:
        first += 1
    return first


def _respelled(doc: Doc, grammar: Grammar) -> Iterator[tuple[int, int, str]]:
    """Words of up to three tokens without a space between them that are parsed as another: "tie-up"."""
    lower = [token.lower_ for token in doc]
    spaced = [bool(token.whitespace_) for token in doc]
    for i in range(len(doc)):
        for length in (3, 2, 1):
            end = i + length
            if end > len(doc) or any(spaced[i : end - 1]):
                continue
            word = grammar.respelled.get("".join(lower[i:end]))
            if word is not None:
                yield i, end, word
            elif length == 3 and lower[i + 1] == "-" and f"{lower[i]}-" in grammar.respelled:
                yield i, end, doc[i + 2].text


def _pieces(
    doc: Doc,
    names: Iterable[Named],
    sums: Iterable[MoneySpan],
    dates: Iterable[DateSpan],
    grammar: Grammar,
) -> dict[int, _Piece]:
    placeholders, prepositions = grammar.placeholders, grammar.words.date_prepositions
    taken = [False] * len(doc)
    pieces: dict[int, _Piece] = {}

    def put(piece: _Piece) -> None:
        if piece.start < piece.end and not any(taken[piece.start : piece.end]):
            pieces[piece.start] = piece
            taken[piece.start : piece.end] = [True] * (piece.end - piece.start)

    spans = [(m, doc.over(m.start, m.end)) for m in sums]
    in_sums = {i for _, span in spans if span is not None for i in range(span.start + 1, span.end)}
    for named in names:
        if in_sums.issuperset(range(named.start, named.end)):
            continue  # "9 billion Euro"
        start, descriptor = named.start, None
        if named.kind is EntityType.PERSON:
            start = _over_honorifics(doc, start, grammar)
        if named.kind.is_organization and start and doc[start - 1].lower_ in grammar.apposed:
            start, descriptor = start - 1, doc[start - 1].lower_
            while start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
                start -= 2
        start, end = _over_quotes(doc, start, named.end)
        compound = _over_participle(doc, end, grammar)
        word = placeholders["origin" if compound > end else named.kind.value]
        put(_Piece(start, compound, word, named=named, descriptor=descriptor))
    for i in range(len(doc)):
        if (end := _over_share(doc, i, taken, grammar)) > i:
            put(_Piece(i, end, placeholders["share"], share=_per_cent(doc[i].text)))
    for start, end, word in _respelled(doc, grammar):
        put(_Piece(start, end, word))
    for money, span in spans:
        if span is not None:
            first, word = _over_quantifiers(doc, span.start, grammar), placeholders["money"]
            if first > 1 and doc[first - 1].lower_ in grammar.words.worth and doc[first - 2].is_alpha:
                first, word = first - 2, doc[first - 2].text
            put(_Piece(first, span.end, word, money=money))
    for date in dates:
        span = doc.over(date.start, date.end)
        if span is None:
            continue
        start = span.start
        opens = start == 0 or doc[start - 1].is_punct or doc[start - 1].is_space
        if opens and date.is_point and doc[start].lower_ in prepositions and span.end - start > 1:
            # "In August SoftBank invested" would make a compound of month and name.
            put(_Piece(start, span.end, placeholders["recently"], date=date))
            continue
        while start < span.end - 1 and doc[start].lower_ in prepositions:
            start += 1
        if span.end - start == 1:
            put(_Piece(start, span.end, doc[start].text, date=date))
        elif date.is_point:
            put(_Piece(start, span.end, placeholders["date"], date=date))
        else:
            put(_Piece(span.end - 1, span.end, doc[span.end - 1].text, date=date))
    return pieces
