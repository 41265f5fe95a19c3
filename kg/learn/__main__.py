"""``python -m kg.learn``: fits the weights of extraction anew; see ``--help``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from kg.errors import KgError
from kg.extract import Extractor
from kg.learn import confidence, scorer
from kg.learn.examples import asked_for, is_held_out, is_kept_apart, stated
from kg.learn.passages import CARRIED, MarkedPassage, as_gold, read_passages
from kg.model import By

_EXTRACT = Path(__file__).parents[1] / "extract"


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; 0 when done, 1 when the work failed."""
    asked = _parser().parse_args(arguments)
    try:
        asked.run(asked)
    except (KgError, OSError) as error:
        print(f"kg.learn: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kg.learn", description=__doc__)
    commands = parser.add_subparsers(required=True)
    split = commands.add_parser("split", help="part the pairs of a corpus into training and held-out ones")
    split.add_argument("pairs", type=Path, help="CORE's pairs, JSON Lines")
    split.add_argument("out", type=Path, help="folder for train.jsonl and held-out.jsonl")
    split.set_defaults(run=_split)
    apart = commands.add_parser("apart", help="write the carried passages that are kept for evaluation")
    apart.add_argument("language", help="en or pl")
    apart.add_argument("out", type=Path, help="folder for documents.jsonl and gold/")
    apart.set_defaults(run=_apart)
    words = commands.add_parser("scorer", help="fit the scorer on the carried passages, and on marked pairs")
    words.add_argument("language", help="en or pl")
    words.add_argument("pairs", type=Path, nargs="?", help="training pairs of CORE, JSON Lines")
    words.set_defaults(run=_scorer)
    sure = commands.add_parser("confidence", help="fit what grounds weigh on documents with gold")
    sure.add_argument("documents", nargs="+", help="DOCUMENTS:GOLD, a source and the folder of its gold")
    sure.set_defaults(run=_confidence)
    return parser


def _split(asked: argparse.Namespace) -> None:
    asked.out.mkdir(parents=True, exist_ok=True)
    with (
        asked.pairs.open(encoding="utf-8") as lines,
        (asked.out / "train.jsonl").open("w", encoding="utf-8") as train,
        (asked.out / "held-out.jsonl").open("w", encoding="utf-8") as held,
    ):
        for line in lines:
            (held if is_held_out(json.loads(line)["tokens"]) else train).write(line)


def _apart(asked: argparse.Namespace) -> None:
    (asked.out / "gold").mkdir(parents=True, exist_ok=True)
    with (asked.out / "documents.jsonl").open("w", encoding="utf-8") as out:
        for passage in filter(is_kept_apart, _carried(asked.language)):
            document, gold = as_gold(passage)
            out.write(json.dumps(document, ensure_ascii=False) + "\n")
            file = asked.out / "gold" / f"{passage.document.id}.json"
            file.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _carried(language: str) -> Iterable[MarkedPassage]:
    for path in sorted((CARRIED / language).glob("*.jsonl")):
        yield from read_passages(path, language)


def _scorer(asked: argparse.Namespace) -> None:
    extractor = Extractor(by=By.frames)
    passages = [passage for passage in _carried(asked.language) if not is_kept_apart(passage)]
    examples = list(stated(passages, extractor))
    if asked.pairs is not None:
        examples += asked_for(asked.pairs, extractor)
    scorer.save(scorer.fit(examples), _EXTRACT / "scorer" / f"{asked.language}.npz")
    print(f"fitted on {len(examples)} pairs of {len(passages)} passages")


def _confidence(asked: argparse.Namespace) -> None:
    extractor = Extractor()
    judged: list[confidence.Judged] = []
    for pair in asked.documents:
        documents, _, gold = pair.partition(":")
        judged += confidence.judged_claims(Path(documents), Path(gold), extractor)
    table = confidence.fit(judged)
    (_EXTRACT / "confidence.toml").write_text(confidence.written(table), encoding="utf-8")
    print(f"fitted on {len(judged)} claims, of which {sum(right for _, right in judged)} are right")


if __name__ == "__main__":
    sys.exit(main())
