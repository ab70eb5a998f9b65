"""Games made from other games."""
