"""Parsed sentences written out by hand, so that logic over a parse is tested without any model.

A word is ``form=lemma/POS.TAG/relation>head``: ``bought=buy/VERB.VBD/ROOT``, ``Acme/PROPN/nsubj>bought``.
The lemma is the lower-case form where it is left out, so is the tag; ``_`` in a form is a space inside one
token. A head is the first word of that form in its sentence, or ``form#2`` for the second. ``.`` and ``,``
need no more; ``|`` stands between sentences. A name may have a participle behind it: ``Boston-based``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import spacy
from spacy import tokens

from kg.extract.coreference import Coreference
from kg.extract.dates import DateSpan
from kg.extract.frame_files import grammar
from kg.extract.money import MoneySpan
from kg.extract.named import Named
from kg.extract.skeleton import Skeleton, Unit
from kg.extract.tree import Doc, Token
from kg.language.repair import Repaired
from kg.model import EntityType, Name, Passage, PassageKind

VOCAB = spacy.blank("xx").vocab


def parsed(text: str) -> Doc:
    """The Doc that ``text`` writes out; the words of one sentence hang together."""
    words: list[str] = []
    lemmas: list[str] = []
    pos: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in text.split("|"):
        rows = [_row(word) for word in sentence.split()]
        forms = [row[0] for row in rows]
        first = len(words)
        root = next(i for i, row in enumerate(rows) if row[4] == "ROOT")
        for i, (form, lemma, part, tag, dep, head) in enumerate(rows):
            words.append(form)
            lemmas.append(lemma)
            pos.append(part)
            tags.append(tag)
            deps.append(dep)
            heads.append(first + (_find(forms, head) if head else root if dep == "punct" else i))
            starts.append(i == 0)
    spaces = [not (i + 1 < len(words) and words[i + 1] in {".", ",", "'s"}) for i in range(len(words))]
    read = tokens.Doc(VOCAB, words, spaces, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps)
    return Doc(read)


def _row(word: str) -> tuple[str, str, str, str, str, str]:
    form, _, rest = word.partition("/")
    part, _, relation = rest.partition("/")
    form, _, lemma = form.partition("=")
    part, _, tag = part.partition(".")
    dep, _, head = relation.partition(">")
    form, lemma = form.replace("_", " "), lemma.replace("_", " ")
    if form in {".", ","} and not part:
        part, dep = "PUNCT", "punct"
    return form, lemma or form.lower(), part, tag, dep, head.replace("_", " ")


def _find(forms: Sequence[str], head: str) -> int:
    form, _, which = head.partition("#")
    found = [i for i, other in enumerate(forms) if other == form]
    return found[int(which or 1) - 1]


def at(doc: Doc, form: str) -> Token:
    """The first token of ``doc`` that reads ``form``."""
    return next(token for token in doc if token.text == form)


def skeleton(
    text: str,
    kinds: Mapping[str, EntityType] | None = None,
    *,
    money: Mapping[str, MoneySpan] | None = None,
    dates: Mapping[str, DateSpan] | None = None,
    kind: PassageKind = PassageKind.BODY,
) -> Skeleton:
    """The skeleton of ``text``: words under ``kinds`` are names, those under the others sums and dates."""
    doc = parsed(text)
    units = tuple(
        Unit(
            token.idx,
            token.idx + len(token),
            token.text,
            named=_named(token, kinds or {}),
            money=(money or {}).get(token.text),
            date=(dates or {}).get(token.text),
        )
        for token in doc
    )
    offsets = range(len(doc.text))
    repaired = Repaired(doc.text, tuple(offsets), tuple(i + 1 for i in offsets))
    return Skeleton(Passage(0, len(doc.text), kind), repaired, doc, units)


def _named(token: Token, kinds: Mapping[str, EntityType]) -> Named | None:
    name = token.text.split("-")[0]
    return Named(token.i, token.i + 1, name, kinds[name], "known") if name in kinds else None


def read(skeleton: Skeleton, language: str = "en") -> Coreference:
    """The coreference of one skeleton, in which every spelling is a name of its own."""
    named = [unit.named for unit in skeleton.units if unit.named is not None]
    found = Coreference(grammar(language), {name.text: Name(name.text, name.kind) for name in named})
    found.read([skeleton])
    return found


def as_name(skeleton: Skeleton, form: str, **changes: object) -> Skeleton:
    """``skeleton`` with the unit of the word ``form`` changed."""
    units = tuple(
        unit._replace(**changes) if unit.text == form else unit  # type: ignore[arg-type]
        for unit in skeleton.units
    )
    return replace(skeleton, units=units)
