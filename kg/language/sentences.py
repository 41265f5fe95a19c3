"""A sentence never begins inside a name, whatever full stops the name has."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("kg_whole_names", requires=["doc.ents"], assigns=["token.is_sent_start"])
def keep_names_whole(doc: Doc) -> Doc:
    """Keeps the parser, which comes after, from ending a sentence within "Acme Co. Ltd."."""
    for ent in doc.ents:
        for token in ent[1:]:
            token.is_sent_start = False
    return doc
