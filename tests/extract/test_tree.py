"""Plain objects say of a text what spaCy says of it."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy import tokens

from kg.extract.tree import Doc, Morph
from kg.language.load import languages, load

TEXTS = {
    "en": 'Acme Inc. said on Friday that it "will buy" 30% of Globex, which makes chips. Li Wei left.',
    "pl": "Spółka Acme kupiła 30 proc. akcji firmy Globex, która produkuje układy. Jan Nowak odszedł.",
    "bare": "Acme  (Oslo) paid $5 million.\n\nNothing else. ",
    "empty": "",
}
ATTRIBUTES = (
    "text", "lower_", "lemma_", "tag_", "pos_", "dep_", "whitespace_", "ent_type_", "ent_iob_", "i", "idx",
    "is_alpha", "is_punct", "is_space", "is_lower", "is_upper", "is_title", "is_stop", "like_num",
)  # fmt: skip


@pytest.fixture(scope="module", params=TEXTS)
def read(request: pytest.FixtureRequest, pipelines: None) -> tokens.Doc:
    nlp = load(request.param) if request.param in languages() else spacy.blank("en")
    return nlp(TEXTS[request.param])


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_a_word_is_told_of_as_spacy_does(read: tokens.Doc, attribute: str) -> None:
    told = [getattr(token, attribute) for token in Doc(read)]
    assert told == [getattr(token, attribute) for token in read]


@pytest.mark.parametrize("relation", ["children", "subtree", "ancestors"])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_words_hang_together_as_they_do_in_spacy(pipelines: None, language: str, relation: str) -> None:
    read = load(language)(TEXTS[language])
    for ours, theirs in zip(Doc(read), read, strict=True):
        assert ours.head.i == theirs.head.i
        assert [other.i for other in getattr(ours, relation)] == [t.i for t in getattr(theirs, relation)]
        assert (ours.left_edge.i, ours.right_edge.i) == (theirs.left_edge.i, theirs.right_edge.i)
        assert all(
            ours.is_ancestor(other) == theirs.is_ancestor(same)
            for other, same in zip(ours.doc, read, strict=True)
        )


def test_features_are_those_of_spacy(read: tokens.Doc) -> None:
    for ours, theirs in zip(Doc(read), read, strict=True):
        assert str(ours.morph) == str(theirs.morph)
        for feature in ("Number", "Tense", "VerbForm", "PronType"):
            assert ours.morph.get(feature) == theirs.morph.get(feature)


def test_a_feature_may_have_two_values() -> None:
    assert Morph("Gender=Fem|Person=1,2").get("Person") == ["1", "2"]


def test_sentences_and_names_are_those_of_spacy(read: tokens.Doc) -> None:
    doc = Doc(read)
    assert [(name.text, name.label_) for name in doc.ents] == [(ent.text, ent.label_) for ent in read.ents]
    if read.has_annotation("SENT_START"):
        assert [(s.text, s.root.i) for s in doc.sents] == [(s.text, s.root.i) for s in read.sents]
        assert [token.sent.start for token in doc] == [token.sent.start for token in read]
        assert [token.is_sent_start for token in doc] == [token.is_sent_start for token in read]


@given(start=st.integers(0, 60), end=st.integers(0, 60))
def test_spans_are_those_of_spacy(read: tokens.Doc, start: int, end: int) -> None:
    doc = Doc(read)
    ours, theirs = doc.span(start, end), read[start:end]
    assert ours.text == theirs.text
    assert [token.i for token in ours] == [token.i for token in theirs] == [t.i for t in doc[start:end]]
    assert [token.i for token in ours[1:]] == [token.i for token in theirs[1:]]
    if len(theirs) and read.has_annotation("DEP"):
        assert (ours[-1].i, ours.root.i) == (theirs[-1].i, theirs.root.i)
        assert doc[-1].i == read[-1].i


@given(start=st.integers(0, 120), length=st.integers(1, 30))
def test_words_over_some_characters_are_those_of_spacy(read: tokens.Doc, start: int, length: int) -> None:
    ours = Doc(read).over(start, start + length)
    theirs = read.char_span(start, start + length, alignment_mode="expand")
    if ours is None or theirs is None:
        assert ours is theirs is None
    else:
        assert (ours.start, ours.end) == (theirs.start, theirs.end)


def test_no_word_is_next_to_the_last_or_the_first(read: tokens.Doc) -> None:
    doc = Doc(read)
    for token in doc:
        assert token.i == len(doc) - 1 or token.nbor().i == token.i + 1
    if len(doc):
        for token, step in ((doc[0], -1), (doc[-1], 1)):
            with pytest.raises(IndexError):
                token.nbor(step)
