"""Trains the carried pipelines from scratch: ``python -m kg.language.train CORPORA_DIR OUT_DIR``.

CORPORA_DIR holds the treebanks (``en/treebank/*.conllu``), the annotated names (``en/ner/*.jsonl``), the
same for ``pl``, lists of names (``names/*.tsv.gz``) and open text (``raw/*.txt.gz``). OUT_DIR takes what is
made on the way and, at the end, a folder per language that goes into this package as it is. Needs the
``train`` extra.

Each language has two parts, which know nothing of one another: ``parser`` (tags, lemmas, dependencies) and
``names``; they can be trained side by side with ``--part``. ``assemble`` joins them, adds the dictionary of
lemmas, measures the result and writes its scores and sources into ``meta.json``. A part that OUT_DIR already
holds is not trained again. On two cores all of it takes about two hours. Every seed is fixed.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import spacy
from spacy import util
from spacy.pipeline import EditTreeLemmatizer
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_pipeline

from kg.language import corpora, dictionaries, headlines, names, polish, silver, treebank
from kg.language.assemble import assemble
from kg.language.corpora import Row

CONFIGS = Path(__file__).parent / "configs"
PARTS = ("parser", "names", "assemble")


@dataclass(frozen=True, slots=True)
class ParserPlan:
    """How to train one language's parser; ``headlines`` is the share of sentences learnt twice."""

    treebanks: tuple[str, ...]
    development: tuple[str, ...]
    components: tuple[str, ...]
    steps: tuple[int, ...]
    """Those of each stage; each goes on from the one before."""
    batch: tuple[int, int]
    """Words a step, at first and at last."""
    dropout: tuple[float, ...]
    """That of each stage."""
    headlines: float
    silver: int = 0
    """Steps of learning parts of speech from a dictionary first."""


@dataclass(frozen=True, slots=True)
class NamesPlan:
    """How to train one language's name recognition.

    ``steps`` are those of each stage. The first learns from sources that annotate names completely; before
    each later one, the model so far fills in what the partial sources leave out, of which it takes at most
    ``limits`` rows. ``substituted`` and ``headlines`` are the shares of rows learnt again, with other names
    and as headlines; sources closest to the news of companies are ``repeated`` with other names more often.
    """

    files: tuple[str, ...]
    development: tuple[str, ...]
    limits: dict[str, int]
    steps: tuple[int, ...]
    substituted: float
    repeated: dict[str, int]
    headlines: float


PARSERS = {
    "en": ParserPlan(
        treebanks=("ewt-train", "gum-train", "pud-train"),
        development=("gum-dev", "pud-dev"),
        components=("tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser"),
        steps=(4500, 1500),
        batch=(400, 1500),
        dropout=(0.1, 0.2),
        headlines=0.12,
    ),
    "pl": ParserPlan(
        treebanks=("pud-train",),
        development=("pud-dev",),
        components=("tok2vec", "morphologizer", "trainable_lemmatizer", "parser"),
        steps=(1200,),
        batch=(300, 700),
        dropout=(0.25,),
        headlines=0.08,
        silver=1000,
    ),
}
NAMES = {
    "en": NamesPlan(
        files=("train.jsonl", "more-train.jsonl.gz"),
        development=("dev.jsonl",),
        limits={"multiconer2-recased": 6000, "fewnerd-a": 9000, "fewnerd-b": 3000},
        steps=(2500, 4000, 2500, 2500),
        substituted=0.4,
        repeated={"core-partial": 1, "crossner-ai": 2},
        headlines=0.06,
    ),
    "pl": NamesPlan(
        files=("train.jsonl.gz",),
        development=("dev.jsonl.gz",),
        limits={},
        steps=(1800, 1500),
        substituted=0.5,
        repeated={"cen": 1},
        headlines=0.03,
    ),
}


