"""``python -m kg.benchmarks``"""

from __future__ import annotations

import argparse
from functools import partial

from kg import samples
from kg.benchmarks.clock import seconds
from kg.benchmarks.speed import in_language, measure, repeated, sentence
from kg.benchmarks.stages import EXTRACTION, shares
from kg.extract import Extractor


def main() -> None:
    """Prints what extraction costs on the sources given, or on the packaged samples."""
    parser = argparse.ArgumentParser(prog="python -m kg.benchmarks", description=main.__doc__)
    parser.add_argument("sources", nargs="*", default=list(map(str, samples.paths())), metavar="SOURCE")
    parser.add_argument("--language", default="en", metavar="CODE")
    parser.add_argument("--words", type=int, default=4_000, help="repeat the sources up to so many words")
    parser.add_argument("--rounds", type=int, default=25)
    given = parser.parse_args()
    texts = in_language(given.sources, given.language)
    if not texts:
        parser.error(f"no document in language {given.language!r}")
    extractor, batch = Extractor(), repeated(texts, given.words)

    def extract() -> None:
        for reading in extractor.readings(batch):
            extractor.extraction(reading)

    speed = measure(batch, extractor, given.rounds)
    low, high = speed.interval
    print(f"{len(batch)} documents, {speed.words} words, {given.rounds} rounds of each in turns")
    for name, taken in (
        ("bare pipeline", speed.bare),
        ("its products numpy's", speed.quick),
        ("extraction", speed.extraction),
    ):
        middle = sorted(taken)[len(taken) // 2]
        print(f"{name:<22}{speed.words / middle:8.0f} words a second{middle:8.2f} s")
    print(f"extraction : bare     {speed.ratio:8.2f} (95 %: {low:.2f} to {high:.2f})")
    print("\nStages of extraction")
    for stage, share in shares(extract, EXTRACTION):
        print(f"{stage:<28}{share:7.1%}")
    print("\nA sentence that does not end")
    for words in (20, 200, 2000):
        extract_it = partial(extractor.extract, sentence(words))
        extract_it()
        once = seconds(extract_it)
        print(f"{words:>5} words{once:8.3f} s{1000 * once / words:8.2f} ms a word")


if __name__ == "__main__":
    main()
