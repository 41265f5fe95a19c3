"""The claims of many documents → one Resolution: entities, facts, and the judgements behind them."""

from kg.resolve.resolve import derive, resolve

__all__ = ["derive", "resolve"]