def train_parser(language: str, folder: Path, out: Path) -> Path:
    """Trains tags, lemmas and dependencies, stage by stage; the folder of the trained pipeline."""
    plan = PARSERS[language]
    trained: Path | None = None
    for stage, (steps, dropout) in enumerate(zip(plan.steps, plan.dropout, strict=True), start=1):
        settings: dict[str, Any] = {
            "nlp.pipeline": list(plan.components),
            "training.max_steps": steps,
            "training.dropout": dropout,
            "training.batcher.size.start": plan.batch[1] if trained else plan.batch[0],
            "training.batcher.size.stop": plan.batch[1],
        }
        if trained:
            settings |= {f"components.{name}": {"source": str(trained)} for name in plan.components}
        elif plan.silver:
            settings["components.tok2vec"] = {"source": str(_train_silver(language, folder, out))}
        sets = partial(_parser_sets, language, folder, stage)
        trained = _train(
            "parser", language, out / f"{language}-parser-{stage}", sets, treebank.ATTRIBUTES, settings
        )
    assert trained is not None, "a plan has at least one stage"
    return trained


def _parser_sets(language: str, folder: Path, stage: int) -> dict[str, Iterable[Doc]]:
    """What a stage learns from: always the same sentences, other headlines and other names."""
    plan = PARSERS[language]
    vocab = spacy.blank(language).vocab
    files = folder / language / "treebank"
    learnt = [files / f"{name}.conllu" for name in plan.treebanks]
    measured = [files / f"{name}.conllu" for name in plan.development]
    rng = random.Random(stage)
    coined = [names.coined(rng) for _ in range(3000)]
    return {
        "train": headlines.training_docs(vocab, learnt, coined, plan.headlines, seed=stage),
        "dev": treebank.evaluation_docs(vocab, measured),
    }


def _train_silver(language: str, folder: Path, out: Path) -> Path:
    """Trains the parser's token model to tell parts of speech, by a dictionary and the texts of names."""
    plan = PARSERS[language]
    nlp = spacy.blank(language)
    files = folder / language
    treebanks = [files / "treebank" / f"{name}.conllu" for name in plan.treebanks]

    def sets() -> dict[str, Iterable[Doc]]:
        rows = [row for file in NAMES[language].files for row in corpora.read_rows(files / "ner" / file)]
        closed = silver.closed_classes(treebank.evaluation_docs(nlp.vocab, treebanks))
        docs = list(silver.tag(nlp, (row.text for row in rows), dictionaries.polish_classes(), closed))
        return {"train": docs[200:], "dev": docs[:200]}

    settings = {
        "nlp.pipeline": ["tok2vec", "tagger"],
        "training.max_steps": plan.silver,
        "training.batcher.size.start": plan.batch[1],
        "training.batcher.size.stop": plan.batch[1],
    }
    return _train("parser", language, out / f"{language}-silver", sets, silver.ATTRIBUTES, settings)


def train_names(language: str, folder: Path, out: Path) -> Path:
    """Trains name recognition, stage by stage; the folder of the trained pipeline."""
    trained: Path | None = None
    for stage, steps in enumerate(NAMES[language].steps, start=1):
        settings: dict[str, Any] = {"training.max_steps": steps}
        if trained:
            settings["components.ner"] = {"source": str(trained)}
        sets = partial(_names_sets, language, folder, stage, trained)
        trained = _train(
            "names", language, out / f"{language}-names-{stage}", sets, corpora.ATTRIBUTES, settings
        )
    assert trained is not None, "a plan has at least one stage"
    return trained


def _names_sets(language: str, folder: Path, stage: int, trained: Path | None) -> dict[str, Iterable[Doc]]:
    """What a stage learns from; ``trained`` is the pipeline of the stage before it, if there is one."""
    plan = NAMES[language]
    nlp = spacy.blank(language)
    files = folder / language / "ner"
    rows = [row for file in plan.files for row in corpora.read_rows(files / file)]
    dev = [row for file in plan.development for row in corpora.read_rows(files / file)]
    learnt = [row for row in rows if row.source not in corpora.PARTIAL]
    pools = names.read_pools(
        folder / "names",
        people=frozenset(name for name in _texts(learnt, "PERSON") if len(name.split()) == 2),
        places=frozenset(_texts(learnt, "GPE")),
    )
    if trained:
        silent = _sample([row for row in rows if row.source in corpora.PARTIAL], plan.limits)
        learnt += corpora.complete(silent, spacy.load(trained), frozenset(pools.companies))
    augmented = _augment(learnt, pools, plan, language, stage)
    return {
        "train": (corpora.to_doc(nlp, row) for row in augmented),
        "dev": (corpora.to_doc(nlp, row) for row in dev),
    }


