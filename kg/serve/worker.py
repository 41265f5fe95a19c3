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
from typing import Any, BinaryIO

from kg.errors import StoreError
from kg.store.answers import Answer, Question, Reader

LENGTHS = struct.Struct(">II")
"""Of the JSON and of the body, in bytes."""


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """One message to or from a worker."""
    text = json.dumps(head).encode("ascii")
    return LENGTHS.pack(len(text), len(body)) + text + body


def asked(question: Question) -> bytes:
    """The frame of a question."""
    return frame(asdict(question))


def main(folder: str, memory: str) -> None:
    """Answers the questions on standard input from the store in ``folder``, in ``memory`` bytes at most."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # nothing else may get between the frames
    _limit(int(memory))
    questions: SimpleQueue[Question] = SimpleQueue()
    Thread(target=_read, args=(sys.stdin.buffer, questions), daemon=True).start()
    try:
        reader = Reader(Path(folder))
        _send(answers, frame({}))
        while True:
            _send(answers, _answered(reader, questions.get()))
    except StoreError as error:
        _send(answers, frame({"broken": str(error)}))


def _answered(reader: Reader, question: Question) -> bytes:
    answered = reader.answer(question)
    if isinstance(answered, Answer):
        head = {"rows": answered.rows, "is_graph": answered.is_graph, "is_cut": answered.is_cut}
        return frame(head, answered.body)
    return frame({"why": answered.why, "reason": answered.reason})


def _read(source: BinaryIO, questions: SimpleQueue[Question]) -> None:
    while len(lengths := source.read(LENGTHS.size)) == LENGTHS.size:
        head = json.loads(source.read(LENGTHS.unpack(lengths)[0]))
        for name in ("default_graphs", "named_graphs"):
            head[name] = tuple(head[name])
        questions.put(Question(**head))
    os._exit(0)


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
