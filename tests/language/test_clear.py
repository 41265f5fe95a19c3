"""Hand-built CLEAR trees → the Universal Dependencies that frames are written for."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.language.clear import MARKS, NAMES, speaks_clear, to_universal

# each word: form, part of speech, CLEAR label, head's index | the expected UD label and head
CASES = {
    "object and prepositional phrase": """
        Acme        PROPN nsubj 1 | nsubj 1
        signed      VERB  ROOT  1 | ROOT  1
        a           DET   det   3 | det   3
        deal        NOUN  dobj  1 | obj   1
        with        ADP   prep  3 | case  5
        Zeta        PROPN pobj  4 | nmod  3
        in          ADP   prep  1 | case  7
        May         PROPN pobj  6 | obl   1
    """,
    "passive with its agent": """
        Acme        PROPN nsubjpass 2 | nsubj:pass 2
        was         AUX   auxpass   2 | aux:pass   2
        bought      VERB  ROOT      2 | ROOT       2
        by          ADP   agent     2 | case       4
        Zeta        PROPN pobj      3 | obl:agent  2
    """,
    "copula with a noun": """
        Acme        PROPN nsubj 1 | nsubj    4
        is          AUX   ROOT  1 | cop      4
        not         PART  neg   1 | advmod   4
        a           DET   det   4 | det      4
        unit        NOUN  attr  1 | ROOT     4
        of          ADP   prep  4 | case     6
        Zeta        PROPN pobj  5 | nmod     4
    """,
    "copula with an adjective in a complement": """
        Acme        PROPN nsubj 1 | nsubj 1
        says        VERB  ROOT  1 | ROOT  1
        Zeta        PROPN nsubj 3 | nsubj 4
        is          AUX   ccomp 1 | cop   4
        big         ADJ   acomp 3 | ccomp 1
    """,
    "copula with a place": """
        Acme        PROPN nsubj 1 | nsubj 3
        is          AUX   ROOT  1 | cop   3
        in          ADP   prep  1 | case  3
        Oslo        PROPN pobj  2 | ROOT  3
    """,
    "there is": """
        There       PRON  expl  1 | expl  1
        is          VERB  ROOT  1 | ROOT  1
        a           DET   det   3 | det   3
        deal        NOUN  attr  1 | nsubj 1
    """,
    "other linking verb": """
        Acme        PROPN nsubj 1 | nsubj 1
        became      VERB  ROOT  1 | ROOT  1
        owner       NOUN  attr  1 | xcomp 1
    """,
    "coordination": """
        Acme        PROPN nsubj 5 | nsubj 5
        ,           PUNCT punct 0 | punct 0
        Zeta        PROPN conj  0 | conj  0
        and         CCONJ cc    2 | cc    4
        Iota        PROPN conj  2 | conj  0
        met         VERB  ROOT  5 | ROOT  5
    """,
    "two prepositions and a possessor": """
        Acme        PROPN nsubj 1 | nsubj     1
        pulled      VERB  ROOT  1 | ROOT      1
        out         ADP   prep  1 | case      6
        of          ADP   prep  2 | case      6
        Zeta        PROPN poss  6 | nmod:poss 6
        's          PART  case  4 | case      4
        round       NOUN  pobj  3 | obl       1
    """,
    "preposition with a clause": """
        Acme        PROPN nsubj 1 | nsubj 1
        grew        VERB  ROOT  1 | ROOT  1
        by          ADP   prep  1 | mark  3
        buying      VERB  pcomp 2 | advcl 1
        Zeta        PROPN dobj  3 | obj   3
    """,
    "particle, relative clause, recipient": """
        Acme        PROPN nsubj  5 | nsubj        5
        ,           PUNCT punct  0 | punct        0
        which       PRON  nsubj  3 | nsubj        3
        teamed      VERB  relcl  0 | acl:relcl    0
        up          ADP   prt    3 | compound:prt 3
        gave        VERB  ROOT   5 | ROOT         5
        Zeta        PROPN dative 5 | iobj         5
        chips       NOUN  dobj   5 | obj          5
    """,
    "recipient with a preposition": """
        gave        VERB  ROOT   0 | ROOT 0
        chips       NOUN  dobj   0 | obj  0
        to          ADP   dative 0 | case 3
        Zeta        PROPN pobj   2 | obl  0
    """,
    "nothing but a prepositional phrase": """
        In          ADP   ROOT 0 | case 1
        Oslo        PROPN pobj 0 | ROOT 1
    """,
    "measure of a noun, and of a verb": """
        fell        VERB  ROOT     0 | ROOT          0
        today       NOUN  npadvmod 0 | obl:unmarked  0
        shares      NOUN  dobj     0 | obj           0
        year        NOUN  npadvmod 2 | nmod:unmarked 2
    """,
    "preposition without a noun": """
        moved       VERB  ROOT 0 | ROOT   0
        in          ADP   prep 0 | advmod 0
    """,
}


def build(rows: list[list[str]]) -> Doc:
    lemmas = {"is": "be", "was": "be"}
    return Doc(
        spacy.blank("en").vocab,
        words=[row[0] for row in rows],
        lemmas=[lemmas.get(row[0], row[0]) for row in rows],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
    )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_becomes_universal(case: str) -> None:
    rows = [line.split() for line in case.strip().splitlines()]
    doc = to_universal(build(rows))
    assert [(token.text, token.dep_, token.head.i) for token in doc] == [
        (r[0], r[5], int(r[6])) for r in rows
    ]


def test_sentences_are_kept_apart() -> None:
    lines = [line.split() for line in CASES["copula with a place"].strip().splitlines()]
    second = [[*row[:3], str(int(row[3]) + 4), *row[4:]] for row in lines]
    doc = to_universal(build(lines + second))
    assert [sentence.root.i for sentence in doc.sents] == [3, 7]


def test_an_empty_text_stays_empty() -> None:
    assert len(to_universal(Doc(spacy.blank("en").vocab))) == 0


def test_tells_clear_from_universal() -> None:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    parser.add_label("obj")
    assert not speaks_clear(nlp)
    parser.add_label("dobj")
    assert speaks_clear(nlp)


def test_no_clear_label_is_left() -> None:
    assert MARKS.issubset(NAMES)
    assert NAMES.keys().isdisjoint(NAMES.values())
