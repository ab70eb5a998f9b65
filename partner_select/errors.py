"""What can go wrong when partners are to be selected: misuse is an exception that says where, what and what to do."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["ScaleError", "SelectionError"]


class SelectionError(ValueError):
    """A pool, a problem or a call is not well formed; every problem found is listed at once.

    Parameters
    ----------
    problems
        One sentence per problem.

    Attributes
    ----------
    problems : tuple of str
        The same sentences.
    """

    def __init__(self, problems: str | Sequence[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))


class ScaleError(SelectionError):
    """Numbers are too large, or too far apart, to be counted exactly in 64-bit integers.

    Parameters
    ----------
    field
        Which input it is, for instance ``"cost"``.
    total
        The sum of the sizes that did not fit.
    limit
        What would have fitted.

    Attributes
    ----------
    field : str
        The same name.
    """

    def __init__(self, field: str, total: float, limit: float) -> None:
        self.field = field
        super().__init__(
            f"{field}: the sizes add up to {total:.3g}, more than {limit:.3g} and not a multiple of a common larger unit, "
            f"so they cannot be counted exactly; state {field} in a larger unit (thousands, millions)"
        )
