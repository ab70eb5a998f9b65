"""The council's design view: votes against power, benefit and investment."""
