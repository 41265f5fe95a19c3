"""What the words beside a name say of its type: "the brewer Acme", "Acme, a brewer", "the island of Quux".

Each rule looks at one mention; ``votes.py`` weighs what they say in all contexts of a name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kg.declension import nominative_given
from kg.extract import gazetteer
from kg.extract.capitals import POSSESSIVE
from kg.extract.grammar import Grammar
from kg.extract.name_words import name_words
from kg.extract.named import Named
from kg.extract.persons import is_personal
from kg.extract.tree import Doc
from kg.language.dictionary import Dictionary
from kg.model import EntityType

_ENDS = frozenset(
    {"of", "from", "in", "for", "with", "that", "which", "who", "and", "based", "backed", "owned", "by", "at"}
)
"""Words after which a noun phrase says no more of what a thing is."""
_JOINS = frozenset({",", "and", "&"})
_TO_PLACES = frozenset({"in", "at", "of", "from", "to", "near", "the", "a", "an", "(", "outside", ",", "-"})


def described(
    doc: Doc, named: Named, previous: Named | None, grammar: Grammar, known: Mapping[str, Dictionary]
) -> EntityType | None:
    """What the words around say that the name is; None where they say nothing."""
    before = doc[named.start - 1].lower_ if named.start else ""
    return (
        _by_title(doc, named, grammar)
        or grammar.descriptors.get(before)
        or _by_apposition(doc, named, grammar)
        or by_plural(doc, named, grammar)
        or _by_deal(doc, named, grammar, known)
        or _by_place(doc, named, previous, grammar)
        or _by_thing(doc, named, grammar)
        or _by_role(doc, named, grammar)
        or _by_company(doc, named, previous, grammar)
    )


def _by_title(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """Person, for two to four words that a title stands before or after: "Jane Smith, chairman of"."""
    if named.end - named.start == 1 and _is_addressed(doc, named, grammar):
        return EntityType.PERSON
    if not 1 < named.end - named.start < 5 or any(c.isdigit() for c in named.text):
        return None
    if named.start and doc[named.start - 1].lower_ in grammar.words.stakes and _is_body(named.text):
        return None  # "the owner Acme Group"
    if named.start and doc[named.start - 1].lower_ in grammar.titles.heads:
        # Without articles, "prezes Post Office" is as good as "prezes Jan Nowak".
        bare = not grammar.words.definite and nominative_given(doc[named.start].text) is None
        return None if bare and not doc[named.start].ent_type_.startswith("PER") else EntityType.PERSON
    if _is_appointed(doc, named, grammar):
        return EntityType.PERSON
    after = [token.lower_ for token in doc[named.end : named.end + 5]]
    if after[:1] == [","]:
        for i, word in enumerate(after[1:4]):
            if word in grammar.titles.heads:
                return EntityType.PERSON
            if i and word in grammar.titles.articles:
                return None  # "Acme Grid, met the founder"
    return None


def _is_appointed(doc: Doc, named: Named, grammar: Grammar) -> bool:
    """True for "the appointment of Jane Smith"."""
    i = named.start - 2
    return i >= 0 and doc[i].lower_ in grammar.titles.naming and doc[i + 1].lower_ == "of"


def _is_body(text: str) -> bool:
    """True for a name whose last word says that it is no person's."""
    kind = gazetteer.type_by_head(text)
    return kind is not None and kind.is_organization


def _is_addressed(doc: Doc, named: Named, grammar: Grammar) -> bool:
    """True for a lone surname after a title: "American president Smith said"."""
    unsure = named.source in ("ner", "shape") and not named.text.isupper()
    return unsure and named.start > 0 and doc[named.start - 1].lower_ in grammar.titles.personal


def is_held(doc: Doc, named: Named, grammar: Grammar) -> bool:
    """True for what "a stake in" and "20% of" lead to, which is no place and no person."""
    return (
        named.start > 1
        and doc[named.start - 1].lower_ in grammar.words.held
        and doc[named.start - 2].lower_ in grammar.words.stakes
    )


def has_member(doc: Doc, previous: Named | None, named: Named, grammar: Grammar) -> bool:
    """True for what a recogniser takes for a person in "analyst Jane Smith of X" and "a director of X"."""
    i = named.start - 1
    if named.kind is not EntityType.PERSON or i < 1:
        return False
    if doc[i].text == "," and i > 1 and doc.span(named.end, named.end + 1).text == ")":
        return doc[i - 1].lower_ in grammar.titles.heads  # "(CFO, Acme Grid)"
    if doc[i].lower_ not in grammar.titles.prepositions:
        return False
    if previous is not None and previous.end == i and previous.kind is EntityType.PERSON:
        i = previous.start
    return i > 0 and doc[i - 1].lower_ in grammar.titles.heads


