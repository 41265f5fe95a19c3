"""Full stops inside names end no sentence."""

import spacy
from spacy.tokens import Doc

from kg.language.sentences import keep_names_whole


def test_no_sentence_begins_inside_a_name() -> None:
    words = ["Acme", "Co.", "Ltd.", "met", ".", "Zeta", "left"]
    ents = ["B-ORG", "I-ORG", "I-ORG", "O", "O", "B-ORG", "O"]
    doc = keep_names_whole(Doc(spacy.blank("en").vocab, words=words, ents=ents))
    assert [token.is_sent_start for token in doc][1:] == [False, False, None, None, None, None]
