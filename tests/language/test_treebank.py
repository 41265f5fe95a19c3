"""CoNLL-U → Docs: what is kept, what is plain, and how a sentence becomes a headline."""

import random
from pathlib import Path

import pytest
import spacy

from kg.language import headlines, treebank
from kg.language.treebank import Sentence, Word

CONLLU = """\
# newdoc id = NEWS_one
# text = Acme didn’t sell. “It grew.”
1	Acme	Acme	PROPN	NNP	Number=Sing|Foreign=Yes	4	nsubj	_	_
2-3	didn’t	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	Tense=Past	4	aux	_	_
3	n’t	not	PART	RB	_	4	advmod:emph	_	_
4	sell	sell	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

1	“	"	PUNCT	``	_	3	punct	_	SpaceAfter=No
2	It	it	PRON	PRP	_	3	nsubj:pass	_	_
2.1	was	be	AUX	_	_	_	_	_	_
3	grew	grow	VERB	VBD	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	.	_	3	punct	_	SpaceAfter=No
5	”	"	PUNCT	''	_	3	punct	_	_

# newpar
1	Next	next	ADJ	JJ	_	0	root	_	_

# newdoc id = BLOG_two
1	Other	other	ADJ	JJ	_	0	root	_	_

"""


@pytest.fixture
def conllu(tmp_path: Path) -> Path:
    path = tmp_path / "some.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return path


def test_paragraphs_end_where_the_treebank_says(conllu: Path) -> None:
    shapes = [[len(sentence) for sentence in paragraph] for paragraph in treebank.read_paragraphs(conllu)]
    assert shapes == [[5, 5], [1], [1]]


def test_documents_can_be_chosen_by_name(conllu: Path) -> None:
    (paragraph,) = treebank.read_paragraphs(conllu, "BLOG")
    assert paragraph[0][0].form == "Other"


def test_words_are_plain_and_their_labels_reduced(conllu: Path) -> None:
    first, second = next(treebank.read_paragraphs(conllu))
    assert [word.form for word in first] == ["Acme", "did", "n't", "sell", "."]
    assert [word.space for word in first] == [True, False, True, False, True]
    assert [word.relation for word in first] == ["nsubj", "aux", "advmod", "ROOT", "punct"]
    assert [word.head for word in first] == [3, 3, 3, 3, 3]
    assert first[0].features == "Number=Sing"
    assert second[0].form == second[4].form == '"'
    assert second[1].relation == "nsubj:pass"


def test_a_doc_has_the_text_and_the_tree(conllu: Path) -> None:
    doc = treebank.to_doc(
        spacy.blank("en").vocab, list(treebank.read_paragraphs(conllu))[:2], random.Random(0)
    )
    assert doc.text.replace("\n\n", "\n") == 'Acme didn\'t sell. "It grew."\nNext '
    assert [sentence.root.text for sentence in doc.sents] == ["sell", "grew", "Next"]


def test_evaluation_docs_are_paragraphs(conllu: Path) -> None:
    docs = list(treebank.evaluation_docs(spacy.blank("en").vocab, [conllu]))
    assert [doc.text for doc in docs] == ['Acme didn\'t sell. "It grew." ', "Next ", "Other "]


def sentence(*rows: tuple[str, str, str, int]) -> Sentence:
    return tuple(
        Word(form, form.lower(), pos, "", "", head, relation, True) for form, pos, relation, head in rows
    )


PASSIVE = sentence(
    ("The", "DET", "det", 1),
    ("firm", "NOUN", "nsubj:pass", 3),
    ("be", "AUX", "aux:pass", 3),
    ("bought", "VERB", "ROOT", 3),
    ("by", "ADP", "case", 5),
    ("Acme", "PROPN", "obl", 3),
    (".", "PUNCT", "punct", 3),
)


@pytest.mark.parametrize("seed", range(30))
def test_a_headline_keeps_the_tree_of_the_words_it_keeps(seed: int) -> None:
    title = headlines.headline(PASSIVE, random.Random(seed))
    assert title is not None
    forms = [word.form.lower() for word in title]
    assert forms in (["firm", "be", "bought", "by", "acme"], ["firm", "bought", "by", "acme"])
    assert [(word.lemma, title[word.head].lemma) for word in title if word.lemma != "be"] == [
        ("firm", "bought"),
        ("bought", "bought"),
        ("by", "acme"),
        ("acme", "bought"),
    ]


def test_what_is_no_statement_makes_no_headline() -> None:
    assert headlines.headline(PASSIVE[:-1], random.Random(0)) is None
    assert headlines.headline(PASSIVE[-2:], random.Random(0)) is None


@pytest.mark.parametrize("seed", range(20))
def test_headlines_tell_the_past_as_present(seed: int) -> None:
    past = (
        Word("Acme", "Acme", "PROPN", "NNP", "Number=Sing", 4, "nsubj", True),
        Word("and", "and", "CCONJ", "CC", "", 2, "cc", True),
        Word("Zeta", "Zeta", "PROPN", "NNP", "Number=Sing", 0, "conj", True),
        Word("will", "will", "AUX", "MD", "", 4, "aux", True),
        Word("met", "meet", "VERB", "VBD", "Tense=Past", 4, "ROOT", True),
        Word("again", "again", "ADV", "RB", "", 4, "advmod", False),
        Word(".", ".", "PUNCT", ".", "", 4, "punct", True),
    )
    title = headlines.headline(past, random.Random(seed))
    assert title is not None
    conjunction, future, verb = (title[i] for i in (1, 3, 4))
    assert (conjunction.form.lower(), conjunction.relation) in {("and", "cc"), (",", "punct")}
    assert (future.form.lower(), verb.form.lower(), verb.tag) in {
        ("will", "met", "VBD"),
        ("to", "meets", "VBZ"),
    }
    assert [word.head for word in title] == [4, 2, 0, 4, 4, 4]


@pytest.mark.parametrize(
    ("verb", "form"),
    [("sign", "signs"), ("buy", "buys"), ("try", "tries"), ("reach", "reaches"), ("go", "goes")],
)
def test_third_persons(verb: str, form: str) -> None:
    assert headlines.third_person(verb) == form


def test_only_names_of_one_word_are_replaced() -> None:
    words = sentence(
        ("Acme", "PROPN", "nsubj", 1),
        ("met", "VERB", "ROOT", 1),
        ("Ann", "PROPN", "obj", 1),
        ("Lee", "PROPN", "flat", 2),
    )
    renamed = {
        tuple(word.form for word in treebank.rename(words, ["Zeta"], random.Random(i))) for i in range(9)
    }
    assert renamed == {("Acme", "met", "Ann", "Lee"), ("Zeta", "met", "Ann", "Lee")}


def test_training_docs_are_the_same_every_time(conllu: Path) -> None:
    vocab = spacy.blank("en").vocab
    first, second = (
        [d.text for d in headlines.training_docs(vocab, [conllu], ["Zeta"], 0.5)] for _ in range(2)
    )
    assert first == second
