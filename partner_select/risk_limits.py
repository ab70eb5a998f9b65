"""What a problem asks about risk, shares and the split of the chosen set, checked against its pool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partner_select.reading import Findings, identity

if TYPE_CHECKING:
    from partner_select.pool import Pool

__all__ = ["SHARED", "RiskLimits", "read_risk_limits"]

SHARED = ("cost", "value", "expected_loss")  # what max_share may speak of
MOST_SPLIT = 20  # members up to which a split of the chosen set is looked into while searching: a million coalitions each


@dataclass(frozen=True)
class RiskLimits:
    """Limits on risk, shares and the split; None and empty where there are none.

    Parameters
    ----------
    min_success
        Least product of (1 - failure) over the members.
    max_variance
        Largest variance of the members' total.
    max_cvar, cvar_level
        Largest mean loss of the worst ``1 - cvar_level`` of all scenarios, and that level.
    max_share
        Field to largest share of any member.
    gamma
        How many costs may hit their upper end at once.
    core_margin
        By how much every proper coalition can at least be kept above its worth.
    outside
        Position of a candidate to what it must get in the split if it is a member.
    """

    min_success: float | None = None
    max_variance: float | None = None
    max_cvar: float | None = None
    cvar_level: float = 0.95
    max_share: Mapping[str, float] = field(default_factory=dict)
    gamma: int | None = None
    core_margin: float | None = None
    outside: Mapping[int, float] = field(default_factory=dict)


def read_risk_limits(found: Findings, pool: Pool, budget: float | None, size: tuple[int, int | None], asked: dict[str, Any]) -> RiskLimits:
    """Return the limits; problems are noted.

    Parameters
    ----------
    found
        Collects problems.
    pool, budget, size
        What the limits must fit.
    asked
        The limits as given, by their names.
    """

    def number(name: str, low: float, there: bool, missing: str) -> float | None:
        if asked[name] is None:
            return None
        if not there:
            found.add(f"{name}: the pool has no {missing} to hold it against")
        return found.number(name, asked[name], low=low)

    success = number("min_success", 0, pool.has_failure, "failure")
    if success is not None and not 0 < success <= 1:
        found.add(f"min_success: must be a probability above 0, at most 1, got {asked['min_success']!r}")
    level = found.number("cvar_level", asked["cvar_level"], low=0)
    if level >= 1:
        found.add(f"cvar_level: must be below 1, got {asked['cvar_level']!r}")
    return RiskLimits(
        success,
        number("max_variance", 0, pool.risk.covariance is not None, "covariance"),
        number("max_cvar", -float("inf"), pool.risk.loss_scenarios is not None, "loss_scenarios"),
        level,
        _shares(found, pool, asked["max_share"] or {}),
        _gamma(found, pool, budget, asked["gamma"]),
        _margin(found, pool, size, asked["core_margin"]),
        _outside(found, pool, asked["outside"]),
    )


def _shares(found: Findings, pool: Pool, given: Mapping[str, float]) -> dict[str, float]:
    shares: dict[str, float] = {}
    there = {"cost": pool.has_cost, "value": True, "expected_loss": pool.has_loss}
    for name, share in given.items():
        label = f"max_share[{name!r}]"
        if name not in SHARED:
            found.add(f"{label}: must be one of {', '.join(SHARED)}")
            continue
        shares[name] = found.number(label, share, low=0)
        if shares[name] > 1:
            found.add(f"{label}: a share is at most 1, got {share!r}")
        if not there[name]:
            found.add(f"{label}: the pool has no {name} to hold it against")
        elif name == "value" and float(pool.value.min()) < 0:
            found.add(f"{label}: values below 0 have no shares")
    return dict(sorted(shares.items()))


def _gamma(found: Findings, pool: Pool, budget: float | None, given: Any) -> int | None:
    if given is None:
        return None
    if budget is None or pool.risk.cost_deviation is None:
        found.add("gamma: says how many costs may come out higher, so it needs a budget and a pool with cost_deviation")
    if isinstance(given, bool) or not isinstance(given, int) or given < 0:
        found.add(f"gamma: must be a whole number from 0, got {given!r}")
        return None
    return given


def _margin(found: Findings, pool: Pool, size: tuple[int, int | None], given: Any) -> float | None:
    if given is None:
        return None
    if min(pool.n, pool.n if size[1] is None else size[1]) > MOST_SPLIT:
        found.add(f"core_margin: all coalitions of the chosen set are looked at, so let size have at most {MOST_SPLIT} members")
    return found.number("core_margin", given, low=0)


def _outside(found: Findings, pool: Pool, given: Any) -> dict[int, float]:
    if given is None:
        return {}
    if isinstance(given, Mapping):
        named = list(given.items())
    else:
        values = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else []
        if len(values) != pool.n:
            found.add(f"outside: {pool.n} numbers are needed, or names with numbers, got {given!r}")
            return {}
        named = list(zip(pool.names, values, strict=True))
    where = {identity(name): i for i, name in enumerate(pool.names)}
    positions = found.positions("outside", [name for name, _ in named], where)
    if len(positions) != len(named):
        return {}
    return {i: found.number(f"outside[{name!r}]", x) for i, (name, x) in zip(positions, named, strict=True) if x is not None}
