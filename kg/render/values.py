"""What all that is shown is made of: sums, circumstances, weights, counts."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.text import Text

from kg.amounts import money
from kg.model import Claim, Fact, Status

STYLES = {
    Status.ACTUAL: "green",
    Status.PLANNED: "cyan",
    Status.POTENTIAL: "yellow",
    Status.ENDED: "magenta",
    Status.DENIED: "red",
}


def circumstances(said: Claim | Fact) -> Text:
    """How far it has come, with its sum, date, period and topic."""
    text = Text(said.status.value, STYLES[said.status])
    if said.money:
        text.append(f"  {money(said.money.amount, said.money.currency, said.money.maximum)}", "bold")
    for detail in (said.date, said.period, said.topic):
        if detail:
            text.append(f"  {detail}")
    return text


def weights(reasons: Iterable[tuple[str, float]]) -> Text:
    """Features with their weights, as a score adds them up: "frame 0.85, object by order -0.12"."""
    return Text(", ").join(Text(f"{feature} {weight:+g}") for feature, weight in reasons)


def indented(text: Text) -> Padding:
    """Two columns to the right."""
    return Padding(text, (0, 0, 0, 2), expand=False)


def counted(number: int, thing: str) -> str:
    """``number`` with its noun: "1 claim", "1,204 claims"."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
