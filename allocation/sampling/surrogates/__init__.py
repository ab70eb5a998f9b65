"""Simple models of a game, fitted to a sample of coalitions, whose values are known exactly: what is left over is estimated."""
