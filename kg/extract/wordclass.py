"""Verbs that a tagger took for nouns, and nouns that it took for verbs: a second opinion by a dictionary.

A tagger that has seen few texts errs on forms it has never met: "kupi", "zawarli", "udziały". What a
dictionary knows as a form of a verb that frames ask for is that verb.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.extract.grammar import Grammar
from kg.extract.tree import Doc, Morph
from kg.language.dictionary import Dictionary

if TYPE_CHECKING:
    from spacy.language import Language

_PARTICIPLE = re.compile(r"(?P<active>ąc)?(?(active)|(?:[aeo]n|t))(?:[yeąa]|ego|ej|emu|ym|ych|ymi)$")
_GERUND = re.compile(r"[nc]i(?:[eau]|em|om|ami|ach|o)$")
_PAST = re.compile(r"(?:ł|ła|ło|li|ły)$")


def dictionaries(nlp: Language) -> Mapping[str, Dictionary]:
    """What the pipeline knows of lemmas, by part of speech; nothing for a pipeline of another make."""
    known: Mapping[str, Dictionary] = (
        nlp.get_pipe("kg_lemmas").dictionaries if "kg_lemmas" in nlp.pipe_names else {}  # type: ignore[attr-defined]
    )
    return known


def settle(doc: Doc, grammar: Grammar, known: Mapping[str, Dictionary]) -> None:
    """Gives the verbs and nouns of frames in ``doc`` their part of speech and lemma."""
    if not {"VERB", "NOUN"} <= known.keys():
        return
    verbs, nouns = grammar.verbs, grammar.nouns
    for token in doc:
        form = token.lower_
        if token.pos_ == "PROPN" and token.is_sent_start and known["NOUN"].lemma(form) in nouns:
            # A capital that only says where the sentence begins; names are settled after this.
            token.pos_ = "NOUN"
        if not token.is_alpha or token.pos_ in ("AUX", "ADP", "PRON", "DET", "PROPN"):
            continue
        verb, noun = known["VERB"].lemma(form), known["NOUN"].lemma(form)
        participle = _PARTICIPLE.search(form)
        if verb in verbs and participle and (token.pos_ == "ADJ" or (token.pos_ == "NOUN" and noun is None)):
            token.pos_, token.lemma_ = "ADJ", verb
            voice = "Act" if participle["active"] else "Pass"
            token.morph = Morph(f"VerbForm=Part|Voice={voice}")
        elif (
            verb in verbs
            and token.pos_ != "VERB"
            and noun != form
            and not (participle or _GERUND.search(form))
        ):
            token.pos_, token.lemma_ = "VERB", verb
            token.morph = Morph(_morphology(form))
        elif token.pos_ == "VERB" and noun in nouns and (verb not in verbs or _GERUND.search(form)):
            token.pos_ = "NOUN"
        if token.pos_ == "NOUN" and noun in nouns:
            token.lemma_ = noun


def _morphology(form: str) -> str:
    """The features of a verb of the third person, by its ending."""
    if form.endswith("ć"):
        return "VerbForm=Inf"
    return f"Mood=Ind|Person=3|Tense={'Past' if _PAST.search(form) else 'Pres'}|VerbForm=Fin"
