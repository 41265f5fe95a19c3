"""The tables of spacy-lookups-data → dictionaries small enough to carry.

English: WordNet's rules, exceptions and lemmas. Polish: the rules that PoliMorf's million forms follow, its
lemmas, and as exceptions those forms of real text that the rules get wrong.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from spacy.util import load_language_data, registry

from kg.language.dictionary import Dictionary

RARE = 15
"""A Polish rule that fewer forms follow is not worth its place."""

_PARTICIPLE = re.compile(
    r"(?:(?:ąc|[ae]n)a|(?:ąc|[aeo]n)(?:[yeą]|ego|ej|emu|ym|ych|ymi)|t(?:y|ego|ej|emu|ym|ych|ymi))$"
)
_GERUND = re.compile(r"[nc]i(?:[eau]|em|om|ami|ach)$")
_ENGLISH_BASE = {"VERB": ("VerbForm=Inf",), "NOUN": ("Number=Sing",), "ADJ": ("Degree=Pos",)}


def english() -> dict[str, Dictionary]:
    """Verbs, nouns and adjectives of WordNet 3.0, by part of speech."""
    tables = [_table("en", name) for name in ("lemma_rules", "lemma_exc", "lemma_index")]
    return {pos: _wordnet(pos, *(table[pos.lower()] for table in tables)) for pos in ("VERB", "NOUN", "ADJ")}


def _table(language: str, name: str) -> dict[str, Any]:
    table = load_language_data(registry.lookups.get(language)[name])
    assert isinstance(table, dict)
    return table


def _wordnet(
    pos: str, pairs: list[tuple[str, str]], exceptions: dict[str, list[str]], lemmas: list[str]
) -> Dictionary:
    rules: dict[str, list[str]] = defaultdict(list)
    for old, new in pairs:
        rules[old].append(new)
    return Dictionary(
        exceptions={form: found[0] for form, found in sorted(exceptions.items()) if form != found[0]},
        rules={old: tuple(new) for old, new in rules.items()},
        lemmas=frozenset(lemmas),
        base=_ENGLISH_BASE[pos],
    )


def polish(words: Counter[str]) -> dict[str, Dictionary]:
    """Verbs, nouns, adjectives and names of PoliMorf that ``words``, a large text's, hold a form of."""
    verbs, nouns, adjectives = (_table("pl", f"lemma_lookup_{pos}") for pos in ("verb", "noun", "adj"))
    common = {form: lemma for form, lemma in nouns.items() if form.islower()}
    names = {form: lemma for form, lemma in nouns.items() if not form.islower()}
    lowered = Counter({word.lower(): count for word, count in words.items()})
    return {
        "VERB": _compress(verbs, lowered),
        "NOUN": _compress(common, lowered, ("Number=Sing",)),
        "ADJ": _compress({**verbs, **adjectives}, lowered),
        "PROPN": _compress(names, words, ("Number=Sing",)),
    }


def polish_classes() -> dict[str, frozenset[str]]:
    """The lower-case forms of all verbs, nouns and adjectives of PoliMorf, by part of speech.

    PoliMorf counts gerunds and participles as forms of verbs; here, as in UD, participles are adjectives, and
    what looks like a gerund is left out.
    """
    tables = [_table("pl", f"lemma_lookup_{pos}") for pos in ("verb", "noun", "adj")]
    verbs, nouns, adjectives = (
        {form for form in {*table, *table.values()} if form.islower()} for table in tables
    )
    participles = {form for form in verbs if _PARTICIPLE.search(form)}
    gerunds = {form for form in verbs if _GERUND.search(form)}
    return {
        "VERB": frozenset(verbs - participles - gerunds),
        "NOUN": frozenset(nouns),
        "ADJ": frozenset(adjectives | participles),
    }


def _compress(lemmas: Mapping[str, str], words: Counter[str], base: tuple[str, ...] = ()) -> Dictionary:
    """The dictionary of those lemmas that some word is a form of."""
    used = {lemmas[word] for word in words if word in lemmas}
    used |= set(lemmas.values()) & set(words)
    endings: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in lemmas.items():
        shared = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), None)
        shared = min(len(form), len(lemma)) if shared is None else shared
        endings[form[shared:]][lemma[shared:]] += 1
    rules = {}
    for old, new in sorted(endings.items()):
        ranked = sorted(new.items(), key=lambda item: (-item[1], item[0]))
        frequent = tuple(ending for ending, count in ranked if count >= RARE)
        if old and frequent:
            rules[old] = frequent
    dictionary = Dictionary(rules=rules, lemmas=frozenset(used), base=base)
    exceptions = {
        word: lemmas[word]
        for word in sorted(words)
        if word in lemmas and lemmas[word] in used and dictionary.lemma(word) != lemmas[word]
    }
    return replace(dictionary, exceptions=exceptions)
