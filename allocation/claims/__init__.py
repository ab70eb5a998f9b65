"""Claims on an estate that is too small: rules that divide it."""
