"""Estimates for games that are too large for a table: samples in, payoffs with standard errors out."""
