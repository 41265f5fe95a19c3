"""Feeds the targets many inputs: ``python tests/fuzz/run.py --inputs 1000000 [--target NAME]``.

Under atheris where it is installed (guided by what code an input reaches), else by seeded mutation of the
corpus. Prints a line a target (inputs, seconds, crashes) and keeps one input of each crash as a file. Each
target runs in a process of its own; ends with 1 where any has crashed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from corpus import PIECES, SEEDS

LONGEST = 4096
"""Bytes of an input."""


class TooSlow(BaseException):
    """An input took longer than it may; no Exception, so that nothing takes it for a failure to be told."""


@dataclass
class Trial:
    """One target, fed one input after another until it has had enough of them."""

    name: str
    target: Callable[[bytes], None]
    inputs: int
    seconds: float
    limit: float
    """Seconds that one input may take."""
    crashes: Path
    fed: int = 0
    start: float = field(default_factory=time.monotonic)
    found: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        signal.signal(signal.SIGALRM, self._slow)

    def _slow(self, number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"more than {self.limit:g} s")

    def feed(self, content: bytes) -> None:
        """Keeps the input where the target fails as it has not before; ends the process after the last."""
        self.fed += 1
        try:
            signal.setitimer(signal.ITIMER_REAL, self.limit)
            self.target(content)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except (Exception, TooSlow) as error:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._keep(content, error)
        taken = time.monotonic() - self.start
        if self.fed == self.inputs or taken > self.seconds:
            found = f"{len(self.found)} crashes"
            print(f"{self.name:<14}{self.fed:>9} inputs{taken:>9.1f} s   {found}", flush=True)
            os._exit(0)  # the engine is inside its own loop

    def _keep(self, content: bytes, error: BaseException) -> None:
        where = type(error).__name__
        if isinstance(error, Exception):  # what is slow stops anywhere, and one stands for all
            frames = traceback.extract_tb(error.__traceback__)
            ours = [frame for frame in frames if "/kg/" in frame.filename or "/fuzz/" in frame.filename]
            where += f"-{Path(ours[-1].filename).stem}-{ours[-1].lineno}"
        if where in self.found:
            return
        self.found.add(where)
        self.crashes.mkdir(parents=True, exist_ok=True)
        path = self.crashes / f"{self.name}-{where}"
        path.write_bytes(content)
        print(f"{path}: {type(error).__name__}: {str(error)[:160]!r}", flush=True)


def mutated(chance: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """A seed with some of its bytes replaced, doubled or dropped, a piece put in, or the end of another."""
    content = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(content))
        match chance.randrange(6):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + chance.randint(1, 40)]
            case 2:
                content[at:at] = content[at : at + chance.randint(1, 40)] * chance.randint(1, 20)
            case 3:
                content[at:] = chance.choice(seeds)[at:]
            case _:
                content[at : at + chance.choice((0, 0, 1, 3))] = chance.choice(PIECES)
    return bytes(content[:LONGEST])


def run_one(given: argparse.Namespace, work: Path) -> None:
    """Feeds one target, and does not come back."""
    (name,) = given.target
    if given.engine == "atheris":
        import atheris  # type: ignore[import-not-found]

        with atheris.instrument_imports(include=["kg"]):
            from targets import TARGETS
    else:
        from targets import TARGETS
    target, seeds = TARGETS[name], tuple(SEEDS[name])
    for seed in seeds:
        target(seed)  # what is loaded once is loaded before the clock runs
    trial = Trial(name, target, given.inputs, given.seconds, given.limit, given.crashes)
    if given.engine == "mutation":
        chance = random.Random(f"{name} {given.seed}")
        while True:
            trial.feed(mutated(chance, seeds))
    folder, words = work / "seeds", work / "words"
    folder.mkdir()
    for number, seed in enumerate(seeds):
        (folder / str(number)).write_bytes(seed)
    escaped = (piece.hex(" ").replace(" ", r"\x") for piece in PIECES if len(piece) < 60)
    words.write_text("".join(rf'"\x{piece}"' + "\n" for piece in escaped))
    # the alarm is the trial's own
    options = [
        f"-seed={given.seed}",
        f"-max_len={LONGEST}",
        f"-dict={words}",
        "-handle_alrm=0",
        "-verbosity=0",
    ]
    atheris.Setup([name, *options, "-rss_limit_mb=4096", str(folder)], trial.feed)
    atheris.Fuzz()


def main() -> int:
    """Feeds every target its share, one after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000, help="for all targets together")
    parser.add_argument("--seconds", type=float, default=86_400, help="for each target at most")
    parser.add_argument("--target", choices=list(SEEDS), action="append", help="all where none is given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=10, help="seconds that one input may take")
    parser.add_argument("--crashes", type=Path, default=Path("crashes"), help="folder for inputs that crash")
    installed = "atheris" if importlib.util.find_spec("atheris") else "mutation"
    parser.add_argument("--engine", choices=("atheris", "mutation"), default=installed)
    parser.add_argument("--alone", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        run_one(given, given.alone)
    targets = given.target or list(SEEDS)
    given.inputs = max(1, given.inputs // len(targets))
    failed = 0
    for name in targets:
        options = [f"--{key}={getattr(given, key)}" for key in
                   ("inputs", "seconds", "seed", "limit", "crashes", "engine")]  # fmt: skip
        with tempfile.TemporaryDirectory() as work:
            command = [sys.executable, __file__, "--target", name, "--alone", work, *options]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        print(done.stdout, end="", flush=True)
        if " 0 crashes" not in done.stdout:
            failed = 1
            if " crashes" not in done.stdout:
                print(f"{name}: ended with {done.returncode}: {done.stderr[-500:]}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
