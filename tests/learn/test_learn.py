"""Fitting: pairs in, weights out that say what the pairs say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluate import read_gold
from kg.extract import Extractor
from kg.extract.confidence import confidence, grounds, weights
from kg.learn import __main__ as command
from kg.learn.confidence import fit, written
from kg.learn.examples import Example, asked_for, is_kept_apart, stated
from kg.learn.passages import CARRIED, parse, read_passages
from kg.learn.scorer import fit as fit_words
from kg.learn.scorer import save
from kg.model import EntityType
from kg.relations import RELATIONS

SIDES = ("Norvane", "Ostrel", "Quillon", "Brevant", "Tavisk", "Merrow")
SAID = {"acquired_by": "was acquired by", "collaboration": "teamed up with", "undefined": "stands beside"}


def rows() -> list[dict[str, object]]:
    """Each relation between each two of ``SIDES``, said in one way."""
    return [
        {
            "id": f"{left}-{right}-{relation}",
            "tokens": [left, *words.split(), right, "."],
            "entities": [
                {"start": 0, "end": 1, "type": "ENTITY"},
                {"start": 1 + len(words.split()), "end": 2 + len(words.split()), "type": "ENTITY"},
            ],
            "relations": [{"type": relation, "head": 0, "tail": 1}],
        }
        for relation, words in SAID.items()
        for left in SIDES
        for right in SIDES
        if left != right
    ]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor) -> list[Example]:
    path = tmp_path_factory.mktemp("pairs") / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")
    return list(asked_for(path, extractor))


def test_pairs_have_the_class_of_their_direction(pairs: list[Example]) -> None:
    assert {pair.label for pair in pairs} == {"acquires<", "partners_with", "none undefined"}
    assert len(pairs) == len(rows())


def test_the_model_says_what_it_was_told(pairs: list[Example]) -> None:
    model = fit_words(pairs)
    for pair in pairs[:: len(pairs) // 5]:
        (likely,) = model.probabilities([pair.seen])
        assert model.classes[likely.index(max(likely))] == pair.label


def test_the_same_model_is_the_same_bytes(pairs: list[Example], tmp_path: Path) -> None:
    model = fit_words(pairs)
    for name in ("one.npz", "two.npz"):
        save(model, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def passage(text: str, *facts: tuple[str, str, str], optional: bool = False) -> dict[str, object]:
    """A row of a file of passages."""
    told = [
        {"subject": subject, "relation": relation, "object": object, "status": "actual", "optional": optional}
        for subject, relation, object in facts
    ]
    return {"id": "test-001", "text": text, "published": None, "facts": told}


def test_pairs_of_a_passage_have_the_relation_that_is_told(extractor: Extractor) -> None:
    text = "[[Ostrel|Company]] of [[Turin|Place]] was bought by [[Norvane Corp.|Company|Norvane]] in May."
    row = passage(text, ("Norvane", "acquires", "Ostrel"), ("Ostrel", "based_in", "Turin"))
    found = list(stated([parse(row, "en")], extractor))
    labels = {(each.left.name, each.right.name): each.label for each in found if each.left.name == "Ostrel"}
    assert labels["Ostrel", "Turin"] == "based_in>"
    assert labels["Ostrel", "Norvane"] == "acquires<"
    assert ("none", EntityType.PLACE) in {(each.label, each.left.type) for each in found}


def test_what_readers_may_leave_out_is_not_learned(extractor: Extractor) -> None:
    said = ("Acme", "supplies", "Norvane")
    row = passage("[[Acme|Company]] likes [[Norvane|Company]].", said, optional=True)
    assert list(stated([parse(row, "en")], extractor)) == []


@pytest.mark.parametrize("path", sorted(CARRIED.glob("*/*.jsonl")), ids=lambda path: path.stem)
def test_carried_passages_tell_of_names_that_they_mark(path: Path) -> None:
    for found in read_passages(path, path.parent.name):
        marked = {name.of.name for name in found.names}
        for fact in found.facts:
            assert fact["relation"] in RELATIONS
            assert {fact["subject"], fact["object"]} & marked, found.document.id


def test_passages_kept_apart_are_gold(tmp_path: Path) -> None:
    assert command.main(["apart", "pl", str(tmp_path)]) == 0
    gold = read_gold(tmp_path / "gold")
    rows = [json.loads(line) for line in (tmp_path / "documents.jsonl").read_text("utf-8").splitlines()]
    assert {row["id"] for row in rows} == set(gold)
    passages = [passage for path in CARRIED.glob("pl/*") for passage in read_passages(path, "pl")]
    assert {p.document.id for p in passages if is_kept_apart(p)} == set(gold)


def test_splitting_keeps_every_row_once(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")
    assert command.main(["split", str(path), str(tmp_path / "out")]) == 0
    parts = [
        (tmp_path / "out" / name).read_text("utf-8").splitlines()
        for name in ("train.jsonl", "held-out.jsonl")
    ]
    assert sorted(parts[0] + parts[1]) == sorted(path.read_text("utf-8").splitlines())
    assert len(parts[0]) > len(parts[1]) > 0


def test_a_missing_file_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["split", str(tmp_path / "none.jsonl"), str(tmp_path)]) == 1
    assert "none.jsonl" in capsys.readouterr().err


def test_confidence_learns_which_ground_misleads() -> None:
    good, bad = grounds("acquires", 0.8, ()), grounds("supplies", 0.8, ())
    table = fit([(good, True)] * 30 + [(bad, False)] * 30)
    assert table["relation supplies"] < weights().get("relation supplies", 0.0)
    assert table["relation acquires"] > table["relation supplies"]
    assert written(table).startswith("#")


def test_confidence_of_a_good_ground_is_high() -> None:
    assert confidence(grounds("acquires", 0.95, ())) > confidence(grounds("acquires", 0.5, ()))
