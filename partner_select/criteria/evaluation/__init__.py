"""Ranking alternatives under several criteria, one method per file."""
