"""What spaCy has read of a text, as plain Python objects.

Rules ask words for their lemmas, heads and children over and over. Each answer costs spaCy a new object and
a look into its stores; here all is looked up once. What is told of a word is called as spaCy calls it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from spacy import tokens
    from spacy.lexeme import Lexeme
    from spacy.vocab import Vocab

_COLUMNS: list[int | str] = ["ORTH", "LEMMA", "TAG", "POS", "DEP", "MORPH", "ENT_TYPE"]
_COLUMNS += ["ENT_IOB", "HEAD", "SENT_START", "SPACY"]
_IOB = ("", "I", "O", "B")
_HALF = 1 << 63
_T = TypeVar("_T")


class Morph(str):
    """Features as Universal Dependencies write them: "Number=Sing|Person=3"."""

    __slots__ = ()

    def get(self, feature: str) -> list[str]:
        """The values of ``feature``; empty without one."""
        pairs = (pair.partition("=") for pair in self.split("|"))
        return next((value.split(",") for name, _, value in pairs if name == feature), [])


class Token:
    """A word of a text; two are equal where they are the same."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "lemma_",
        "lex",
        "lower_",
        "morph",
        "pos_",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    doc: Doc
    i: int
    idx: int
    """Code points of the text before it."""
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    morph: Morph
    ent_type_: str
    ent_iob_: str
    head: Token
    """Itself for the root of a sentence."""
    children: list[Token]
    """In the order of the text."""
    sent: Span
    lex: Lexeme

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, distance: int = 1) -> Token:
        """The word so many words on. Raises IndexError where there is none."""
        if self.i + distance < 0:
            raise IndexError(f"no word {distance} from the {self.i}th")
        return self.doc[self.i + distance]

    @property
    def subtree(self) -> Iterator[Token]:
        """The word and all below it, in the order of the tree's branches."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above it, the nearest first."""
        top = self
        while top.head is not top:
            top = top.head
            yield top

    def is_ancestor(self, other: Token) -> bool:
        """True where ``other`` is below it."""
        return any(top is self for top in other.ancestors)

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return min(self.subtree, key=lambda token: token.i)

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return max(self.subtree, key=lambda token: token.i)

    @property
    def is_sent_start(self) -> bool:
        return self.i == self.sent.start

    @property
    def is_alpha(self) -> bool:
        return self.lex.is_alpha

    @property
    def is_punct(self) -> bool:
        return self.lex.is_punct

    @property
    def is_space(self) -> bool:
        return self.lex.is_space

    @property
    def is_lower(self) -> bool:
        return self.lex.is_lower

    @property
    def is_upper(self) -> bool:
        return self.lex.is_upper

    @property
    def is_title(self) -> bool:
        return self.lex.is_title

    @property
    def is_stop(self) -> bool:
        return self.lex.is_stop

    @property
    def like_num(self) -> bool:
        return self.lex.like_num


class Span(Sequence[Token]):
    """Some words in a row: ``doc.span(start, end)``."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = max(start, end)
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.doc[self.start : self.end][at]
        first, last, _ = at.indices(len(self))
        return Span(self.doc, self.start + first, self.start + last)

    @property
    def text(self) -> str:
        """Its words as they are written."""
        if self.start == self.end:
            return ""
        last = self.doc[self.end - 1]
        return self.doc.text[self.doc[self.start].idx : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """Its word that is nearest to the root of its sentence."""
        root = next((token for token in self if token.head is token), None)
        if root is not None:
            return root
        outer = [token for token in self if not self.start <= token.head.i < self.end]
        return min(outer, key=_distance_to_root)


def _distance_to_root(token: Token) -> tuple[bool, int]:
    """Words above a token; a stop or a space is further off than any word."""
    is_word = bool(token.children) or not (token.is_punct or token.is_space)
    return not is_word, sum(1 for _ in token.ancestors)


class Doc(list[Token]):
    """A text as a list of its words, in sentences; two are equal where they are the same."""

    def __init__(self, read: tokens.Doc) -> None:
        """``read`` is what spaCy has made of the text."""
        super().__init__(Token() for _ in range(len(read)))
        self.text = read.text
        self.vocab = read.vocab
        self._sents = _fill(self, read)
        self.ents = [Span(self, ent.start, ent.end, ent.label_) for ent in read.ents]
        """What a recogniser takes for names."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__  # type: ignore[assignment]

    def span(self, start: int, end: int) -> Span:
        """The words ``start`` to ``end``, half-open, as far as there are; a slice is a mere list of them."""
        return Span(self, *slice(start, end).indices(len(self))[:2])

    @property
    def sents(self) -> Iterator[Span]:
        """Its sentences; what was never split is one."""
        return iter(self._sents)

    def over(self, start: int, end: int) -> Span | None:
        """The words that the code points ``start`` to ``end`` of the text touch; None outside of it."""
        if not 0 <= start < end <= len(self.text):
            return None
        first = bisect_right(self, start, key=lambda token: token.idx) - 1
        last = bisect_right(self, end - 1, key=lambda token: token.idx)
        between = self[first].idx + len(self[first].text) <= start
        return Span(self, first + between, last)


def _fill(doc: Doc, read: tokens.Doc) -> list[Span]:
    """Tells the words of ``doc`` what was read of them; returns its sentences."""
    strings, features, words = _known(read.vocab)
    sents: list[Span] = []
    idx, sent = 0, Span(doc, 0, 0)
    for i, (token, row) in enumerate(zip(doc, read.to_array(_COLUMNS).tolist(), strict=True)):
        orth, lemma, tag, part, dep, morph, kind, iob, head, start, space = row
        token.doc, token.i, token.idx = doc, i, idx
        token.lex, token.text, token.lower_ = words[orth]
        idx += len(token.text) + space
        token.whitespace_ = " " if space else ""
        token.lemma_, token.tag_, token.pos_ = strings[lemma], strings[tag], strings[part]
        token.dep_, token.morph, token.ent_type_ = strings[dep], features[morph], strings[kind]
        token.ent_iob_ = _IOB[iob]
        token.children = []
        # Distances to heads are signed, and spaCy gives all columns as unsigned.
        token.head = doc[i + head if head < _HALF else i + head - 2 * _HALF]
        if start == 1 or i == 0:
            sent = Span(doc, i, i)
            sents.append(sent)
        sent.end = i + 1
        token.sent = sent
    for token in doc:
        if token.head is not token:
            token.head.children.append(token)
    return sents


class _Known(dict[int, _T]):
    """What spaCy's numbers mean, each looked up once; like spaCy's own stores, it only grows."""

    def __init__(self, look_up: Callable[[int], _T]) -> None:
        self.look_up = look_up

    def __missing__(self, key: int) -> _T:
        self[key] = self.look_up(key)
        return self[key]


@lru_cache(8)
def _known(vocab: Vocab) -> tuple[_Known[str], _Known[Morph], _Known[tuple[Lexeme, str, str]]]:
    """Strings, features, and words with their text as it is written and in lower case."""

    def features(key: int) -> Morph:
        return Morph(vocab.strings[key].removeprefix("_"))

    def word(key: int) -> tuple[Lexeme, str, str]:
        lex = vocab[key]
        return lex, lex.orth_, lex.lower_

    return _Known(vocab.strings.__getitem__), _Known(features), _Known(word)
