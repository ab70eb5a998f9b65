"""Games: one file per kind, each with the worth of any coalition, and with closed forms where its kind has them."""
