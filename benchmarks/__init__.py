"""How fast, how exact and how large, as ratios: ``alliance bench`` measures us, a peer and the physical floor in one run."""
