"""The sum and the date of a deal, from those that stand in its sentence."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extract.arguments import clause_tokens
from kg.extract.dates import DateSpan
from kg.extract.frames import Match
from kg.extract.grammar import Words
from kg.extract.money import MoneySpan
from kg.extract.skeleton import Skeleton

_WINDOW = 3


def money_of(skeleton: Skeleton, sent: Span, match: Match, words: Words) -> MoneySpan | None:
    """The sum nearest to the trigger within its clause; never a valuation, a price or a turnover."""
    trigger = match.arguments.trigger
    found = []
    near = {token.i for token in clause_tokens(match.arguments.verb or trigger)}
    for token in sent:
        money = skeleton.unit(token).money
        if money is None or money.per_unit or _is_something_else(token, sent, words):
            continue
        found.append((token.i not in near, abs(token.i - trigger.i), token.i, money))
    return min(found, key=lambda entry: entry[:3])[3] if found else None


def _is_something_else(token: Token, sent: Span, words: Words) -> bool:
    """True for "valued at $5bn", "$2bn in sales": a sum, and not the deal's."""
    before = [t.lower_ for t in sent.doc[max(sent.start, token.i - _WINDOW) : token.i]]
    after = [t.lower_ for t in sent.doc[token.i + 1 : min(sent.end, token.i + 3)]]
    if "deal" in before or "transaction" in before:
        return False
    return any(word in words.not_the_deal for word in before) or any(
        word in words.not_the_deal for word in after
    )


def date_of(skeleton: Skeleton, sent: Span, trigger: Token) -> tuple[str | None, str | None]:
    """The date and the period that the clause of ``trigger`` gives; (None, None) without."""
    near = {token.i for token in clause_tokens(trigger)}
    points: list[tuple[bool, int, DateSpan]] = []
    periods: list[tuple[int, DateSpan]] = []
    for token in sent:
        span = skeleton.unit(token).date
        if span is None:
            continue
        if span.date is not None:
            points.append((token.i not in near, abs(token.i - trigger.i), span))
        elif span.period is not None and not span.is_past:
            periods.append((abs(token.i - trigger.i), span))
    date = min(points, key=lambda entry: entry[:2])[2].date if points else None
    period = min(periods, key=lambda entry: entry[0])[1].period if periods else None
    return date, period
