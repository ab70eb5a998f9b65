"""How sure the shares are: possible futures of a scenario, the splits in them, and what the report says of it."""
