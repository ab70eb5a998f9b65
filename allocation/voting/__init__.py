"""Voting power: counting coalitions by their weights, and the indices made of the counts."""