def _by_apposition(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """What "NIO, a Chinese maker of cars" says that the name is."""
    noun = _apposed(doc, named)
    kind = grammar.descriptors.get(noun)
    return EntityType.COMPANY if kind is None and noun in grammar.owned else kind


def _apposed(doc: Doc, named: Named) -> str:
    """The noun of "Quux, a Chinese maker of cars"; "" where there is none."""
    after = [token.lower_ for token in doc[named.end : named.end + 8]]
    if after[:1] != [","] or after[1:2] not in (["a"], ["an"]):
        return ""
    noun = ""
    for word in after[2:]:
        is_compound = "-" in (noun, word)  # "a Boston-based firm", in one token or in three
        if not is_compound and (not word.replace("-", "").isalpha() or word in _ENDS):
            break
        noun = word
    return noun


def _by_deal(doc: Doc, named: Named, grammar: Grammar, known: Mapping[str, Dictionary]) -> EntityType | None:
    """A body, for what a recogniser takes for a person and somebody buys or owns: "acquired Quux Reed"."""
    if named.kind is not EntityType.PERSON or not named.start or not {"VERB", "NOUN"} <= known.keys():
        return None
    i = named.start - 1
    if doc[i].text == "of" and i:
        is_bought = known["NOUN"].lemma(doc[i - 1].lower_) in grammar.takeovers
    else:
        is_bought = known["VERB"].lemma(doc[i].lower_) in grammar.takeovers | grammar.owning
    return EntityType.ORGANIZATION if is_bought else None


def by_plural(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """What "startups such as X", "banks, including X" say that the first name of the list is."""
    i = named.start - 1
    while i > 0 and (doc[i].lower_ in grammar.words.listing or doc[i].text == ","):
        i -= 1
    opens = 0 < i < named.start - 1 and doc.span(i + 1, named.start).text not in (",", "as")
    return grammar.descriptors.get(doc[i].lower_) if opens else None


def _by_place(doc: Doc, named: Named, previous: Named | None, grammar: Grammar) -> EntityType | None:
    """A place, for what an area or premises stand before, a country after: "Quux, Norway", "Acme of Quux"."""
    words, i = name_words(grammar.language), named.start - 1
    if i < 0 or is_personal(named.text, grammar):
        return None
    before, after = doc[i].lower_, doc[named.end : named.end + 3]
    noun = doc[i - 1].lower_ if i else ""
    if (before == "of" and noun in words.areas) or (before in ("at", "in") and noun in words.premises):
        return EntityType.PLACE
    if gazetteer.adjective_place(named.text, grammar.language) or named.text.isupper():
        return None
    if before == "of" and previous is not None and previous.end == i and _is_body_before(previous):
        return EntityType.PLACE if gazetteer.type_by_head(named.text) is None else None
    if before in _TO_PLACES and len(after) > 1 and after[0].text == "," and _is_region(doc, named.end + 1):
        return EntityType.PLACE
    is_short = named.end - named.start < 3 and gazetteer.type_by_head(named.text) is None
    if before in grammar.titles.articles and is_short:
        return EntityType.PLACE if _leads_to(doc, named.end, words.seated) else None
    return None


def _is_body_before(previous: Named) -> bool:
    return previous.kind.is_organization and previous.source != "shape"  # and no "Letter of Intent"


def _is_region(doc: Doc, i: int) -> bool:
    """True where a country or a state stands between commas or at the end: ", Norway, "."""
    for end in (i + 2, i + 1):
        place = gazetteer.places().get(doc.span(i, end).text) if end <= len(doc) else None
        if place is not None and place.kind != "city":
            return end == len(doc) or doc[end].is_punct
    return False


def _leads_to(doc: Doc, i: int, nouns: Collection[str]) -> bool:
    """True where one of ``nouns`` is among the three words from ``i``: "Quux | robot maker"."""
    for token in doc[i : i + 3]:
        if not token.is_lower or not token.is_alpha or token.is_stop:
            return False
        if token.lower_ in nouns:
            return True
    return False


def _by_thing(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """A product, for what somebody makes or a thing is called: "the maker of Quux", "its Quux tablet"."""
    words, i = name_words(grammar.language), named.start - 1
    things = words.things
    if i < 0 or gazetteer.type_by_head(named.text) is not None or is_personal(named.text, grammar):
        return None
    before, noun = doc[i].lower_, doc[i - 1].lower_ if i else ""
    is_made = before == "of" and noun in words.makers
    after = doc[named.end].lower_ if named.end < len(doc) else ""
    owned = before in grammar.words.determiners or doc[i].text in POSSESSIVE
    is_thing = owned and not (things | words.offers).isdisjoint((after, after.removesuffix("s")))
    is_called = before in things and i > 0 and (doc[i - 1].is_lower or doc[i - 1].text in POSSESSIVE)
    if grammar.inflects and doc[i].is_lower and doc[i].is_alpha and len(before) > 3 and noun in things:
        is_called = is_called or before not in grammar.descriptors  # "gra planszowa Quux"
    is_said = _apposed(doc, named) in things
    return EntityType.PRODUCT if is_made or is_thing or is_called or is_said else None


def _by_role(doc: Doc, named: Named, grammar: Grammar) -> EntityType | None:
    """A body, for what is somebody's rival or has shareholders: "its rival Quux", "Quux employees"."""
    if not grammar.words.definite or is_personal(named.text, grammar) or named.kind is EntityType.PERSON:
        return None
    before = doc[named.start - 1].lower_ if named.start else ""
    after = doc[named.end].lower_ if named.end < len(doc) else ""
    if before in grammar.words.bodily or after in name_words(grammar.language).holders:
        return EntityType.ORGANIZATION
    return None


def _by_company(doc: Doc, named: Named, previous: Named | None, grammar: Grammar) -> EntityType | None:
    """A body, for what recognisers take for a product and that acts as bodies do: "Quux said", "at Quux"."""
    if named.kind is not EntityType.PRODUCT or named.source != "ner" or any(c.isdigit() for c in named.text):
        return None
    before = doc[named.start - 1].lower_ if named.start else ""
    after = doc[named.end].lower_ if named.end < len(doc) else ""
    beside = previous is not None and previous.source == "known" and previous.kind.is_organization
    listed = beside and previous is not None and named.start - previous.end == 1 and before in _JOINS
    acts = after in grammar.acts or before in ("at", "by") or is_held(doc, named, grammar)
    return EntityType.ORGANIZATION if acts or listed else None