def _sample(rows: list[Row], limits: dict[str, int]) -> list[Row]:
    """As many rows of each source as ``limits`` allows, those with organizations or products first."""
    rng = random.Random(0)
    kept: list[Row] = []
    for source in sorted({row.source for row in rows}):
        of_source = [row for row in rows if row.source == source]
        rng.shuffle(of_source)
        of_source.sort(key=lambda row: not any(label in ("ORG", "PRODUCT") for *_, label in row.names))
        kept.extend(of_source[: limits.get(source)])
    return kept


def _texts(rows: list[Row], label: str) -> set[str]:
    return {row.text[start:end] for row in rows for start, end, of in row.names if of == label}


def _augment(rows: list[Row], pools: names.Pools, plan: NamesPlan, language: str, seed: int) -> list[Row]:
    """The rows joined into paragraphs, and those to be learnt again."""
    rng = random.Random(seed)

    def inflect(name: str) -> str:
        return polish.decline(name, rng) if language == "pl" else name

    more = [
        names.substitute(row, pools, rng, inflect)
        for row in rows
        for _ in range(plan.repeated.get(row.source, 0) + (rng.random() < plan.substituted))
        if row.names
    ]
    headlines = [
        corpora.as_headline(row) for row in rows + more if row.names and rng.random() < plan.headlines
    ]
    result = [*corpora.join(rows, rng), *more, *headlines]
    rng.shuffle(result)
    return result


def _train(
    config: str,
    language: str,
    out: Path,
    sets: Callable[[], dict[str, Iterable[Doc]]],
    attributes: list[str],
    settings: dict[str, Any],
) -> Path:
    """Trains by ``configs/CONFIG.cfg`` with ``settings`` on top; the folder of the trained pipeline.

    That is the last one: the learning rate ends at nothing, and there is no annotated news of companies to
    choose another by.
    """
    trained = out / "trained"
    if trained.exists():
        return trained
    out.mkdir(parents=True, exist_ok=True)
    overrides = {"nlp.lang": language, **settings}
    for name, docs in sets().items():
        overrides[f"paths.{name}"] = str(out / f"{name}.spacy")
        DocBin(attrs=attributes, docs=docs).to_disk(out / f"{name}.spacy")
    nlp = init_nlp(util.load_config(CONFIGS / f"{config}.cfg", overrides=overrides, interpolate=False))
    for _, component in nlp.pipeline:
        if isinstance(component, EditTreeLemmatizer):
            # spaCy 3.8 forgets this on loading, and would take every lemma of a later stage for unknown
            component.tree2label = {tree: label for label, tree in enumerate(component.cfg["labels"])}
    train_pipeline(nlp, out, stdout=sys.stdout, stderr=sys.stderr)
    return (out / "model-last").rename(trained)


def main() -> None:
    """The command line; see the module's docstring."""
    options = argparse.ArgumentParser(prog="python -m kg.language.train", description="Trains the pipelines.")
    options.add_argument("corpora", type=Path, metavar="CORPORA_DIR")
    options.add_argument("out", type=Path, metavar="OUT_DIR")
    options.add_argument("--language", choices=sorted(PARSERS), help="this one only")
    options.add_argument("--part", choices=PARTS, help="this one only")
    arguments = options.parse_args()
    logging.basicConfig(level=logging.INFO)
    for language in [arguments.language] if arguments.language else sorted(PARSERS):
        for part in [arguments.part] if arguments.part else PARTS:
            if part == "parser":
                train_parser(language, arguments.corpora, arguments.out)
            elif part == "names":
                train_names(language, arguments.corpora, arguments.out)
            else:  # what is trained already is only found again
                parser = train_parser(language, arguments.corpora, arguments.out)
                found = train_names(language, arguments.corpora, arguments.out)
                assemble(language, parser, found, arguments.corpora, arguments.out / language)


if __name__ == "__main__":
    main()
