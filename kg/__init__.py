"""News text to a knowledge graph of companies, partnerships and investments, with evidence."""

__version__ = "0.1.0"
