"""How much memory a table of all coalitions needs, and whether this machine has it: asked before anything is allocated."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from allocation.coalition import MAX_MASK_PLAYERS, coalition_count
from allocation.errors import TableTooLargeError

__all__ = ["MemoryPlan", "available_memory", "plan_memory", "require_table_memory"]

BYTES_PER_VALUE = 8  # float64
SAFETY = 0.8  # share of the free memory a table may take: the rest is for the interpreter, solvers and the other processes
_GIB = 2**30


@dataclass(frozen=True)
class MemoryPlan:
    """What a table of n players would take.

    Parameters
    ----------
    n
        Number of players.
    table_bytes
        Size of the float64 table.
    available_bytes
        What this process may still allocate.
    """

    n: int
    table_bytes: int
    available_bytes: int

    @property
    def fits(self) -> bool:
        """Whether the table fits with a margin."""
        return self.table_bytes <= SAFETY * self.available_bytes


def _free_of_machine() -> int:
    meminfo = Path("/proc/meminfo")
    if meminfo.exists():
        for line in meminfo.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _used_address_space() -> int:
    statm = Path("/proc/self/statm")
    return int(statm.read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0


def _limit_of_process() -> int | None:
    """The address space this process may use, None where there is no limit or no way to ask."""
    try:
        import resource
    except ImportError:
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit


def available_memory() -> int:
    """Return the bytes this process may still allocate: free memory of the machine, cut by the process's own limit."""
    free, limit = _free_of_machine(), _limit_of_process()
    return free if limit is None else max(0, min(free, limit - _used_address_space()))


def plan_memory(n: int) -> MemoryPlan:
    """Plan the table of n players without allocating it.

    Examples
    --------
    >>> plan_memory(20).table_bytes
    8388608
    """
    return MemoryPlan(n, coalition_count(min(n, MAX_MASK_PLAYERS)) * BYTES_PER_VALUE, available_memory())


def require_table_memory(n: int) -> None:
    """Refuse a table that does not fit, before it is allocated.

    Raises
    ------
    TableTooLargeError
        Saying what the table needs, what there is, and what to use instead.
    """
    plan = plan_memory(n)
    if n > MAX_MASK_PLAYERS or not plan.fits:
        need = f"2**{n} values" if n > MAX_MASK_PLAYERS else f"{plan.table_bytes / _GIB:.3g} GiB"
        raise TableTooLargeError(
            f"the table of all coalitions of {n} players needs {need}, {plan.available_bytes / _GIB:.3g} GiB are free: "
            "use a game with a closed form (PairwiseGame, RuleGame) or fewer players"
        )
