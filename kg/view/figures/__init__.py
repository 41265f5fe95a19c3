"""A network as a figure for papers and slides: its things and facts, its flows of money, its days."""
