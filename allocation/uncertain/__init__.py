"""Values that are not known for sure: intervals, and scenarios with their chances."""
