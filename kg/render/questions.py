"""What a person should decide, as it is shown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from kg.relations import in_words
from kg.render.values import circumstances, counted, indented, weights
from kg.resolve.questions import Question, Side


def question_list(asked: Sequence[Question], limit: int) -> RenderableType:
    """The first questions, each with its sentences and the lines that answer it."""
    if not asked:
        return Text("nothing to decide")
    parts = [question(each, number) for number, each in enumerate(asked[:limit], 1)]
    left = len(asked) - limit
    more = f"{counted(left, 'question')} more; --limit shows them" if left > 0 else ""
    return Group(*parts, Text(more, "dim"))


def question(asked: Question, number: int, *, lines: bool = True) -> RenderableType:
    """One question; with ``lines``, the decisions that answer it."""
    left, right = asked.sides
    head = Text(f"{number:>3}  ", "dim").append(left.name, "bold").append(f" ({left.type.value}) ", "dim")
    fact = asked.fact
    head.append(in_words(fact.relation) if fact else "=")
    head.append(f" {right.name}", "bold").append(f" ({right.type.value})", "dim").append("?  ")
    if fact:
        head.append_text(circumstances(fact)).append("  ")
    head.append(f"{asked.score:.2f}  ", "dim").append_text(weights(asked.reasons))
    sides = [left] if fact else [left, right]
    parts: list[RenderableType] = [head, *(indented(_evidence(side)) for side in sides)]
    if lines:
        parts += [indented(Text(f"   {line}", "green")) for _, line in asked.answers]
    return Group(*parts, Text())


def _evidence(side: Side) -> Text:
    quote = " ".join(side.quote.split())
    return Text(f"   “{quote}” ").append(f"{side.source}", "cyan")


def question_line(asked: Question) -> str:
    """One question as a JSON object on one line."""
    fact = asked.fact
    record = {
        "question": "fact" if fact else "pair",
        "score": asked.score,
        "worth": asked.worth,
        "reasons": dict(asked.reasons),
        "relation": fact.relation if fact else None,
        "status": fact.status.value if fact else None,
        "sides": [
            {
                "name": side.name,
                "type": side.type.value,
                "document": side.document,
                "evidence": side.quote,
                "source": side.source,
            }
            for side in asked.sides
        ],
        "answers": {verb.value: line for verb, line in asked.answers},
    }
    return json.dumps(record, ensure_ascii=False)
