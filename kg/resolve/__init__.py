"""The claims of many documents → one Resolution: entities, facts, and the judgements behind them."""

from kg.resolve.resolve import resolve

__all__ = ["resolve"]
