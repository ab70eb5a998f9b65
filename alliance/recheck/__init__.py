"""Working out the claims of a document again: one file per part of it, each without the solver that made the claim."""
