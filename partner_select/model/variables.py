"""The solver's model while it is being built: one Boolean per candidate, further variables, and parts of the objective."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from partner_select.model.scaling import Part, Scale, scale_parts

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["BuildStopped", "Meaning", "Variables"]

Meaning = Callable[[NDArray[np.bool_]], int]


class BuildStopped(Exception):
    """Time was up, or somebody pressed Ctrl-C, before the model was built."""


@dataclass
class Variables:
    """What constraint and term files add to.

    Parameters
    ----------
    model
        CP-SAT model.
    chosen
        One Boolean per candidate.
    most
        The most members that any feasible set can have.
    parts
        Parts of the objective added so far.
    derived
        Every further variable with the value it takes for a given set: makes a complete hint.
    closed
        Candidates known to be in no set worth finding: fixed out, and left out of products.
    over
        Whether building should end.
    sharpen
        Called with a set that the solver ended at: each adds rows where its curve was held too loosely there, and says whether it did.
    products
        Products of decisions made so far, by what they are products of: two terms that need the same one share it.
    """

    model: cp_model.CpModel
    chosen: list[Any]
    most: int
    parts: list[Part] = field(default_factory=list)
    derived: list[tuple[Any, Meaning]] = field(default_factory=list)
    closed: AbstractSet[int] = frozenset()
    over: Callable[[], bool] = lambda: False
    sharpen: list[Callable[[AbstractSet[int]], bool]] = field(default_factory=list)
    products: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @classmethod
    def of(cls, n: int, most: int, closed: AbstractSet[int] = frozenset(), over: Callable[[], bool] = lambda: False) -> Variables:
        """Start a model of n candidates; loads the solver."""
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        chosen = [model.new_int_var(0, int(i not in closed), f"x{i}") for i in range(n)]
        return cls(model, chosen, most, closed=closed, over=over)

    def go_on(self) -> None:
        """Raise BuildStopped when building should end."""
        if self.over():
            raise BuildStopped

    @staticmethod
    def weighted(variables: Sequence[Any], weights: Sequence[int]) -> Any:
        """Return Σ weights·variables."""
        from ortools.sat.python import cp_model

        return cp_model.LinearExpr.weighted_sum(variables, weights)

    def new_bool(self, name: str, meaning: Meaning) -> Any:
        """Return a further Boolean whose value follows from the chosen set."""
        variable = self.model.new_bool_var(name)
        self.derived.append((variable, meaning))
        return variable

    def new_int(self, high: int, name: str, meaning: Meaning) -> Any:
        """Return a further integer from 0 to ``high`` whose value follows from the chosen set."""
        variable = self.model.new_int_var(0, high, name)
        self.derived.append((variable, meaning))
        return variable

    def sharpened(self, members: AbstractSet[int]) -> bool:
        """Add rows where curves were held too loosely at a set; return whether there were any."""
        added = [sharpen(members) for sharpen in self.sharpen]  # all of them, not only the first that adds
        return any(added)

    def maximise(self) -> Scale:
        """Set the objective from the parts and return its scale."""
        scale = scale_parts(self.parts)
        variables = [v for part in self.parts for v in part.variables]
        self.model.maximize(self.weighted(variables, [c for row in scale.coefficients for c in row]))
        return scale

    def hint(self, members: NDArray[np.bool_]) -> None:
        """Hint a whole solution, bool[n], in place of any hint before."""
        model: Any = self.model
        model.clear_hints()
        for variable, value in zip(self.chosen, members.tolist(), strict=True):
            self.model.add_hint(variable, int(value))
        for variable, meaning in self.derived:
            self.model.add_hint(variable, meaning(members))
