"""Proofs that results carry, and their checkers in exact arithmetic, which load no solver."""
