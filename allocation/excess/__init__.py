"""Solutions built on v(S) − x(S): the core, the least core, the nucleolus and its relatives, and the stability of any split."""
