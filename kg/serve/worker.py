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
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import StoreError
from kg.serve.messages import Look
from kg.store.answers import Answer, NoAnswer, Question, Reader

if TYPE_CHECKING:
    from kg.store.sight import Sight

LENGTHS = struct.Struct(">II")
"""Of the JSON and of the body, in bytes."""


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One message to or from a worker."""
    text = json.dumps(head).encode("ascii")
    return LENGTHS.pack(len(text), len(body)) + text + body


def asked(question: Question | Look) -> bytes:
    """The frame of a question, or of a look."""
    return frame({"look" if isinstance(question, Look) else "question": asdict(question)})


def main(folder: str, memory: str) -> None:
    """Answers the questions on standard input from the store in ``folder``, in ``memory`` bytes at most."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # nothing else may get between the frames
    _limit(int(memory))
    questions: SimpleQueue[Question | Look] = SimpleQueue()
    Thread(target=_read, args=(sys.stdin.buffer, questions), daemon=True).start()
    try:
        desk = _Desk(Reader(Path(folder)))
        _send(answers, frame({}))
        while True:
            _send(answers, desk.answered(questions.get()))
    except StoreError as error:
        _send(answers, frame({"broken": str(error)}))


class _Desk:
    """Answers one at a time, and keeps the index of the last state that was looked at."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._sight: Sight | None = None

    def answered(self, question: Question | Look) -> bytes:
        if isinstance(question, Question):
            return _answered(self._reader.answer(question))
        from kg.serve.looks import look  # pages need more than SPARQL does
        from kg.store.sight import Sight

        store = self._reader.store()
        if self._sight is None or self._sight.state != self._reader.state:
            self._sight = Sight.of(store, self._reader.state)
        head = asdict(look(self._sight, question))
        body = head.pop("body")
        return frame({**head, "state": self._sight.state}, body)


def _answered(answered: Answer | NoAnswer) -> bytes:
    if isinstance(answered, Answer):
        head = {"rows": answered.rows, "is_graph": answered.is_graph, "is_cut": answered.is_cut}
        return frame(head, answered.body)
    return frame({"why": answered.why, "reason": answered.reason})


def _read(source: BinaryIO, questions: SimpleQueue[Question | Look]) -> None:
    while len(lengths := source.read(LENGTHS.size)) == LENGTHS.size:
        head = json.loads(source.read(LENGTHS.unpack(lengths)[0]))
        questions.put(Look(**head["look"]) if "look" in head else _question(**head["question"]))
    os._exit(0)


def _question(default_graphs: list[str], named_graphs: list[str], **rest: Any) -> Question:
    return Question(default_graphs=tuple(default_graphs), named_graphs=tuple(named_graphs), **rest)


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
