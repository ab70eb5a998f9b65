"""The candidates and what is known about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.errors import SelectionError
from partner_select.exact import ExactVector
from partner_select.joint import JointValue, game_of_pool
from partner_select.labels import read_labels
from partner_select.pairs import Groups, Pairs, read_groups, read_pairs
from partner_select.reading import Findings, identity
from partner_select.risk_data import read_risk

__all__ = ["Pool"]


class Pool:
    """Candidates for an alliance; every field but the names may be left out.

    Parameters
    ----------
    names
        Distinct names of the n candidates; names that differ only by case, blanks or Unicode width are the same name.
    value
        float[n], what each candidate is worth by itself, any sign; default 0.
    cost
        float[n], at least 0; default 0.
    capabilities
        float[n, k], at least 0.
    capability_names
        Names of the k capabilities; default ``"1"`` to ``"k"``.
    roles
        One role (or None) per candidate.
    failure
        float[n], probabilities between 0 and 1 that a candidate drops out; default 0.
    loss
        float[n], at least 0, what is lost if it does; default 0.
    pairs
        Synergy (positive) or conflict cost (negative) of pairs: a mapping of name pairs, a symmetric or triangular
        float[n, n], or a scipy sparse matrix.
    groups
        Worth that appears when a whole group is chosen: a mapping of name tuples.
    labels
        Further sorts of label, for instance ``{"region": [...], "stage": [...]}``: per candidate a value, a list of values, or None.
    cost_classes
        Costs in other units, for instance ``{"staff": [...]}``: float[n] each, at least 0. They are held against
        ``Problem(budgets=...)`` and are no part of ``cost``.
    covariance
        float[n, n], symmetric and positive semidefinite: covariances of what the candidates bring, money squared.
    loss_scenarios
        float[s, n], loss of every candidate in every scenario; a gain is negative. See :func:`partner_select.one_factor_losses`.
    scenario_probability
        float[s], at least 0, adding up to 1; default all equal.
    cost_deviation
        float[n], at least 0: by how much each cost may come out higher.

    Raises
    ------
    SelectionError
        Listing every problem: NaN, wrong lengths, duplicate or unknown names, probabilities out of range.

    Examples
    --------
    >>> pool = Pool(["A", "B", "C"], value=[3, 2, 1], pairs={("A", "B"): 1.5})
    >>> pool.n, pool.pairs.values.tolist()
    (3, [1.5])
    """

    def __init__(
        self,
        names: Iterable[str],
        *,
        value: ArrayLike | None = None,
        cost: ArrayLike | None = None,
        capabilities: ArrayLike | None = None,
        capability_names: Iterable[str] | None = None,
        roles: Sequence[str | None] | None = None,
        failure: ArrayLike | None = None,
        loss: ArrayLike | None = None,
        pairs: Any = None,
        groups: Mapping[tuple[str, ...], float] | None = None,
        labels: Mapping[str, Sequence[str | Iterable[str] | None]] | None = None,
        cost_classes: Mapping[str, ArrayLike] | None = None,
        covariance: ArrayLike | None = None,
        loss_scenarios: ArrayLike | None = None,
        scenario_probability: ArrayLike | None = None,
        cost_deviation: ArrayLike | None = None,
    ) -> None:
        found = Findings()
        if isinstance(names, str):
            raise SelectionError("names: must be a list of names, got one string")
        self.names = found.distinct("names", names)
        if not self.names:
            found.add("names: at least one candidate is needed")
        found.stop()
        self.value = found.numbers("value", value, (self.n,))
        self.cost = found.numbers("cost", cost, (self.n,), low=0)
        self.failure = found.numbers("failure", failure, (self.n,), low=0, high=1)
        self.loss = found.numbers("loss", loss, (self.n,), low=0)
        self.has_cost, self.has_failure, self.has_loss = cost is not None, failure is not None, failure is not None and loss is not None
        self.capability_names, self.capabilities = self._capabilities(found, capabilities, capability_names)
        self.roles = self._roles(found, roles)
        self.pairs: Pairs = read_pairs(found, pairs, self._where)
        self.groups: Groups = read_groups(found, groups, self._where)
        self.labels = read_labels(found, labels, self.n)
        classes = found.distinct("cost_classes", cost_classes or {})
        self.cost_classes = {c: found.numbers(f"cost_classes[{c!r}]", (cost_classes or {})[c], (self.n,), low=0) for c in classes}
        self.risk = read_risk(found, self.n, covariance, loss_scenarios, scenario_probability, cost_deviation)
        found.stop()

    def _capabilities(
        self, found: Findings, given: ArrayLike | None, names: Iterable[str] | None
    ) -> tuple[tuple[str, ...], NDArray[np.float64]]:
        if given is None:
            if names is not None:
                found.add("capabilities: missing, though capability_names are given")
            return (), found.numbers("capabilities", None, (self.n, 0))
        shape = np.shape(given)
        count = shape[1] if len(shape) == 2 else 0
        known = found.distinct("capability_names", names if names is not None else map(str, range(1, count + 1)))
        return known, found.numbers("capabilities", given, (self.n, len(known)), low=0)

    def _roles(self, found: Findings, given: Sequence[str | None] | None) -> tuple[str | None, ...]:
        roles = (None,) * self.n if given is None else tuple(given)
        if len(roles) != self.n:
            found.add(f"roles: {self.n} are needed, got {len(roles)}")
        if any(role is not None and (not isinstance(role, str) or not role.strip()) for role in roles):
            found.add("roles: every role must be a non-empty string or None")
        return roles

    @property
    def n(self) -> int:
        """Number of candidates."""
        return len(self.names)

    @cached_property
    def _where(self) -> dict[str, int]:
        return {identity(name): i for i, name in enumerate(self.names)}

    def positions(self, names: Iterable[str], field: str = "members") -> tuple[int, ...]:
        """Return where candidates stand, in the order asked.

        Raises
        ------
        SelectionError
            Naming unknown and repeated names.
        """
        found = Findings()
        positions = found.positions(field, names, self._where)
        found.stop()
        return positions

    def names_of(self, positions: Iterable[int]) -> tuple[str, ...]:
        """Return the names at these positions."""
        return tuple(self.names[i] for i in positions)

    @cached_property
    def capability_where(self) -> dict[str, int]:
        """Column of every capability, by its identity (case and width do not count)."""
        return {identity(name): k for k, name in enumerate(self.capability_names)}

    @cached_property
    def exact_value(self) -> ExactVector:
        """``value`` as exact numbers."""
        return ExactVector.of(self.value)

    @cached_property
    def exact_cost(self) -> ExactVector:
        """``cost`` as exact numbers."""
        return ExactVector.of(self.cost)

    @cached_property
    def exact_expected_loss(self) -> ExactVector:
        """``failure * loss`` as exact numbers."""
        return ExactVector.of(self.failure) * ExactVector.of(self.loss)

    @cached_property
    def joint(self) -> JointValue:
        """Own values, pairs and groups as a game: what a set would split where the problem has no game of its own."""
        return game_of_pool(self)
