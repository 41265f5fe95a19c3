"""A process that answers one question at a time, until its standard input ends.

    python -m kg.serve.worker FOLDER MEMORY

Questions come and answers go as frames: two lengths, JSON, and the bytes of an answer. The engine works
without the interpreter's lock, so the end of the input is seen, and ends the process, also while it works:
a worker does not outlive a server that was killed.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import StoreError
from kg.serve.messages import Look, Make, Place
from kg.store.answers import Answer, NoAnswer, Question, Reader

if TYPE_CHECKING:
    from kg.store.sight import Sight

LENGTHS = struct.Struct(">II")
"""Of the JSON and of the body, in bytes."""


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One message to or from a worker."""
    text = json.dumps(head).encode("ascii")
    return LENGTHS.pack(len(text), len(body)) + text + body


def asked(question: Question | Look | Make) -> bytes:
    """The frame of what is asked of a worker."""
    return frame({type(question).__name__: asdict(question)})


def main(folder: str, memory: str) -> None:
    """Answers the questions on standard input from the store in ``folder``, in ``memory`` bytes at most."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # nothing else may get between the frames
    _limit(int(memory))
    questions: SimpleQueue[Question | Look | Make] = SimpleQueue()
    Thread(target=_read, args=(sys.stdin.buffer, questions), daemon=True).start()
    try:
        desk = _Desk(Reader(Path(folder)))
        _send(answers, frame({}))
        while True:
            _send(answers, desk.answered(questions.get()))
    except StoreError as error:
        _send(answers, frame({"broken": str(error)}))


class _Desk:
    """Answers one at a time, and keeps open the last state that was looked at."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._sight: Sight | None = None

    def answered(self, question: Question | Look | Make) -> bytes:
        match question:
            case Question():
                return _answered(self._reader.answer(question))
            case Look():
                return self._seen(question)
            case Make():
                from kg.store.indexing import make_index

                make_index(Path(question.place.folder), Path(question.place.index))
                return frame({})

    def _seen(self, wanted: Look) -> bytes:
        from kg.serve.looks import look  # pages need more than SPARQL does
        from kg.store.sight import Sight

        place = wanted.place
        assert place is not None
        if self._sight is None or self._sight.state != place.state:
            if self._sight is not None:
                self._sight.index.close()
                self._sight = None
            self._sight = Sight.of(Path(place.folder), place.state, Path(place.index))
        head = asdict(look(self._sight, wanted))
        body = head.pop("body")
        return frame({**head, "state": place.state}, body)


def _answered(answered: Answer | NoAnswer) -> bytes:
    if isinstance(answered, Answer):
        head = {"rows": answered.rows, "is_graph": answered.is_graph, "is_cut": answered.is_cut}
        return frame(head, answered.body)
    return frame({"why": answered.why, "reason": answered.reason})


def _read(source: BinaryIO, questions: SimpleQueue[Question | Look | Make]) -> None:
    while len(lengths := source.read(LENGTHS.size)) == LENGTHS.size:
        [(kind, said)] = json.loads(source.read(LENGTHS.unpack(lengths)[0])).items()
        questions.put(_KINDS[kind](**said))
    os._exit(0)


def _question(default_graphs: list[str], named_graphs: list[str], **rest: Any) -> Question:
    return Question(default_graphs=tuple(default_graphs), named_graphs=tuple(named_graphs), **rest)


def _look(place: dict[str, str], **rest: Any) -> Look:
    return Look(place=Place(**place), **rest)


def _making(place: dict[str, str]) -> Make:
    return Make(Place(**place))


_KINDS: Mapping[str, Callable[..., Question | Look | Make]] = {
    "Question": _question,
    "Look": _look,
    "Make": _making,
}


def _send(answers: BinaryIO, message: bytes) -> None:
    try:
        answers.write(message)
        answers.flush()
    except BrokenPipeError:
        os._exit(0)


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return  # not on this system
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main(*sys.argv[1:])
