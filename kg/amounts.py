"""Sums of money as people write them."""

from __future__ import annotations

from decimal import Decimal

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "KRW": "₩", "INR": "₹"}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_BRIEF = {"trillion": "tn", "billion": "bn", "million": "m"}


def money(amount: Decimal | float, currency: str, maximum: Decimal | float | None = None) -> str:
    """A sum as people write it, to three figures behind the point at most.

    >>> money(1_200_000_000, "USD")
    '$1.2 billion'
    >>> money(300_000_000, "PLN", 450_000_000)
    '300–450 million PLN'
    """
    low, scale = _scaled(amount)
    figures = low
    if maximum is not None:
        high, high_scale = _scaled(maximum)
        figures = f"{low}–{high}" if scale == high_scale else f"{low}{scale}–{high}"
        scale = high_scale
    symbol = _SYMBOLS.get(currency)
    return f"{symbol}{figures}{scale}" if symbol else f"{figures}{scale} {currency}"


def brief(amount: Decimal | float, currency: str = "", maximum: Decimal | float | None = None) -> str:
    """A sum in the least room; without a currency where that stands elsewhere.

    >>> brief(1_200_000_000, "USD"), brief(300_000_000, maximum=450_000_000)
    ('$1.2bn', '300–450m')
    """
    said = money(amount, currency, maximum)
    for _, word in _SCALES:
        said = said.replace(f" {word}", _BRIEF[word])
    return said.strip()


def _scaled(amount: Decimal | float) -> tuple[str, str]:
    """Figures and scale: ``("1.2", " billion")``."""
    for size, word in _SCALES:
        if (exact := Decimal(str(amount))) >= size:
            return f"{exact / size:.3f}".rstrip("0").rstrip("."), f" {word}"
    return f"{amount:,.2f}".removesuffix(".00"), ""
