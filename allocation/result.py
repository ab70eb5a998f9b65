"""What a rule returns: payoffs, how they were found, and a proof that other code can re-check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError, RuleError
from allocation.rounding import largest_remainder

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Allocation", "Method", "Proof"]

Method = Literal["closed form", "exact", "row generation", "estimate"]


@dataclass(frozen=True)
class Proof:
    """What makes a result checkable.

    Parameters
    ----------
    kind
        Which checker of :mod:`allocation.proofs` re-checks it.
    claim
        What is claimed, in one sentence.
    data
        What the checker needs beyond the game: numbers, strings and lists only, so that it can be written to JSON.
    """

    kind: str
    claim: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"kind": self.kind, "claim": self.claim, "data": dict(self.data)}

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Proof:
        """Read what :meth:`to_dict` wrote."""
        return cls(given["kind"], given["claim"], dict(given["data"]))


@dataclass(frozen=True, eq=False)
class Allocation:
    """A split of v(N) among the players.

    Parameters
    ----------
    players
        Names, in the game's order.
    payoffs
        float64[n], in the game's unit; read-only.
    rule
        Name in the registry of rules.
    method
        ``"closed form"``, ``"exact"``, ``"row generation"`` or ``"estimate"``: nothing is silently approximated.
    proof
        What :func:`allocation.verify` re-checks.
    options
        The options the rule was called with, as plain data.
    details
        Further findings of the rule (for instance ``theta_max``), as plain data.

    Raises
    ------
    RuleError
        If there is not one finite payoff per player: values near 1e308 overflow when they are added up.

    Examples
    --------
    >>> import allocation as al
    >>> a = al.shapley(al.TableGame([0, 1, 1, 4], players=["A", "B"]))
    >>> a.payoffs.tolist(), a.total
    ([2.0, 2.0], 4.0)
    """

    players: tuple[str, ...]
    payoffs: NDArray[np.float64]
    rule: str
    method: Method
    proof: Proof
    options: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        payoffs = np.array(self.payoffs, dtype=np.float64)
        if payoffs.shape != (len(self.players),):
            raise RuleError(f"rule {self.rule!r} must pay each of the {len(self.players)} players one number, got shape {payoffs.shape}")
        if not np.all(np.isfinite(payoffs)):
            raise RuleError(f"rule {self.rule!r} leaves the range of float64 on this game: give its values in a larger unit")
        payoffs.setflags(write=False)
        object.__setattr__(self, "payoffs", payoffs)
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))
        object.__setattr__(self, "details", MappingProxyType(dict(self.details)))

    @property
    def total(self) -> float:
        """Sum of the payoffs."""
        return float(self.payoffs.sum())

    def __getitem__(self, player: str) -> float:
        """Return one player's payoff."""
        if player not in self.players:
            raise GameError(f"unknown player {player!r}: the players are {', '.join(self.players[:20])}")
        return float(self.payoffs[self.players.index(player)])

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas table with one row per player and the columns ``payoff`` and ``share``."""
        import pandas as pd

        total = self.total
        share = self.payoffs / total if total else np.full(len(self.players), np.nan)
        return pd.DataFrame({"payoff": self.payoffs, "share": share}, index=pd.Index(self.players, name="player"))

    def rounded(self, step: str | Decimal = "0.01") -> tuple[Decimal, ...]:
        """Round the payoffs to multiples of ``step`` that add up to the rounded total (largest remainder).

        Examples
        --------
        >>> import allocation as al
        >>> al.equal(al.TableGame([0, 0, 0, 0, 0, 0, 0, 100])).rounded("0.01")
        (Decimal('33.34'), Decimal('33.33'), Decimal('33.33'))
        """
        return largest_remainder(self.payoffs, step)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "rule": self.rule,
            "players": list(self.players),
            "payoffs": self.payoffs.tolist(),
            "method": self.method,
            "options": dict(self.options),
            "details": dict(self.details),
            "proof": self.proof.to_dict(),
        }

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Allocation:
        """Read what :meth:`to_dict` wrote."""
        return cls(
            tuple(given["players"]),
            np.array(given["payoffs"], dtype=np.float64),
            given["rule"],
            given["method"],
            Proof.from_dict(given["proof"]),
            given["options"],
            given["details"],
        )
