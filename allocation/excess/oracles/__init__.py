"""Separation without a table: which coalitions a split wrongs the most, found by the structure of the game."""
