"""What the command line shows, as things that rich prints: summaries, tables, explanations."""

from kg.render.explanation import explanation, names_of
from kg.render.history import pair_history
from kg.render.page import explanation_page
from kg.render.tables import facts_table, summary

__all__ = ["explanation", "explanation_page", "facts_table", "names_of", "pair_history", "summary"]
